"""Which units a line of the composition names: posts and people in, the bodies that they come from out."""

from __future__ import annotations

import re

from bot.plan_reader.class_units import POST, ROOM, office_of, posts_of_a_class
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
_INCLUDING = re.compile(r"\s*:?\s*\d[\d.]{0,6} (?:đại biểu|người|đồng chí|đ/c)\s*,?\s*(?:bao )?gồm(?: có)?\s*:?\s+")
""" "Khách mời: 15 đại biểu gồm đại diện A, B": those whom the number counts stand behind it."""
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
_LISTED_FIELDS = re.compile(rf"[Cc]ác\s+(?:[Ss]ở|[Pp]hòng|Bộ)\s*:?\s*(?:{FIELDS})(?:(?:,|;| và)\s+(?:{FIELDS}))+")
_LAST_POST = re.compile(r"[;,]?\s*(?:đại diện\s+)?(?:lãnh đạo|giám đốc|thủ trưởng)?\s*$", re.IGNORECASE)
_BUSINESSES = re.compile(r"(?:[Đđ]ại diện\s+)?(?:[Cc]ác\s+)?(?:[Dd]oanh nghiệp|[Tt]ập đoàn|[Cc]ông ty|[Nn]gân hàng)\b")
_BRAND = re.compile(cased(r"<A>[\w.&-]*(?:\s+[\w.&-]+){0,9}$"))
_OWNER = re.compile(r"\s+(?:thuộc|của)\s+")
_ROOMS_OF = re.compile(r"[Cc]ác\s+(?:phòng|ban|đơn vị|phòng, ban|phòng, đơn vị)\s+(?=Sở\b)")
_SMALL_ROOM = re.compile(cased(r"(?:(?<=[Tt]rưởng )|(?<=[Gg]iám đốc ))(?:phòng|khoa|trung tâm)(?=\s<A>)"))
""" "Trưởng phòng Nội vụ" on a line that names nobody else: the room is the name although it begins small."""
_MANAGED = re.compile(r"\s+(?:do|được)\s[^,;:]{3,60}?\s(?:quản lý|giới thiệu|mời|cấp phép|thành lập)\b")
""" "hộ kinh doanh do Thuế cơ sở 5 quản lý": by whom they are kept isn't who comes."""
_ASIDE = re.compile(r"\.\s+(?:Riêng|Giao|Đề nghị)\s.*$", re.DOTALL)
""" "300 đoàn viên. Riêng thành phố A 150 người": who sends how many, a remark on the line."""
_LED = ("Công an", "Trạm")
"""Bodies that a post names whole: "Trưởng Công an xã" comes from Công an xã, "Trưởng Phòng Nội vụ" holds a post."""
_DASH_OWNER = re.compile(r"\s+[-–]\s+(?=(?:Sở|Thanh tra|Văn phòng|Ban|Công an)\b)|,\s+(?=Sở\b)")


def units_of(line: str) -> list[str]:
    """Return the names of the units in a line of the composition, in order and without repetition."""
    line = _MEMBERS.sub("", _MANAGED.sub("", line), count=1)
    line = _INCLUDING.sub(": ", _ROLE.sub("", line), count=1)
    text = _CHAIRS.sub("", _COUNTED.sub("", spelled_out(trim(without_brackets(_ASIDE.sub("", line))))))
    text = _without_people(_COMING.sub("", _BY_DECISION.sub("", text)))
    names = posts_of_a_class(text) or _named(text) or _named(_SMALL_ROOM.sub(lambda m: m[0].capitalize(), text))
    found = dict.fromkeys(name for name in names if len(name) > 1)
    return [name for name in found if name not in _HEADS_ALONE] or list(found)


def _without_people(text: str) -> str:
    """ "Ban Chấp hành đảng bộ xã; bí thư chi bộ": the last part names people and no body."""
    before, parting, last = text.rpartition(";")
    people = parting and last.strip()[:1].islower() and not START.search(last)
    return before if people and START.search(before) else text


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
    named = [s for s in starts if _is_class(s[0]) or s[0] in _LED or not POST.search(text[: s.start()])]
    for found in named or starts:
        names = [office_of(owner) for name in split(text[found.start() :]) for owner in _owners(name)]
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
        name = parts[-1] if len(parts) == 2 and ROOM.match(parts[0]) else name
    name = _ROOMS_OF.sub("", name)
    if name[:8] == "các ban,":
        return [name]
    if ROOM.match(name) or re.match(r"(?:UBND|[ỦU]y ban nhân dân)\s+và\s", name):
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
