"""Days and hours that people type in English, put into the words that `spoken` knows; what is unsure stays unread."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:\s*,?\s*(?P<year>\d{4}))?"
_DATES = (
    re.compile(rf"(?<!\w){_DAY}\s+(?:of\s+)?{_MONTH}(?!\w){_YEAR}"),
    re.compile(rf"(?<!\w){_MONTH}\s+{_DAY}(?!\w){_YEAR}"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"(?<!next )(?<!\w)(?P<weekday>{'|'.join(_WEEKDAYS)})(?:\s+(?P<week>this|next)\s+week)?(?!\w)")
_LATER = re.compile(r"(?<!\w)in\s+(?P<n>\d{1,3})\s+(?P<unit>working days?|days?|weeks?)(?!\w)")
_UNITS = {"working day": "ngay lam viec", "day": "ngay", "week": "tuan"}
_HALF = re.compile(r"(?<![\w:])(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5]\d))?\s*(?P<half>am|pm)(?!\w)")
_WORDS = (
    (re.compile(r"(?<!\w)(?:the )?day after tomorrow(?!\w)"), "ngay kia"),
    (re.compile(r"(?<!\w)tomorrow(?!\w)"), "ngay mai"),
    (re.compile(r"(?<!\w)today(?!\w)"), "hom nay"),
    (re.compile(r"^(?:on|by|until|at)\s+|(?<=\s)(?:on|at)\s+"), ""),
)
""" "Next Friday" may be this week's or the one after: it isn't read."""


def in_known_words(said: str) -> str:
    """Return `said` (small letters without marks) with its English days and hours as `spoken` reads them."""
    for pattern, words in _WORDS:
        said = pattern.sub(words, said)
    for pattern in _DATES:
        said = pattern.sub(_date, said)
    said = _WEEKDAY.sub(_weekday, said)
    said = _LATER.sub(lambda match: f"sau {match['n']} {_UNITS[match['unit'].removesuffix('s')]}", said)
    return _HALF.sub(_hour, said)


def _date(match: re.Match[str]) -> str:
    month = _MONTHS.index(match["name"][:3]) + 1
    year = f" nam {match['year']}" if match["year"] else ""
    return f"{match['day']} thang {month}{year}"


def _weekday(match: re.Match[str]) -> str:
    number = _WEEKDAYS.index(match["weekday"]) + 2
    week = {"this": " tuan nay", "next": " tuan sau", None: ""}[match["week"]]
    return ("chu nhat" if number == 8 else f"thu {number}") + week


def _hour(match: re.Match[str]) -> str:
    hour = int(match["hour"]) % 12 + (12 if match["half"] == "pm" else 0)
    return f"{hour}h{match['minute'] or ''}"
