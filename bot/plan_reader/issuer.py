"""The full name of the body that issues a plan: from its head, else put together from what the text says of it."""

from __future__ import annotations

import re
from collections import Counter

from bot.plan_reader.blocks import Block, Paragraph
from bot.plan_reader.head import Head
from bot.plan_reader.own_body import name_of
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
    text = [b.text for b in blocks if isinstance(b, Paragraph)]
    if head.own_body:
        return _as_the_text_has_it(name_of(head.own_body), text), 1.0
    base = _by_symbol(head.symbol) or _by_text(text) or _by_signer(text)
    if base is None:
        return None, 0.0
    area = _area(head, text, base)
    return (f"{base} {area}" if area and not _AREA.search(base) else base), 0.8


def _as_the_text_has_it(name: str, text: list[str]) -> str:
    """A letterhead in capitals doesn't tell which words are large; the text may: "Trường Tiểu học Hoa Sen"."""
    flat = plain(name)
    for line in text:
        at = plain(line).find(flat)
        found = line[at : at + len(name)] if at >= 0 else ""
        if found and found[0].isupper() and not found.isupper() and found.lower() == name.lower():
            return found
    return name


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
