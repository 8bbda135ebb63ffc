"""A line of the composition: a group of people with level, mode, seats and units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from bot.plan_reader.host import as_town
from bot.plan_reader.invitee_units import units_of
from bot.plan_reader.levels import are_rooms_of_a_district, level_of
from bot.plan_reader.outline import Node
from bot.plan_reader.people import crowd_in, number_of_people, per_unit
from bot.plan_reader.places import source
from bot.plan_reader.words import plain, trim

_DECISION = re.compile(r"(?:Quyết định|QĐ)\s+(?:số\s*:?\s*)?(\d[\w/\-]*)")
_HOST = re.compile(r"\((?:tai|cua) (?:dia phuong|don vi|noi) (?:dang cai|to chuc)")
_EITHER = re.compile(r"\bhoac\b")
_BRACKETS = re.compile(r"\([^()]*\)")
_ONLINE = re.compile(r"(?<!cong )truc tuyen|cau truyen hinh")
_POINT = re.compile(
    r"diem cau (?:(?:tai|o|cua|tru so|ubnd|uy ban nhan dan|cap) ){0,3}"
    r"(tinh|thanh pho|huyen|quan|thi xa|xa|phuong|cac|dia phuong|co so|don vi|thanh vien)\b"
)
_HALL = re.compile(r"phong hop truc tuyen")
_HOSTS = {
    "province": ("tinh", "thanh pho"),
    "district": ("huyen", "quan", "thi xa", "thanh pho"),
    "commune": ("xa", "phuong"),
}
"""Who meets at the point of the body that issues the plan meets in its hall."""


@dataclass
class Group:
    """A group; `units` are the document's own names."""

    label: str
    level: str
    mode: str
    quota_per_unit: int | None
    quota_total: int | None
    units: list[str]
    source: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    certainty: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the form of the contract."""
        out = {
            "label": self.label,
            "level": self.level,
            "mode": self.mode,
            "quota_per_unit": self.quota_per_unit,
            "quota_total": self.quota_total,
            "units": self.units,
            **self.extra,
            "source": self.source,
        }
        return out if self.certainty is None else {**out, "certainty": self.certainty}


@dataclass(frozen=True)
class Above:
    """What stands over a line: `host` is the level of the issuing body; headings tell level and who joins online;
    `towns` where a city is one of a province.
    """

    host: str
    level: str | None = None
    online: bool = False
    towns: bool = False

    def below(self, heading: str, level: str | None) -> Above:
        """Return what stands over the lines below a heading (plain text) that names `level`, if any."""
        return replace(self, level=level or self.level, online=self.online or self.is_online(heading))

    def is_online(self, text: str) -> bool:
        """Tell whether a plain text says that people join from elsewhere than the hall."""
        point = _POINT.search(text)
        elsewhere = point is not None and point[1] not in _HOSTS.get(self.host, ())
        return (elsewhere or bool(_ONLINE.search(_HALL.sub(" ", text)))) and "truc tiep" not in text


def group_of(text: str, node: Node, above: Above) -> Group:
    """Return the group that a line names; where nothing tells its level it is that of the issuing body."""
    label = trim(text)
    people = number_of_people(label)
    units = units_of(label)
    named = [as_town(name) for name in (label, *units)] if above.towns else [label, *units]
    return Group(
        label=label,
        level=level_of(named[0], named[1:], above.level) or _by_name(label, units, above),
        mode="online" if above.online or above.is_online(plain(label)) else "in_person",
        quota_per_unit=per_unit(label),
        quota_total=people[0] if people and people[0] == people[1] else crowd_in(label),
        units=units,
        source=source(node),
        extra=_extra(label),
        certainty=None if units else 0.6,
    )


def _by_name(label: str, units: list[str], above: Above) -> str:
    """For a commune "thành phố" is the province, rooms of a province's paper are those of its districts; else a line
    that tells no level is of the issuing body's.
    """
    if above.host == "commune" and plain(label).endswith(" thanh pho"):
        return "province"
    return "district" if above.towns and above.host == "province" and are_rooms_of_a_district(units) else above.host


def _extra(label: str) -> dict[str, Any]:
    """Keys that only some groups carry."""
    flat = plain(label)
    decision = _DECISION.search(label)
    extra: dict[str, Any] = {"by_decision": decision[1]} if decision else {}
    if _HOST.search(flat):
        extra["host_only"] = True
    if _EITHER.search(_BRACKETS.sub("", flat)):
        extra["alternative"] = True
    return extra
