"""Đơn vị của tôi: one message with all that concerns a unit for one conference, what is to be done first on top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import Button, Rendered, Rows, button, clip, lines, press
from bot.messages.condition import Condition, condition_line
from bot.messages.delegate_words import PersonLine, PlaceLine
from bot.messages.lists_due import due_words
from bot.messages.meetings import Meeting, meeting_lines
from bot.messages.my_unit_lines import DutyLine, StepLine
from bot.texts import say

MOST_PEOPLE = 10
MOST_DUTIES = 10


@dataclass(frozen=True)
class MyUnit:
    """Everything of one unit for one conference; `several` offers the other ones that the person acts for."""

    unit: str
    unit_id: int
    title: str
    conference_id: int
    step: StepLine
    invitation_id: int
    version: int
    answer: str
    reason: str | None
    meetings: tuple[Meeting, ...]
    places: tuple[PlaceLine, ...] = ()
    people: tuple[PersonLine, ...] = ()
    lists_due: datetime | None = None
    lists_section: str | None = None
    lists_by: str = "plan"
    complete_at: datetime | None = None
    duties: tuple[DutyLine, ...] = ()
    requests: int = 0
    several: bool = False
    condition: Condition = Condition.RUNNING

    def render(self, language: str) -> Rendered:
        """Return the page with a button for each act."""
        text = lines(
            [
                say(language, "my_unit.heading", unit=self.unit),
                condition_line(self.condition, language),
                None if self.condition.ended else self.step.words(language),
                say(language, "my_unit.waiting", count=self.requests) if self.requests else None,
                "",
                say(language, "common.conference", title=self.title),
                *meeting_lines(self.meetings, language),
                self._answer(language) if self.places else None,
                *self._list(language),
                *self._duties(language),
            ]
        )
        return Rendered(text, self._rows(language))

    def _answer(self, language: str) -> Markup:
        return say(language, f"my_unit.answer_{self.answer}", reason=self.reason or "")

    def _list(self, language: str) -> Iterator[Markup | str]:
        if not self.places:
            return
        yield ""
        yield self._list_heading(language)
        for place in self.places:
            yield place.words(language)
        for number, person in enumerate(self.people[:MOST_PEOPLE], 1):
            yield say(language, "delegates.line", number=number, person=person.words(language, own=True))
        if len(self.people) > MOST_PEOPLE:
            yield say(language, "my_unit.more_people", count=len(self.people) - MOST_PEOPLE)
        if self.complete_at is not None:
            yield say(language, "delegates.completed", when=instant_words(self.complete_at, language))

    def _list_heading(self, language: str) -> Markup:
        if self.lists_due is None:
            return say(language, "my_unit.list")
        due = due_words(language, self.lists_due, self.lists_by, self.lists_section)
        return say(language, "my_unit.list_by", due=due)

    def _duties(self, language: str) -> Iterator[Markup | str]:
        if self.duties:
            yield ""
            owed = sum(duty.owed for duty in self.duties)
            yield say(language, "my_unit.duties", count=len(self.duties), owed=owed)
        for duty in self.duties[:MOST_DUTIES]:
            yield duty.words(language)
        if len(self.duties) > MOST_DUTIES:
            yield say(language, "my_unit.more_duties", count=len(self.duties) - MOST_DUTIES)

    def _rows(self, language: str) -> Rows:
        where = (self.unit_id, self.conference_id)
        label = str(say(language, "my_unit.duties_button", count=len(self.duties)).unescape())
        duties = (Button(label, press("duties.open", *where)),) if self.duties else ()
        others = (button(language, "my_unit.others", "myunit.list"),) if self.several else ()
        if self.condition.ended:
            return (duties, others)
        listing = (button(language, "delegates.open", "delegates.open", *where),)
        attends = self.places and self.answer != "absent"
        return (self._answers(language), self._adding(language), listing if attends else (), duties, others)

    def _answers(self, language: str) -> tuple[Button, ...]:
        if not self.places:
            return ()
        wanted = {"none": ("attend", "absent"), "attending": ("absent",), "absent": ("attend",)}[self.answer]
        return tuple(
            button(language, f"answers.{name}", f"answer.{name}", self.invitation_id, self.version) for name in wanted
        )

    def _adding(self, language: str) -> tuple[Button, ...]:
        if self.answer == "absent" or not self.places:
            return ()
        full = all(place.left == 0 for place in self.places)
        add = () if full else (button(language, "delegates.add", "delegates.add", self.unit_id, self.conference_id),)
        if self.people and self.complete_at is None:
            done = button(language, "delegates.full", "delegates.full", self.invitation_id, self.version)
            return (*add, done)
        return add


@dataclass(frozen=True)
class ChooseUnit:
    """The units and conferences that a person may open: asked only where there are several."""

    choices: tuple[tuple[int, str, int, str], ...]

    def render(self, language: str) -> Rendered:
        """Return one button for each; `choices` are unit id, unit, conference id, title."""
        rows = [
            (Button(clip(f"{clip(unit, 30)}: {title}", 60), press("myunit.open", unit_id, conference_id)),)
            for unit_id, unit, conference_id, title in self.choices
        ]
        told = [
            say(language, "my_unit.choice", number=number, unit=unit, title=clip(title, 90))
            for number, (_, unit, _, title) in enumerate(self.choices, 1)
        ]
        return Rendered(lines([say(language, "my_unit.choose"), "", *told]), tuple(rows))
