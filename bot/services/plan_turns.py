"""Papers that change, postpone or cancel: which conference one means, and what it asks of it; pure rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz

from bot.calendar.words import short_day
from bot.language.folding import fold
from bot.messages.papers import paper_words
from bot.messages.when import When, when_of
from bot.plan_reader.form import Reading, event_title, kept
from bot.services.plan_changes import Running
from bot.services.plan_wanted import Wanted, WantedSession
from bot.texts import say
from models.conferences import Conference

TURNS = ("change", "postponement", "cancellation")
OFFERED = 6


def is_turn(reading: Reading) -> bool:
    """Return whether the paper changes, postpones or cancels what another one announced."""
    return reading.get("doc_type") in TURNS


def ending_of(reading: Reading) -> str | None:
    """Return postpone or cancel (see `bot.services.conference_ending`); None where the event gets another time."""
    if reading.get("doc_type") == "cancellation":
        return "cancel"
    new = [when_of(meeting) for meeting in kept(reading, "s")]
    is_open = all(when.first is None for when in new)
    return "postpone" if reading.get("doc_type") == "postponement" and is_open else None


def basis_of(reading: Reading, language: str) -> str:
    """Return the paper as others cite it: kind and number (or its title) and its day, as far as it says so."""
    signed = (reading.get("place_and_date_of_signing") or {}).get("date")
    number = reading.get("number")
    name = str(paper_words(language, number).unescape()) if number else reading.get("title") or ""
    if not signed:
        return name
    return str(say(language, "plan_turns.cited", name=name, day=short_day(date.fromisoformat(signed))).unescape())


def likeliest(reading: Reading, conferences: Iterable[Conference]) -> list[Conference]:
    """Return the conferences that the paper may mean, the likeliest first: by the number cited, then by the title."""
    cited = (reading.get("refers_to") or {}).get("number")
    title = fold(event_title(reading))

    def likeness(conference: Conference) -> float:
        alike = fuzz.token_set_ratio(title, fold(conference.title))
        return alike + 100 * (cited is not None and cited == conference.number)

    return sorted(conferences, key=likeness, reverse=True)[:OFFERED]


def turned(running: Running, reading: Reading) -> Wanted | None:
    """Return what a conference asks for once the paper counts; None where it isn't clear which session it means.

    Only time and venue follow the paper: whom it is addressed to and what it asks besides is no new plan.
    """
    sessions = [part for _, part in running.sessions]
    for meeting in kept(reading, "s"):
        place = _meant(sessions, _old_day(reading))
        if place is None:
            return None
        sessions[place] = _moved(sessions[place], when_of(meeting), meeting.get("venue"))
    return Wanted(
        tuple(sessions), tuple(group for _, group in running.groups), tuple(duty for _, duty in running.duties)
    )


def _old_day(reading: Reading) -> date | None:
    old = next((row.get("old") for row in reading.get("changes") or [] if row.get("what") == "time"), None)
    return date.fromisoformat(old[:10]) if old else None


def _meant(sessions: Sequence[WantedSession], day: date | None) -> int | None:
    """Return the place of the session that was on `day`, or of the only one."""
    if len(sessions) == 1:
        return 0
    found = [place for place, part in enumerate(sessions) if day is not None and part.meeting.when.day == day]
    return found[0] if len(found) == 1 else None


def _moved(part: WantedSession, when: When, venue: str | None) -> WantedSession:
    """Return a session as the paper sets it; a time that the paper leaves out stays."""
    when = when if when.first is not None else part.meeting.when
    return replace(part, meeting=replace(part.meeting, when=when, venue=venue or part.meeting.venue))
