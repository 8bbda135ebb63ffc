"""What kind of body a name speaks of, and on which level: a proposal read from its words, for a person to correct.

Kinds: department, office, board, party, front, union, vertical, armed, district, commune, press, enterprise,
public_service, other. Levels: central, province, district, commune, press, enterprise, other.
"""

from __future__ import annotations

import re

from bot.language.folding import fold, nfc
from bot.language.unit_names import readings

KINDS = (
    "department",
    "office",
    "board",
    "party",
    "front",
    "union",
    "vertical",
    "armed",
    "district",
    "commune",
    "press",
    "enterprise",
    "public_service",
    "other",
)
LEVELS = ("central", "province", "district", "commune", "press", "enterprise", "other")

_COMMITTEE = r"(?:(?:hoi dong nhan dan|uy ban nhan dan) )+"
_COMMUNE = r"(?:xa|phuong|thi tran|dac khu) (?!hoi\b)\S"
_DISTRICT = r"(?:huyen|quan|thi xa|thanh pho) (?!uy\b)\S"
_VERTICAL = (
    r"thue|hai quan|kho bac|bao hiem xa hoi|ngan hang nha nuoc|ngan hang chinh sach|thong ke|toa an|vien kiem sat|"
    r"thi hanh an|quan li thi truong|du tru|kiem toan nha nuoc"
)

# In order: the first that is found tells. Forms are those of `unit_names`: without marks, short forms written out,
# final y evened to i.
_KINDS: tuple[tuple[str, str], ...] = (
    ("press", r"^(?:bao (?!hiem|tang|dam|ve)|tap chi|cong (?:tt dt|thong tin dien tu)|thong tan)"),
    ("press", r"^dai (?:phat thanh|truyen hinh|tieng noi)|^trung tam truyen thong"),
    (
        "enterprise",
        r"^(?:tong )?cong ti|^tap doan|^vien thong|^viettel|^vnpt|^mobifone|^buu dien|^dien luc|^hop tac xa",
    ),
    ("enterprise", r"^ngan hang (?!nha nuoc|chinh sach)|^doanh nghiep|^khach san"),
    (
        "armed",
        r"^cong an|^bo (?:chi huy|tu lenh|doi)|^ban chi huy quan su|^canh sat|^quan khu|^(?:su|trung) doan|bien phong",
    ),
    ("central", rf"^bo (?!phan)|^vu |^cuc (?!{_VERTICAL})|^tong cuc|^hoc vien|chinh phu$|trung uong$|^quoc hoi"),
    ("party", r"\b(?:tinh|thanh|huyen|quan|thi) uy\b|^(?:van phong )?dang (?:uy|bo)|^chi bo"),
    ("front", r"mat tran to quoc"),
    ("union", r"^hoi (?!dong|truong)|^doan (?:thanh nien|luat su)|^lien (?:doan|hiep|minh)|^hiep hoi|^cong doan"),
    ("vertical", rf"^(?:chi |tong )?(?:cuc |chi nhanh |phong |doi )?(?:{_VERTICAL})"),
    ("office", r"^van phong (?:uy ban|hoi dong|doan dai bieu)"),
    ("public_service", r"^(?:trung tam|truong|benh vien|qui|thu vien|bao tang|nha |vien )|^ban quan li du an"),
    ("department", r"^so |^thanh tra|^phong "),
    ("commune", rf"^(?:{_COMMITTEE})?{_COMMUNE}"),
    ("district", rf"^(?:{_COMMITTEE})?{_DISTRICT}"),
    ("board", r"^ban (?!chi dao|to chuc hoi|chap hanh)"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)

_WITH_MARKS = (
    ("commune", re.compile(r"\b(?:(?<!hợp tác )xã|phường|thị trấn|đặc khu)\b(?! hội)")),
    ("district", re.compile(r"\b(?:huyện|quận|thị xã|huyện ủy|quận ủy|thị ủy)\b")),
)
_WITHOUT_MARKS = (
    ("commune", re.compile(r"\b(?:(?<!hop tac )xa|(?<!dia )phuong|thi tran|dac khu)\b(?! hoi)")),
    ("district", re.compile(r"\b(?:huyen|thi xa)\b")),
)
_BY_KIND = {
    **dict.fromkeys(("department", "office", "board", "party", "front", "union", "vertical", "armed"), "province"),
    **dict.fromkeys(("public_service",), "province"),
    **{kind: kind for kind in ("district", "commune", "press", "enterprise", "central")},
}
_PROVINCE = re.compile(r"\btinh\b")
_OFFICE_OF_A_CITY = re.compile(r"^(?:phong|van phong) .*\bthanh pho \S")


def _kind(form: str) -> str:
    return next((kind for kind, pattern in _PATTERNS if pattern.search(form)), "other")


def _level(form: str, name: str) -> str | None:
    """Return the level that the words of a name say; None where they say none."""
    marked = nfc(name).casefold()
    words, levels = (fold(name), _WITHOUT_MARKS) if marked.isascii() else (marked, _WITH_MARKS)
    for level, pattern in levels:
        if pattern.search(words):
            return level
    # A city of its own is a province; its offices (phòng) tell that this one was a district.
    return "district" if _OFFICE_OF_A_CITY.search(form) else "province" if _PROVINCE.search(form) else None


def kind_and_level(name: str) -> tuple[str, str]:
    """Return kind and level of the body that `name` speaks of; other, other where the words don't tell."""
    form = readings(name)[0]
    kind = _kind(form)
    if kind in {"district", "commune", "press", "enterprise", "central"}:
        return ("other" if kind == "central" else kind), _BY_KIND[kind]
    return kind, _level(form, name) or _BY_KIND.get(kind, "other")
