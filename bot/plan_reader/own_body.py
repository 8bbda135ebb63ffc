"""The full name of a body by the lines of its letterhead: what stands below its superior, and whose part it is."""

from __future__ import annotations

import re

from bot.plan_reader.letterhead import as_name
from bot.plan_reader.words import trim

_AREAS = (
    r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|XÃ(?! HỘI(?:$|\s(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ|XÃ|PHƯỜNG)\s))|PHƯỜNG|"
    r"ĐẶC KHU|THỊ XÃ|THỊ TRẤN)\s(?![ỦU][YỶ]\b|ĐOÀN\b)"
)
_PARTY = r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) (?:[ỦU][YỶ]|ĐOÀN)\b"
_BOARD = re.compile(rf"(BAN CHẤP HÀNH|BAN THƯỜNG VỤ|BAN THƯỜNG TRỰC)\s+({_AREAS}.+)$")
"""An association's letterhead: its name, below it the board of the province."""
_JOINED = re.compile(r"^(ĐẢNG BỘ .+?)\s+(?=[ỦU][YỶ] BAN KIỂM TRA|(?:HUYỆN|QUẬN|THÀNH|THỊ|ĐẢNG) [ỦU][YỶ]\b)")
"""Two lines that a letterhead sets in one paragraph: "ĐẢNG BỘ TỈNH SƠN HÀ ỦY BAN KIỂM TRA TỈNH ỦY"."""
_YOUTH = re.compile(r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ) ĐOÀN\b")
""" "TỈNH ĐOÀN BẮC LINH" over "BCH THÀNH PHỐ BẮC LINH": the board of the Youth Union in the city."""
_AREA = re.compile(rf"{_AREAS}.+$")
_NAMES_AREA = re.compile(_AREAS)
_OWN_AREA = re.compile(r"(?:TỈNH(?! ỦY)|THÀNH PHỐ)\b|(?:XÃ(?! HỘI)|PHƯỜNG|ĐẶC KHU|HUYỆN(?! ỦY)|QUẬN(?! ỦY)|THỊ TRẤN)\s")
_OWN_PARTY = re.compile(rf"{_PARTY}\s+\S")
""" "HUYỆN ỦY PHÚ LƯƠNG" under "ĐẢNG BỘ TỈNH …" is a whole name."""
_PARTS = (
    (
        re.compile(r"(?:BAN TỔ CHỨC|BAN CHỈ ĐẠO|HỘI ĐỒNG|TỔ (?:CÔNG TÁC|GIÚP VIỆC))\b"),
        re.compile(r"(?:LIÊN ĐOÀN|LIÊN HIỆP|LIÊN MINH|HIỆP HỘI|HỘI|TỈNH ĐOÀN|ĐOÀN|CÔNG ĐOÀN)\s(?!ĐỒNG)"),
    ),
    (re.compile(r"BAN\s"), re.compile(r"(?:HỘI ĐỒNG NHÂN DÂN|HĐND|NGÂN HÀNG)\b")),
    (re.compile(r"(?:BAN|VĂN PHÒNG|[ỦU][YỶ] BAN KIỂM TRA|CƠ QUAN)\b"), re.compile(_PARTY)),
    (
        re.compile(r"(?:PHÒNG|KHOA|BAN|TRUNG TÂM)\s"),
        re.compile(r"(?:TRƯỜNG|HỌC VIỆN|ĐẠI HỌC|BỆNH VIỆN|CÔNG TY|TỔNG CÔNG TY|TẬP ĐOÀN|CÔNG AN|BỘ CHỈ HUY)\s"),
    ),
    (
        re.compile(
            r"(?:THƯỜNG TRỰC ĐOÀN CHỦ TỊCH|ĐOÀN CHỦ TỊCH|BAN THƯỜNG TRỰC|THƯỜNG TRỰC|BAN CHẤP HÀNH|BAN THƯỜNG VỤ|"
            r"VĂN PHÒNG)$"
        ),
        re.compile(r"."),
    ),
)
"""A part that goes by the whole it belongs to: a body set up for a time, a board of a council, a room of a school."""


def name_of(lines: list[str]) -> str:
    """ "ỦY BAN NHÂN DÂN" over "TỈNH SƠN HÀ" is one name; under its superior a department takes the area from there."""
    lines = [
        re.sub(r"^BCH\b", "BAN CHẤP HÀNH", part)
        for line in lines
        for part in _JOINED.sub(r"\1\n", trim(line)).split("\n")
    ]
    last, above = lines[-1], " ".join(lines[:-1])
    if above and (board := _BOARD.match(last)):
        whole = "ĐOÀN TNCS HỒ CHÍ MINH" if _YOUTH.match(above) else above
        return f"{as_name(board[1])} {as_name(f'{whole} {board[2]}')}"
    if above and _is_part(last, above):
        return f"{as_name(last)} {as_name(above)}"
    if not above or _OWN_PARTY.match(last):
        return as_name(last)
    if _NAMES_AREA.match(last):
        return as_name(f"{above} {last}")
    return _with_area(last, next((area for line in reversed(lines[:-1]) if (area := _AREA.search(line))), None))


def _is_part(last: str, above: str) -> bool:
    return any(part.match(last) and whole.match(above) for part, whole in _PARTS) and not _OWN_AREA.search(last)


def _with_area(last: str, area: re.Match[str] | None) -> str:
    """A body takes the area of its superior, unless it names one: "SỞ Y TẾ" under "UBND TỈNH SƠN HÀ"."""
    if area is None:
        return as_name(last)
    place = _NAMES_AREA.sub("", area[0], count=1)
    if re.search(r"\s(?:TỈNH|THÀNH PHỐ)$", last):
        return as_name(f"{last} {place}")
    if re.search(_PARTY, last):
        return as_name(f"{last} {place}")
    if last.endswith(f" {place}"):
        return f"{as_name(last.removesuffix(f' {place}'))} {place.title()}"
    return as_name(last if _OWN_AREA.search(last) else f"{last} {area[0]}")
