"""One duty of one unit: what is asked, by when, how far it is, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import Button, Rendered, Rows, button, clip, lines
from bot.messages.due import When
from bot.messages.duties import Lead, leads_words, state_words
from bot.messages.papers import paper_words
from bot.texts import say

OWED = ("open", "acknowledged", "returned")
REPORTS = 4


@dataclass(frozen=True)
class Reported:
    """What was reported on a duty: `kind` is progress or handed_in, `file` the name of the file."""

    at: datetime
    kind: str
    by: str | None
    text: str | None
    file: str | None

    def line(self, language: str) -> Markup:
        """Return when, who and what."""
        what = ". ".join(part for part in (clip(self.text or "", 200), self.file) if part)
        at = instant_words(self.at, language)
        return say(
            language,
            f"duty_cards.reported_{self.kind}",
            at=at,
            by=self.by or say(language, "duty_cards.office"),
            what=what,
        )


@dataclass(frozen=True)
class DutyCard:
    """A duty as a unit sees it (`for_office` False) or as its organisers do."""

    assignment_id: int
    version: int
    duty_id: int
    conference_id: int
    title: str
    plan: str | None
    unit_id: int
    unit: str
    text: str
    section: str | None
    submit_to: str | None
    when: When
    part: str
    state: str
    late: bool
    leads: tuple[Lead, ...]
    coordinating: tuple[str, ...]
    reports: tuple[Reported, ...] = ()
    reason: str | None = None
    contacts: tuple[str, ...] = ()
    for_office: bool = False

    def render(self, language: str) -> Rendered:
        """Return the card with the buttons that its state allows."""
        rows = self._for_office(language) if self.for_office else self._for_unit(language)
        return Rendered(lines(self._lines(language)), rows)

    def _lines(self, language: str) -> Iterator[Markup | None]:
        yield say(language, "duty_cards.heading", text=clip(self.text, 1200))
        yield say(language, "common.conference", title=clip(self.title, 90))
        yield say(language, f"duty_cards.unit_{self.part}", unit=self.unit)
        yield say(language, "duty_cards.when", when=self.when.say(language))
        if self.part == "lead":
            yield say(language, "duty_cards.state", state=state_words(language, self.state, late=self.late))
        if self.reason and self.state == "returned":
            yield say(language, "duty_cards.reason", reason=clip(self.reason, 500))
        yield self._source(language)
        if self.submit_to:
            yield say(language, "duty_cards.submit_to", to=self.submit_to)
        if self.part == "coordinating" or len(self.leads) > 1:
            yield say(language, "duty_cards.leads", leads=leads_words(language, self.leads))
        if self.coordinating:
            yield say(language, "duty_cards.coordinating", units=clip("; ".join(self.coordinating), 300))
        yield from self._tail(language)

    def _source(self, language: str) -> Markup | None:
        paper = paper_words(language, self.plan) if self.plan else None
        if not self.section:
            return say(language, "duty_cards.source_plan", plan=paper) if paper else None
        key = "duty_cards.source" if paper else "duty_cards.source_section"
        return say(language, key, section=self.section, plan=paper)

    def _tail(self, language: str) -> Iterator[Markup]:
        if self.reports:
            yield Markup("")
            yield say(language, "duty_cards.reports")
            yield from (report.line(language) for report in self.reports[:REPORTS])
        if self.for_office:
            yield Markup("")
            contacts = Markup("; ").join(self.contacts)
            yield say(language, "duty_cards.contacts" if contacts else "duty_cards.no_contact", people=contacts)
            return
        yield Markup("")
        yield say(language, f"duty_cards.next_{self._next}")

    @property
    def _next(self) -> str:
        """What the unit does next, by its part and the state; what is late is not asked for before its deadline."""
        if self.part != "lead" and self.state != "withdrawn":
            return "coordinating"
        return "late" if self.late and self.state == "acknowledged" else self.state

    def _for_unit(self, language: str) -> Rows:
        rows: list[tuple[Button, ...]] = []
        if self.part == "lead" and self.state == "open":
            rows.append((self._button(language, "acknowledge", "duty.acknowledge"),))
        if self.part == "lead" and self.state in OWED:
            rows.append(
                (
                    self._button(language, "progress", "duty.progress"),
                    self._button(language, "hand_in", "duty.hand_in"),
                )
            )
        elif self.part == "lead" and self.state == "handed_in":
            rows.append((self._button(language, "add", "duty.hand_in"),))
        elif self.part == "coordinating" and self.state != "withdrawn":
            rows.append((self._button(language, "note", "duty.progress"),))
        back = button(language, "duty_cards.back", "duties.open", self.unit_id, self.conference_id)
        return (*rows, *self._files(language), (back,))

    def _for_office(self, language: str) -> Rows:
        rows: list[tuple[Button, ...]] = []
        if self.state == "handed_in":
            rows.append(
                (self._button(language, "accept", "duty.accept"), self._button(language, "give_back", "duty.return"))
            )
        elif self.part == "lead" and self.state in OWED:
            rows.append((self._button(language, "by_phone", "duty.by_phone"),))
        calls = ((button(language, "calls.show", "calls.unit", self.unit_id),),) if self.contacts else ()
        back = button(language, "duty_cards.back_to_duty", "duty.show", self.duty_id, 0)
        return (*rows, *self._files(language), *calls, (back,))

    def _files(self, language: str) -> Rows:
        if not any(report.file for report in self.reports):
            return ()
        return ((button(language, "duty_cards.files", "duty.files", self.assignment_id),),)

    def _button(self, language: str, key: str, verb: str) -> Button:
        return button(language, f"duty_cards.{key}", verb, self.assignment_id, self.version)


@dataclass(frozen=True)
class HandedFile:
    """A file that was handed in, sent again to whoever asks for it."""

    file_id: int
    duty: str
    unit: str

    def render(self, language: str) -> Rendered:
        """Return the file with what it belongs to."""
        caption = say(language, "duty_cards.file", duty=clip(self.duty, 300), unit=self.unit)
        return Rendered(caption, file_id=self.file_id)
