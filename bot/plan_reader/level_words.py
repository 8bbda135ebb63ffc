"""Words that tell a level: of headings, of the press, of enterprises, of bodies and of their areas."""

from __future__ import annotations

import re

from bot.plan_reader.words import cased

HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "commune",
        re.compile(
            r"(?:cap|tuyen) xa|diem cau (?:(?:cac|ubnd) )*(?:xa|phuong)\b|^dai bieu (?:xa|co so)\b|doi voi (?:cac "
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
PRESS = re.compile(
    r"(?:dai dien |lanh dao |moi |cac )*(?:phong vien|co quan (?:thong tan,? )?bao(?: chi|, "
    r"dai)|bao,? dai|bao chi|cac bao)\b"
)
PRESS_UNITS = re.compile(r"(?:bao(?! hiem)|dai|cong (?:thong tin|ttdt)|thong tan xa|tap chi|trung tam truyen thong)\b")
ENTERPRISE = re.compile(
    r"(?:buu dien|vien thong|vnpt|viettel|mobi\s?fone|fpt|(?:tong )?cong ty|tap doan|dien luc|"
    r"doanh nghiep|ngan hang thuong mai|(?:cac )?(?:doanh nghiep|hop tac xa)|hiep hoi doanh "
    r"nghiep)\b"
)
BUSINESS = re.compile(
    r"(?:dai dien |lanh dao |chu |giam doc |cac |quy |mot so |khoang |\d[\d.]* )*(?:tap doan|doanh nghiep|hop tac xa|"
    r"ho kinh doanh|nha "
    r"dau tu|nha tai tro|hiep hoi (?:doanh nghiep|nganh hang|cac nha))\b"
)
CLASS = re.compile(
    r"(?:cac|moi|cua|thuoc|ubnd|uy ban nhan dan|ldld|lien doan lao dong|\d) (?:\w+ ){0,1}?(huyen|(?<!co )quan|thi xa|"
    r"xa|phuong)\b(?:,| va|$|;| tren| trong| \()"
)
PEOPLE = re.compile(
    r"(?:dai dien |cac |quy |khoang |\d[\d.]* )*(?:nhan dan|nguoi dan|ho (?:dan|nong dan|gia dinh)|nong dan|"
    r"nguoi co cong|thi sinh|"
    r"doan vien|thanh nien|hoi vien|"
    r"cuu chien binh|(?:ba )?me viet nam anh hung|anh hung|nghe nhan|gia dinh chinh sach|chuc sac|"
    r"hoc sinh|sinh vien|tieu thuong|khach hang|dong huong|nguoi lao dong|cong nhan|(?:cac )?lien "
    r"doi|phu huynh|cha me|tong phu "
    r"trach|chuyen gia|nha khoa hoc|ca nhan)\b"
)
FOREIGN = re.compile(
    r"\bban dai dien cha me\b|(?:to chuc|chuyen gia|co quan|doi tac) (?:quoc te|nuoc ngoai)|dai su quan|lanh su quan"
)
PROVINCES = re.compile(r"\b(?:ubnd|uy ban nhan dan|so [a-z ]{3,40}|cac|cua) tinh, thanh pho\b(?! thuoc tinh)")
PROVINCE = re.compile(
    r"^(?:cac )?so\b|^(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan) (?:tinh|thanh pho)\b|tinh "
    r"(?:uy|doan)\b|\b(?:tinh|"
    r"tinh uy|thanh uy)$"
)
DEPARTMENT = re.compile(r"^(?:cac )?so\b|\btinh(?: uy)?$")
"""The highest level counts where a line names several; a city may be one of a province."""
PEOPLE_OF_PROVINCE = re.compile(r"lanh dao (?:tinh|thanh pho) qua cac thoi ky")
BRACKETS = re.compile(r"\s*\([^()]*\)")
"""Brackets say who invites or how many come, not from which level."""
SENT_BY = (
    ("district", re.compile(r"/\s*(?:moi |0?1 )?(?:huyen|quan\b|thi xa|thanh pho)")),
    ("commune", re.compile(r"/\s*(?:moi |0?1 )?(?:xa\b|phuong|thi tran|dac khu)")),
)
""" "Nông dân tiêu biểu: 05 người/xã": those who send them tell the level."""
VILLAGE = re.compile(r"(?<!nông )\bthôn\b|\btổ dân phố\b|\bkhu phố\b|\btrưởng (?:ấp|bản)\b", re.IGNORECASE)
CENTRAL = re.compile(
    r"(?:dai dien |lanh dao |dong chi |cac |moi |mot so )*(?:(?:bo (?!chi huy|doi|phan)\w+|"
    r"lien doan thuong mai va cong nghiep|van phong (?:chinh "
    r"phu|trung uong)|chinh phu|quoc hoi|ban (?:\w+ ){1,6}trung uong)\b|(?:vu|cuc|vien) \w+[^,]{0,40}(?:,|"
    r" -| thuoc) bo |\w+ \w+[^,]{0,40}(?<!muc tieu) quoc gia\b"
    r"(?! (?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong))|vien [^,]{3,40} (?:mien|khu vuc)\b|"
    r"(?:thuong truc |ban (?:chap hanh|thuong vu) |uy ban )?(?:trung uong (?:hoi|doan|mat tran|mttq)|tong lien doan)|"
    r"van phong quoc hoi|co quan (?:o )?trung uong\b(?! dong))"
)
DISTRICT = re.compile(
    r"cap huyen|\b(?:huyen|quan|thi) (?:uy|doan)\b|(?:ubnd|uy ban nhan dan|huyen uy|phong \w+ \w+) (?:cac )?(?:huyen|"
    r"quan|thi xa)\b"
)
DISTRICT_ROOM = re.compile(
    r"phong (?:giao duc va dao tao|gd&dt|gddt|tai chinh - ke hoach|noi vu|tu phap|ld-?tb&xh|lao dong|"
    r"tai nguyen va moi truong|van hoa va thong tin|kinh te - ha tang|kinh te va ha tang|quan ly do thi|dan toc|"
    r"nong nghiep)\b"
)
"""Rooms of a district's committee, until there were no districts any more."""
COMMUNE = re.compile(r"cap xa|\btram y te\b|(?:ubnd|uy ban nhan dan|dang uy) (?:cac )?(?:xa|phuong|dac khu)\b")


AREA = re.compile(
    cased(r"(?<!hợp tác )\b(huyện|quận|thị xã|(?<!thị )xã|phường|thị trấn|đặc khu)(?:\s<A>[\w-]*){0,4}(?:\s\d+)?$")
)
COUNTED = re.compile(r"\s*[:,(–-]\s*(?:mỗi [^:]{2,30})?\d.*$")
