"""Shapes in which lists of people are pasted, brought to one person a line: blocks, tables, several on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.language.person_names import looks_like_a_name, split_honorific, starts_an_office

Numbered = tuple[int, str]

_TABLE = re.compile(r"^\s*\|(.*?)\|?\s*$")
_RULE = re.compile(r"^[\s|:+-]+$")
_NUMBER = re.compile(r"^\s*(?:[-+*•●–—]\s*)?\(?\d{1,3}\s*[.)/:]\s*|^\s*[-+*•●–—]\s*")
_NEXT_NUMBER = re.compile(r"(?<=\S)[\s,;]+(?=\(?\d{1,2}[.)]\s*[^\W\d_])")
_NAME_LABEL = re.compile(r"^(?:họ (?:và )?tên|ho (?:va )?ten)\s*[:.]\s*", re.IGNORECASE)
_PART_LABEL = re.compile(
    r"^(?:chức (?:vụ|danh)|chuc (?:vu|danh)|sđt|đt|sdt|dt|(?:số )?điện thoại|(?:so )?dien thoai|di động|"
    r"tel|phone|mobile|hình thức|hinh thuc)\s*[:.]\s*",
    re.IGNORECASE,
)
_ONLY_PHONE = re.compile(r"^\D{0,20}\(?(?:\+|0)(?:[ .()-]{0,2}\d){8,12}\D{0,3}$")
_PARTS = re.compile(r"\s*[,;\t|(]\s*|\s+[-–—]+\s+|:\s+")
_BETWEEN = (re.compile(r"\s*;\s*"), re.compile(r"(?<=\))\s*,\s*"))
"""What may stand between two people on one line, each told with more than a name: "name; office" is one person."""
_AND = re.compile(r"\s+(?:và|va)\s+")


def one_a_line(lines: Iterable[Numbered]) -> list[Numbered]:
    """Return the lines (with their numbers) so that each holds one person; what is no known shape stays as it is."""
    people: list[Numbered] = []
    for number, line in _single(lines):
        if people and _goes_on(people[-1][1], line):
            people[-1] = (people[-1][0], f"{people[-1][1]}; {line.strip()}")
        else:
            people.append((number, _NAME_LABEL.sub("", line.strip())))
    return people


def _single(lines: Iterable[Numbered]) -> Iterator[Numbered]:
    """Yield the lines without the frame of a table, those with several people cut up."""
    for number, line in lines:
        framed = _TABLE.match(line)
        inner = framed[1].strip() if framed else line
        if framed and _RULE.match(inner):
            continue
        for numbered in _NEXT_NUMBER.split(inner) if _NUMBER.match(inner) else [inner]:
            yield from ((number, part) for part in _people_of(numbered))


def _people_of(line: str) -> list[str]:
    for between in _BETWEEN:
        parts = [part for part in between.split(line) if part.strip()]
        if len(parts) > 1 and all(map(_is_told, parts)):
            return parts
    names = _AND.split(line)
    return names if len(names) > 1 and all(map(_is_a_name, names)) else [line]


def _is_told(part: str) -> bool:
    """Return whether a part begins with a name of its own, and tells more than that."""
    name, *more = _PARTS.split(_NUMBER.sub("", part).strip(), maxsplit=1)
    return _is_a_name(name) and bool(more or split_honorific(name)[0])


def _is_a_name(part: str) -> bool:
    return looks_like_a_name(split_honorific(_NUMBER.sub("", part).strip())[1])


def _goes_on(before: str, line: str) -> bool:
    """Return whether `line` tells more of the person before: a labelled part, a number, an office below a bare name."""
    if _NUMBER.match(line):
        return False
    if _PART_LABEL.match(line.strip()) or _ONLY_PHONE.match(line):
        return True
    name = split_honorific(_NUMBER.sub("", before).strip())[1]
    return starts_an_office(line.strip()) and looks_like_a_name(name)
