"""Numbers of people in a text: totals, ranges, and so many for each unit."""

from __future__ import annotations

import re

from bot.plan_reader.words import plain

_N = r"(\d{1,3}(?:\.\d{3})+|\d{1,5})"
_WHO = (
    r"(?:nguoi|dai bieu|khach moi|luot nguoi|d/c|dong chi|phong vien|can bo|hoc vien|thanh vien|"
    r"sinh vien|hoc sinh|hoi vien|doan vien|thi sinh|dai dien|dien hinh|em|chau|lao dong)"
)
_SENT = (
    r"(?:nguoi|dai bieu|d/c|dong chi|can bo|vien chuc|cong chuc|chuyen vien|giao vien|hoi vien|doan vien|thi sinh|"
    r"van dong vien|sinh vien|hoc sinh|dai dien|hoc vien|em|phu huynh|ho dan)"
)
"""What "mỗi đơn vị" may send; elsewhere "01 chuyên viên" counts one of several."""
_RANGE = re.compile(rf"{_N}\s*(?:-|den|toi)\s*{_N}\s*{_WHO}\b(?!\s*/)")
_SINGLE = re.compile(rf"{_N}\s*(?:\([^)]{{1,30}}\)\s*)?{_WHO}\b(?!\s*/)")
_BRACKETED = re.compile(rf"\({_N}\s*{_WHO}\)")
_AFTER = re.compile(
    rf"(?:tong (?:so|cong)|so luong|quy mo)[^.;\d]{{0,60}}?{_N}(?!\d|[/.]\d)"
    r"(?! ?(?:doanh nghiep|gian hang|doi|truong|lop|don vi|co quan|diem|cum|quyen|trang|tiet muc|ngay|buoi|thon|ho)\b)"
)
_ALONE = r"(?<!- )(?<!-)(?<!den )(?<!\d)"
"""Not the end of a range."""
_PER_UNIT = re.compile(
    rf"{_ALONE}{_N}\s*{_WHO}\s*/\s*(?:moi\s+)?"
    rf"(?:co quan|don vi|dia phuong|huyen|xa|phuong|so|quan|"
    rf"thanh pho|phong|ban|truong|to chuc|doanh nghiep|diem cau|chi doan|chi bo|chi hoi|thon|khu pho|lop|01)"
    rf"|{_ALONE}{_N}\s*[a-z]+(?: [a-z]+){{0,3}}\s*/\s*(?:moi\s+)?(?:don vi|co quan)"
    rf"|{_ALONE}(\d{{1,3}})\s+(?:{_WHO}|{_SENT}|bao cao vien)\s+(?:moi|tung)\s+(?:don vi|co quan|dia phuong|xa|"
    rf"phuong|huyen|so|truong|thon|lop|ap|to dan pho)"
    rf"|(?:moi|tung)\s+(?!cum|dot|lop|diem (?!cau)|phien|buoi|ngay)[a-z][^.;:()\d]{{0,50}}?{_N}\s*{_SENT}"
)
_PER_CLASS = re.compile(
    rf"\b(?:hoc sinh|phu huynh|cha me)\b[^.;]*?\bmoi lop\b(?:[^.;]*?\bkhong qua)?[^.;\d]{{0,40}}?{_N}\s*{_SENT}"
)
"""The classes of a school send pupils; elsewhere "mỗi lớp" is a course."""
_EACH_OF = re.compile(
    r"(?:moi|tung) (?:co quan|don vi|dia phuong|so|xa|phuong|huyen) (?:cu )?\d{1,2} [a-z][a-z ]{3,20}"
    r"(?:,| va) \d{1,2} [a-z][a-z ]{3,}"
    r"|\d{1,2} [a-z]{4}[a-z ]{0,20}(?:,| va) \d{1,2} [a-z]{4}[a-z ]{0,20} (?:moi|tung) (?:co quan|don vi|dia phuong)"
)
"""So many of one kind and so many of another."""
_COUNTED = re.compile(r"\s*(\d{1,4})\s+(?!ngay|buoi|gio|phut|thang|nam)[a-z]")
_CROWD = re.compile(
    rf"(?:(?:du kien|khoang|toi da|khong qua|dai dien|moi|gom) )*{_N}\s+(?:(?:dai dien|chu|cac) )?(?:doanh nghiep|"
    r"doanh nhan|hop tac xa|ho (?:kinh doanh|dan|gia dinh|nong dan)|giao vien|giang vien|cuu chien binh|nong dan|"
    r"chien si|quan nhan|dan quan|cu tri|cong nhan|nguoi lao dong|cong chuc|vien chuc|chuyen vien|bao cao vien|"
    r"nha khoa hoc|chuyen gia|gia lang|tuyen truyen vien|cong tac vien|van dong vien|dien vien|co vu vien)\b"
    r"[^\d;:]{0,60}"
)
_TOTAL = re.compile(r"\btong (?!phu trach|giam doc|cuc|cong ty|bien tap|lien doan)|so luong|quy mo|du kien|khoang")


def _value(digits: str) -> int:
    return int(digits.replace(".", ""))


def per_unit(text: str) -> int | None:
    """Return how many people each unit sends ("02 người/cơ quan", "mỗi xã 01 người")."""
    flat = plain(text)
    if several := _EACH_OF.search(flat):
        return sum(map(int, re.findall(r"\d+", several[0])))
    found = _PER_CLASS.search(flat) or _PER_UNIT.search(flat)
    return _value(next(filter(None, found.groups()))) if found else None


def number_of_people(text: str) -> tuple[int, int] | None:
    """Return least and most people that a text names ("40 - 60 đại biểu", "khoảng 130 đại biểu"), None without any."""
    flat = _PER_UNIT.sub(" ", _PER_CLASS.sub(" ", plain(text)))
    if found := _RANGE.search(flat):
        low, high = _value(found[1]), _value(found[2])
        return (low, high) if low <= high else None
    if len(counts := _BRACKETED.findall(flat) or _listed(flat)) > 1:
        return (sum(map(_value, counts)),) * 2
    for pattern in (_AFTER, _SINGLE):
        if found := pattern.search(flat):
            return _value(found[1]), _value(found[1])
    return None


def _listed(flat: str) -> list[str]:
    """ "60 đại diện doanh nghiệp; 40 hộ kinh doanh": a count before each part of the list."""
    counts = [_COUNTED.match(part) for part in flat.rpartition(":")[2].split(";")]
    return [count[1] for count in counts if count] if all(counts) else []


def crowd_in(text: str) -> int | None:
    """Return how many come where a line says nothing but whom it counts ("Doanh nghiệp lữ hành: 80 doanh nghiệp",
    "Khoảng 35 cựu chiến binh"), None otherwise.
    """
    found = _CROWD.fullmatch(plain(text).rpartition(":")[2].strip())
    return _value(found[1]) if found else None


def speaks_of_a_total(text: str) -> bool:
    """Tell whether a line states how many come in all."""
    return bool(_TOTAL.search(plain(text))) and number_of_people(text) is not None
