"""The duties of a unit, and which unit and conference they are asked for."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import PAGE, Button, Rendered, button, clip, lines, pager, pages_of, press
from bot.messages.due import When
from bot.messages.duty_titles import duty_title
from bot.texts import say


@dataclass(frozen=True)
class Lead:
    """How far a leading unit is; `late` where it still owes what was due."""

    unit: str
    state: str
    late: bool

    def words(self, language: str) -> Markup:
        """Return Sở Nội vụ (đã nộp)."""
        return say(
            language, "duties.unit_state", unit=self.unit, state=state_words(language, self.state, late=self.late)
        )


def state_words(language: str, state: str, *, late: bool) -> Markup:
    """Return the state of an assignment, marked where it is late."""
    words = say(language, f"duties.state_{state}")
    return say(language, "duties.state_late", state=words) if late else words


def leads_words(language: str, leads: tuple[Lead, ...]) -> Markup:
    """Return the leading units with their states, a few by name and the rest as a number."""
    if not leads:
        return say(language, "duties.no_lead")
    named = Markup("; ").join(lead.words(language) for lead in leads[:3])
    return say(language, "duties.and_more", units=named, count=len(leads) - 3) if len(leads) > 3 else named


@dataclass(frozen=True)
class UnitDuty:
    """One duty of a unit, as a line."""

    assignment_id: int
    text: str
    section: str | None
    when: When
    part: str
    state: str
    late: bool
    leads: tuple[Lead, ...]

    def line(self, language: str, number: int) -> Markup:
        """Return what is to be done, by when, and how far it is."""
        section = say(language, "due.section", section=self.section) if self.section else Markup("")
        state = state_words(language, self.state, late=self.late)
        return lines(
            [
                say(language, "duties.line", number=number, text=duty_title(self.text, 200), section=section),
                say(language, "duties.line_when", when=self.when.say(language)),
                say(language, "duties.line_lead", state=state)
                if self.part == "lead"
                else say(language, "duties.line_coordinating", leads=leads_words(language, self.leads)),
            ]
        )


@dataclass(frozen=True)
class UnitDuties:
    """The duties of a unit in one conference; `owed` of them still wait for the unit, `late` of these are late."""

    unit_id: int
    unit: str
    conference_id: int
    title: str
    duties: tuple[UnitDuty, ...]
    owed: int
    late: int
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return a page of the list."""
        first = self.page * PAGE
        shown = list(enumerate(self.duties[first : first + PAGE], first + 1))
        key = "duties.heading_late" if self.late else "duties.heading" if self.owed else "duties.heading_done"
        text = lines(
            [
                say(language, key if self.duties else "duties.heading_none", unit=self.unit, **self._counts),
                say(language, "common.conference", title=clip(self.title, 90)),
                *(lines(["", duty.line(language, number)]) for number, duty in shown),
            ]
        )
        open_each = [
            (Button(f"{number}. {duty_title(duty.text, 36)}", press("duty.open", duty.assignment_id)),)
            for number, duty in shown
        ]
        turn = pager(
            language, "duties.open", self.unit_id, self.conference_id, page=self.page, pages=pages_of(len(self.duties))
        )
        back = (button(language, "duties.open_unit", "myunit.open", self.unit_id, self.conference_id),)
        return Rendered(text, (*open_each, turn, back))

    @property
    def _counts(self) -> dict[str, int]:
        return {"owed": self.owed, "late": self.late}


@dataclass(frozen=True)
class Choice:
    """A unit with duties in a conference, of which `owed` are still open."""

    unit_id: int
    unit: str
    conference_id: int
    title: str
    owed: int


@dataclass(frozen=True)
class Choices:
    """Asks for which unit and conference duties are wanted."""

    choices: tuple[Choice, ...]

    def render(self, language: str) -> Rendered:
        """Return the question, a button a choice."""
        if not self.choices:
            return Rendered(say(language, "duties.none"))
        rows = tuple((self._button(language, choice),) for choice in self.choices)
        return Rendered(say(language, "duties.which"), rows)

    @staticmethod
    def _button(language: str, choice: Choice) -> Button:
        unit, title = clip(choice.unit, 28), clip(choice.title, 28)
        label = say(language, "duties.choice", unit=unit, title=title, count=choice.owed)
        return Button(str(label.unescape()), press("duties.open", choice.unit_id, choice.conference_id))
