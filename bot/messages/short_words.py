"""What was understood of a word or two, shown back before it counts; where several things may be meant, the choice."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import Button, Rendered, button, clip, lines, press
from bot.messages.duty_titles import duty_title
from bot.texts import say


@dataclass(frozen=True)
class OpenDuty:
    """A duty that a unit still owes."""

    assignment_id: int
    version: int
    unit: str
    title: str
    text: str


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that a unit may answer; `delegates` of it are entered, whom an absence withdraws."""

    invitation_id: int
    version: int
    unit: str
    title: str
    delegates: int = 0


@dataclass(frozen=True)
class SureDone:
    """Shows back that a duty is done; `words` are what goes to the organisers."""

    duty: OpenDuty
    words: str

    def render(self, language: str) -> Rendered:
        """Return it with the button that hands it in."""
        duty = self.duty
        text = lines(
            [
                say(language, "short_words.done", duty=duty_title(duty.text, 300)),
                say(language, "common.conference", title=clip(duty.title, 90)),
                say(language, "short_words.unit", unit=duty.unit),
                say(language, "reports.said", text=clip(self.words, 300)),
                "",
                say(language, "short_words.done_files"),
            ]
        )
        yes = button(language, "short_words.done_yes", "duty.submit", duty.assignment_id, duty.version)
        return Rendered(text, ((yes,),))


@dataclass(frozen=True)
class SureAnswer:
    """Shows an answer to an invitation back; `attends` or stays away, for `reason` where one was said."""

    invitation: OpenInvitation
    attends: bool
    reason: str | None = None

    def render(self, language: str) -> Rendered:
        """Return it with the button that answers; without a reason, that button asks for it."""
        to = self.invitation
        stake = to.delegates if not self.attends else 0
        text = lines(
            [
                say(language, "short_words.attend" if self.attends else "short_words.absent", unit=to.unit),
                say(language, "common.conference", title=clip(to.title, 200)),
                say(language, "answers.reason", reason=clip(self.reason, 300)) if self.reason else None,
                say(language, "short_words.withdraws", count=stake) if stake else None,
            ]
        )
        back = () if self.reason else ((button(language, "common.back", "myunit.list"),),)  # a reason is a dialog's
        return Rendered(text, ((self._yes(language),), *back))

    def _yes(self, language: str) -> Button:
        if self.attends:
            name, verb = "attend", "answer.attend"
        else:
            name, verb = "absent", "answer.absent_yes" if self.reason else "answer.absent"
        return button(language, f"short_words.{name}_yes", verb, self.invitation.invitation_id, self.invitation.version)


@dataclass(frozen=True)
class Which:
    """Asks which of several is meant: `key` is done, absent or attend; `choices` are what each says and its id."""

    key: str
    choices: tuple[tuple[str, int], ...]

    def render(self, language: str) -> Rendered:
        """Return each in full, and a button for each."""
        told = [Markup.escape(f"{number}. {text}") for number, (text, _) in enumerate(self.choices, 1)]
        rows = tuple(
            (Button(f"{number}. {clip(text, 40)}", press(f"words.{self.key}", row_id)),)
            for number, (text, row_id) in enumerate(self.choices, 1)
        )
        return Rendered(lines([say(language, f"short_words.which_{self.key}"), "", *told]), rows)
