"""Conferences as their organisers see them: the list, and one at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import Button, Rendered, button, clip, lines, pager, pages_of, press
from bot.messages.when import When
from bot.texts import say

LISTED = 6


@dataclass(frozen=True)
class SessionLine:
    """A session: its name, when and where."""

    name: str
    when: When
    venue: str | None


@dataclass(frozen=True)
class Card:
    """A conference at a glance, with the way to each act; `made` says that it has just been made."""

    conference_id: int
    title: str
    number: str | None
    sessions: tuple[SessionLine, ...]
    groups: int
    units: int
    joined: int
    answered: int
    duties: int
    dated: int
    lists_due: datetime | None
    lists_section: str | None
    made: bool = False

    def render(self, language: str) -> Rendered:
        """Return the card."""
        return Rendered(
            lines(
                (
                    say(language, "conferences.made") + "\n" if self.made else None,
                    say(language, "conferences.title", title=clip(self.title, 500)),
                    say(language, "conferences.number", number=self.number) if self.number else None,
                    *self._sessions(language),
                    "",
                    say(language, "conferences.units", units=self.units, groups=self.groups),
                    say(language, "conferences.joined", joined=self.joined, answered=self.answered, units=self.units),
                    say(language, "conferences.duties", count=self.duties, dated=self.dated),
                    self._lists(language),
                    "",
                    say(language, "conferences.next_codes" if self.joined < self.units else "conferences.next"),
                )
            ),
            self._rows(language),
        )

    def _sessions(self, language: str) -> Iterator[Markup]:
        for part in self.sessions:
            venue = part.venue or say(language, "conferences.no_venue")
            yield say(language, "conferences.session", name=part.name, when=part.when.words(language), venue=venue)

    def _lists(self, language: str) -> Markup:
        if self.lists_due is None:
            return say(language, "conferences.lists_open")
        due = instant_words(self.lists_due, language)
        if self.lists_section:
            return say(language, "conferences.lists_due_section", due=due, section=self.lists_section)
        return say(language, "conferences.lists_due", due=due)

    def _rows(self, language: str) -> tuple[tuple[Button, ...], ...]:
        conference = self.conference_id
        return (
            (
                button(language, "conferences.codes", "codes.conference", conference),
                button(language, "conferences.invitation", "invitation.open", conference),
            ),
            (
                button(language, "conferences.status", "status.open", conference),
                button(language, "conferences.board", "duties.board", conference),
            ),
            (
                button(language, "conferences.sessions", "sessions.open", conference),
                button(language, "conferences.agenda", "conference.agenda", conference),
            ),
            (button(language, "conferences.all", "conference.list", 0),),
        )


@dataclass(frozen=True)
class Listed:
    """The running conferences of an organiser: (id, title, number), and how many plans wait to be confirmed."""

    conferences: tuple[tuple[int, str, str | None], ...]
    drafts: int = 0
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return the list, each with a button."""
        pages = pages_of(len(self.conferences), LISTED)
        page = min(max(self.page, 0), pages - 1)
        shown = self.conferences[page * LISTED : (page + 1) * LISTED]
        plans = say(language, "conferences.drafts", count=self.drafts).unescape()
        return Rendered(
            say(language, "conferences.list" if self.conferences else "conferences.none", count=len(self.conferences)),
            (
                *((self._button(language, *conference),) for conference in shown),
                pager("conference.list", page=page, pages=pages),
                (Button(plans, press("plan.list", 0)),) if self.drafts else (),
            ),
        )

    def _button(self, language: str, conference_id: int, title: str, number: str | None) -> Button:
        label = say(language, "conferences.item", number=number or "—", title=clip(title, 40)).unescape()
        return Button(label, press("conference.open", conference_id))


@dataclass(frozen=True)
class Agenda:
    """The agenda of a conference: (hours, content, presenter) a row."""

    conference_id: int
    title: str
    rows: tuple[tuple[str | None, str, str | None], ...]
    page: int = 0
    size: int = 10

    def render(self, language: str) -> Rendered:
        """Return a page."""
        pages = pages_of(len(self.rows), self.size)
        page = min(max(self.page, 0), pages - 1)
        shown = self.rows[page * self.size : (page + 1) * self.size]
        body = [line for row in shown for line in _agenda_lines(language, *row)]
        head = say(language, "conferences.agenda_head", title=clip(self.title, 200))
        return Rendered(
            lines((head, *(body or (say(language, "conferences.no_agenda"),)))),
            (
                pager("conference.agenda", self.conference_id, page=page, pages=pages),
                (button(language, "common.back", "conference.open", self.conference_id),),
            ),
        )


def _agenda_lines(language: str, hours: str | None, content: str, presenter: str | None) -> Iterator[Markup]:
    said = clip(content, 300)
    yield (
        say(language, "conferences.agenda_row", hours=hours, content=said)
        if hours
        else say(language, "conferences.agenda_row_open", content=said)
    )
    if presenter:
        yield say(language, "conferences.agenda_presenter", presenter=clip(presenter, 150))
