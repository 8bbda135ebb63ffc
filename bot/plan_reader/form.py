"""The form of a reading (docs/plan_form.md) as others walk through it: its lists, and where a finding stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.calendar.spoken_time import bare
from bot.language.folding import nfc
from bot.plan_reader.title import kind_in

Reading = Mapping[str, Any]

LISTS = {"s": "sessions", "g": "invitee_groups", "d": "duties", "a": "agenda"}
"""The parts whose facts can be corrected, by the letter that buttons carry; `h` is the head."""
REMOVABLE = frozenset("gda")
_PAPER = re.compile(
    r"(?:du thao (?=ke hoach))?(?:ke hoach|phuong an|thong bao|giay moi|thu moi|giay trieu tap|cong dien(?: khan)?|"
    r"v/v|ve viec|ve|to chuc|moi (?:tham )?du)\s+(?!so \d)(?=\S)"
)
"""The name of a paper and what leads up to its subject."""
_ACT = re.compile(
    r"(?:(?:tam )?hoan|huy(?: bo)?|(?:tam )?dung|khong|(?:tham )?du(?= (?!an|thao|toan|phong|bao))|moi|trieu tap|"
    r"don doc|chuan bi(?: noi dung)?|dang ky|viec|tham gia|va phat bieu tai|cu(?= (?!tri))|"
    r"(?:(?:can bo|dai bieu|cong chuc|vien chuc),? ?)+(?= (?:tham )?(?:du|gia)\b)|"
    r"(?:thay doi|dieu chinh|doi|lui|chuyen)(?:(?:,| va)? (?:thoi gian|dia diem|hinh thuc|ngay|gio|lich|"
    r"thanh phan))+)\s+(?=\S)"
)
"""What a title does with the event, or asks people to do, before it names it."""


def items(reading: Reading, part: str) -> list[Mapping[str, Any]]:
    """Return all items of a part, those that were taken out too: an item keeps its number."""
    return list(reading.get(LISTS[part]) or [])


def kept(reading: Reading, part: str) -> list[Mapping[str, Any]]:
    """Return the items of a part that count."""
    return [item for item in items(reading, part) if not item.get("removed")]


def event_title(reading: Reading) -> str:
    """Return what the conference is called: the title without "Kế hoạch tổ chức", "Mời dự", "V/v hoãn" and the like."""
    title = nfc(reading.get("title") or "")
    while said := _PAPER.match(bare(title)) or _ACT.match(bare(title)):
        if said.re is _ACT and kind_in(title[said.end() :]) is None:
            break
        title = title[said.end() :]
    return title[:1].upper() + title[1:]


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
