"""Lists of people as offices paste them into a chat: one person a line, in any usual shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.language.folding import fold, nfc
from bot.language.people_shapes import one_a_line
from bot.language.person_names import delegate_key, looks_like_a_name, sort_key, split_honorific
from bot.language.phones import read_phone

__all__ = ["PROBLEMS", "DelegateLine", "checked", "delegate_key", "read_delegates", "sort_key"]

MOST_LINES = 500
LONGEST_LINE = 400
LONGEST_OFFICE = 200

PROBLEMS = (
    "name_not_like_a_name",
    "missing_office",
    "missing_phone",
    "bad_phone",
    "several_phones",
    "several_modes",
    "too_long",
)
"""What may be wrong with a line; each is a key of a sentence."""

_NUMBERING = re.compile(
    r"^\s*(?:[-+*•●–—]\s*)?(?:\(\d{1,3}\)\s*|\d{1,3}\s*[.)/:;|\t]\s*|\d{1,3}\s*[-–]\s+|\d{1,3}\s+(?=[^\W\d_]))?"
)
_BREAKS = re.compile(r"[\t;|]")
_SOFT_BREAKS = re.compile(r"\t|\s*[,，]\s*|\s+[-–—]+\s+|\s+[-–—]+(?=\S)|:\s+|\s+(?=\([^\W\d_])")
_HONORIFIC_COLON = re.compile(r"^(\s*(?:ông/bà|ông|bà|đồng chí|đ/c))\s*:\s*", re.IGNORECASE)
_DIGITS = re.compile(
    r"(?:(?:sđt|đt|điện thoại|số điện thoại|di động|tel|phone|mobile)\s*[:.]?\s*)?"
    r"(?<![\w/])(\(?(?:\+|0)[0-9]?(?:[ .()-]{0,2}[0-9]){7,12}|[0-9]{8,13})(?![\w/])",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:họ (?:và )?tên|chức vụ|sđt|đt|điện thoại|số điện thoại|di động|tel|phone|hình thức)\s*[:.]\s*", re.I
)
_MODES = {
    "in_person": re.compile(r"\(?\b(?:(?:dự|tham dự|họp)\s+)?(?:trực tiếp|truc tiep|in person|offline)\b\)?", re.I),
    "online": re.compile(r"\(?\b(?:(?:dự|tham dự|họp)\s+)?(?:trực tuyến|truc tuyen|online)\b\)?", re.I),
}
_HEADER = ("ho va ten", "ho ten")


@dataclass(frozen=True, slots=True)
class DelegateLine:
    """One person of a list as written. `mode` is in_person, online or None; `phone` is E.164 or None.

    `problems` holds keys of PROBLEMS; `line` counts the lines of the text (rows of the sheet) from 1.
    """

    name: str
    office: str | None = None
    phone: str | None = None
    mode: str | None = None
    honorific: str = ""
    line: int = 0
    problems: tuple[str, ...] = ()


def _take(text: str) -> tuple[str, list[str], list[str]]:
    """Return `text` with a tab for each phone number and each word of mode, the numbers, and the modes."""
    modes = [mode for mode, pattern in _MODES.items() if pattern.search(text)]
    for pattern in _MODES.values():
        text = pattern.sub("\t", text)
    return _DIGITS.sub("\t", text), [match[1] for match in _DIGITS.finditer(text)], modes


def _fields(text: str, breaks: re.Pattern[str]) -> list[str]:
    """Return the parts of a line, the name first: divided at `breaks`, and at what was taken out."""
    name, *rest = breaks.split(text, maxsplit=1)
    first, *more = _SOFT_BREAKS.split(name, maxsplit=1)  # "Name, office; phone": no name holds a comma or a bracket
    parts = (first, *more, *_BREAKS.split("".join(rest)))
    return [part for part in map(_tidy, parts) if part]


def _tidy(part: str) -> str:
    """Return a part without its label, what divided it from the others, and brackets that enclose all of it or none."""
    part = _LABEL.sub("", nfc(part)).strip(" ,-–—.:/").rstrip(" (")
    if part.startswith("(") and (part.endswith(")") or ")" not in part):
        part = part[1:]
    return part.removesuffix(")") if part.count(")") > part.count("(") else part


def checked(name: str, office: str | None, phones: Sequence[str], modes: Sequence[str], line: int) -> DelegateLine:
    """Return a person with what is wrong about them; nothing is repaired."""
    honorific, bare_name = split_honorific(name)
    read = [read_phone(phone) for phone in phones]
    problems = {
        "name_not_like_a_name": not looks_like_a_name(bare_name),
        "missing_office": not office,
        "missing_phone": not phones,
        "bad_phone": None in read,
        "several_phones": len(phones) > 1,
        "several_modes": len(modes) > 1,
        "too_long": len(office or "") > LONGEST_OFFICE,
    }
    return DelegateLine(
        name=bare_name,
        office=office or None,
        phone=read[0] if len(read) == 1 else None,
        mode=modes[0] if len(modes) == 1 else None,
        honorific=honorific,
        line=line,
        problems=tuple(key for key, wrong in problems.items() if wrong),
    )


def _read_line(text: str, line: int) -> DelegateLine | None:
    if len(text) > LONGEST_LINE:
        return DelegateLine(nfc(text[:LONGEST_LINE]), line=line, problems=("too_long",))
    rest = _HONORIFIC_COLON.sub(r"\1 ", _NUMBERING.sub("", text, count=1))
    breaks = _BREAKS if _BREAKS.search(rest) else _SOFT_BREAKS
    rest, phones, modes = _take(rest)
    fields = _fields(rest, breaks)
    if not fields and not phones:
        return None
    return checked(fields[0] if fields else "", ", ".join(fields[1:]), phones, modes, line)


def _is_header(text: str) -> bool:
    """Return whether a line heads a table ("Họ và tên; chức vụ") or the list ("Danh sách đại biểu:")."""
    folded = fold(text)
    if text.rstrip().endswith(":") and not looks_like_a_name(split_honorific(text.strip(" :"))[1]):
        return True
    return any(word in folded for word in _HEADER) and ("chuc vu" in folded or "dien thoai" in folded)


def _numbered(lines: Iterable[str], first: int) -> Iterable[tuple[int, str]]:
    kept = ((number, line) for number, line in enumerate(lines, first) if nfc(line) and not _is_header(line))
    return one_a_line(kept)


def read_delegates(text: str, *, first_line: int = 1) -> list[DelegateLine]:
    """Return the people of a pasted list, in order; lines are numbered from `first_line`, at most MOST_LINES are read.

    Numbered or not; parts divided by tabs, semicolons, bars, commas or dashes; phone and mode anywhere in the line.
    Other shapes (blocks, tables, several people on a line) are brought to this one first.
    """
    lines = re.split(r"\r\n|[\r\n\v\f\u2028\u2029]", text)[:MOST_LINES]
    return [person for number, line in _numbered(lines, first_line) if (person := _read_line(line, number))]
