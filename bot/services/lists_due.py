"""When lists of delegates are due: as an organiser set it, else as the plan asks, else as the office proposes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.calendar.deadlines import Deadline, due
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE
from models.conferences import Conference, ListsBy

PROPOSED = Deadline("", days_before_event=3, working_days=True)
"""Where the plan names no day for lists: invitations and papers go out three working days before."""


@dataclass(frozen=True)
class ListsDue:
    """The last moment for lists (aware; None while the event's day is open), who set it, and where the plan says so."""

    moment: datetime | None
    by: ListsBy
    section: str | None = None


def rule_of(
    conference: Conference,
    asked: Iterable[tuple[datetime | None, str | None]],
    event: date | None,
    calendar: Calendar,
) -> ListsDue:
    """Return when lists are due if the event is on `event`; `asked` are moment and section of duties that ask for them.

    What an organiser set stays, unless the event moves onto that day or before it.
    """
    own = conference.lists_due if conference.lists_by is ListsBy.ORGANISER else None
    if own is not None and (event is None or own.astimezone(OFFICE_ZONE).date() < event):
        return ListsDue(own, ListsBy.ORGANISER)
    known = [(moment, section) for moment, section in asked if moment is not None]
    if known:
        moment, section = min(known, key=lambda pair: pair[0])
        return ListsDue(moment, ListsBy.PLAN, section)
    found = due(PROPOSED, event, calendar)
    return ListsDue(found.last_moment if found else None, ListsBy.PROPOSAL)
