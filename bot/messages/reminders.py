"""Pings: what a person still owes, in one message; and what organisers hear when pings didn't help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import Button, Rendered, Rows, button, clip, lines, press
from bot.messages.due import When, left_words
from bot.messages.duty_titles import duty_title
from bot.messages.lists_due import basis
from bot.texts import say

SHOWN = 12
BUTTONS = 6


@dataclass(frozen=True)
class Owed:
    """One thing owed by a unit: `kind` is report, answer or list; `text` is the act of a report.

    `days` from today to the day of the deadline, `late` once its moment has passed; `delegates` entered so far;
    `target` is the assignment of a report, else the unit and the conference.
    """

    kind: str
    unit: str
    text: str
    section: str | None
    when: When
    days: int
    late: bool
    delegates: int
    target: tuple[int, ...]
    by: str = "plan"

    def act(self, language: str, *, length: int) -> Markup:
        """Return what is to be done, with its section in the plan."""
        text = say(language, f"reminders.{self.kind}", text=duty_title(self.text, length), count=self.delegates)
        return text + basis(language, self.by, self.section)

    def line(self, language: str, number: int, *, named: bool) -> Markup:
        """Return the line of the ping; `named` says for which unit."""
        return say(
            language,
            "reminders.line_of_unit" if named else "reminders.line",
            number=number,
            unit=self.unit,
            left=left_words(language, self.days, late=self.late),
            act=self.act(language, length=160),
            when=self.when.say(language),
        )

    def button(self, language: str, number: int) -> Button:
        """Return the button that leads to where it is done."""
        if self.kind == "report":
            label, verb = say(language, "reminders.open_report", text=duty_title(self.text, 32)), "duty.open"
        else:
            label = say(language, f"reminders.open_{self.kind}")
            verb = "myunit.open" if self.kind == "answer" else "delegates.open"
        return Button(f"{number}. {label.unescape()}", press(verb, *self.target))


@dataclass(frozen=True)
class OwedHere:
    """What is owed for one conference."""

    conference_id: int
    title: str
    items: tuple[Owed, ...]


@dataclass(frozen=True)
class Ping:
    """All that a person is reminded of at one instant.

    `named`: they act for several units, so each is named. `late` is told where the bot itself comes late.
    """

    groups: tuple[OwedHere, ...]
    named: bool = False
    late: bool = False

    def render(self, language: str) -> Rendered:
        """Return the ping: what is late first, by conference."""
        items = [item for group in self.groups for item in group.items]
        overdue = sum(item.late for item in items)
        key = "reminders.overdue_and_coming" if 0 < overdue < len(items) else "reminders.overdue"
        first = say(language, key if overdue else "reminders.coming", late=overdue, coming=len(items) - overdue)
        more = len(items) - SHOWN
        text = lines(
            [
                first,
                *self._shown(language),
                say(language, "reminders.more", count=more) if more > 0 else None,
                "",
                say(language, "reminders.late_note") if self.late else None,
                say(language, "reminders.next"),
            ]
        )
        return Rendered(text, self._rows(language, items))

    def _shown(self, language: str) -> Iterator[Markup]:
        number = 0
        for group in self.groups:
            if number < SHOWN:
                yield Markup("")
                yield say(language, "common.conference", title=clip(group.title, 90))
            for item in group.items[: SHOWN - number]:
                number += 1
                yield item.line(language, number, named=self.named)

    def _rows(self, language: str, items: list[Owed]) -> Rows:
        rows = [(item.button(language, number),) for number, item in enumerate(items[:BUTTONS], 1)]
        if len(items) > BUTTONS:
            rows.append((button(language, "reminders.open_all", "duties.all"),))
        return tuple(rows)


@dataclass(frozen=True)
class StillLate:
    """To organisers: what is still owed after `count` pings past the deadline."""

    group: OwedHere
    count: int

    def render(self, language: str) -> Rendered:
        """Return what is still owed, by unit."""
        items = self.group.items
        text = lines(
            [
                say(language, "reminders.still_late", count=self.count, things=len(items)),
                say(language, "common.conference", title=clip(self.group.title, 90)),
                "",
                *(item.line(language, number, named=True) for number, item in enumerate(items[:SHOWN], 1)),
                say(language, "reminders.more", count=len(items) - SHOWN) if len(items) > SHOWN else None,
                "",
                say(language, "reminders.still_late_next"),
            ]
        )
        rows = (
            (button(language, "duties.open_board", "duties.board", self.group.conference_id),),
            (button(language, "duties.open_status", "status.open", self.group.conference_id),),
        )
        return Rendered(text, rows)
