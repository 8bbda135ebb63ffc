"""How delegates and the places of a unit are written in every message about them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from bot.messages.base import clip
from bot.messages.phones import masked, whole
from bot.texts import say


@dataclass(frozen=True)
class PersonLine:
    """A delegate: the phone (E.164) is shown whole to the own unit alone."""

    full_name: str
    position: str | None
    phone: str | None = None
    mode: str | None = None
    group: str | None = None

    def words(self, language: str, *, own: bool) -> Markup:
        """Return name, office, phone, mode and group in one line; `own`: for the unit that sends the person."""
        phone = whole if own else masked
        parts: list[str | None] = [
            self.full_name,
            self.position,
            phone(self.phone) if self.phone else None,
            str(say(language, f"delegates.{self.mode}")) if self.mode else None,
        ]
        line = Markup(", ").join(escape(part) for part in parts if part)
        return say(language, "delegates.in_group", person=line, group=self.group) if self.group else line


def group_words(label: str) -> str:
    """Return a group as its own units read of it: without the list of all units that the plan puts after a colon."""
    head, colon, units = label.partition(":")
    return clip(head if colon and "," in units else label, 160)


@dataclass(frozen=True)
class PlaceLine:
    """The places of a unit in one group; `seats` and `left` None where the plan states no number."""

    label: str
    section: str | None
    seats: int | None
    entered: int
    left: int | None

    def words(self, language: str) -> Markup:
        """Return how many are entered, how many may still be, and the section of the plan."""
        key = "place" if self.seats is not None else "place_limited" if self.left is not None else "place_open"
        line = say(
            language,
            f"delegates.{key}",
            group=group_words(self.label),
            entered=self.entered,
            seats=self.seats or 0,
            left=self.left or 0,
        )
        return say(language, "delegates.by_section", line=line, section=self.section) if self.section else line
