"""Answers in a word or two, as people type them where no question was asked: done, absent (and why), attending."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from bot.language.folding import fold, nfc

_TABLE: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_WORD = re.compile(r"\w+")
LONGEST = 300

Phrase = tuple[str, ...]
_PHRASES: dict[str, list[Phrase]] = {
    name: sorted((tuple(words.split()) for words in phrases), key=len, reverse=True) for name, phrases in _TABLE.items()
}


@dataclass(frozen=True)
class ShortWords:
    """What was meant: `kind` is done, absent or attending; `reason` why a unit stays away, where it was said."""

    kind: str
    reason: str | None = None


def understood(text: str) -> ShortWords | None:
    """Return what a short text means; None where it asks, denies, is long, or means none of these.

    A word counts as it is written, or where it bears no mark at all: "vâng" is no "vắng", but "vang" may be.
    """
    text = nfc(text)
    found = list(_WORD.finditer(text))
    words = [word[0].casefold() for word in found]
    if len(text) > LONGEST or "?" in text:
        return None
    begin = _skipped(words, 0, "before")
    for kind in ("done", "absent", "busy", "attending"):
        end = begin + _length(words, begin, kind)
        if end > begin:
            rest = _skipped(words, end, "after")
            said = text[found[begin].start() :] if kind == "busy" else _rest(text, found, words, rest)
            return _meant(kind, said, denied=_length(words, rest, "not_yet") > 0, more=rest < len(words))
    return None


def _meant(kind: str, said: str, *, denied: bool, more: bool) -> ShortWords | None:
    if kind in {"absent", "busy"}:
        return ShortWords("absent", said or None)
    return None if denied or (more and kind == "attending") else ShortWords(kind)


def _rest(text: str, found: list[re.Match[str]], words: list[str], at: int) -> str:
    """Return the reason that stands from word `at`, without the words that lead up to it."""
    begin = at + _length(words, at, "because")
    return text[found[begin].start() :].strip() if begin < len(found) else ""


def _skipped(words: list[str], at: int, name: str) -> int:
    """Return the place after all phrases of the table `name` from `at`."""
    while length := _length(words, at, name):
        at += length
    return at


def _length(words: list[str], at: int, name: str) -> int:
    """Return how many words the longest phrase of the table `name` has that stands at `at`; 0 where none does."""
    marked = name == "before"  # "vang" alone is an absence: only "vâng" leads up to something
    fits = (phrase for phrase in _PHRASES[name] if _stands(phrase, words[at : at + len(phrase)], marked=marked))
    return max(map(len, fits), default=0)


def _stands(phrase: Phrase, words: list[str], *, marked: bool) -> bool:
    pairs = zip(phrase, words, strict=False)
    return len(phrase) == len(words) and all(w == p or (not marked and w == fold(p)) for p, w in pairs)
