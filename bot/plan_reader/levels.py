"""The level of an invited group: central, province, district, commune, press, enterprise."""

from __future__ import annotations

import re

from bot.plan_reader.words import cased, plain

_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "commune",
        re.compile(
            r"(?:cap|tuyen) xa|diem cau (?:(?:cac|ubnd) )*(?:xa|phuong)\b|^dai bieu xa|doi voi (?:cac "
            r")?(?:xa|phuong)|"
            r"(?:cac|uy ban nhan dan) xa, phuong"
        ),
    ),
    (
        "district",
        re.compile(
            r"(?:cap|tuyen) huyen|diem cau (?:(?:cac|ubnd) )*(?:huyen|quan)\b|^dai bieu huyen|"
            r"doi voi (?:cac )?(?:quan|huyen)|"
            r"(?:cac|uy ban nhan dan|ubnd) (?:quan, "
            r"huyen|huyen, )"
        ),
    ),
    (
        "province",
        re.compile(
            r"cap tinh|^dai bieu (?:tinh|thanh pho)|cac tinh, thanh pho|cap thanh pho|doi voi (?:tinh|thanh "
            r"pho)|(?:o|cua) tinh\b|tai "
            r"tinh\b|trong tinh"
        ),
    ),
    ("central", re.compile(r"(?:cap |o |dai bieu )?trung uong\b(?! dong)")),
    ("enterprise", re.compile(r"^(?:(?:ve )?phia |dai bieu |khoi |cac )?(?:la )?doanh nghiep\b")),
)
_PRESS = re.compile(
    r"(?:dai dien |lanh dao |moi |cac )*(?:phong vien|co quan (?:thong tan,? )?bao chi|bao,? dai|bao chi|cac bao)\b"
)
_PRESS_UNITS = re.compile(r"(?:bao(?! hiem)|dai|cong (?:thong tin|ttdt)|thong tan xa|tap chi|trung tam truyen thong)\b")
_ENTERPRISE = re.compile(
    r"(?:buu dien|vien thong|vnpt|viettel|mobi\s?fone|fpt|(?:tong )?cong ty|tap doan|dien luc|"
    r"doanh nghiep|ngan hang thuong mai|(?:cac )?(?:doanh nghiep|hop tac xa)|hiep hoi doanh "
    r"nghiep)\b"
)
_BUSINESS = re.compile(
    r"(?:dai dien |lanh dao |chu |giam doc |cac |quy |mot so |khoang |\d[\d.]* )*(?:tap doan|doanh nghiep|hop tac xa|"
    r"ho kinh doanh|nha "
    r"dau tu|hiep hoi (?:doanh nghiep|nganh hang|cac nha))\b"
)
_CLASS = re.compile(
    r"(?:cac|moi|cua|thuoc|ubnd|uy ban nhan dan|ldld|lien doan lao dong|\d) (?:\w+ ){0,1}?(huyen|(?<!co )quan|thi xa|"
    r"xa|phuong)\b(?:,| va|$|;| tren| trong| \()"
)
_PEOPLE = re.compile(
    r"(?:dai dien |cac |khoang |\d[\d.]* )*(?:nhan dan|nguoi dan|ho (?:dan|nong dan|gia dinh)|nong dan|"
    r"nguoi co cong|thi sinh|"
    r"doan vien|thanh nien|hoi vien|"
    r"cuu chien binh|(?:ba )?me viet nam anh hung|anh hung|nghe nhan|gia dinh chinh sach|chuc sac|"
    r"hoc sinh|sinh vien|tieu thuong|nguoi lao dong|cong nhan|(?:cac )?lien doi|phu huynh|cha me|tong phu "
    r"trach|chuyen gia|nha khoa hoc|ca nhan)\b"
)
_FOREIGN = re.compile(
    r"\bban dai dien cha me\b|(?:to chuc|chuyen gia|co quan|doi tac) (?:quoc te|nuoc ngoai)|dai su quan|lanh su quan"
)
_PROVINCES = re.compile(r"\b(?:ubnd|uy ban nhan dan|so [a-z ]{3,40}|cac|cua) tinh, thanh pho\b(?! thuoc tinh)")
_PROVINCE = re.compile(
    r"^(?:cac )?so\b|^(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan) (?:tinh|thanh pho)\b|tinh "
    r"(?:uy|doan)\b|\b(?:tinh|"
    r"tinh uy|thanh uy)$"
)
_DEPARTMENT = re.compile(r"^(?:cac )?so\b|\btinh(?: uy)?$")
"""The highest level counts where a line names several; a city may be one of a province."""
_PEOPLE_OF_PROVINCE = re.compile(r"lanh dao (?:tinh|thanh pho) qua cac thoi ky")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
"""Brackets say who invites or how many come, not from which level."""
_SENT_BY = (
    ("district", re.compile(r"/\s*(?:moi |0?1 )?(?:huyen|quan\b|thi xa|thanh pho)")),
    ("commune", re.compile(r"/\s*(?:moi |0?1 )?(?:xa\b|phuong|thi tran|dac khu)")),
)
""" "Nông dân tiêu biểu: 05 người/xã": those who send them tell the level."""
_VILLAGE = re.compile(r"(?<!nông )\bthôn\b|\btổ dân phố\b|\bkhu phố\b|\btrưởng (?:ấp|bản)\b", re.IGNORECASE)
_CENTRAL = re.compile(
    r"(?:dai dien |lanh dao |dong chi |cac |moi |mot so )*(?:(?:bo (?!chi huy|doi|phan)\w+|"
    r"lien doan thuong mai va cong nghiep|van phong (?:chinh "
    r"phu|trung uong)|chinh phu|quoc hoi|ban (?:\w+ ){1,3}trung uong)\b|(?:vu|cuc|vien) \w+[^,]{0,40}(?:,|"
    r" -| thuoc) bo |\w+ \w+[^,]{0,40}(?<!muc tieu) quoc gia\b"
    r"(?! (?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong))|vien [^,]{3,40} (?:mien|khu vuc)\b|"
    r"(?:thuong truc |ban (?:chap hanh|thuong vu) |uy ban )?(?:trung uong (?:hoi|doan|mat tran|mttq)|tong lien doan)|"
    r"van phong quoc hoi|co quan (?:o )?trung uong\b(?! dong))"
)
_DISTRICT = re.compile(
    r"cap huyen|\b(?:huyen|quan|thi) (?:uy|doan)\b|(?:ubnd|uy ban nhan dan|huyen uy|phong \w+ \w+) (?:cac )?(?:huyen|"
    r"quan|thi xa)\b"
)
_DISTRICT_ROOM = re.compile(
    r"phong (?:giao duc va dao tao|gd&dt|gddt|tai chinh - ke hoach|noi vu|tu phap|ld-?tb&xh|lao dong|"
    r"tai nguyen va moi truong|van hoa va thong tin|kinh te - ha tang|kinh te va ha tang|quan ly do thi|dan toc|"
    r"nong nghiep)\b"
)
"""Rooms of a district's committee, until there were no districts any more."""
_COMMUNE = re.compile(r"cap xa|\btram y te\b|(?:ubnd|uy ban nhan dan|dang uy) (?:cac )?(?:xa|phuong|dac khu)\b")


