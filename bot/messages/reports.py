"""Reports: what is asked of whoever reports, and what the other side hears."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.base import Rendered, button, clip, lines
from bot.messages.due import When
from bot.messages.duty_cards import DutyCard
from bot.messages.duty_titles import duty_title
from bot.texts import say


@dataclass(frozen=True)
class Ask:
    """A question about a duty; `key` is progress, hand_in, return, by_phone or due."""

    key: str
    duty: str
    when: When

    def render(self, language: str) -> Rendered:
        """Return the question with a way out."""
        when = self.when.say(language)
        text = say(language, f"reports.ask_{self.key}", duty=duty_title(self.duty, 300), when=when)
        return Rendered(text, ((button(language, "common.cancel", "common.cancel"),),))


@dataclass(frozen=True)
class HandInSoFar:
    """What was gathered for a hand-in, before it counts."""

    assignment_id: int
    version: int
    duty: str
    text: str | None
    files: tuple[str, ...]

    def render(self, language: str) -> Rendered:
        """Return it, with the button that hands it in."""
        text = lines(
            [
                say(language, "reports.so_far" if self.files else "reports.so_far_text", count=len(self.files)),
                say(language, "reports.of_duty", duty=duty_title(self.duty, 200)),
                *(say(language, "reports.file", name=clip(name, 100)) for name in self.files),
                say(language, "reports.said", text=clip(self.text, 1000)) if self.text else None,
                "",
                say(language, "reports.so_far_next"),
            ]
        )
        submit = button(language, "reports.submit", "duty.submit", self.assignment_id, self.version)
        return Rendered(text, ((submit,), (button(language, "common.cancel", "common.cancel"),)))


@dataclass(frozen=True)
class Noted:
    """A card with a sentence above it that says what was done."""

    key: str
    card: DutyCard

    def render(self, language: str) -> Rendered:
        """Return both."""
        card = self.card.render(language)
        return Rendered(lines([say(language, self.key), "", card.text]), card.rows)


@dataclass(frozen=True)
class AboutDuty:
    """What concerns every message about one duty of one unit."""

    assignment_id: int
    version: int
    title: str
    unit: str
    duty: str
    section: str | None
    when: When

    def part(self, language: str) -> list[str]:
        """Return the lines that say which duty is meant."""
        section = say(language, "due.section", section=self.section) if self.section else ""
        return [
            say(language, "common.conference", title=clip(self.title, 90)),
            say(language, "reports.duty", duty=duty_title(self.duty, 400), section=section),
            say(language, "reports.when", when=self.when.say(language)),
        ]


@dataclass(frozen=True)
class HandedIn:
    """To organisers: a unit handed in; `file_id` goes along, `files` is how many there are."""

    about: AboutDuty
    by: str | None
    text: str | None
    files: int
    file_id: int | None = None

    def render(self, language: str) -> Rendered:
        """Return it, with the buttons to accept or return it."""
        about = self.about
        text = lines(
            [
                say(language, "reports.handed_in", unit=about.unit),
                *about.part(language),
                say(language, "reports.by", name=self.by) if self.by else None,
                say(language, "reports.files", count=self.files) if self.files else None,
                say(language, "reports.said", text=self.text) if self.text else None,
                "",
                say(language, "reports.handed_in_next"),
            ]
        )
        accept = button(language, "duty_cards.accept", "duty.accept", about.assignment_id, about.version)
        give_back = button(language, "duty_cards.give_back", "duty.return", about.assignment_id, about.version)
        look = button(language, "reports.look", "duty.look", about.assignment_id)
        return Rendered(text, ((accept, give_back), (look,)), file_id=self.file_id)


@dataclass(frozen=True)
class Decided:
    """To the unit: its hand-in was accepted, returned, or recorded for it; `reason` is why, or the source."""

    about: AboutDuty
    decision: str
    reason: str | None = None

    def render(self, language: str) -> Rendered:
        """Return the decision and what to do next."""
        about = self.about
        text = lines(
            [
                say(language, f"reports.{self.decision}", unit=about.unit),
                *about.part(language),
                say(language, f"reports.{self.decision}_reason", reason=self.reason) if self.reason else None,
                "",
                say(language, f"reports.{self.decision}_next"),
            ]
        )
        look = button(language, "reports.look", "duty.open", about.assignment_id)
        again = button(language, "reports.hand_in_again", "duty.hand_in", about.assignment_id, about.version)
        return Rendered(text, ((again,), (look,)) if self.decision == "returned" else ((look,),))
