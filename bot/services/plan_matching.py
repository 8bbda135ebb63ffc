"""Names of units in a plan against the registry: which unit each means, or what a person must decide; pure rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.calendar.spoken_time import bare
from bot.language.folding import fold, nfc
from bot.language.unit_classes import UnitClass, read_class
from bot.language.unit_kind import kind_and_level
from bot.language.units import Candidate, Match, UnitIndex
from bot.plan_reader.form import Reading, names
from models.plans import UnitLinkState

ATTENDING = ("thanh phan", "tham du", "duoc moi")
ATTENDS = frozenset({"invited", "session"})
ANY_UNIT = ("co quan", "don vi")
"""Words (without marks) by which a duty speaks of all units that are invited: both kinds stand in the name."""
_AUTHORITY = re.compile(r"(?:ubnd|hdnd|(?:uy ban|hoi dong) nhan dan) (?:tinh|thanh pho)\b")
"""The committee or council of a province or city: the bodies under it are a class, it is none of them."""
_COMMITTEE = re.compile(r"(?:ubnd|hdnd|(?:uy ban|hoi dong) nhan dan)\b")
"""A committee or council of any level."""
_PROVINCE = re.compile(r"(?:uy ban|hoi dong) nhan dan (?=(?:tinh|thanh pho) \S)")


@dataclass(frozen=True)
class Resolved:
    """What a name means: the values of a PlanUnit."""

    state: UnitLinkState
    unit_ids: tuple[int, ...] = ()
    candidates: tuple[int, ...] = ()
    kind: str | None = None
    level: str | None = None


def uses(reading: Reading) -> dict[str, frozenset[str]]:
    """Return each name of a unit in a reading, in order, with what it is there for (see `form.names`)."""
    found: dict[str, set[str]] = {}
    for name, use in names(reading):
        found.setdefault(name, set()).add(use)
    return {name: frozenset(of) for name, of in found.items()}


class Registry:
    """The registry prepared for resolving the names of one plan.

    `host` is the body that issued it: a committee that invites its own leaders has nobody to register them with itself.
    """

    def __init__(self, units: Sequence[Candidate], province: str | None = None, host: str | None = None) -> None:
        self._units = units
        self._index = UnitIndex(units, province)
        committee = host if host and _COMMITTEE.match(bare(host)) else None
        self._host = UnitIndex([Candidate(0, (committee,), "", "")], province) if committee else None

    def resolve(self, name: str, use: frozenset[str]) -> Resolved | None:
        """Return what `name` means; None for a participant of a session that is no unit, such as a hall."""
        found = read_class(name)
        if found is not None:
            return self._class(name, found, use)
        match = self._index.match(name)
        if "invited" in use and use <= ATTENDS and self._host and self._host.match(name).kind == "sure":
            return Resolved(UnitLinkState.SKIPPED, (), match.ids)
        if match.kind == "sure":
            return Resolved(UnitLinkState.LINKED, match.ids, match.ids)
        if use == {"session"}:
            return None
        if match.kind == "unsure":
            return Resolved(UnitLinkState.ASKED, (), match.ids)
        kind, level = kind_and_level(name)
        return Resolved(UnitLinkState.NEW, kind=kind, level=level)

    def _class(self, name: str, found: UnitClass, use: frozenset[str]) -> Resolved:
        """A class is a proposal: its members are shown before they are accepted."""
        words = fold(name)
        attending = "invited" not in use and any(word in words for word in ATTENDING)
        if attending and (not found.members or any(word in words for word in ANY_UNIT)):
            return Resolved(UnitLinkState.INVITED)
        if not found.members:
            return Resolved(UnitLinkState.ASKED)
        members = self._members(found)
        return Resolved(UnitLinkState.GROUP, members, members)

    def _members(self, found: UnitClass) -> tuple[int, ...]:
        left_out = {i for name in found.exceptions for i in self._index.match(name).ids}
        return tuple(
            u.id for u in self._units if found.holds(u.level, u.kind) and u.id not in left_out and not _is_authority(u)
        )

    def alike(self, name: str) -> tuple[int, ...]:
        """Return the units that a typed name may mean, the likeliest first."""
        return self._index.match(name).ids


def _is_authority(unit: Candidate) -> bool:
    return unit.level == "province" and bool(_AUTHORITY.match(bare(unit.names[0])))


def province_of(reading: Reading) -> str | None:
    """Return the province (tỉnh Sơn Hà) whose committee issued the plan: names in the plan may leave it out."""
    body = nfc(reading.get("issuing_body") or "")
    found = _PROVINCE.match(bare(body))
    return body[found.end() :] if found else None


def same_units(names: Iterable[tuple[str, str, str]], province: str | None) -> dict[str, str]:
    """Return for each new name (with its kind and level) the name under which its unit is made.

    Two spellings of one unit (UBND, Ủy ban nhân dân; with and without the province) make one.
    """
    kept: list[Candidate] = []
    found: dict[str, str] = {}
    for name, kind, level in names:
        match = UnitIndex(kept, province).match(name) if kept else Match("none")
        if match.kind == "sure":
            found[name] = kept[match.ids[0]].names[0]
        else:
            found[name] = name
            kept.append(Candidate(len(kept), (name,), level, kind))
    return found


def resolve_all(registry: Registry, wanted: Mapping[str, frozenset[str]], known: Iterable[str]) -> dict[str, Resolved]:
    """Return what each wanted name means that isn't among the known ones."""
    have = set(known)
    found = {name: registry.resolve(name, use) for name, use in wanted.items() if name not in have}
    return {name: resolved for name, resolved in found.items() if resolved is not None}
