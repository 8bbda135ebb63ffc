"""Units matched with the registry by name: exactly after writing out short forms, else by likeness; never by a guess.

What is only alike is offered to a person. Numbers are whole words: Quận 1 is never Quận 10.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.language.folding import fold, nfc
from bot.language.unit_names import numbers, readings

ALIKE = 80
"""Score of rapidfuzz's WRatio (0–100) from which two names are alike enough to be offered."""
ALIKE_AS_WHOLES = 75
LEAD = 5
"""Points by which the best must lead for a slip of the pen to be taken as such."""
MOST_OFFERED = 5

CLOSED_KINDS = frozenset({"department", "office", "board", "party", "front", "union", "vertical", "armed"})
"""Kinds whose names come from one small stock of words, so that one wrong letter is a slip; a wrong letter in the name
of a place or a company may well be another place or company."""

_LEVEL_WORDS = r"xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho"
_END_OF_LEVEL = {"xa", "phuong", "tran", "khu", "huyen", "quan", "pho"}
_NEED_LEVEL = {"uy ban nhan dan", "hoi dong nhan dan", "hoi dong nhan dan uy ban nhan dan"}
_COMMITTEE_OF_PLACE = re.compile(rf"uy ban nhan dan (?=(?:{_LEVEL_WORDS}) \S)")
_PLACE = re.compile(rf"(?:uy ban nhan dan )?(?:{_LEVEL_WORDS}) (?P<name>\S.*)")
_TOP = re.compile(r"(?:(?P<top>tinh|thanh pho) )?(?P<name>.+)")
_PROVINCE = re.compile(r"\btinh (?!uy\b|doan\b)(?P<name>\S.*)")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of the registry: its name and other names; `level` and `kind` in the words of `unit_kind`."""

    id: int
    names: tuple[str, ...]
    level: str
    kind: str


@dataclass(frozen=True, slots=True)
class Match:
    """sure: one id; unsure: the ids to offer, the likeliest first; none: nothing like it in the registry."""

    kind: Literal["sure", "unsure", "none"]
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Province:
    """The province whose registry it is: `top` is tinh or thanh pho; `name` is None where nobody says it."""

    top: str = "tinh"
    name: str | None = None

    @classmethod
    def read(cls, words: str) -> _Province:
        match = _TOP.fullmatch(readings(words)[0])
        assert match
        return cls(match["top"] or "tinh", match["name"])

    def drop(self, form: str) -> str:
        """Return `form` without the province that it needn't name: tỉnh, tỉnh Sơn Hà, Sơn Hà at the end.

        A committee or council alone keeps its level; a place that bears the province's name keeps its name.
        """
        named = form.removesuffix(f" {self.name}") if self.name else form
        if named != form and named.split()[-1] in _END_OF_LEVEL and not named.endswith(f" {self.top}"):
            named = form
        rest = named.removesuffix(f" {self.top}")
        return named if rest in _NEED_LEVEL else rest


def _marked(name: str) -> Mapping[str, set[str]]:
    """Return the words of `name`, without marks → with their marks, wherever in the syllable a tone was put."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in re.findall(r"\w+", nfc(name).casefold()):
        parts = unicodedata.normalize("NFD", word)
        tones = "".join(c for c in parts if c in _TONES)
        found[fold(word)].add("".join(c for c in parts if c not in _TONES) + tones)
    return found


def _same_marks(one: str, other: str) -> bool:
    first, second = _marked(one), _marked(other)
    return all(first[word] & second[word] for word in first.keys() & second.keys())


def _is_slip(one: str, other: str) -> bool:
    """Return whether two forms differ by one letter of one longer word."""
    pairs = [(a, b) for a, b in zip(one.split(), other.split(), strict=False) if a != b]
    if len(one.split()) != len(other.split()) or len(pairs) != 1:
        return False
    a, b = pairs[0]
    return min(len(a), len(b)) >= 4 and OSA.distance(a, b) == 1


