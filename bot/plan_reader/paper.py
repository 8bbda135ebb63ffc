"""Which paper a document is: a plan, an invitation, a notice, a dispatch, or one that changes, postpones or cancels."""

from __future__ import annotations

import re

from bot.plan_reader.blocks import Paragraph
from bot.plan_reader.words import plain

_NAMED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("plan", re.compile(r"(?:du thao\s+)?(?:ke hoach|phuong an|de an|chuong trinh)\b")),
    ("invitation", re.compile(r"(?:giay|thu) (?:moi|trieu tap)\b")),
    ("notice", re.compile(r"(?:thong bao|thong tri|huong dan)\b")),
    ("dispatch", re.compile(r"cong (?:van|dien)\b")),
)
"""The kinds whose name stands over the text (Decree 30/2020/NĐ-CP, art. 7); a dispatch alone has none."""
SUBJECT = re.compile(r"(?:v/\s?v|ve viec)\b\s*:?\s*")
"""How the subject of a dispatch begins, under its number (Decree 30/2020/NĐ-CP, annex I)."""
_EVENT = (
    r"(?:thoi gian|thoi diem|dia diem|ngay|gio|lich|thanh phan|hinh thuc|ke hoach to chuc|giay moi|"
    r"hoi nghi|hoi thao|toa dam|(?:cuoc |phien |buoi )?hop|(?:cuoc|buoi|phien|ky) (?:hop|lam viec|giao ban|gap|tiep|"
    r"toa dam|hoi|le|doi thoai)|giao ban|lop\b|lien hoan|hoi thi|gap mat|hop mat|dien tap|su kien|doi thoai|dai hoi|"
    r"dien dan|le\b|tap huan|to chuc)"
)
_TURNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cancellation", re.compile(rf"(?:\bhuy(?: bo)?|\bbai bo|(?<!tam )\b(?:dung|ngung)|\bkhong) (?:viec )?{_EVENT}")),
    ("postponement", re.compile(rf"\bhoan (?:lai )?(?:viec )?{_EVENT}|\btam (?:dung|hoan|ngung) (?:viec )?{_EVENT}")),
    ("change", re.compile(rf"\b(?:thay doi|dieu chinh|dinh chinh|doi|doi lai|lui|chuyen) (?:ve )?{_EVENT}")),
)
_KIND_REACH = 24
_HEADLINE = re.compile(r"(?:thong bao (?=ke hoach\b))?(?P<name>\w+ \w+) (?!so\b|\d|cua\b|nay\b|tren\b)")
"""How a web page, or the subject of a letter, heads a paper without its letterhead: "Giấy mời dự Lễ …"."""
_STANDS_FOR = re.compile(r"\bthay (?:cho )?(?:giay|thu) moi\b")
"""A paper that is an invitation by its last sentence (Thông báo này thay cho giấy mời)."""
_PARTY_DISPATCH = re.compile(r"so\s*:?\s*[\d.…]*\s*-\s*cv/")
"""The Party's offices set the subject under the number without "V/v"."""
_OTHER_LINE = re.compile(r"dang cong san|cong hoa|kinh (?:gui|moi)|[^,]{2,40}, ngay\b|[\W_]")


def named_kind(line: Paragraph) -> str | None:
    """Return the kind that a line names when it stands alone or in capitals ("KẾ HOẠCH", "GIẤY MỜI HỌP")."""
    if not stands_alone(line.text):
        return None
    flat = plain(line.text)
    return next((kind for kind, pattern in _NAMED if pattern.match(flat)), None)


def stands_alone(text: str) -> bool:
    """ "KẾ HOẠCH" as a line of its own, or in capitals with its subject behind it."""
    letters = [c for c in text[:9] if c.isalpha()]
    return all(c.isupper() for c in letters) or len(text) < 12


def headline(text: str) -> str | None:
    """Return the kind that a first line names in running letters; a sentence names none."""
    found = _HEADLINE.match(plain(text))
    if found is None or text[-1:] in ".;:," or not text[:1].isupper() or len(text) > 250:
        return None
    flat = plain(text[found.start("name") :])
    return next((kind for kind, pattern in _NAMED if pattern.match(flat)), None)


def stands_for_invitation(text: str) -> bool:
    """Tell whether a sentence says that the paper stands for an invitation."""
    return bool(_STANDS_FOR.search(plain(text)))


def title_line(lines: list[Paragraph]) -> tuple[int, str] | None:
    """Return which line names the paper and as what; a dispatch is named by its subject ("V/v …")."""
    for i, line in enumerate(lines[:_KIND_REACH]):
        if kind := named_kind(line):
            return i, kind
    if lines and (kind := headline(lines[0].text)):
        return 0, kind
    for i, line in enumerate(lines[:_KIND_REACH]):
        if SUBJECT.match(plain(line.text)):
            return i, "dispatch"
    for i, line in enumerate(lines[1:_KIND_REACH]):
        if (
            _PARTY_DISPATCH.match(plain(lines[i].text))
            and not _OTHER_LINE.match(plain(line.text))
            and len(line.text) > 9
        ):
            return i + 1, "dispatch"
    return None


def turned(subject: str) -> str | None:
    """Return change, postponement or cancellation when a subject says so of an event, else None.

    A postponement to a day that is named is one too: the day stands in its session.
    """
    flat = plain(subject)
    return next((kind for kind, pattern in _TURNS if (m := pattern.search(flat)) and _spelled(subject, m)), None)


def _spelled(text: str, found: re.Match[str]) -> bool:
    """ "hủy" and "huy" (huy động, huy hiệu) fold alike, so do "đổi" and "đôi", "hoãn" and "hoàn"."""
    word = text[found.start() : found.end()].split(maxsplit=1)[0].lower()
    first = plain(word)
    marked = {"huy": ("hủy", "huỷ"), "hoan": ("hoãn",), "doi": ("đổi", "dời"), "dung": ("dừng",), "lui": ("lùi",)}
    return first not in marked or word in marked[first]
