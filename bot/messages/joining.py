"""Joining: the notice, the questions, and what whoever joins is told."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import Rendered, button, lines
from bot.texts import say

NOTICE = 1
"""Version of the notice (texts `joining.notice_*`); raise it when that says something new: all are asked again."""


@dataclass(frozen=True)
class Notice:
    """What is kept about a person, why, for how long, and their rights; `unit` None: they are to organise."""

    code_id: int
    unit: str | None
    office: str
    days: int

    def render(self, language: str) -> Rendered:
        """Return the notice with the two answers."""
        text = lines(
            [
                _invited(language, self.unit, self.office),
                "",
                say(language, "joining.notice_law"),
                *_notice(language, self.office, self.days),
                "",
                say(language, "joining.notice_next"),
            ]
        )
        return Rendered(
            text,
            (
                (button(language, "joining.agree", "join.agree", self.code_id),),
                (button(language, "joining.decline", "join.decline", self.code_id),),
                (button(language, "start.language", "lang.open"),),
            ),
        )


@dataclass(frozen=True)
class NewNotice:
    """The notice for someone who agreed to an older one: nothing more is kept of them before they have answered."""

    office: str
    days: int

    def render(self, language: str) -> Rendered:
        """Return the notice with the two answers."""
        text = lines([say(language, "joining.notice_changed"), "", *_notice(language, self.office, self.days)])
        yes = button(language, "joining.agree", "join.renew", NOTICE)
        withdraw = button(language, "own_data.withdraw", "own.withdraw")
        return Rendered(text, ((yes,), (withdraw,), (button(language, "start.language", "lang.open"),)))


def _notice(language: str, office: str, days: int) -> list[Markup]:
    """Return what the notice says, line by line."""
    return [
        say(language, "joining.notice_what"),
        say(language, "joining.notice_why", office=office),
        say(language, "joining.notice_who", office=office),
        say(language, "joining.notice_how_long", days=days),
        say(language, "joining.notice_rights"),
        say(language, "joining.notice_version", version=NOTICE, office=office),
    ]


@dataclass(frozen=True)
class ConfirmUnit:
    """For someone who agreed before: is this unit theirs too?"""

    code_id: int
    unit: str | None
    office: str

    def render(self, language: str) -> Rendered:
        """Return the question with its two answers."""
        text = lines([_invited(language, self.unit, self.office), "", say(language, "joining.confirm")])
        yes = button(language, "joining.yes", "join.confirm", self.code_id)
        return Rendered(text, ((yes,), (button(language, "joining.no", "join.decline", self.code_id),)))


@dataclass(frozen=True)
class AskContact:
    """Asks for the person's own contact by the button under the keyboard; typed numbers prove nothing.

    `foreign`: another's contact was shared before.
    """

    foreign: bool = False

    def render(self, language: str) -> Rendered:
        """Return the question with the contact button under the keyboard."""
        first = say(language, "joining.foreign_contact") if self.foreign else None
        text = lines([first, say(language, "joining.contact"), say(language, "joining.contact_how")])
        return Rendered(text, ask_contact=str(say(language, "joining.share").unescape()))


@dataclass(frozen=True)
class Welcomed:
    """Tells the person what they are now, and what comes next."""

    name: str
    unit: str | None
    office: str

    def render(self, language: str) -> Rendered:
        """Return it; the contact button goes away."""
        if self.unit is None:
            parts = [
                say(language, "joining.organiser_done", office=self.office),
                say(language, "joining.organiser_next"),
            ]
        else:
            parts = [say(language, "joining.focal_done", unit=self.unit), say(language, "joining.focal_next")]
        text = lines([*parts, "", say(language, "joining.recorded_name", name=self.name)])
        return Rendered(text, drop_keyboard=True)


def _invited(language: str, unit: str | None, office: str) -> Markup:
    if unit is None:
        return say(language, "joining.invited_organiser", office=office)
    return say(language, "joining.invited_focal", unit=unit)
