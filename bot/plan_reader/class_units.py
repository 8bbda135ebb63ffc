"""Bodies of a class of places: "Chủ tịch UBND, Trưởng Phòng Nội vụ các huyện" names two in each district."""

from __future__ import annotations

import re

from bot.plan_reader.units import START, split
from bot.plan_reader.words import trim

_TAIL = re.compile(
    r"(?P<head>(?:UBND|[ỦU]y ban nhân dân|U[ỷy] ban nhân dân)\s+)?(?P<class>(?:(?:của|thuộc|"
    r"ở)\s+)?(?:(?:tất cả\s+)?(?:các|\d{1,3})\s+)?"
    r"(?:huyện|quận|thị xã|xã|phường|đặc khu|thành phố)(?:(?:,| và|;)\s*(?:huyện|quận|thị xã|"
    r"thành phố|xã|phường|thị trấn|đặc khu)){1,4}"
    r"(?:\s+(?:trên địa bàn|trong tỉnh|thuộc tỉnh|của tỉnh|trong thành phố)(?:\s+(?:tỉnh|thành phố))?)?)\s*$"
)
_COMMITTEE = re.compile(r"(?<!và )(UBND|[ỦU]y ban nhân dân|U[ỷy] ban nhân dân)(?=\s*(?:[;,]|và\b|$))")
ROOM = re.compile(
    r"^(?:các\s+)?(?:Phòng|phòng|Trung tâm|trung tâm|Ban|ban|Văn phòng|văn phòng|Chi cục|Bộ "
    r"phận)\b(?! (?:Chấp|Thường))"
)
_ONE_ROOM = re.compile(r"(?:Phòng|Văn phòng|Ban|Trung tâm)\s[^,;:]{3,60}")
"""Whose head is invited in each member of a class: "Trưởng Phòng Nội vụ các huyện"."""
POST = re.compile(r"(?:Chánh|Trưởng|Phó|Phó Chánh|Phó Trưởng)\s+$")
_PROVINCIAL = re.compile(r"\btỉnh$|^(?:Sở|Tỉnh|Bộ)\b|Trung ương$")
_UP_TO_BODY = re.compile(rf"^.*?(?={START.pattern})", re.DOTALL)
_COUNT = re.compile(r"^\d{1,3}\s+")


def posts_of_a_class(text: str) -> list[str]:
    """ "Chủ tịch UBND; công chức thuộc: Văn phòng … của các huyện": each body that is named, in each member."""
    found = _TAIL.search(text)
    if found is None:
        return []
    kind = trim(re.sub(r"^(?:của|thuộc|ở)\s+", "", found["class"].strip()))
    kind = re.sub(r"\s+trên địa bàn.*$", "", kind)
    before = text[: found.start()]
    names = [f"{m[1]} {kind}" for m in _COMMITTEE.finditer(before)][:1]
    if ":" not in before and len(named := _bodies(before)) > 1:
        names = [_in_each(name, kind) for name in named]
    elif ":" in before:
        listed = _COUNT.sub("", before.partition(":")[2].strip())
        names += [
            _in_each(office_of(name), kind) for name in split(_UP_TO_BODY.sub("", listed, count=1)) if START.match(name)
        ]
    if found["head"]:
        listed = before.rpartition(":")[2].strip()
        own = listed if listed.endswith(",") else listed.rpartition(";")[0]
        names = [*(_bodies(_UP_TO_BODY.sub("", own, count=1))), f"{found['head'].strip()} {kind}"]
    if not names:
        names = [_in_each(name, kind) for name in _bodies(before)]
    return names or [kind]


def _in_each(name: str, kind: str) -> str:
    """ "Phòng Nội vụ" of "các huyện" is one in each; a name that says so itself, or is the province's, stays."""
    return name if name.endswith(kind) or _PROVINCIAL.search(name) else f"{name} {kind}"


def _bodies(text: str) -> list[str]:
    """ "Thường trực Quận ủy, Huyện ủy; lãnh đạo UBND, Ủy ban MTTQ" of a class: bodies, no posts; rooms only where
    they stand alone.
    """
    begin = START.search(text)
    if begin is None:
        return []
    if POST.search(text[: begin.start()]):
        several = split(text[begin.start() :])
        bodies = [name for name in several if not ROOM.match(name) and not name.startswith("Thanh tra")]
        return several if bodies or (len(several) == 1 and _ONE_ROOM.fullmatch(several[0])) else []
    named = [n for n in split(text[begin.start() :]) if len(n) < 60 and not re.match(r"Thanh tra$|các (?!sở)", n)]
    bodies = [name for name in named if not ROOM.match(name) or name[:6] == "Phòng "]
    return bodies or (named if len(named) == 1 else [])


def office_of(name: str) -> str:
    """ "Phòng Nội vụ phụ trách công tác …" is Phòng Nội vụ."""
    return trim(
        re.split(
            r"\s+(?:và (?:khoảng |)\d+|và các (?:thành phần|đại biểu|cá nhân)|và (?:công chức|chuyên viên|"
            r"cán bộ|viên chức|lãnh đạo)|phụ trách|trực tiếp(?! cơ sở)|không (?:là|phải)|ứng cử|được|theo "
            r"dõi|tham mưu(?!, giúp việc| của)|làm công tác|mời|cử|do|tiêu biểu|(?:qua )?các thời kỳ|nhiệm kỳ)\b",
            name,
        )[0]
    )
