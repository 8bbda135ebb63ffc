"""The conferences of an organiser, and the agenda of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import Button, Rendered, button, clip, lines, pager, pages_of, press
from bot.texts import say

LISTED = 6


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
                pager(language, "conference.list", page=page, pages=pages),
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
                pager(language, "conference.agenda", self.conference_id, page=page, pages=pages),
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