_AREA = re.compile(
    cased(r"(?<!hợp tác )\b(huyện|quận|thị xã|(?<!thị )xã|phường|thị trấn|đặc khu)(?:\s<A>[\w-]*){0,4}(?:\s\d+)?$")
)
_COUNTED = re.compile(r"\s*[:,(–-]\s*(?:mỗi [^:]{2,30})?\d.*$")


def level_of_heading(text: str) -> str | None:
    """Return the level that a heading (plain text) gives to the lines below it."""
    return next((level for level, pattern in _HEADINGS if pattern.search(text)), None)


def level_of(label: str, units: list[str], above: str | None) -> str | None:
    """Return the level of a line: press and enterprises by their own words, else its class, else its heading's.

    None when neither the line nor a heading tells it.
    """
    flat = plain(_BRACKETS.sub("", label)) or plain(label)
    names = [plain(name) for name in units]
    sent_by = next((level for level, pattern in _SENT_BY if pattern.search(plain(label))), None)
    if _PRESS.match(flat) or (names and all(_PRESS_UNITS.match(name) for name in names)):
        return "press"
    tail = flat.rpartition(":")[2].strip()
    if _BUSINESS.match(flat) or _BUSINESS.match(tail) or (names and all(_ENTERPRISE.match(name) for name in names)):
        return "enterprise"
    if _CENTRAL.match(flat) or (names and all(_CENTRAL.match(name) for name in names)):
        return "central"
    head = flat.partition(":")[0] if ":" in flat else ""
    if sent_by and not names:
        return sent_by
    if (not names and _PEOPLE.match(flat)) or _FOREIGN.search(flat):
        return "other"
    if above == "enterprise" and not _by_class(flat, label):
        return above
    if head and (named := level_of_heading(head)):
        return named
    if any(_DEPARTMENT.search(name) for name in names):
        return "province"
    own = units or [_COUNTED.sub("", _BRACKETS.sub("", label)).strip()]
    return _by_class(flat, label) or _by_area(own) or _provincial(flat, names) or above


def are_rooms_of_a_district(units: list[str]) -> bool:
    """Tell whether all units are rooms such as a district's committee had ("Phòng Nội vụ, Phòng Tư pháp")."""
    return bool(units) and all(_DISTRICT_ROOM.match(plain(name)) for name in units)


def _provincial(flat: str, names: list[str]) -> str | None:
    """Departments and what calls itself "tỉnh" are the province's, whatever heading they stand under."""
    return (
        "province"
        if (names and all(_PROVINCE.search(name) for name in names))
        or _PEOPLE_OF_PROVINCE.search(flat)
        or _PROVINCES.search(flat)
        else None
    )


def _by_class(flat: str, label: str) -> str | None:
    """ "UBND các xã, phường" is commune; where districts are named as well the higher one counts."""
    named = {m[1] for m in _CLASS.finditer(flat)}
    if named & {"huyen", "quan", "thi xa"} or _DISTRICT.search(flat):
        return "district"
    if named or _COMMUNE.search(flat) or _VILLAGE.search(label):
        return "commune"
    return None


def _by_area(names: list[str]) -> str | None:
    """Bodies that all end in their area are of its level, the highest of them: "Trạm Khuyến nông huyện Ba Khê"."""
    areas = [found[1] for name in names if (found := _AREA.search(name))]
    if not areas or len(areas) < len(names):
        return None
    return "district" if set(areas) & {"huyện", "quận", "thị xã"} else "commune"
