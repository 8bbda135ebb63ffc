"""The level of an invited group: central, province, district, commune, press, enterprise."""

from __future__ import annotations

import re

from bot.plan_reader import level_words as words
from bot.plan_reader.words import plain


def level_of_heading(text: str) -> str | None:
    """Return the level that a heading (plain text) gives to the lines below it."""
    return next((level for level, pattern in words.HEADINGS if pattern.search(text)), None)


def level_of(label: str, units: list[str], above: str | None) -> str | None:
    """Return the level of a line: press and enterprises by their own words, else its class, else its heading's.

    None when neither the line nor a heading tells it.
    """
    flat = plain(words.BRACKETS.sub("", label)) or plain(label)
    names = [plain(name) for name in units]
    if (found := _by_kind(flat, names) or _of_people(flat, plain(label), names)) is not None:
        return found
    named = _by_class(flat, label)
    if above == "enterprise" and not named:
        return above
    head, colon, _ = flat.partition(":")
    if colon and (told := level_of_heading(head)):
        return told
    if any(words.DEPARTMENT.search(name) for name in names):
        return "province"
    own = units or [words.COUNTED.sub("", words.BRACKETS.sub("", label)).strip()]
    return named or _by_area(own) or _provincial(flat, names) or above


def _by_kind(flat: str, names: list[str]) -> str | None:
    """Press, enterprises and central bodies go by their own words."""
    said = (flat, flat.rpartition(":")[2].strip())
    if any(words.PRESS.match(text) for text in said) or _all_match(words.PRESS_UNITS, names):
        return "press"
    if any(words.BUSINESS.match(text) for text in said) or _all_match(words.ENTERPRISE, names):
        return "enterprise"
    return "central" if words.CENTRAL.match(flat) or _all_match(words.CENTRAL, names) else None


def _all_match(pattern: re.Pattern[str], names: list[str]) -> bool:
    return bool(names) and all(pattern.match(name) for name in names)


def _of_people(flat: str, whole: str, names: list[str]) -> str | None:
    """People without a body are of those who send them ("05 người/xã"), else of none; so are guests from abroad."""
    if not names and (sent_by := next((level for level, by in words.SENT_BY if by.search(whole)), None)):
        return sent_by
    return "other" if (not names and words.PEOPLE.match(flat)) or words.FOREIGN.search(flat) else None


def are_rooms_of_a_district(units: list[str]) -> bool:
    """Tell whether all units are rooms such as a district's committee had ("Phòng Nội vụ, Phòng Tư pháp")."""
    return bool(units) and all(words.DISTRICT_ROOM.match(plain(name)) for name in units)


def _provincial(flat: str, names: list[str]) -> str | None:
    """Departments and what calls itself "tỉnh" are the province's, whatever heading they stand under."""
    return (
        "province"
        if (names and all(words.PROVINCE.search(name) for name in names))
        or words.PEOPLE_OF_PROVINCE.search(flat)
        or words.PROVINCES.search(flat)
        else None
    )


def _by_class(flat: str, label: str) -> str | None:
    """ "UBND các xã, phường" is commune; where districts are named as well the higher one counts."""
    named = {m[1] for m in words.CLASS.finditer(flat)}
    if named & {"huyen", "quan", "thi xa"} or words.DISTRICT.search(flat):
        return "district"
    if named or words.COMMUNE.search(flat) or words.VILLAGE.search(label):
        return "commune"
    return None


def _by_area(names: list[str]) -> str | None:
    """Bodies that all end in their area are of its level, the highest of them: "Trạm Khuyến nông huyện Ba Khê"."""
    areas = [found[1] for name in names if (found := words.AREA.search(name))]
    if not areas or len(areas) < len(names):
        return None
    return "district" if set(areas) & {"huyện", "quận", "thị xã"} else "commune"
