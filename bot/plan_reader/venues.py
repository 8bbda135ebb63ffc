"""Where a session is held and in which form."""

from __future__ import annotations

import re

from bot.plan_reader.outline import Node
from bot.plan_reader.words import cased, plain, trim

_PLACE = re.compile(
    r"(?:ve )?dia diem (?:thi dau|thi|tham quan|lam viec|kham|gap mat|don|khai mac|hop mat|giao ban)[^:]{0,40}:\s*|"
    r"(?:ve )?(?:dia diem|noi) (?:to chuc|hop|hoi nghi|dai hoi|hoi thao|toa dam|dien dan|tap "
    r"huan|doi thoai|hoi thi|le|"
    r"cuoc hop|du kien|diem cau|tap trung|moi|cu|truoc day|ban dau|da thong bao|khong (?:thay "
    r")?doi|giu nguyen|van)[^:]{0,60}:\s*|"
    r"(?:dia diem|tai)\s*:\s*|diem cau (?:chinh|trung tam|tinh|cap tinh)\s*:\s*"
)
_AT = re.compile(
    r"\b(?:tại|ở)\s+(?=(?:[Hh]ội trường|[Pp]hòng họp|[Pp]hòng \w?\d|"
    r"các phòng|các trường|các điểm|[Tt]rung tâm|Trụ sở|[Tt]rụ "
    r"sở|[Nn]hà|Khách "
    r"sạn|[Kk]hách sạn|Ủy ban|UBND|Sở|Trường|Quảng trường|Hội quán|[Đđ]iểm cầu|Văn phòng|Cung|Sân vận động|"
    r"Bảo tàng|Thư viện|Tòa nhà|Học viện|Công viên|"
    r"Nhà hát|Rạp|Sân))",
    re.UNICODE,
)
_NAMED = re.compile(
    cased(
        r"(?:(?:ngày|giờ|\d)\b[^.;]{0,60}?|tập trung|có mặt)\s*\btại\s+(?=<A>|(?:tỉnh|thành phố)\s<A>)(?!(?:Công|"
        r"Kế hoạch|Quyết|Giấy|Thông|Văn bản|Nghị|Chỉ thị|Tờ|"
        r"Hội nghị|Hội thảo|Khoản|Điều|Điểm|Mục|Phụ lục|Việt Nam|Luật|Báo cáo|Phiên|Lễ|Đại hội|Kỳ|Hướng dẫn)\b)"
    )
)
"""Behind a day or an hour any name after "tại" is a place, but for papers and events."""
_POINT = re.compile(r"^(?:Tại )?[Đđ]iểm cầu (?:chính|trung tâm|tỉnh|cấp tỉnh|Thành phố|thành phố|Bộ)\s*:\s*")
_LABELLED = re.compile(r"[;(.,]\s*[Đđ]ịa điểm\s*:\s*(?:tại\s+)?")
_WHO_SITS = re.compile(r"^[^.;:]{3,100}?\s(?:dự họp|tham dự|dự|họp)\s(?:[Hh]ội nghị\s)?tại\s+")
"""Several places, each with who comes there: "Các sở, ban, ngành dự họp tại phòng họp lớn …"."""
_HEADING = re.compile(r"dia diem(?: to chuc)?\s*[:.]?")
_BESIDE = re.compile(r"[^:]{2,40}\bdia diem\b[^:]{0,20}:")
_ROOF = re.compile(r"(?:Hội trường|Trung tâm|Trụ sở|Khách sạn|Nhà|Phòng họp|Sân|Quảng trường|Cung)\s")
_HALL = re.compile(r"Tại (?:Hội trường|Trung tâm|Trụ sở|Khách sạn|Nhà)")
_LATER = re.compile(r"(?:do|sẽ|theo|có|thông báo|giao)\s|\(|…|\.\.", re.IGNORECASE)
_SEATS = re.compile(r"(\d{1,2}\.\d{3}|\d{2,4})\s*(?:cho ngoi|cho|ghe)\b")
_END = re.compile(
    cased(
        r"(?:\.\s+(?=<A>)|;|\.$|\s+(?:và|để|nhằm|với|cụ thể)\b|,\s*cụ thể|,\s+kết nối|,\s+(?=(?:thời gian|bắt đầu|"
        r"từ|lúc|vào)\b))"
    )
)
_FORM = re.compile(
    r"(?:hinh thuc|hoi nghi|hoi thao|toa dam|hop|tham du|ket noi|diem cau|tai cac|to chuc|du)[^.;]{0,60}?\b(truc "
    r"tuyen)\b|\btruc tuyen\b[^.;]{0,60}?(?:diem cau|den cac|tai|voi cac|ket hop|toi cac)|\btruc tuyen qua\b|cau "
    r"truyen hinh|\bqua (?:phan mem |nen tang |ung dung )?(?:google meet|zoom|(?:ms |microsoft )?teams|webex|zavi)\b|"
    r"ket noi (?:truc tuyen )?(?:den|toi|voi) (?:cac )?diem cau"
)
_POINT_LINE = re.compile(r"(?:tai )?(?:cac )?diem cau\b")
"""Two points or more that are listed are joined by the network."""
_POINTS = re.compile(r"(?<!phu trach )diem cau\b")
_NO_FORM = re.compile(
    r"phong hop truc tuyen|(?:dich vu cong|dich vu|nop ho so|thanh toan|ho so|cong khai|khao sat) (?:\w+ ){0,2}truc "
    r"tuyen|truc tuyen (?:toan trinh|mot phan|muc do)|truyen hinh truc tuyen"
)
_FACE = re.compile(
    r"\btruc tiep (?:tai|ket hop|va)|(?:hinh thuc|tham du|tap trung|hop|hoi nghi|to chuc)[^.;]{0,40}?\btruc "
    r"tiep\b|^truc tiep\b"
)


