"""Names of units brought to one form for matching: short forms written out, small words and spellings evened."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from bot.language.folding import fold, nfc

MOST_READINGS = 8
"""An ambiguous short form multiplies the readings; names with more ambiguity than this keep the first ones."""

SMALL_WORDS = {"va", "cua"}
_FINAL_Y = re.compile(r"\b(qu|[bcdghklmnprstvx]+)y\b")
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")

Table = dict[tuple[str, ...], tuple[str, ...]]


@cache
def _tables() -> tuple[Table, dict[str, str], int]:
    """Return short forms by their words, those in capitals, and how many words the longest has."""
    read = tomllib.loads(Path(__file__).with_name("abbreviations.toml").read_text(encoding="utf-8"))
    plain = {tuple(k.split()): (v,) if isinstance(v, str) else tuple(v) for k, v in read["plain"].items()}
    return plain, read["capitals"], max(map(len, plain))


def _written_out(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield for each run of `words` the ways in which it can be written out; the longest short form wins."""
    table, _, longest = _tables()
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            if (full := table.get(tuple(words[at : at + size]))) is not None:
                yield full
                at += size
                break
        else:
            yield (words[at],)
            at += 1


def _capitals_out(name: str) -> str:
    """Write out the short forms that only capitals tell, unless the entire name stands in capitals."""
    capitals = _tables()[1]
    return name if name.isupper() else " ".join(capitals.get(word.strip(",;()"), word) for word in name.split())


def _even(text: str) -> str:
    """Return `text` with both spellings of final i (quý, quí), with numbers without leading zeros, evened."""
    return _LEADING_ZEROS.sub("", _FINAL_Y.sub(r"\1i", text))


@lru_cache(maxsize=16_384)
def _even_name(name: str) -> tuple[str, ...]:
    words = [word for word in fold(_capitals_out(name)).split() if word not in SMALL_WORDS]
    readings = [
        " ".join(reading) for _, reading in zip(range(MOST_READINGS), product(*_written_out(words)), strict=False)
    ]
    return tuple(dict.fromkeys(_even(_front(reading)) for reading in readings))


def _front(form: str) -> str:
    """Even the names of the Front: with or without its committee and its country."""
    form = form.replace("mat tran to quoc viet nam", "mat tran to quoc")
    return f"uy ban {form}" if form.startswith("mat tran to quoc") else form


def readings(name: str) -> tuple[str, ...]:
    """Return the forms of `name` for matching, without marks; several, the likeliest first, where it is ambiguous."""
    return _even_name(nfc(name))


def numbers(form: str) -> tuple[str, ...]:
    """Return the words of a form that hold digits, sorted: Quận 1 is never Quận 10."""
    return tuple(sorted(word for word in form.split() if any(c.isdigit() for c in word)))
