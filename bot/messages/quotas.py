"""The places of units in a running conference: look, change one, and what the unit hears of it."""

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
        pages = pages_of(len(self.groups))
        page = min(self.page, pages - 1)
        shown = list(enumerate(self.groups, 1))[page * PAGE : (page + 1) * PAGE]
        text = lines(
            [
                say(language, "quotas.title"),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                *(
                    say(
                        language,
                        "quotas.group",
                        number=n,
                        label=clip(g.label, 200),
                        seats=number_words(language, g.seats),
                        units=g.units,
                    )
                    for n, g in shown
                ),
                "",
                say(language, "quotas.choose_group"),
            ]
        )
        each = [(Button(f"{n}. {clip(g.label, 40)}", press("quotas.group", g.group_id, 0)),) for n, g in shown]
        turn = pager(language, "quotas.open", self.conference_id, page=page, pages=pages)
        return Rendered(text, (*each, turn, (button(language, "common.back", "conference.open", self.conference_id),)))


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
        pages = pages_of(len(self.places))
        page = min(self.page, pages - 1)
        shown = list(enumerate(self.places, 1))[page * PAGE : (page + 1) * PAGE]
        text = lines(
            [
                say(language, "quotas.group_title", label=clip(self.label, 300)),
                "",
                *(
                    say(
                        language,
                        "quotas.place",
                        number=n,
                        unit=clip(p.unit, 80),
                        seats=number_words(language, p.seats),
                        entered=p.entered,
                    )
                    for n, p in shown
                ),
                "",
                say(language, "quotas.choose_unit"),
            ]
        )
        each = [(Button(f"{n}. {clip(p.unit, 44)}", press("quotas.ask", p.place_id)),) for n, p in shown]
        turn = pager(language, "quotas.group", self.group_id, page=page, pages=pages)
        back = (button(language, "common.back", "quotas.open", self.conference_id, 0),)
        return Rendered(text, (*each, turn, back))


@dataclass(frozen=True)
class QuotaChange:
    """The places of a unit before and after; `total` those of the whole line, where they change along."""

    place_id: int
    version: int
    unit: str
    label: str
    section: str | None
    old: int | None
    new: int | None
    entered: int
    total: tuple[int | None, int | None] | None = None


@dataclass(frozen=True)
class ConfirmQuota:
    """Shows a change of places back before it counts."""

    change: QuotaChange

    def render(self, language: str) -> Rendered:
        """Return old and new, and the button that changes and tells."""
        change = self.change
        assert change.new is not None, "a number was typed"
        over = change.entered - change.new
        text = lines(
            [
                say(language, "quotas.confirm", unit=change.unit),
                *_changed(change, language),
                _total(change, language),
                "",
                say(language, "plan_updates.over", unit=clip(change.unit, 80), count=over) if over > 0 else None,
                say(language, "quotas.tells"),
            ]
        )
        yes = button(language, "quotas.yes", "quotas.set", change.place_id, change.version, change.new)
        return Rendered(text, ((yes,),))


@dataclass(frozen=True)
class QuotaDone:
    """To organisers: the places are changed; `told` says whether anybody of the unit could be told."""

    change: QuotaChange
    group_id: int
    told: bool

    def render(self, language: str) -> Rendered:
        """Return the result."""
        text = lines(
            [
                say(language, "quotas.done", unit=self.change.unit),
                *_changed(self.change, language),
                _total(self.change, language),
                "",
                say(language, "quotas.told" if self.told else "quotas.silent"),
            ]
        )
        return Rendered(text, ((button(language, "quotas.back_to_group", "quotas.group", self.group_id, 0),),))


@dataclass(frozen=True)
class QuotaChanged:
    """To a unit: its places have changed."""

    conference_id: int
    title: str
    unit_id: int
    change: QuotaChange

    def render(self, language: str) -> Rendered:
        """Return what changes, with the way to the list."""
        over = self.change.entered - self.change.new if self.change.new is not None else 0
        text = lines(
            [
                say(language, "quotas.changed", title=clip(self.title, 200)),
                say(language, "letters.to", unit=self.change.unit),
                "",
                *_changed(self.change, language),
                say(language, "quotas.too_many", count=over) if over > 0 else None,
                "",
                say(language, "moved.rest"),
            ]
        )
        return Rendered(text, ((button(language, "moved.my_unit", "myunit.open", self.unit_id, self.conference_id),),))


def _changed(change: QuotaChange, language: str) -> tuple[Markup, Markup]:
    section = say(language, "due.section", section=change.section) if change.section else Markup("")
    old, new = number_words(language, change.old), number_words(language, change.new)
    line = say(language, "quotas.line", label=clip(change.label, 160), section=section)
    return line, say(language, "plan_changes.seats", old=old, new=new)


def _total(change: QuotaChange, language: str) -> str | None:
    if change.total is None:
        return None
    old, new = (number_words(language, count) for count in change.total)
    return say(language, "quotas.total", old=old, new=new)
