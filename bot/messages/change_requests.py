"""What is said about a change of a list that a unit asks for after the deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import PAGE, Button, Rendered, Rows, button, clip, lines, pager, pages_of, press
from bot.messages.delegate_words import PersonLine
from bot.messages.lists_due import due_words
from bot.texts import say


@dataclass(frozen=True)
class RequestFacts:
    """A request as people read it. `before` is the delegate it concerns, `after` whom the unit wants on the list."""

    request_id: int
    kind: str
    state: str
    title: str
    unit: str
    unit_id: int
    conference_id: int
    asked_by: str
    asked_at: datetime
    before: PersonLine | None = None
    after: tuple[PersonLine, ...] = ()
    answer: str | None = None
    answer_reason: str | None = None
    decision_reason: str | None = None


@dataclass(frozen=True)
class RequestCard:
    """One request: to organisers with the two decisions, or (`to_unit`) the decision to the unit."""

    facts: RequestFacts
    to_unit: bool = False

    def render(self, language: str) -> Rendered:
        """Return what is asked, by whom, and what came of it."""
        facts = self.facts
        text = lines(
            [
                say(language, f"change_requests.{facts.kind}_{facts.state}", unit=facts.unit),
                say(language, "common.conference", title=clip(facts.title, 90)),
                self._decision_reason(language),
                "",
                *self._wish(language),
                "",
                self._asked(language),
                say(language, "change_requests.please_decide") if facts.state == "open" else None,
            ]
        )
        return Rendered(text, self._rows(language))

    def _wish(self, language: str) -> list[Markup]:
        facts = self.facts
        before, after = facts.before, facts.after
        shown = (
            [say(language, "change_requests.before", person=before.words(language, own=self.to_unit))] if before else []
        )
        shown += [
            say(language, "change_requests.after", person=person.words(language, own=self.to_unit)) for person in after
        ]
        if facts.answer:
            key = f"change_requests.answer_{facts.answer}"
            shown.append(say(language, key, reason=facts.answer_reason or ""))
        return shown

    def _decision_reason(self, language: str) -> Markup | None:
        reason = self.facts.decision_reason
        return say(language, "change_requests.reason", reason=reason) if reason else None

    def _asked(self, language: str) -> Markup:
        when = instant_words(self.facts.asked_at, language)
        return say(language, "change_requests.asked", person=self.facts.asked_by, when=when)

    def _rows(self, language: str) -> Rows:
        facts = self.facts
        if self.to_unit:
            return ((button(language, "my_unit.open", "myunit.open", facts.unit_id, facts.conference_id),),)
        back = (button(language, "change_requests.list", "requests.open", 0),)
        if facts.state != "open":
            return (back,)
        accept = button(language, "change_requests.accept", "request.accept", facts.request_id)
        refuse = button(language, "change_requests.refuse", "request.refuse", facts.request_id)
        return ((accept, refuse), back)


@dataclass(frozen=True)
class RequestSent:
    """To whoever asked: the lists were due, so the organisers decide."""

    title: str
    unit_id: int
    conference_id: int
    due: datetime | None
    due_by: str = "plan"
    due_section: str | None = None

    def render(self, language: str) -> Rendered:
        """Return that the wish waits, and that they will hear of it."""
        due = due_words(language, self.due, self.due_by, self.due_section) if self.due else ""
        text = lines(
            [
                say(language, "change_requests.sent"),
                say(language, "common.conference", title=clip(self.title, 90)),
                say(language, "change_requests.sent_because", due=due),
            ]
        )
        return Rendered(text, ((button(language, "my_unit.open", "myunit.open", self.unit_id, self.conference_id),),))


@dataclass(frozen=True)
class RequestList:
    """The requests that wait for an organiser, one page of them."""

    requests: tuple[RequestFacts, ...]
    count: int
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return a line and a button for each; says so where none waits."""
        back = (button(language, "conferences.all", "conference.list", 0),)
        if not self.count:
            return Rendered(say(language, "change_requests.none"), (back,))
        told = [
            say(
                language,
                f"change_requests.line_{facts.kind}",
                number=self.page * PAGE + place,
                unit=facts.unit,
                title=clip(facts.title, 60),
                when=instant_words(facts.asked_at, language),
            )
            for place, facts in enumerate(self.requests, 1)
        ]
        rows = [
            (Button(clip(f"{self.page * PAGE + place}. {facts.unit}", 50), press("request.open", facts.request_id)),)
            for place, facts in enumerate(self.requests, 1)
        ]
        turn = pager(language, "requests.open", page=self.page, pages=pages_of(self.count))
        heading = say(language, "change_requests.heading", count=self.count)
        return Rendered(lines([heading, "", *told]), (*rows, turn, back))
