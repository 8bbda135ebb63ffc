"""The summary of a plan: what was read, shortly, and what needs a human eye."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import Rendered, Rows, button, clip, lines
from bot.messages.plan_checks import check_line, unseen
from bot.messages.plan_draft import Draft
from bot.messages.plan_words import chair_words, heading, mode_words, people_words
from bot.messages.when import when_of
from bot.plan_reader.form import Reading, kept
from bot.texts import say

CHECKS_SHOWN = 5
SESSIONS_SHOWN = 4


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
        checks = unseen(reading)
        if not checks:
            yield say(language, "plans.all_seen" if reading.get("anomalies") else "plans.no_checks")
            return
        yield say(language, "plans.checks", count=len(checks))
        for number, check in checks[:CHECKS_SHOWN]:
            yield say(language, "plans.check", n=number, line=check_line(check, language, 150))
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
