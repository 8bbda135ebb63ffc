"""Which units a line of the composition names: posts and people in, the bodies that they come from out."""

from __future__ import annotations

import re

from bot.plan_reader.lexicon import FIELDS
from bot.plan_reader.listed_places import spelled_out
from bot.plan_reader.units import START, split, without_brackets
from bot.plan_reader.words import cased, trim

_BY_DECISION = re.compile(
    r",?\s+(?:theo|tại|được thành lập)\s+(?:Quyết định|QĐ|Công văn|Kế hoạch)\b.*$", re.IGNORECASE | re.DOTALL
)
_COMING = re.compile(
    r"\s+(?:tham dự(?!\s*:)|dự và|dự,|dự đưa|dự họp|qua các thời kỳ|đến dự|tham gia(?!\s*:)|đưa tin)\b.*$", re.DOTALL
)
_COUNTED = re.compile(
    r"(?:\s*[:;,–-]\s*(?:khoảng\s+|mỗi [^\d:]{2,40}\s)?|\s+x\s+|\s+)\d[\d.]{0,6}\s*(?:đại biểu|người|đồng chí|"
    r"đ/c|khách|viên chức|công chức|cán bộ|thí sinh|đoàn viên|hội viên|sinh viên)\b.*$",
    re.DOTALL,
)
_CHAIRS = re.compile(r"\s*[:,–-]\s*(?:đồng\s+)?(?:chủ trì|chủ tọa)\b.*$", re.IGNORECASE | re.DOTALL)
_ROLE = re.compile(
    r"\s*(?:,|[-–])\s+(?:(?:Phó )?Chủ tịch Hội đồng|[ỦU][ỷy] viên (?:phản biện|[Tt]hư ký|Hội đồng)|Ủy viên|Thư ký|"
    r"Thành viên|"
    r"Phản biện)(?!\s+(?:UBND|Ủy ban|Ban|Thường))\b[^,;]*$"
)
"""What somebody is in the meeting itself, not where they come from."""
_HEADS_ALONE = {"Sở", "Bộ"}
""" "Lãnh đạo Sở" beside named bodies names none more."""
_MEMBERS = re.compile(r"^(?:Các\s+)?(?:đồng chí\s+)?[Tt]hành viên\s+(?=Ban|Tổ|Hội đồng)")
_TAIL = re.compile(
    r"(?P<head>(?:UBND|[ỦU]y ban nhân dân|U[ỷy] ban nhân dân)\s+)?(?P<class>(?:(?:của|thuộc|"
    r"ở)\s+)?(?:(?:tất cả\s+)?(?:các|\d{1,3})\s+)?"
    r"(?:huyện|quận|thị xã|xã|phường|đặc khu|thành phố)(?:(?:,| và|;)\s*(?:huyện|quận|thị xã|"
    r"thành phố|xã|phường|thị trấn|đặc khu)){1,4}"
    r"(?:\s+(?:trên địa bàn|trong tỉnh|thuộc tỉnh|của tỉnh|trong thành phố)(?:\s+(?:tỉnh|thành phố))?)?)\s*$"
)
_COMMITTEE = re.compile(r"(?<!và )(UBND|[ỦU]y ban nhân dân|U[ỷy] ban nhân dân)(?=\s*(?:[;,]|và\b|$))")
_LISTED_FIELDS = re.compile(rf"[Cc]ác\s+(?:[Ss]ở|[Pp]hòng|Bộ)\s*:?\s*(?:{FIELDS})(?:(?:,|;| và)\s+(?:{FIELDS}))+")
_ROOM = re.compile(
    r"^(?:các\s+)?(?:Phòng|phòng|Trung tâm|trung tâm|Ban|ban|Văn phòng|văn phòng|Chi cục|Bộ "
    r"phận)\b(?! (?:Chấp|Thường))"
)
_ONE_ROOM = re.compile(r"(?:Phòng|Văn phòng|Ban|Trung tâm)\s[^,;:]{3,60}")
"""Whose head is invited in each member of a class: "Trưởng Phòng Nội vụ các huyện"."""
_LAST_POST = re.compile(r"[;,]?\s*(?:đại diện\s+)?(?:lãnh đạo|giám đốc|thủ trưởng)?\s*$", re.IGNORECASE)
_BUSINESSES = re.compile(r"(?:[Đđ]ại diện\s+)?(?:[Cc]ác\s+)?(?:[Dd]oanh nghiệp|[Tt]ập đoàn|[Cc]ông ty|[Nn]gân hàng)\b")
_BRAND = re.compile(cased(r"<A>[\w.&-]*(?:\s+[\w.&-]+){0,9}$"))
_OWNER = re.compile(r"\s+(?:thuộc|của)\s+")
_POST = re.compile(r"(?:Chánh|Trưởng|Phó|Phó Chánh|Phó Trưởng)\s+$")
_ROOMS_OF = re.compile(r"[Cc]ác\s+(?:phòng|ban|đơn vị|phòng, ban|phòng, đơn vị)\s+(?=Sở\b)")
_SMALL_ROOM = re.compile(cased(r"(?:(?<=[Tt]rưởng )|(?<=[Gg]iám đốc ))(?:phòng|khoa|trung tâm)(?=\s<A>)"))
""" "Trưởng phòng Nội vụ" on a line that names nobody else: the room is the name although it begins small."""
_MANAGED = re.compile(r"\s+(?:do|được)\s[^,;:]{3,60}?\s(?:quản lý|giới thiệu|mời|cấp phép|thành lập)\b")
""" "hộ kinh doanh do Thuế cơ sở 5 quản lý": by whom they are kept isn't who comes."""
_ASIDE = re.compile(r"\.\s+(?:Riêng|Giao|Đề nghị)\s.*$", re.DOTALL)
""" "300 đoàn viên. Riêng thành phố A 150 người": who sends how many, a remark on the line."""
_UP_TO_BODY = re.compile(rf"^.*?(?={START.pattern})", re.DOTALL)
_COUNT = re.compile(r"^\d{1,3}\s+")
_LED = ("Công an", "Trạm")
"""Bodies that a post names whole: "Trưởng Công an xã" comes from Công an xã, "Trưởng Phòng Nội vụ" holds a post."""
_DASH_OWNER = re.compile(r"\s+[-–]\s+(?=(?:Sở|Thanh tra|Văn phòng|Ban|Công an)\b)|,\s+(?=Sở\b)")


