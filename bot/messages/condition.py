"""In what condition a conference is, where that is said before all else."""

from __future__ import annotations

from enum import StrEnum

from markupsafe import Markup

from bot.texts import say


class Condition(StrEnum):
    """A conference goes on, is postponed with no new day yet, was cancelled, or is over."""

    RUNNING = "running"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    OVER = "over"

    @property
    def ended(self) -> bool:
        """Whether nothing is asked of anybody any more."""
        return self in {Condition.CANCELLED, Condition.OVER}


def condition_line(condition: Condition, language: str) -> Markup | None:
    """Return the condition as a line to stand on top; None of one that goes on."""
    return None if condition is Condition.RUNNING else say(language, f"conferences.{condition.value}")
