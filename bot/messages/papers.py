"""A paper as officials cite it: what kind it is, and its number (Decree 30/2020/ND-CP, appendices I and III)."""

from __future__ import annotations

import re

from markupsafe import Markup

from bot.plan_reader.words import plain
from bot.texts import say

KINDS = frozenset({"kh", "gm", "tb", "cd", "qd", "pa", "ctr", "hd"})
"""Abbreviations of kinds, folded, that have a sentence; each other paper with a number is a dispatch (công văn)."""
_KIND = re.compile(r"\d+\s*(?:/(?:\d{4}/)?\s*([a-z]+)-|-\s*([a-z]+)\s*/)")
""" "58/KH-UBND", "12/2026/QĐ-UBND" and, in Party papers, "149-KH/TU"; "1153/UBND-VP" names its body instead."""


def paper_words(language: str, number: str) -> Markup:
    """Return Kế hoạch số 58/KH-UBND, Công văn số 1153/UBND-VP: the kind that the number tells, then the number."""
    return say(language, f"papers.{_kind(number)}", number=number)


def _kind(number: str) -> str:
    found = _KIND.match(plain(number))
    kind = (found[1] or found[2]) if found else ""
    return kind if kind in KINDS else "cv"
