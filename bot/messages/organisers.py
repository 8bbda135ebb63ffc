"""The organisers, as an owner sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import Button, Rendered, about, button, lines
from bot.messages.phones import masked
from bot.texts import say


@dataclass(frozen=True)
class Entry:
    """A standing grant."""

    grant_id: int
    name: str
    phone: str | None
    since: datetime


@dataclass(frozen=True)
class OpenLink:
    """An organiser's link that nobody has opened yet."""

    code_id: int
    expires_at: datetime


@dataclass(frozen=True)
class Organisers:
    """Who organises, and which links are out."""

    entries: tuple[Entry, ...]
    links: tuple[OpenLink, ...]

    def render(self, language: str) -> Rendered:
        """Return the list, with a button for each thing that can be ended."""
        text = lines(
            [
                say(language, "organisers.title"),
                "",
                *(self._entry(language, entry) for entry in self.entries),
                None if self.entries else say(language, "organisers.none"),
                *(say(language, "organisers.link", expires=instant_words(x.expires_at, language)) for x in self.links),
            ]
        )
        add = (button(language, "organisers.add", "organisers.add"),)
        return Rendered(text, (add, *self._ends(language), *self._revokes(language)))

    def _entry(self, language: str, entry: Entry) -> Markup:
        since = instant_words(entry.since, language)
        return say(language, "organisers.entry", name=entry.name, phone=masked(entry.phone), since=since)

    def _ends(self, language: str) -> list[tuple[Button, ...]]:
        return [(about(language, "organisers.end", "organisers.end", e.name, e.grant_id),) for e in self.entries]

    def _revokes(self, language: str) -> list[tuple[Button, ...]]:
        return [(button(language, "organisers.revoke", "organisers.revoke", link.code_id),) for link in self.links]


@dataclass(frozen=True)
class NewLink:
    """The one-time link, shown to the owner to be passed on."""

    link: str
    expires_at: datetime

    def render(self, language: str) -> Rendered:
        """Return the link with how to use it."""
        text = lines(
            [
                say(language, "organisers.new_link", expires=instant_words(self.expires_at, language)),
                "",
                say(language, "organisers.url", link=self.link),
                "",
                say(language, "organisers.pass_on"),
            ]
        )
        return Rendered(text, ((button(language, "organisers.back", "organisers.open"),),))
