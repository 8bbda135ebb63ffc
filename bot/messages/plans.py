"""What the bot says of a plan as a whole: being read, its summary, confirming and forgetting it, the drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from bot.messages.base import Button, Rendered, Rows, button, clip, lines, pager, pages_of, press
from bot.messages.plan_words import chair_words, heading, in_section, mode_words, people_words
from bot.messages.when import when_of
from bot.plan_reader.form import Reading, event_title, kept
from bot.texts import say, sentences

CHECKS_SHOWN = 5
SESSIONS_SHOWN = 4
DRAFTS = 6


@dataclass(frozen=True)
class UnitCounts:
    """How the names of units in a plan are resolved: known in the registry, to be made, to be decided, left out."""

    known: int = 0
    new: int = 0
    undecided: int = 0
    skipped: int = 0


@dataclass(frozen=True)
class Draft:
    """A plan as messages need it."""

    plan_id: int
    version: int
    reading: Reading
    units: UnitCounts = UnitCounts()


def check_line(check: Mapping[str, Any], language: str, length: int = 300) -> Markup:
    """Return the sentence for what a person must look at, with its section; the reader's own where we have none."""
    key = f"plan_reader.anomaly_{check.get('code')}"
    if key in sentences(language):
        said = str(say(language, key, **check.get("values") or {}).unescape())
    else:
        said = str(check.get("message") or say(language, "plans.check_other"))
    named = "sections" in (check.get("values") or {})  # the sentence itself names where
    return escape(clip(said, length)) + ("" if named else in_section(check, language))


@dataclass(frozen=True)
class Summary:
    """What was read, shortly, and what needs a human eye."""

    draft: Draft
    note: str | None = None

    def render(self, language: str) -> Rendered:
        """Return the summary with a button for each part."""
        reading = self.draft.reading
        return Rendered(
            lines(
                (
                    say(language, self.note) + "\n" if self.note else None,
                    heading(reading, language),
                    clip(reading.get("title") or "", 500) or None,
                    *self._head(reading, language),
                    "",
                    *self._sessions(reading, language),
                    "",
                    *self._counts(reading, language),
                    "",
                    *self._checks(reading, language),
                    "",
                    say(language, "plans.next"),
                )
            ),
            self._rows(language),
        )

    def _head(self, reading: Reading, language: str) -> Iterator[Markup]:
        if body := reading.get("issuing_body"):
            yield say(language, "plans.issuing_body", body=body)
        if chair := chair_words(reading.get("chair")):
            yield say(language, "plans.chair", chair=chair)

    def _sessions(self, reading: Reading, language: str) -> Iterator[Markup]:
        meetings = kept(reading, "s")
        if not meetings:
            yield say(language, "plans.no_session")
        for meeting in meetings[:SESSIONS_SHOWN]:
            name = meeting.get("name") or say(language, "plans.session")
            yield say(language, "plans.session_line", name=name, when=when_of(meeting).words(language))
            venue = clip(meeting.get("venue") or "", 200) or say(language, "plans.open")
            yield say(language, "plans.venue", venue=venue)
            expected = people_words(meeting.get("expected_delegates"), language)
            mode = mode_words(meeting.get("modes") or [], language)
            if expected or mode:
                yield say(language, "plans.expected", expected=", ".join(filter(None, (expected, mode))))
        if len(meetings) > SESSIONS_SHOWN:
            yield say(language, "plans.more_sessions", count=len(meetings) - SESSIONS_SHOWN)

    def _counts(self, reading: Reading, language: str) -> Iterator[Markup]:
        duties = kept(reading, "d")
        dated = sum(1 for duty in duties if duty.get("deadline"))
        yield say(language, "plans.groups", count=len(kept(reading, "g")))
        yield say(language, "plans.duties", count=len(duties), dated=dated)
        yield say(language, "plans.agenda", count=len(kept(reading, "a")))
        units = self.draft.units
        yield say(language, "plans.units", known=units.known, new=units.new)
        if units.skipped:
            yield say(language, "plans.skipped", count=units.skipped)
        if units.undecided:
            yield say(language, "plans.undecided", count=units.undecided)

    def _checks(self, reading: Reading, language: str) -> Iterator[Markup]:
        checks = reading.get("anomalies") or []
        if not checks:
            yield say(language, "plans.no_checks")
            return
        yield say(language, "plans.checks", count=len(checks))
        yield from (
            say(language, "plans.check", n=number, line=check_line(check, language, 150))
            for number, check in enumerate(checks[:CHECKS_SHOWN], 1)
        )
        if len(checks) > CHECKS_SHOWN:
            yield say(language, "plans.more_checks", count=len(checks) - CHECKS_SHOWN)

    def _rows(self, language: str) -> Rows:
        plan, version = self.draft.plan_id, self.draft.version
        part = [button(language, f"plans.part_{p}", "plan.part", plan, p, 0) for p in "sgda"]
        return (
            (button(language, "plans.part_h", "plan.item", plan, "h", 0), part[0]),
            (part[1], part[2]),
            (part[3], button(language, "plans.part_checks", "plan.checks", plan, 0)),
            (button(language, "plans.part_units", "plan.units", plan, 0),),
            (
                button(language, "plans.confirm", "plan.confirm", plan, version),
                button(language, "plans.forget", "plan.drop", plan, version),
            ),
        )


