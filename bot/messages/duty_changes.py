"""Changes of a duty by its organisers: asked once more, and told to the units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from bot.messages.base import Rendered, button, clip, lines
from bot.messages.due import When
from bot.messages.duty_titles import duty_title
from bot.texts import say


@dataclass(frozen=True)
class SureToWithdraw:
    """Asks once more before a duty is withdrawn from `units` units."""

    duty_id: int
    version: int
    text: str
    units: int

    def render(self, language: str) -> Rendered:
        """Return the question."""
        text = say(language, "duty_changes.sure_to_withdraw", text=clip(self.text, 400), count=self.units)
        yes = button(language, "duty_changes.withdraw", "duty.withdraw_ok", self.duty_id, self.version)
        no = button(language, "duty_changes.keep", "duty.show", self.duty_id, 0)
        return Rendered(text, ((yes,), (no,)))


@dataclass(frozen=True)
class SureToMove:
    """Shows the new deadline back before it counts; `day` and `hour` are what was typed."""

    duty_id: int
    version: int
    text: str
    old: When
    new: When
    day: date
    hour: time | None
    from_day_off: bool

    def render(self, language: str) -> Rendered:
        """Return old and new, and the button that moves it."""
        text = lines(
            [
                say(language, "duty_changes.sure_to_move"),
                say(language, "reports.of_duty", duty=duty_title(self.text, 400)),
                say(language, "duty_changes.old", when=self.old.say(language)),
                say(language, "duty_changes.new", when=self.new.say(language)),
                say(language, "duty_changes.from_day_off") if self.from_day_off else None,
            ]
        )
        code = f"{self.day:%Y%m%d}" + (f"{self.hour:%H%M}" if self.hour else "")
        yes = button(language, "duty_changes.move", "duty.due_ok", self.duty_id, self.version, code)
        return Rendered(text, ((yes,), (button(language, "common.cancel", "common.cancel"),)))


@dataclass(frozen=True)
class DutyChanged:
    """To a unit: a duty was withdrawn, or its deadline moved from `old` to `new`."""

    change: str
    title: str
    unit: str
    text: str
    section: str | None
    assignment_id: int
    old: When
    new: When

    def render(self, language: str) -> Rendered:
        """Return what changed and what to do."""
        section = say(language, "due.section", section=self.section) if self.section else ""
        moved = self.change == "moved"
        text = lines(
            [
                say(language, f"duty_changes.{self.change}", unit=self.unit),
                say(language, "common.conference", title=clip(self.title, 90)),
                say(language, "reports.duty", duty=duty_title(self.text, 400), section=section),
                say(language, "duty_changes.old", when=self.old.say(language)) if moved else None,
                say(language, "duty_changes.new", when=self.new.say(language)) if moved else None,
                "",
                say(language, f"duty_changes.{self.change}_next"),
            ]
        )
        return Rendered(text, ((button(language, "reports.look", "duty.open", self.assignment_id),),) if moved else ())
