"""Class names in plans ("các sở, ban, ngành", "UBND các huyện"): which units of the registry they speak of.

An expansion is a proposal: it is shown before it is accepted. "Các đơn vị liên quan" names nobody: a person decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language.folding import nfc
from bot.language.unit_names import readings

PROVINCE_BODIES = ("department", "office", "board", "vertical")

_LEADERS = re.compile(
    r"^(?:(?:dai dien|lanh dao|thu truong|nguoi dung dau|chu tich|pho chu tich|giam doc|truong|cong chuc|chuyen vien|"
    r"tap the|phong vien|bien tap vien|toan the|tat ca|gom|cung|moi) )+"
)
_COMMUNES = (
    r"(?:cap xa|xa phuong|phuong xa|cac (?:xa|phuong|thi tran|dac khu)\b|"
    r"(?:xa|phuong) dac khu|(?:xa|phuong) thi tran)"
)
_DISTRICTS = (
    r"(?:cap huyen|huyen thi|quan huyen|huyen quan|huyen thanh pho|thi xa thanh pho|"
    r"cac (?:huyen|quan|thi xa|thanh pho)\b)"
)
_PARTY_OF_DISTRICTS = r"(?:cac (?:huyen|quan|thi|thanh) uy|huyen uy (?:thi|thanh|quan) uy)"

# Pattern, level, kinds. All that are found add up.
_CLASSES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"\bso (?:ban|nganh)\b|\bcac so\b|\bban nganh\b", "province", PROVINCE_BODIES),
    (r"\bco quan chuyen mon\b", "province", ("department", "office")),
    (r"\b(?:co quan|don vi)(?: don vi)? (?:thuoc|truc thuoc)(?: uy ban nhan dan)? tinh\b", "province", PROVINCE_BODIES),
    (r"\bnganh doc\b|\b(?:co quan|don vi)(?: don vi)? trung uong (?:dong )?tren\b", "province", ("vertical", "armed")),
    (r"\bluc luong vu trang\b", "province", ("armed",)),
    (r"\bdoan the\b|\bto chuc chinh tri\b", "province", ("front", "union")),
    (r"\bcac hoi\b(?! nghi| dong)", "province", ("union",)),
    (r"\b(?:ban|co quan) (?:xay dung )?dang\b|\bcac ban tinh uy\b|\btham muu giup viec\b", "province", ("party",)),
    (r"\bdon vi su nghiep\b", "province", ("public_service",)),
    (rf"\b{_PARTY_OF_DISTRICTS}\b", "district", ("party",)),
    (r"\bdang uy (?:cac )?(?:xa|phuong|dac khu)\b", "commune", ("party",)),
    (rf"\b{_DISTRICTS}(?! uy)", "district", ("district",)),
    (rf"(?<!dang uy )(?<!dang uy cac )\b{_COMMUNES}", "commune", ("commune",)),
    (r"\bdia phuong\b", "district", ("district",)),
    (r"\bdia phuong\b", "commune", ("commune",)),
    (r"\bdoanh nghiep\b", "enterprise", ("enterprise",)),
    (r"\bbao dai\b|\bbao chi\b|\bthong tan\b|\btruyen thong dai chung\b", "press", ("press",)),
)
_PATTERNS = tuple((re.compile(pattern), level, kinds) for pattern, level, kinds in _CLASSES)

_PLURAL = re.compile(
    r"^(?:cac|nhung)\b|^(?:so ban nganh|ban nganh|so nganh|bao dai|co quan bao chi|nganh doc|co quan chuyen mon)\b"
    rf"|^(?:(?:uy ban nhan dan|hoi dong nhan dan|dang uy) )*(?:{_COMMUNES}|{_DISTRICTS}|{_PARTY_OF_DISTRICTS})"
)
_PART_OF_EACH = re.compile(
    r"^(?:phong|van phong|cong an|ban chi huy quan su|mat tran|trung tam) .*?"
    rf"(?=\b(?:{_COMMUNES}|{_DISTRICTS}))"
)
_UNDECIDED = re.compile(
    r"\blien quan\b|\bthanh phan\b|\btham du\b|"
    r"^cac (?:co quan|don vi|to chuc|ca nhan)(?: don vi| to chuc| ca nhan| dia phuong)*$"
)
_EXCEPT = re.compile(r"\(?\s*(?:trừ|ngoại trừ|không bao gồm)\s+(?P<names>[^)]+)\)?", re.IGNORECASE)


_PLURAL_WORD = re.compile(
    r"\s+(?:các|cac|cấp|cap|huyện|huyen|quận|quan|thị xã|thi xa|xã|xa|phường|phuong)\b.*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class UnitClass:
    """The units of the registry that a class name speaks of: those of one of `members` (level, kind).

    `undecided`: the plan doesn't say which of them ("liên quan", "thành phần tham dự"); without members it says nothing
    at all. `part` is the body meant inside each ("Phòng Nội vụ các huyện"). `exceptions` are the names left out. Both
    as written.
    """

    members: tuple[tuple[str, str], ...]
    undecided: bool = False
    part: str | None = None
    exceptions: tuple[str, ...] = ()

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the levels of the members, each once."""
        return tuple(dict.fromkeys(level for level, _ in self.members))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of the members, each once."""
        return tuple(dict.fromkeys(kind for _, kind in self.members))

    def holds(self, level: str, kind: str) -> bool:
        """Return whether a unit of the registry belongs to the class."""
        return (level, kind) in self.members


def _exceptions(name: str) -> tuple[str, tuple[str, ...]]:
    """Return `name` without what it leaves out, and that."""
    names = [part.strip() for found in _EXCEPT.finditer(name) for part in re.split(r"[,;]", found["names"])]
    return _EXCEPT.sub(" ", name), tuple(filter(None, names))


def read_class(name: str) -> UnitClass | None:
    """Return the class that `name` speaks of; None where it names one body (Ban Quản lý các khu công nghiệp)."""
    rest, exceptions = _exceptions(name)
    form = _LEADERS.sub("", readings(rest)[0])
    part = _PART_OF_EACH.match(form)
    if not part and not _PLURAL.search(form):
        return None
    members = dict.fromkeys(
        (level, kind) for pattern, level, kinds in _PATTERNS if pattern.search(form) for kind in kinds
    )
    undecided = bool(_UNDECIDED.search(form))
    if not members and not undecided:
        return None
    written = _PLURAL_WORD.sub("", nfc(rest)) if part else None
    return UnitClass(tuple(members), undecided, written, exceptions)
