"""Lists of places under one head: "UBND các phường: A, B và C" names three committees."""

from __future__ import annotations

import re

from bot.plan_reader.lexicon import FIELDS, HEADS
from bot.plan_reader.words import cased

_PLACE = r"(?:<A>[\w']*(?:[ -]<A>[\w']*){0,4}|\d{1,2})(?=\s*(?:[,;.)]|$|và\s))"
_LIST = re.compile(
    cased(
        rf"(?P<head>(?:{HEADS})(?!\w)[^,;:.()]{{0,60}}?\s+)?"
        r"[Cc]ác\s+(?P<area>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh)(?P<colon>\s*:)?\s+"
        rf"(?P<names>{_PLACE}(?:\s*(?:,|;|\s+và)\s+{_PLACE}){{1,60}})"
    )
)
_FIELDS = re.compile(rf"[Cc]ác\s+(?:[Ss]ở|[Pp]hòng|[Bb]ộ)\s*:?\s*(?:{FIELDS})(?:\s*(?:,|;|\svà)\s+(?:{FIELDS}))+")
""" "Các sở: Văn hóa, Thể thao và Du lịch; Tài chính": semicolons part fields of one list."""
_OFFICE_OF = (
    r"(?:(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng)\s[ủu][ỷy]|(?:Đoàn\s(?:ĐBQH|[Đđ]ại biểu Quốc hội)(?:\svà\s(?:HĐND|"
    r"Hội đồng nhân dân))?|"
    r"HĐND|Hội đồng nhân dân|UBND|[ỦU][ỷy] ban nhân dân)(?:\s(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường))?)"
)
_OFFICES = re.compile(
    rf"[Cc]ác\s+[Vv]ăn phòng(?P<colon>\s*:)?\s+(?P<names>{_OFFICE_OF}(?:\s*(?:,|;|\s+và)\s+{_OFFICE_OF})+)"
)
""" "các Văn phòng: Tỉnh ủy, HĐND, UBND tỉnh": an office of each; the last one's area is that of all."""
_AND = re.compile(r"(?<!Quốc hội)(?<!ĐBQH)\s+và\s+")
_AREA = re.compile(r"\s(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)$")
_BARE_OFFICE = re.compile(r"(?:HĐND|UBND|dân|ĐBQH|hội)$")
_PARTING = re.compile(r"\s*(?:,|;|\s+và)\s+")


def spelled_out(text: str) -> str:
    """Return `text` with each place of such a list under a head of its own; other text comes back as it is."""
    return _OFFICES.sub(_each_office, _FIELDS.sub(lambda m: m[0].replace(";", ","), _LIST.sub(_each, text)))


def colons_of_lists(text: str) -> set[int]:
    """Return where the colons of such lists stand: they part no names."""
    lists = (found for pattern in (_LIST, _OFFICES) for found in pattern.finditer(text))
    return {found.start("colon") + len(found["colon"]) - 1 for found in lists if found["colon"]}


def _each(found: re.Match[str]) -> str:
    head = found["head"] or ""
    return ", ".join(f"{head}{found['area']} {place}" for place in _PARTING.split(found["names"]))


def _each_office(found: re.Match[str]) -> str:
    names = [name for part in re.split(r"\s*[,;]\s+", found["names"]) for name in _AND.split(part)]
    area = _AREA.search(names[-1])
    return ", ".join(f"Văn phòng {name}{area[0] if area and _BARE_OFFICE.search(name) else ''}" for name in names)
