"""The changes of a new version in words: all of them for the organiser, those that concern it for each unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.calendar.deadlines import Deadline, due
from bot.calendar.working_days import Calendar
from bot.messages.due import When
from bot.messages.plan_changes import Changed, ChangedAgenda, ChangedDuty, ChangedGroup, ChangedHead, ChangedSession
from bot.messages.plan_words import chair_words
from bot.plan_reader.form import Reading, event_title
from bot.services.plan_changes import Changes, Pair
from bot.services.plan_rows import agenda_rows
from bot.services.plan_wanted import WantedDuty, WantedGroup, WantedSession
from models.conferences import Conference

Names = Mapping[int, str]


@dataclass(frozen=True)
class Days:
    """The day of the event before and after, and the working days: deadlines are counted from them."""

    old: date | None
    new: date | None
    calendar: Calendar

    def due_of(self, deadline: Deadline, event: date | None) -> When:
        """Return when a deadline is due if the event is on `event`."""
        found = due(deadline, event, self.calendar)
        return When(deadline.literal or None, found.last_moment if found else None)

    def moved(self, pair: Pair[WantedDuty]) -> tuple[When, When] | None:
        """Return when a duty is due before and after, None where that stays."""
        nothing = Deadline("")
        old = self.due_of(pair.old.deadline if pair.old else nothing, self.old)
        new = self.due_of(pair.new.deadline if pair.new else nothing, self.new)
        return (old, new) if pair.new and (old.moment, bool(old.words)) != (new.moment, bool(new.words)) else None


def event_day(sessions: Collection[WantedSession]) -> date | None:
    """Return the day on which a conference of these sessions begins, None while it is open."""
    known = [part.meeting.when.day for part in sessions]
    return min((day for day in known if day is not None), default=None)


def for_organiser(changes: Changes, names: Names, days: Days) -> tuple[Changed, ...]:
    """Return every change, with the names of the units that come in and fall out."""
    groups = (_group(pair, names) for pair in changes.groups if pair.kind != "same")
    duties = (_duty(pair, names, days) for pair in changes.duties if pair.kind != "same" or days.moved(pair))
    return (*_sessions(changes), *groups, *duties)


def of_the_whole(conference: Conference, reading: Reading) -> tuple[Changed, ...]:
    """Return what a new version changes for everybody alike: the title, who chairs, the agenda."""
    title, chair = event_title(reading), chair_words(reading.get("chair"))
    heads = (("title", conference.title, title), ("chair", conference.chair, chair))
    changed = tuple(ChangedHead(field, old, new) for field, old, new in heads if new and new != old)
    return (*changed, ChangedAgenda()) if agenda_rows(reading) != conference.agenda else changed


def by_unit(changes: Changes, invited: Collection[int], days: Days) -> dict[int, list[Changed]]:
    """Return what is told to each unit: sessions to all of `invited`, groups and duties to those concerned."""
    found: defaultdict[int, list[Changed]] = defaultdict(list)
    for said in _sessions(changes):
        for unit_id in invited:
            found[unit_id].append(said)
    for group in changes.groups:
        for unit_id, place in _own_places(group):
            found[unit_id].append(place)
    for duty in changes.duties:
        for unit_id, act in _own_duties(duty, days):
            found[unit_id].append(act)
    return dict(found)


def _sessions(changes: Changes) -> Iterator[ChangedSession]:
    for pair in changes.sessions:
        if pair.kind != "same":
            old, new = pair.old, pair.new
            yield ChangedSession(pair.kind, old.meeting if old else None, new.meeting if new else None)


def _group(pair: Pair[WantedGroup], names: Names) -> ChangedGroup:
    at = pair.new or pair.old
    assert at is not None, "a pair has one side at least"
    old, new = pair.old.places if pair.old else {}, pair.new.places if pair.new else {}
    seats = (pair.old.seats, pair.new.seats) if pair.old and pair.new and pair.old.seats != pair.new.seats else None
    if seats is None and (each := _each(old, new)) is not None:
        seats = each
    joined, left = _names(new.keys() - old.keys(), names), _names(old.keys() - new.keys(), names)
    return ChangedGroup(pair.kind, at.label, at.section, joined, left if pair.new else (), seats)


def _each(old: Mapping[int, int | None], new: Mapping[int, int | None]) -> tuple[int | None, int | None] | None:
    """Return the places of each unit before and after where they are the same for all and change."""
    before, after = {old[unit] for unit in old.keys() & new}, {new[unit] for unit in old.keys() & new}
    return (before.pop(), after.pop()) if len(before) == len(after) == 1 and before != after else None


def _duty(pair: Pair[WantedDuty], names: Names, days: Days) -> ChangedDuty:
    at = pair.new or pair.old
    assert at is not None, "a pair has one side at least"
    old, new = pair.old.parts if pair.old else {}, pair.new.parts if pair.new else {}
    kind = "changed" if pair.kind == "same" else pair.kind
    joined = {unit for unit, part in new.items() if old.get(unit) != part}
    left = _names(old.keys() - new.keys(), names) if pair.new else ()
    return ChangedDuty(kind, at.text, at.section, days.moved(pair), _names(joined, names), left)


def _own_places(pair: Pair[WantedGroup]) -> Iterator[tuple[int, ChangedGroup]]:
    """Yield each unit whose places change, with what it is told."""
    old, new = pair.old.places if pair.old else {}, pair.new.places if pair.new else {}
    for unit_id in dict.fromkeys((*new, *old)):
        before, after = old.get(unit_id), new.get(unit_id)
        at = pair.new if unit_id in new else pair.old
        assert at is not None, "the unit stands on that side"
        if unit_id not in old:
            yield unit_id, ChangedGroup("added", at.label, at.section, seats=(None, after) if after else None)
        elif unit_id not in new:
            yield unit_id, ChangedGroup("dropped", at.label, at.section)
        elif before != after:
            yield unit_id, ChangedGroup("changed", at.label, at.section, seats=(before, after))


def _own_duties(pair: Pair[WantedDuty], days: Days) -> Iterator[tuple[int, ChangedDuty]]:
    """Yield each unit for which a duty changes, with what it is told."""
    old, new = pair.old.parts if pair.old else {}, pair.new.parts if pair.new else {}
    moved = days.moved(pair)
    reworded = bool(pair.old and pair.new) and _sense(pair.old) != _sense(pair.new)
    for unit_id in dict.fromkeys((*new, *old)):
        at = pair.new if unit_id in new else pair.old
        assert at is not None, "the unit stands on that side"
        if old.get(unit_id) is None:
            fresh = (When(), days.due_of(at.deadline, days.new))
            yield unit_id, ChangedDuty("added", at.text, at.section, fresh)
        elif unit_id not in new:
            yield unit_id, ChangedDuty("dropped", at.text, at.section)
        elif moved or reworded or old[unit_id] != new[unit_id]:
            yield unit_id, ChangedDuty("changed", at.text, at.section, moved)


def _sense(duty: WantedDuty | None) -> tuple[str, str | None]:
    return (duty.text, duty.submit_to) if duty else ("", None)


def _names(units: Collection[int], names: Names) -> tuple[str, ...]:
    return tuple(names[unit] for unit in units if unit in names)
