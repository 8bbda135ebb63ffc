"""Codes in the chat: for whom they are issued, the sheet that carries them, what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import Button, Rendered, Rows, button, clip, lines, pager, press
from bot.texts import say


@dataclass(frozen=True)
class CodesHome:
    """For which units codes can be issued: of a conference, all without a focal person, or one."""

    conferences: tuple[tuple[int, str], ...]
    missing: int

    def render(self, language: str) -> Rendered:
        """Return the choices as buttons."""
        missing = say(language, "invite_codes.missing", count=self.missing)
        rows: Rows = (
            *((self._conference(language, number, title),) for number, title in self.conferences),
            *(((Button(str(missing.unescape()), press("codes.missing")),),) if self.missing else ()),
            (button(language, "invite_codes.one_unit", "units.find"),),
            (button(language, "invite_codes.list", "codes.list", 0),),
        )
        return Rendered(lines([say(language, "invite_codes.title"), say(language, "invite_codes.home")]), rows)

    def _conference(self, language: str, number: int, title: str) -> Button:
        label = say(language, "invite_codes.of_conference", title=clip(title, 45))
        return Button(str(label.unescape()), press("codes.conference", number))


@dataclass(frozen=True)
class AskIssue:
    """Asks once more before codes are issued: unused older codes of these units end. `number` is the scope's id."""

    scope: str
    number: int
    name: str | None
    count: int
    replaced: int
    days: int

    def render(self, language: str) -> Rendered:
        """Return the question; the button carries the number of units that was seen."""
        text = lines(
            [
                say(language, f"invite_codes.ask_{self.scope}", name=self.name or "", count=self.count),
                say(language, "invite_codes.ask_life", days=self.days),
                say(language, "invite_codes.ask_replaced", count=self.replaced) if self.replaced else None,
            ]
        )
        yes = button(language, "invite_codes.issue", "codes.issue", self.scope, self.number, self.count)
        back = ("units.card", self.number) if self.scope == "unit" else ("codes.open",)
        return Rendered(text, ((yes,), (button(language, "common.back", *back),)))


@dataclass(frozen=True)
class Sheet:
    """The sheet with the codes, and how it is used."""

    file_id: int
    count: int
    expires_at: datetime

    def render(self, language: str) -> Rendered:
        """Return the caption under the file."""
        text = lines(
            [
                say(language, "invite_codes.sheet", count=self.count),
                say(language, "invite_codes.sheet_until", expires=instant_words(self.expires_at, language)),
                say(language, "invite_codes.sheet_how"),
                say(language, "invite_codes.sheet_secret"),
            ]
        )
        return Rendered(text, ((button(language, "invite_codes.list", "codes.list", 0),),), file_id=self.file_id)


@dataclass(frozen=True)
class Line:
    """An issued code: its unit, its state (open, used, revoked, expired) and the instant that belongs to it."""

    code_id: int
    unit: str
    state: str
    at: datetime


@dataclass(frozen=True)
class CodesPage:
    """A page of issued codes, newest first."""

    codes: tuple[Line, ...]
    number: int
    pages: int

    def render(self, language: str) -> Rendered:
        """Return a line a code, and a button to revoke each that is open."""
        text = lines(
            [
                say(language, "invite_codes.list_title" if self.codes else "invite_codes.list_empty"),
                *(self._line(language, code) for code in self.codes),
            ]
        )
        revokes = tuple((self._revoke(language, code),) for code in self.codes if code.state == "open")
        back = (button(language, "common.back", "codes.open"),)
        return Rendered(text, (*revokes, pager(language, "codes.list", page=self.number, pages=self.pages), back))

    def _line(self, language: str, code: Line) -> Markup:
        at = instant_words(code.at, language)
        return say(language, f"invite_codes.state_{code.state}", unit=clip(code.unit, 80), at=at)

    def _revoke(self, language: str, code: Line) -> Button:
        label = say(language, "invite_codes.revoke", unit=clip(code.unit, 40))
        return Button(str(label.unescape()), press("codes.revoke", code.code_id))
