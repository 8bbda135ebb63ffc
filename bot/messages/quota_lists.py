"""The places of a running conference as lists: the lines of its composition, and the units of one."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import PAGE, Button, Rendered, button, clip, lines, pager, pages_of, press
from bot.messages.plan_changes import number_words
from bot.texts import say


@dataclass(frozen=True)
class GroupLine:
    """A line of the composition: its stated total, and how many units stand in it."""

    group_id: int
    label: str
    seats: int | None
    units: int


@dataclass(frozen=True)
class Groups:
    """The composition of a conference; each line leads to its units."""

    conference_id: int
    title: str
    groups: tuple[GroupLine, ...]
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return a page of it."""
        return Lines(
            (say(language, "quotas.title"), say(language, "common.conference", title=clip(self.title, 90))),
            tuple(self._item(language, n, group) for n, group in enumerate(self.groups, 1)),
            say(language, "quotas.choose_group"),
            "quotas.open",
            self.conference_id,
            self.page,
            button(language, "common.back", "conference.open", self.conference_id),
        ).render(language)

    def _item(self, language: str, number: int, group: GroupLine) -> tuple[Markup, str, str]:
        seats, label = number_words(language, group.seats), clip(group.label, 200)
        line = say(language, "quotas.group", number=number, label=label, seats=seats, units=group.units)
        return line, f"{number}. {clip(group.label, 40)}", press("quotas.group", group.group_id, 0)


@dataclass(frozen=True)
class PlaceLine:
    """The places of a unit in a group, and how many people it has entered there."""

    place_id: int
    unit: str
    seats: int | None
    entered: int


@dataclass(frozen=True)
class GroupPlaces:
    """The units of a line of the composition."""

    conference_id: int
    group_id: int
    label: str
    places: tuple[PlaceLine, ...]
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return a page of them."""
        return Lines(
            (say(language, "quotas.group_title", label=clip(self.label, 300)),),
            tuple(self._item(language, n, place) for n, place in enumerate(self.places, 1)),
            say(language, "quotas.choose_unit"),
            "quotas.group",
            self.group_id,
            self.page,
            button(language, "common.back", "quotas.open", self.conference_id, 0),
        ).render(language)

    def _item(self, language: str, number: int, place: PlaceLine) -> tuple[Markup, str, str]:
        seats, unit = number_words(language, place.seats), clip(place.unit, 80)
        line = say(language, "quotas.place", number=number, unit=unit, seats=seats, entered=place.entered)
        return line, f"{number}. {clip(place.unit, 44)}", press("quotas.ask", place.place_id)


@dataclass(frozen=True)
class Lines:
    """A list in pages; `items` are (line, label of the button, what it presses), `verb` about `about` turns a page."""

    head: tuple[Markup, ...]
    items: tuple[tuple[Markup, str, str], ...]
    hint: Markup
    verb: str
    about: int
    page: int
    back: Button

    def render(self, language: str) -> Rendered:
        """Return the page."""
        pages = pages_of(len(self.items))
        page = min(self.page, pages - 1)
        shown = self.items[page * PAGE : (page + 1) * PAGE]
        each = [(Button(label, pressed),) for _, label, pressed in shown]
        turn = pager(language, self.verb, self.about, page=page, pages=pages)
        text = lines([*self.head, "", *(line for line, _, _ in shown), "", self.hint])
        return Rendered(text, (*each, turn, (self.back,)))
