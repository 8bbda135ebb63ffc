"""News of joining: what the office is told of who has come and who has gone."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import Button, Rendered, button, lines
from bot.messages.phones import masked
from bot.texts import say


@dataclass(frozen=True)
class FocalNews:
    """Tells whoever issued the code who joined for which unit."""

    membership_id: int
    name: str
    phone: str | None
    unit: str

    def render(self, language: str) -> Rendered:
        """Return the news with the way to undo it."""
        said = say(language, "joining.news_focal", name=self.name, phone=masked(self.phone), unit=self.unit)
        return _to_check(language, said, button(language, "joining.undo", "join.undo", self.membership_id))


@dataclass(frozen=True)
class OrganiserNews:
    """Tells the owner who has become an organiser."""

    grant_id: int
    name: str
    phone: str | None

    def render(self, language: str) -> Rendered:
        """Return the news with the way to undo it."""
        said = say(language, "joining.news_organiser", name=self.name, phone=masked(self.phone))
        return _to_check(language, said, button(language, "joining.undo", "organisers.end", self.grant_id))


@dataclass(frozen=True)
class Withdrawn:
    """Tells the office that a focal person left by withdrawing consent; who it was is no longer kept."""

    unit_id: int
    unit: str

    def render(self, language: str) -> Rendered:
        """Return the news with the way to a new code."""
        text = lines([say(language, "joining.withdrawn", unit=self.unit), say(language, "joining.withdrawn_next")])
        return Rendered(text, ((button(language, "joining.new_code", "codes.unit", self.unit_id),),))


def _to_check(language: str, said: Markup, undo: Button) -> Rendered:
    return Rendered(lines([said, say(language, "joining.news_check")]), ((undo,),))
