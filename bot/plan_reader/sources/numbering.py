"""Word's automatic numbers: they stand in no text, so they are counted again (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True)
class Level:
    """One level of a list: `form` is numFmt, `text` lvlText ("%1."), `start` its first number."""

    form: str
    text: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document in order."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._styles: dict[str | None, Any] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        if part is not None:
            self._load(part.element)

    def _load(self, root: Any) -> None:
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"))): _level(level) for level in abstract.findall(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for number in root.findall(qn("w:num")):
            self._abstract[number.get(qn("w:numId"))] = number.find(qn("w:abstractNumId")).get(qn("w:val"))

    def _properties(self, paragraph: Paragraph) -> Any:
        """Return the numbering properties of the paragraph, else those of its style (looked up once a style)."""
        own = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        if own is not None:
            return own
        name = paragraph._p.style
        if name not in self._styles:
            style = paragraph.style.element.pPr if paragraph.style is not None else None
            self._styles[name] = style.numPr if style is not None else None
        return self._styles[name]

    def marker(self, paragraph: Paragraph) -> str:
        """Return the marker that Word shows before this paragraph ("II.", "a)", "-"), counting it; "" for none."""
        properties = self._properties(paragraph)
        if properties is None or properties.numId is None:
            return ""
        list_id = self._abstract.get(str(properties.numId.val), "")
        depth = properties.ilvl.val if properties.ilvl is not None else 0
        levels = self._levels.get(list_id, {})
        if depth not in levels:
            return ""
        counts = self._counts[list_id]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return _shown(levels, depth, counts)


def _level(element: Any) -> Level:
    def value(name: str, default: str) -> str:
        found = element.find(qn(name))
        return str(found.get(qn("w:val"), default)) if found is not None else default

    start = value("w:start", "1")
    return Level(value("w:numFmt", "decimal"), value("w:lvlText", ""), int(start) if start.isdigit() else 1)


def _shown(levels: dict[int, Level], depth: int, counts: dict[int, int]) -> str:
    level = levels[depth]
    if level.form == "none":
        return ""
    if level.form == "bullet":
        return "+" if level.text == "+" else "-"

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        there = levels.get(at, level)
        return _written(counts.get(at, there.start), there.form)

    return _PLACE.sub(number, level.text)


def _written(number: int, form: str) -> str:
    if form == "upperRoman":
        return _roman(number)
    if form == "lowerRoman":
        return _roman(number).lower()
    if form in {"lowerLetter", "upperLetter"} and 0 < number <= len(_LETTERS):
        letter = _LETTERS[number - 1]
        return letter if form == "lowerLetter" else letter.upper()
    return str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (min(number, 399) // value)
        number %= value
    return out