@dataclass(frozen=True)
class Checks:
    """All that needs a human eye, page by page."""

    draft: Draft
    page: int = 0
    size: int = 6

    def render(self, language: str) -> Rendered:
        """Return a page."""
        found = self.draft.reading.get("anomalies") or []
        pages = pages_of(len(found), self.size)
        page = min(max(self.page, 0), pages - 1)
        shown = list(enumerate(found, 1))[page * self.size : (page + 1) * self.size]
        key = "plans.checks" if found else "plans.no_checks"
        said = (say(language, "plans.check", n=n, line=check_line(check, language)) for n, check in shown)
        back = button(language, "common.back", "plan.open", self.draft.plan_id)
        text = lines((say(language, key, count=len(found)), *said, "", say(language, "plans.checks_next")))
        return Rendered(text, (pager("plan.checks", self.draft.plan_id, page=page, pages=pages), (back,)))


@dataclass(frozen=True)
class Confirming:
    """The question before a conference is made, with what is still open; `gaps` are keys of `plans.gap_…`."""

    draft: Draft
    gaps: tuple[str, ...]

    def render(self, language: str) -> Rendered:
        """Return the question."""
        plan, version = self.draft.plan_id, self.draft.version
        values = {"count": self.draft.units.undecided}
        gaps = [say(language, f"plans.gap_{gap}", **values) for gap in self.gaps]
        title = clip(event_title(self.draft.reading), 300)
        units = (button(language, "plans.part_units", "plan.units", plan, 0),) if "units" in self.gaps else ()
        return Rendered(
            lines((say(language, "plans.confirming", title=title), *gaps, "", say(language, "plans.confirming_next"))),
            (
                units,
                (button(language, "plans.make", "plan.make", plan, version),),
                (button(language, "common.back", "plan.open", plan),),
            ),
        )


@dataclass(frozen=True)
class Forgetting:
    """The question before a file is forgotten."""

    draft: Draft

    def render(self, language: str) -> Rendered:
        """Return the question."""
        plan, version = self.draft.plan_id, self.draft.version
        return Rendered(
            say(language, "plans.forgetting", title=clip(event_title(self.draft.reading), 300)),
            (
                (button(language, "plans.forget_sure", "plan.forget", plan, version),),
                (button(language, "common.back", "plan.open", plan),),
            ),
        )


@dataclass(frozen=True)
class Known:
    """This plan was confirmed before: its conference can be opened, or the new reading looked at."""

    plan_id: int
    conference_id: int
    title: str
    same_file: bool

    def render(self, language: str) -> Rendered:
        """Return what is known."""
        key = "plans.same_file" if self.same_file else "plans.same_number"
        return Rendered(
            say(language, key, title=clip(self.title, 200)),
            (
                (button(language, "plans.open_conference", "conference.open", self.conference_id),),
                (button(language, "plans.open_draft", "plan.open", self.plan_id),),
            ),
        )


@dataclass(frozen=True)
class Drafts:
    """The plans that are not confirmed yet: (id, title, number, still being read)."""

    drafts: tuple[tuple[int, str, str | None, bool], ...]
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return the list, each with a button."""
        if not self.drafts:
            return Rendered(say(language, "plans.none"))
        pages = pages_of(len(self.drafts), DRAFTS)
        page = min(max(self.page, 0), pages - 1)
        shown = self.drafts[page * DRAFTS : (page + 1) * DRAFTS]
        rows = tuple((self._button(language, draft),) for draft in shown)
        return Rendered(
            say(language, "plans.drafts", count=len(self.drafts)), (*rows, pager("plan.list", page=page, pages=pages))
        )

    def _button(self, language: str, draft: tuple[int, str, str | None, bool]) -> Button:
        plan_id, title, number, reading = draft
        key = "plans.draft_reading" if reading else "plans.draft"
        label = say(language, key, number=number or "—", title=clip(title, 40)).unescape()
        return Button(label, press("plan.open", plan_id))
