"""The form of a reading (docs/plan_form.md) as others walk through it: its lists, and where a finding stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.calendar.spoken_time import bare
from bot.language.folding import nfc

Reading = Mapping[str, Any]

LISTS = {"s": "sessions", "g": "invitee_groups", "d": "duties", "a": "agenda"}
"""The parts whose facts can be corrected, by the letter that buttons carry; `h` is the head."""
REMOVABLE = frozenset("gda")
_PLAN_OF = re.compile(
    r"(?:(?:ke hoach|phuong an|thong bao|giay moi|thu moi)\s+)?(?:ve\s+)?(?:viec\s+)?"
    r"(?:(?:hoan|huy|tam dung|(?:thay doi|dieu chinh)(?:,? (?:va )?(?:thoi gian|dia diem))+)\s+)?(?:to "
    r"chuc\s+|moi (?:tham )?du\s+|du\s+)?(?=\S)"
)


def items(reading: Reading, part: str) -> list[Mapping[str, Any]]:
    """Return all items of a part, those that were taken out too: an item keeps its number."""
    return list(reading.get(LISTS[part]) or [])


def kept(reading: Reading, part: str) -> list[Mapping[str, Any]]:
    """Return the items of a part that count."""
    return [item for item in items(reading, part) if not item.get("removed")]


def event_title(reading: Reading) -> str:
    """Return what the conference is called: the title without "Kế hoạch tổ chức", "Giấy mời dự" and the like."""
    title = nfc(reading.get("title") or "")
    plan_of = _PLAN_OF.match(bare(title))
    rest = title[plan_of.end() :] if plan_of else title
    return rest[:1].upper() + rest[1:]


def section(finding: Mapping[str, Any]) -> str | None:
    """Return the section in which a finding stands, as the document numbers it; None where it stands in none."""
    source = finding.get("source")
    if isinstance(source, Mapping):
        source = source.get("section")
    return str(source) if source else None


def names(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield each name of a unit with what it is there for: invited, lead, coordinating or session; in order."""
    for group in kept(reading, "g"):
        yield from ((name, "invited") for name in group.get("units") or [])
    for duty in kept(reading, "d"):
        yield from ((name, "lead") for name in duty.get("lead") or [])
        yield from ((name, "coordinating") for name in duty.get("coordinating") or [])
    for meeting in kept(reading, "s"):
        yield from ((name, "session") for name in meeting.get("participating_units") or [])