def units_of(line: str) -> list[str]:
    """Return the names of the units in a line of the composition, in order and without repetition."""
    line = _MEMBERS.sub("", _MANAGED.sub("", line), count=1)
    line = _ROLE.sub("", line)
    text = _CHAIRS.sub("", _COUNTED.sub("", spelled_out(trim(without_brackets(_ASIDE.sub("", line))))))
    text = _without_people(_COMING.sub("", _BY_DECISION.sub("", text)))
    names = _posts_of_a_class(text) or _named(text) or _named(_SMALL_ROOM.sub(lambda m: m[0].capitalize(), text))
    found = dict.fromkeys(name for name in names if len(name) > 1)
    return [name for name in found if name not in _HEADS_ALONE] or list(found)


def _without_people(text: str) -> str:
    """ "Ban Chấp hành đảng bộ xã; bí thư chi bộ": the last part names people and no body."""
    before, parting, last = text.rpartition(";")
    people = parting and last.strip()[:1].islower() and not START.search(last)
    return before if people and START.search(before) else text


def _posts_of_a_class(text: str) -> list[str]:
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
        names += [_in_each(_office(name), kind) for name in split(listed) if START.match(name)]
    if found["head"]:
        listed = before.rpartition(":")[2].strip()
        own = listed if listed.endswith(",") else listed.rpartition(";")[0]
        names = [*(_bodies(_UP_TO_BODY.sub("", own, count=1))), f"{found['head'].strip()} {kind}"]
    if not names:
        names = [_in_each(name, kind) for name in _bodies(before)]
    return names or [kind]


def _in_each(name: str, kind: str) -> str:
    """ "Phòng Nội vụ" of "các huyện" is one in each; a name that says so itself stays."""
    return name if name.endswith(kind) else f"{name} {kind}"


def _bodies(text: str) -> list[str]:
    """ "Thường trực Quận ủy, Huyện ủy; lãnh đạo UBND, Ủy ban MTTQ" of a class: bodies, no posts; rooms only where
    they stand alone.
    """
    begin = START.search(text)
    if begin is None:
        return []
    if _POST.search(text[: begin.start()]):
        return [trim(text[begin.start() :])] if _ONE_ROOM.fullmatch(trim(text[begin.start() :])) else []
    named = [n for n in split(text[begin.start() :]) if len(n) < 60 and not re.match(r"Thanh tra$|các (?!sở)", n)]
    return [name for name in named if not _ROOM.match(name) or name[:6] == "Phòng "]


