"""The board of duties of a conference, for organisers: who has done what by when."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import PAGE, Button, Rendered, button, clip, lines, pager, pages_of, press
from bot.messages.due import When
from bot.messages.duties import Lead, leads_words, state_words
from bot.messages.duty_titles import duty_title
from bot.texts import say


@dataclass(frozen=True)
class BoardLine:
    """A duty with its leading units: `done` accepted, `waiting` handed in, `late` still owed past the deadline."""

    duty_id: int
    text: str
    section: str | None
    when: When
    leads: tuple[Lead, ...]

    def count(self, *states: str) -> int:
        """Return how many leading units are in one of `states`."""
        return sum(lead.state in states for lead in self.leads)

    @property
    def late(self) -> int:
        """How many leading units still owe what was due."""
        return sum(lead.late for lead in self.leads)

    def line(self, language: str, number: int) -> Markup:
        """Return the act, its deadline and how far its units are."""
        section = say(language, "due.section", section=self.section) if self.section else Markup("")
        return lines(
            [
                say(language, "duties.line", number=number, text=duty_title(self.text, 160), section=section),
                say(language, "duties.line_when", when=self.when.say(language)),
                say(language, "duty_board.units", units=self._units(language)),
            ]
        )

    def _units(self, language: str) -> Markup:
        if len(self.leads) <= 3:
            return leads_words(language, self.leads)
        counts = {
            "all": len(self.leads),
            "done": self.count("accepted"),
            "waiting": self.count("handed_in"),
            "late": self.late,
        }
        return say(language, "duty_board.counts", **counts)


@dataclass(frozen=True)
class DutyBoard:
    """All duties that units have: what is still owed first, by deadline. `nobodys` of the plan are given to none."""

    conference_id: int
    title: str
    duties: tuple[BoardLine, ...]
    nobodys: int = 0
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return a page of the board."""
        first = self.page * PAGE
        shown = list(enumerate(self.duties[first : first + PAGE], first + 1))
        done = sum(bool(duty.leads) and duty.count("accepted") == len(duty.leads) for duty in self.duties)
        late = sum(duty.late > 0 for duty in self.duties)
        text = lines(
            [
                say(language, "duty_board.heading", all=len(self.duties), done=done, late=late),
                say(language, "common.conference", title=clip(self.title, 90)),
                say(language, "duty_board.nobodys", count=self.nobodys) if self.nobodys else None,
                *(lines(["", duty.line(language, number)]) for number, duty in shown),
            ]
        )
        each = [
            (Button(f"{number}. {duty_title(duty.text, 36)}", press("duty.show", duty.duty_id, 0)),)
            for number, duty in shown
        ]
        turn = pager(language, "duties.board", self.conference_id, page=self.page, pages=pages_of(len(self.duties)))
        back = (button(language, "duties.open_conference", "conference.open", self.conference_id),)
        return Rendered(text, (*each, turn, back))


@dataclass(frozen=True)
class DutyPart:
    """One unit's part in a duty."""

    assignment_id: int
    unit: str
    part: str
    state: str
    late: bool


@dataclass(frozen=True)
class DutyPage:
    """One duty with the units that have it, for organisers."""

    duty_id: int
    version: int
    conference_id: int
    title: str
    text: str
    section: str | None
    submit_to: str | None
    when: When
    parts: tuple[DutyPart, ...]
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return the duty with a page of its units."""
        first = self.page * PAGE
        shown = self.parts[first : first + PAGE]
        section = say(language, "due.section", section=self.section) if self.section else Markup("")
        text = lines(
            [
                say(language, "duty_board.duty", text=clip(self.text, 1200), section=section),
                say(language, "common.conference", title=clip(self.title, 90)),
                say(language, "duty_cards.when", when=self.when.say(language)),
                say(language, "duty_cards.submit_to", to=self.submit_to) if self.submit_to else None,
                "",
                *(self._line(language, part) for part in shown),
                None if self.parts else say(language, "duty_board.nobody"),
            ]
        )
        each = [(Button(clip(part.unit, 48), press("duty.look", part.assignment_id)),) for part in shown]
        turn = pager(language, "duty.show", self.duty_id, page=self.page, pages=pages_of(len(self.parts)))
        return Rendered(text, (*each, turn, *self._acts(language)))

    @staticmethod
    def _line(language: str, part: DutyPart) -> Markup:
        if part.part == "coordinating":
            return say(language, "duty_board.coordinating", unit=part.unit)
        return say(language, "duty_board.lead", unit=part.unit, state=state_words(language, part.state, late=part.late))

    def _acts(self, language: str) -> tuple[tuple[Button, ...], ...]:
        back = (button(language, "duty_board.back", "duties.board", self.conference_id),)
        if not any(part.state not in {"accepted", "withdrawn"} for part in self.parts if part.part == "lead"):
            return (back,)
        due = button(language, "duty_board.change_due", "duty.due", self.duty_id, self.version)
        withdraw = button(language, "duty_board.withdraw", "duty.withdraw", self.duty_id, self.version)
        return ((due, withdraw), back)
