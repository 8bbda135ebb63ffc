"""The places of units in a running conference: look, change one, and what the unit hears of it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import Rendered, button, clip, lines
from bot.messages.plan_changes import number_words
from bot.texts import say


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
