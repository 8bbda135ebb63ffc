"""The full name of the body that issues a plan: from its head, else put together from what the text says of it."""

from __future__ import annotations

import re
from collections import Counter

from bot.plan_reader.blocks import Block, Paragraph
from bot.plan_reader.head import Head
from bot.plan_reader.letterhead import as_name
from bot.plan_reader.words import cased, plain, trim

_NAMED = cased(r"(?:<A>\w*(?:\s*-\s*|\s)?){1,4}")
_AREA = re.compile(rf"\b((?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)\s+{_NAMED})")
_OWN = re.compile(
    r"(?:Kế hoạch|KẾ HOẠCH)[^.]{0,160}?\scủa\s((?:Sở|Ban|Ủy ban|UBND|Bộ|Cục|Văn phòng|Hội|Tỉnh "
    r"đoàn|Trường|Công an|Thanh tra)\s[^.,;()]{3,80})"
)
_SIGNERS = ((re.compile(r"chu tich"), "Ủy ban nhân dân"), (re.compile(r"bo truong|thu truong"), "Bộ"))
_UNIT_SYMBOLS = {
    "SNV": "Sở Nội vụ",
    "STP": "Sở Tư pháp",
    "STC": "Sở Tài chính",
    "SYT": "Sở Y tế",
    "SCT": "Sở Công Thương",
    "SXD": "Sở Xây dựng",
    "SKHCN": "Sở Khoa học và Công nghệ",
    "SGDDT": "Sở Giáo dục và Đào tạo",
    "SGDĐT": "Sở Giáo dục và Đào tạo",
    "SKHDT": "Sở Kế hoạch và Đầu tư",
    "SKHĐT": "Sở Kế hoạch và Đầu tư",
    "STTTT": "Sở Thông tin và Truyền thông",
    "SNNMT": "Sở Nông nghiệp và Môi trường",
    "VPUBND": "Văn phòng Ủy ban nhân dân",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "BNV": "Bộ Nội vụ",
    "BTP": "Bộ Tư pháp",
    "BTC": "Bộ Tài chính",
}


def name_issuer(head: Head, blocks: list[Block]) -> tuple[str | None, float]:
    """Return the issuing body's full name and how sure it is; (None, 0) when nothing tells."""
    if head.own_body:
        return _from_head(head.own_body), 1.0
    text = [b.text for b in blocks if isinstance(b, Paragraph)]
    base = _by_symbol(head.symbol) or _by_text(text) or _by_signer(text)
    if base is None:
        return None, 0.0
    area = _area(head, text, base)
    return (f"{base} {area}" if area and not _AREA.search(base) else base), 0.8


def _from_head(lines: list[str]) -> str:
    """ "ỦY BAN NHÂN DÂN" over "TỈNH SƠN HÀ" is one name; under its superior a department takes the area from there."""
    joined = " ".join(trim(line) for line in lines)
    last = trim(lines[-1])
    if len(lines) > 1 and (board := _BOARD.match(last)):
        above = "ĐOÀN TNCS HỒ CHÍ MINH" if _YOUTH.match(trim(lines[0])) else " ".join(map(trim, lines[:-1]))
        whole = f"{above} {board[2]}"
        return f"{as_name(board[1].replace('BCH', 'BAN CHẤP HÀNH'))} {as_name(whole)}"
    above = trim(" ".join(lines[:-1]))
    if any(part.match(last) and whole.match(above) for part, whole in _PARTS) and not _OWN_AREA.search(last):
        return f"{as_name(last)} {as_name(above)}"
    if len(lines) > 1 and _STANDING.match(last):
        return f"{as_name(last)} {as_name(trim(' '.join(lines[:-1])))}"
    if re.match(r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|XÃ|PHƯỜNG|ĐẶC KHU|THỊ XÃ|THỊ TRẤN)\s", last) or len(lines) == 1:
        return as_name(joined)
    area = re.search(
        r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|XÃ|PHƯỜNG|ĐẶC KHU|THỊ XÃ|THỊ TRẤN)\s.+$", trim(" ".join(lines[:-1]))
    )
    if area and re.search(r"\s(?:TỈNH|THÀNH PHỐ)$", last):
        return as_name(f"{last} {re.sub(r'^(?:TỈNH|THÀNH PHỐ)', '', area[0]).strip()}")
    if area and re.search(r"TỈNH [ỦU]|THÀNH [ỦU]|HUYỆN [ỦU]", last):
        return as_name(f"{last} {area[0]}").replace(" tỉnh ", " ").replace(" huyện ", " ")
    if area and last.endswith(own := f" {_AREA_WORD.sub('', area[0])}"):
        return as_name(last.removesuffix(own)) + own.title()
    return as_name(last if area is None or _OWN_AREA.search(last) else f"{last} {area[0]}")