def _worth_offering(one: str, other: str) -> bool:
    """Return whether one form holds all words of the other, or both are alike as wholes: WRatio also likes parts."""
    first, second = one.split(), other.split()
    fewer = min(set(first), set(second), key=len)
    holds = fewer <= set(first) & set(second) and (len(fewer) > 1 or first[0] == second[0] or first[-1] == second[-1])
    return holds or fuzz.token_sort_ratio(one, other) >= ALIKE_AS_WHOLES


class UnitIndex:
    """The registry prepared for matching many names.

    `province` (tỉnh Sơn Hà) is what names may leave out; where not given, it is read off the registry's own names.
    """

    def __init__(self, candidates: Iterable[Candidate], province: str | None = None) -> None:
        self._candidates = {candidate.id: candidate for candidate in candidates}
        self._province = _Province.read(province) if province else self._read_province()
        self._exact: dict[str, dict[int, None]] = defaultdict(dict)
        self._loose: dict[str, dict[int, None]] = defaultdict(dict)
        self._places: dict[str, dict[int, None]] = defaultdict(dict)
        self._by_numbers: dict[tuple[str, ...], dict[str, dict[int, None]]] = defaultdict(lambda: defaultdict(dict))
        for candidate in self._candidates.values():
            for name in candidate.names:
                self._add(name, candidate.id)

    def _read_province(self) -> _Province:
        """Return the province that names of the registry end with; without a name where there is not exactly one."""
        forms = (form for candidate in self._candidates.values() for name in candidate.names for form in readings(name))
        found = {match["name"] for form in forms if (match := _PROVINCE.search(form))}
        return _Province(name=found.pop()) if len(found) == 1 else _Province()

    def _add(self, name: str, unit_id: int) -> None:
        for form in readings(name):
            loose = self._loosen(form)
            self._exact[form][unit_id] = None
            self._loose[loose][unit_id] = None
            self._by_numbers[numbers(loose)][loose][unit_id] = None
            if place := _PLACE.fullmatch(form):
                self._places[place["name"]][unit_id] = None

    def _loosen(self, form: str) -> str:
        return _COMMITTEE_OF_PLACE.sub("", self._province.drop(form))

    def match(self, name: str) -> Match:
        """Return the unit that `name` means, or the units that it may mean."""
        forms = readings(name)
        for index, keys in ((self._exact, forms), (self._loose, tuple(map(self._loosen, forms)))):
            if ids := _union(index, keys):
                return self._among(ids, name)
        if ids := _union(self._places, forms):
            return Match("unsure", ids[:MOST_OFFERED])
        return self._alike(self._loosen(forms[0])) if forms[0] else Match("none")

    def _among(self, ids: tuple[int, ...], name: str) -> Match:
        """Return the one unit of `ids`, or the one whose marks are those of `name` (Hà is not Hạ)."""
        if len(ids) > 1:
            same = tuple(i for i in ids if any(_same_marks(name, other) for other in self._candidates[i].names))
            ids = same if len(same) == 1 else ids
        return Match("sure", ids) if len(ids) == 1 else Match("unsure", ids[:MOST_OFFERED])

    def _alike(self, form: str) -> Match:
        choices = self._by_numbers.get(numbers(form), {})
        found = process.extract(form, list(choices), scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=8 * MOST_OFFERED)
        scores: dict[int, float] = {}
        for choice, score, _ in (one for one in found if _worth_offering(form, one[0])):
            for unit_id in choices[choice]:
                scores.setdefault(unit_id, score)
        ids = tuple(scores)
        if not ids:
            return Match("none")
        best = next(choice for choice, _, _ in found if ids[0] in choices[choice])
        leads = len(ids) == 1 or scores[ids[0]] - scores[ids[1]] >= LEAD
        closed = self._candidates[ids[0]].kind in CLOSED_KINDS
        return (
            Match("sure", ids[:1]) if leads and closed and _is_slip(form, best) else Match("unsure", ids[:MOST_OFFERED])
        )


def _union(index: Mapping[str, Mapping[int, None]], keys: Iterable[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(unit_id for key in keys for unit_id in index.get(key, ())))


def match(name: str, candidates: Sequence[Candidate]) -> Match:
    """Return the unit of `candidates` that `name` means; for many names make one `UnitIndex`."""
    return UnitIndex(candidates).match(name)