def _office(name: str) -> str:
    """ "Phòng Nội vụ phụ trách công tác …" is Phòng Nội vụ."""
    return trim(
        re.split(
            r"\s+(?:và (?:khoảng |)\d+|và các (?:thành phần|đại biểu|cá nhân)|và (?:công chức|chuyên viên|"
            r"cán bộ|viên chức|lãnh đạo)|phụ trách|trực tiếp(?! cơ sở)|không (?:là|phải)|ứng cử|được|theo "
            r"dõi|tham mưu(?!, giúp việc| của)|làm công tác|mời|cử|do|tiêu biểu|(?:qua )?các thời kỳ|nhiệm kỳ)\b",
            name,
        )[0]
    )


def _named(text: str) -> list[str]:
    if (fields := _LISTED_FIELDS.search(text)) and len(names := split(fields[0])) > 1:
        before = _LAST_POST.sub("", text[: fields.start()].rpartition(":")[2])
        return [*_scan(before), *names, *_scan(text[fields.end() :])]
    head, colon, tail = text.partition(":")
    if colon and START.search(tail):
        if _BUSINESSES.match(head) and (brands := _brands(tail)):
            return brands
        explained = re.search(r"(?:,?\s*(?:bao )?gồm(?: có)?)\s*$", head)
        classes = _scan(head[: explained.start()])[:-1] if explained else _body_named(head)
        return [*classes, *(name for name in _scan(tail) if not classes or _is_other(name, classes))]
    return _scan(head if colon else text)


def _brands(tail: str) -> list[str]:
    """ "Doanh nghiệp: A, B": enterprises go by names of any form, so each part that begins large is one."""
    parts = [name for part in re.split(r"[,;]", tail) for name in split(part)]
    return parts if len(parts) > 1 and all(_BRAND.match(part) for part in parts) else []


def _is_other(name: str, before: list[str]) -> bool:
    """In "Chi cục A, Chi cục B: lãnh đạo Chi cục" the last names none of its own."""
    return " " in name and not any(other.startswith(f"{name} ") for other in before)


def _body_named(head: str) -> list[str]:
    """ "Bộ Nội vụ: lãnh đạo Bộ, Vụ Cải cách hành chính": the body before the colon is one of them."""
    is_class = re.match(r"(?:[Cc]ác|[Nn]hững|[Mm]ột số)\s", head)
    return (
        [name for name in split(head) if not re.fullmatch(r"\w+(?:, \w+)*", name)]
        if START.match(head) and not is_class
        else []
    )


def _scan(text: str) -> list[str]:
    """Return the names from the first one on that is no part of a post, else from the first one on."""
    starts = list(START.finditer(text))
    named = [s for s in starts if _is_class(s[0]) or s[0] in _LED or not _POST.search(text[: s.start()])]
    for found in named or starts:
        names = [_office(owner) for name in split(text[found.start() :]) for owner in _owners(name)]
        whole = [
            n
            for n in names
            if not re.fullmatch(r"(?:[Cc]ác\s+)?(?:[Pp]hòng|[Tt]rung tâm|[Vv]ăn phòng|[Pp]hòng, ban)", n)
        ]
        own = [n for n in whole if not re.search(r"^các phòng\b.* thuộc (?:sở|ban|ngành|huyện|đơn vị)$", n)]
        return _without_rooms(own or whole or names)
    return []


def _is_class(name: str) -> bool:
    """ "Trưởng các phòng" names the rooms, "Trưởng Phòng Nội vụ" a post."""
    return name[:4].lower() == "các "


def _owners(name: str) -> list[str]:
    """A room goes by the body that it belongs to: "Phòng A - Sở B" and "Trung tâm thuộc Văn phòng C"."""
    if parts := _DASH_OWNER.split(name, maxsplit=1):
        name = parts[-1] if len(parts) == 2 and _ROOM.match(parts[0]) else name
    name = _ROOMS_OF.sub("", name)
    if name[:8] == "các ban,":
        return [name]
    if _ROOM.match(name) or re.match(r"(?:UBND|[ỦU]y ban nhân dân)\s+và\s", name):
        belongs = [m.end() for m in _OWNER.finditer(name) if START.match(name, m.end())]
        owner = name[belongs[-1] :] if belongs else ""
        return split(owner) if " " in owner else [name]
    return [name]


def _without_rooms(names: list[str]) -> list[str]:
    """ "Phòng A, Phòng B - Sở C" leaves Sở C."""
    rooms = [n for n in names if re.match(r"(?:các\s+)?(?:Phòng|Trung tâm)\b", n)]
    bodies = [n for n in names if re.match(r"Sở\b|Thanh tra\b|Văn phòng\b|Ban\b|Cục\b|UBND\b|[ỦU]y ban\b", n)]
    return (
        [n for n in names if n not in rooms]
        if rooms and bodies and names.index(bodies[-1]) > names.index(rooms[-1])
        else names
    )