_BOARD = re.compile(
    r"(BAN CHẤP HÀNH|BCH|BAN THƯỜNG VỤ|BAN THƯỜNG TRỰC)\s+((?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|"
    r"ĐẶC KHU)\s(?!ỦY|"
    r"UỶ).+)$"
)
"""An association's letterhead: its name, below it the board of the province."""
_YOUTH = re.compile(r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ) ĐOÀN\b")
""" "TỈNH ĐOÀN BẮC LINH" over "BCH THÀNH PHỐ BẮC LINH": the board of the Youth Union in the city."""
_AREA_WORD = re.compile(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|XÃ|PHƯỜNG|ĐẶC KHU|THỊ XÃ|THỊ TRẤN)\s")
_OWN_AREA = re.compile(r"(?:TỈNH(?! ỦY)|THÀNH PHỐ)\b|(?:XÃ(?! HỘI)|PHƯỜNG|ĐẶC KHU|HUYỆN(?! ỦY)|QUẬN(?! ỦY)|THỊ TRẤN)\s")
_PARTS = (
    (
        re.compile(r"(?:BAN TỔ CHỨC|BAN CHỈ ĐẠO|HỘI ĐỒNG|TỔ (?:CÔNG TÁC|GIÚP VIỆC))\b"),
        re.compile(r"(?:LIÊN ĐOÀN|LIÊN HIỆP|LIÊN MINH|HIỆP HỘI|HỘI|TỈNH ĐOÀN|ĐOÀN|CÔNG ĐOÀN)\s(?!ĐỒNG)"),
    ),
    (re.compile(r"BAN\s"), re.compile(r"HỘI ĐỒNG NHÂN DÂN")),
    (
        re.compile(r"(?:PHÒNG|KHOA|BAN|TRUNG TÂM)\s"),
        re.compile(r"(?:TRƯỜNG|HỌC VIỆN|ĐẠI HỌC|BỆNH VIỆN|CÔNG TY|TỔNG CÔNG TY|TẬP ĐOÀN)\s"),
    ),
)
"""A part that goes by the whole it belongs to: a body set up for a time, a board of a council, a room of a school."""
_STANDING = re.compile(
    r"(?:THƯỜNG TRỰC ĐOÀN CHỦ TỊCH|ĐOÀN CHỦ TỊCH|BAN THƯỜNG TRỰC|THƯỜNG TRỰC|BAN CHẤP HÀNH|VĂN PHÒNG)$"
)


def _by_symbol(symbol: str | None) -> str | None:
    body = (symbol or "").rpartition("-")[2]
    return _UNIT_SYMBOLS.get(body)


def _by_text(text: list[str]) -> str | None:
    for line in text[-60:]:
        if found := _OWN.search(line):
            return trim(found[1])
    return None


def _by_signer(text: list[str]) -> str | None:
    for line in reversed(text):
        if len(line) < 40 and line.isupper():
            for pattern, body in _SIGNERS:
                if pattern.search(plain(line)):
                    return body
    return None


def _area(head: Head, text: list[str], base: str) -> str | None:
    """The province that the text names most; the place of signing decides between them."""
    areas = Counter(trim(m[1]) for line in text for m in _AREA.finditer(line) if m[1].split()[0] in {"tỉnh", "thành"})
    if head.place:
        named = [area for area, _ in areas.most_common() if plain(area).endswith(plain(head.place))]
        return named[0] if named else None
    if base.startswith("Bộ") or not areas:
        return None
    return areas.most_common(1)[0][0]
