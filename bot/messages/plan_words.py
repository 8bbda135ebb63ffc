"""Facts of a reading in words: deadlines, numbers of people, who chairs, and in which section a thing stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from bot.calendar.words import short_day
from bot.messages.papers import paper_words
from bot.plan_reader.form import Reading, section
from bot.texts import say


def deadline_words(duty: Mapping[str, Any], language: str) -> str | None:
    """Return the plan's own words for the deadline of a duty where the reading keeps them, else words built from it."""
    deadline = duty.get("deadline")
    if not deadline:
        return None
    if duty.get("deadline_words"):
        return str(duty["deadline_words"])
    if deadline.get("absolute"):
        return _of_a_day(date.fromisoformat(deadline["absolute"]), duty, language)
    days = deadline.get("relative_days_before_event")
    if days is None:
        return None
    if not days:
        return str(say(language, "plan_words.before_event"))
    key = "working_days_before" if duty.get("deadline_working_days") else "days_before"
    return str(say(language, f"plan_words.{key}", days=days))


def _of_a_day(day: date, duty: Mapping[str, Any], language: str) -> str:
    if hour := duty.get("deadline_hour"):
        return str(say(language, "plan_words.before_hour", day=short_day(day), hour=hour))
    key = "before_day" if duty["deadline"].get("before") else "until_day"
    return str(say(language, f"plan_words.{key}", day=short_day(day)))


def people_words(expected: Mapping[str, Any] | None, language: str) -> str | None:
    """Return how many are expected: 130, or 40–60."""
    least, most = (expected or {}).get("min"), (expected or {}).get("max")
    if least is None and most is None:
        return None
    if least == most or least is None or most is None:
        return str(say(language, "plan_words.people", count=most if most is not None else least))
    return str(say(language, "plan_words.people_range", least=least, most=most))


def chair_words(chair: Mapping[str, Any] | None) -> str | None:
    """Return who chairs: name and position as far as they are known."""
    return ", ".join(filter(None, ((chair or {}).get("name"), (chair or {}).get("position")))) or None


def mode_words(modes: list[str], language: str) -> str | None:
    """Return in person, online, or both."""
    known = [str(say(language, f"plan_words.{mode}")) for mode in modes if mode in {"in_person", "online"}]
    return ", ".join(known) or None


def hours_words(row: Mapping[str, Any]) -> str | None:
    """Return 08:00 – 08:15, as far as the hours of a row are known."""
    return " – ".join(filter(None, (row.get("start"), row.get("end")))) or None


def heading(reading: Reading, language: str) -> Markup:
    """Return the number of the plan, or that it has none."""
    number = reading.get("number")
    return (
        say(language, "plan_words.number", paper=paper_words(language, number))
        if number
        else say(language, "plan_words.no_number")
    )


def in_section(finding: Mapping[str, Any], language: str) -> Markup:
    """Return " (mục III.2)" for what stands in a section, else nothing."""
    found = section(finding)
    return say(language, "plan_words.section", section=found) if found else Markup("")
