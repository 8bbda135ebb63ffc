"""What a plan asks for, as values: a new conference is made of them, and a running one is held against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.calendar.deadlines import Deadline
from bot.messages.meetings import Meeting
from bot.messages.plan_words import deadline_words
from bot.messages.when import clock_of, when_of
from bot.plan_reader.form import Reading, event_title, kept, section
from bot.services.plan_meanings import Meanings
from models.duties import Part


@dataclass(frozen=True)
class WantedSession:
    """A session; `people` are the least and most delegates that the plan expects there."""

    meeting: Meeting
    modes: tuple[str, ...] = ()
    people: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True)
class WantedGroup:
    """A line of the composition; `places` are the seats of each unit by its id, None where the plan sets no number."""

    label: str
    level: str | None
    mode: str
    seats: int | None
    places: Mapping[int, int | None]
    section: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class WantedDuty:
    """An act with the rule of its deadline; `parts` are the units on duty by id."""

    text: str
    deadline: Deadline
    submit_to: str | None
    parts: Mapping[int, Part]
    section: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Wanted:
    """All that a plan asks for."""

    sessions: tuple[WantedSession, ...]
    groups: tuple[WantedGroup, ...]
    duties: tuple[WantedDuty, ...]


def wanted_of(reading: Reading, meanings: Meanings, language: str) -> Wanted:
    """Return what a reading asks for, its names of units taken as `meanings` says."""
    return Wanted(
        tuple(_sessions(reading)),
        tuple(_group(group, reading, meanings) for group in kept(reading, "g")),
        tuple(_duty(duty, meanings, language) for duty in kept(reading, "d")),
    )


def _sessions(reading: Reading) -> Iterator[WantedSession]:
    for meeting in kept(reading, "s"):
        expected = meeting.get("expected_delegates") or {}
        name = meeting.get("name") or event_title(reading)
        yield WantedSession(
            Meeting(name, when_of(meeting), meeting.get("venue")),
            tuple(meeting.get("modes") or ()),
            (expected.get("min"), expected.get("max")),
        )


def _group(group: Mapping[str, Any], reading: Reading, meanings: Meanings) -> WantedGroup:
    units, seats = meanings.of(group.get("units") or []), group.get("quota_per_unit")
    if seats is None and len(units) == 1:
        seats = group.get("quota_total")
    places = dict.fromkeys(units, seats)
    mode = _mode(group, reading)
    return WantedGroup(group["label"], group.get("level"), mode, group.get("quota_total"), places, section(group))


def _mode(group: Mapping[str, Any], reading: Reading) -> str:
    """Return how a group attends: as the plan says of it, else as all sessions are held, else in person."""
    modes = {mode for meeting in kept(reading, "s") for mode in meeting.get("modes") or []}
    return group.get("mode") or (modes.pop() if len(modes) == 1 else "in_person")


def _duty(duty: Mapping[str, Any], meanings: Meanings, language: str) -> WantedDuty:
    parts = dict.fromkeys(meanings.of(duty.get("coordinating") or []), Part.COORDINATING)
    parts |= dict.fromkeys(meanings.of(duty.get("lead") or []), Part.LEAD)  # leading counts where a unit is both
    return WantedDuty(duty["text"], _deadline(duty, language), duty.get("submit_to"), parts, section(duty))


def _deadline(duty: Mapping[str, Any], language: str) -> Deadline:
    found = duty.get("deadline") or {}
    absolute = found.get("absolute")
    return Deadline(
        literal=deadline_words(duty, language) or "",
        absolute=date.fromisoformat(absolute) if absolute else None,
        days_before_event=found.get("relative_days_before_event"),
        working_days=bool(duty.get("deadline_working_days")),
        before=bool(found.get("before")),
        hour=clock_of(duty.get("deadline_hour")),
    )