def venue_of(nodes: list[Node]) -> str | None:
    """Return the venue that a line labelled with the place gives, or one that is nothing but "Tại Hội trường …"."""
    return next((name for node in nodes if (told := _told(node)) and (name := _bare(told))), None)


def venue_beside(nodes: list[Node]) -> str | None:
    """Return the place that a line on more than the place names ("Hình thức, địa điểm: … tại Hội trường A")."""
    told = (node for node in nodes if _BESIDE.match(f"{node.plain}:"))
    halls = (
        _bare(c.text) for node in nodes if _BESIDE.match(f"{node.plain}:") for c in node.children if _ROOF.match(c.text)
    )
    return next((name for node in told if (name := venue_in(node.text))), None) or next(halls, None)


def _told(node: Node) -> str:
    below = " ".join(trim(child.text) for child in node.children[:1])
    if found := _PLACE.match(node.plain):
        return node.text[found.end() :].strip() or below
    if _HEADING.fullmatch(node.plain):
        return below
    return node.text if _HALL.match(node.text) else ""


def venue_in(text: str) -> str | None:
    """Return the place that a sentence names with "tại …", a hall or a seat of an office; None without any."""
    found = _AT.search(text) or _LABELLED.search(text) or _NAMED.search(text)
    if found is None:
        return None
    rest = text[found.end() :]
    end = _END.search(rest)
    return trim(rest[: end.start()] if end else rest)[:250] or None


def _bare(text: str) -> str | None:
    text = _POINT.sub("", text.strip())
    text = _WHO_SITS.sub("", re.sub(r"^(?:tại|ở|dự kiến(?: tại)?)\s+", "", text.strip(), flags=re.IGNORECASE))
    if _LATER.match(text):
        return None
    end = re.search(cased(r"\.\s+(?=<A>)|;\s"), text)
    return trim(text[: end.start()] if end else text)[:300] or None


def seats_in(text: str) -> int | None:
    """Return the seats of a hall ("Hội trường 200 chỗ")."""
    found = _SEATS.search(plain(text))
    return int(found[1].replace(".", "")) if found else None


def modes_of(texts: list[str]) -> list[str]:
    """Return the forms that the plain texts give; in person where none is said."""
    points = sum(bool(_POINT_LINE.match(text)) for text in texts)
    online = points > 1 or any(_FORM.search(_NO_FORM.sub(" ", text)) for text in texts)
    face = any(_FACE.search(text) for text in texts)
    if not online:
        return ["in_person"]
    return ["in_person", "online"] if face or any(_POINTS.search(text) for text in texts) else ["online"]
