"""Corrections of a reading: a person's answer becomes the value of one fact, or is refused; pure rules."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.calendar.working_days import Calendar
from bot.errors import Refusal
from bot.messages.plan_parts import MAIN
from bot.plan_reader.form import LISTS, REMOVABLE, Reading
from bot.services.plan_answers import (
    read_deadline,
    read_expected,
    read_hours,
    read_mode,
    read_names,
    read_number,
    read_symbol,
    read_time_of_day,
    read_words,
    read_written_window,
)


@dataclass(frozen=True)
class Fact:
    """A fact of a reading: the letter of its part, the number of the item there (0 for the head), and the field."""

    part: str
    item: int
    field: str


@dataclass(frozen=True)
class Day:
    """What answers are read against: today in the office, and the working days."""

    today: date
    calendar: Calendar


Read = Callable[[str, Day], Any]
FIELDS: Mapping[str, Mapping[str, Read]] = {
    "h": {"title": read_words, "number": read_symbol, "issuing_body": read_words, "chair": read_words},
    "s": {
        "name": read_words,
        "day": lambda text, day: read_written_window(text, day.today, day.calendar),
        "start_time": read_time_of_day,
        "end_time": read_time_of_day,
        "venue": read_words,
        "expected_delegates": read_expected,
    },
    "g": {
        "label": read_words,
        "mode": read_mode,
        "units": read_names,
        "quota_per_unit": read_number,
        "quota_total": read_number,
    },
    "d": {
        "text": read_words,
        "deadline": lambda text, day: read_deadline(text, day.today, day.calendar),
        "lead": read_names,
        "coordinating": read_names,
        "submit_to": read_words,
    },
    "a": {"hours": read_hours, "content": read_words, "presenter": read_words},
}
NEEDED = frozenset({("h", "title"), ("s", "name"), ("g", "label"), ("d", "text"), ("a", "content")})
"""Facts that can't be left open."""
OPEN: Mapping[str, Any] = {"units": [], "lead": [], "coordinating": []}
"""What an open fact is where it isn't None."""
BLANK: Mapping[str, Mapping[str, Any]] = {
    "s": {"window": None, "date_precision": "none", "modes": [], "participating_units": [], "source": None},
    "g": {"level": None, "mode": None, "quota_per_unit": None, "quota_total": None, "units": [], "source": None},
    "d": {"lead": [], "coordinating": [], "deadline": None, "submit_to": None, "source": None},
    "a": {"start": None, "end": None, "presenter": None, "source": None},
}
"""An item that a person adds, before anything is known of it."""
NO_DEADLINE: Mapping[str, Any] = {
    "deadline": None,
    "deadline_words": None,
    "deadline_hour": None,
    "deadline_working_days": False,
}


def check(reading: Reading, fact: Fact) -> None:
    """Let `fact` be one of this reading.

    Raises:
        Refusal: it isn't: the button is an old one.
    """
    count = 1 if fact.part == "h" else len(reading.get(LISTS.get(fact.part, "")) or [])
    if not 0 <= fact.item < count or (fact.field and fact.field not in FIELDS[fact.part]):
        raise Refusal("common.old_button")


def correct(reading: Reading, fact: Fact, text: str, day: Day) -> dict[str, Any]:
    """Return the reading with `fact` as `text` says it.

    Raises:
        Refusal: the answer isn't clear, or contradicts another fact; nothing is changed.
    """
    check(reading, fact)
    return _with(reading, fact, FIELDS[fact.part][fact.field](text, day))


def leave_open(reading: Reading, fact: Fact) -> dict[str, Any]:
    """Return the reading with `fact` open.

    Raises:
        Refusal: it is one that a conference needs.
    """
    check(reading, fact)
    if (fact.part, fact.field) in NEEDED:
        raise Refusal("plans.needed")
    return _with(reading, fact, OPEN.get(fact.field))


def take_out(reading: Reading, part: str, item: int) -> dict[str, Any]:
    """Return the reading with an item taken out, or put back where it was out."""
    check(reading, Fact(part, item, ""))
    if part not in REMOVABLE:
        raise Refusal("common.old_button")
    changed, target = _copy(reading, part, item)
    target["removed"] = not target.get("removed")
    return changed


def add_item(reading: Reading, part: str, text: str, day: Day) -> tuple[dict[str, Any], int]:
    """Return the reading with one more item that the reader did not find, and its number.

    Raises:
        Refusal: the answer isn't clear.
    """
    if part not in BLANK:
        raise Refusal("common.old_button")
    changed = copy.deepcopy(dict(reading))
    changed[LISTS[part]] = [*(changed.get(LISTS[part]) or []), copy.deepcopy(dict(BLANK[part]))]
    fact = Fact(part, len(changed[LISTS[part]]) - 1, MAIN[part])
    return correct(changed, fact, text, day), fact.item


def see_checks(reading: Reading, first: int, count: int) -> dict[str, Any]:
    """Return the reading with some of what a person must look at marked as looked at."""
    changed = copy.deepcopy(dict(reading))
    for check_ in (changed.get("anomalies") or [])[first : first + count]:
        check_["seen"] = True
    return changed


def _copy(reading: Reading, part: str, item: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a copy of the reading and, in it, the item to change."""
    changed = copy.deepcopy(dict(reading))
    return changed, changed if part == "h" else changed[LISTS[part]][item]


def _with(reading: Reading, fact: Fact, value: Any) -> dict[str, Any]:
    changed, target = _copy(reading, fact.part, fact.item)
    if fact.field == "day":
        target["window"], target["date_precision"] = value or (None, "none")
    elif fact.field == "deadline":
        target.update(value or NO_DEADLINE)
    elif fact.field == "hours":
        target["start"], target["end"] = value or (None, None)
    elif fact.field == "chair":
        target["chair"] = {"name": None, "position": value} if value else None
    else:
        target[fact.field] = value
    if fact.part == "s":
        _settle_session(target)
    return changed


def _settle_session(meeting: dict[str, Any]) -> None:
    """Let the facts of a session that follow from others agree with them.

    Raises:
        Refusal: it would end before it starts.
    """
    start, end, window = meeting.get("start_time"), meeting.get("end_time"), meeting.get("window")
    if start and end and end <= start:
        raise Refusal("plans.end_before_start", start=start, end=end)
    if start:
        meeting["half_day"] = "morning" if start < "12:00" else "afternoon"
    known = window[0] if window and window[0] == window[1] else None
    if known:
        meeting["date_precision"] = "exact" if start else "half_day" if meeting.get("half_day") else "day"
    meeting["starts"] = f"{known}T{start}:00+07:00" if known and start else None
    meeting["ends"] = f"{known}T{end}:00+07:00" if known and end else None
