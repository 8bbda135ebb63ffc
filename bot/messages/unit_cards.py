"""The card of a unit, and the choice of its level and kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from bot.calendar.words import instant_words, short_day
from bot.language.unit_kind import KINDS, LEVELS
from bot.messages.base import Rendered, Rows, about, button, in_pairs, lines
from bot.messages.phones import masked
from bot.texts import say


@dataclass(frozen=True)
class Focal:
    """A focal person on the card of a unit."""

    membership_id: int
    name: str
    phone: str | None
    unreachable: bool


@dataclass(frozen=True)
class Card:
    """All that is known of a unit; `invite` is the last code: id, state (open, used, revoked, expired), expiry."""

    unit_id: int
    name: str
    code: str | None
    level: str
    kind: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    aliases: tuple[tuple[int, str], ...]
    people: tuple[Focal, ...]
    invite: tuple[int, str, datetime] | None

    def render(self, language: str) -> Rendered:
        """Return the card with a button for each thing that can be changed."""
        return Rendered(lines(self._facts(language)), self._rows(language))

    def _facts(self, language: str) -> list[Markup | str | None]:
        level, kind = say(language, f"documents.level_{self.level}"), say(language, f"documents.kind_{self.kind}")
        return [
            say(language, "units.card_title", name=self.name),
            say(language, "units.card_class", level=level, kind=kind),
            say(language, "units.card_code", code=self.code) if self.code else None,
            say(language, "units.card_parent", parent=self.parent) if self.parent else None,
            say(language, "units.card_from", day=short_day(self.valid_from)) if self.valid_from else None,
            say(language, "units.card_to", day=short_day(self.valid_to)) if self.valid_to else None,
            *(say(language, "units.card_alias", name=text) for _, text in self.aliases),
            "",
            *(self._person(language, person) for person in self.people),
            None if self.people else say(language, "units.card_nobody"),
            self._invite(language),
        ]

    def _person(self, language: str, person: Focal) -> Markup:
        key = "units.card_person_gone" if person.unreachable else "units.card_person"
        return say(language, key, name=person.name, phone=masked(person.phone))

    def _invite(self, language: str) -> Markup:
        if self.invite is None:
            return say(language, "units.invite_none")
        _, state, expires = self.invite
        return say(language, f"units.invite_{state}", expires=instant_words(expires, language))

    def _rows(self, language: str) -> Rows:
        revocable = self.invite is not None and self.invite[1] == "open"
        revoke = button(language, "units.revoke", "codes.revoke", self.invite[0]) if revocable and self.invite else None
        issue = button(language, "units.issue", "codes.unit", self.unit_id)
        return (
            (issue, revoke) if revoke else (issue,),
            (button(language, "calls.show", "calls.unit", self.unit_id),) if self.people else (),
            *((about(language, "units.end", "join.undo", p.name, p.membership_id),) for p in self.people),
            (
                button(language, "units.rename", "units.name", self.unit_id),
                button(language, "units.new_alias", "units.alias", self.unit_id),
            ),
            *(
                (about(language, "units.drop_alias", "units.alias_drop", text, self.unit_id, i),)
                for i, text in self.aliases
            ),
            (
                button(language, "units.set_level", "units.level", self.unit_id),
                button(language, "units.set_kind", "units.kind", self.unit_id),
            ),
            (button(language, "units.back", "units.list", self.level, 0),),
        )


@dataclass(frozen=True)
class ChooseClass:
    """The levels or kinds (`what`) that a unit can have, as buttons."""

    what: str
    unit_id: int
    name: str

    def render(self, language: str) -> Rendered:
        """Return the question with two buttons a row."""
        words = LEVELS if self.what == "level" else KINDS
        buttons = [button(language, f"documents.{self.what}_{w}", f"units.{self.what}", self.unit_id, w) for w in words]
        pairs = in_pairs(buttons)
        back = (button(language, "common.back", "units.card", self.unit_id),)
        return Rendered(say(language, f"units.which_{self.what}", name=self.name), (*pairs, back))
