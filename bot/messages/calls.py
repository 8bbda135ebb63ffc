"""Whom to call, with their numbers: shown to an organiser who asks, protected from being passed on."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import Rendered, lines
from bot.messages.phones import whole
from bot.texts import say


@dataclass(frozen=True)
class Callee:
    """A focal person of a unit; `phone` is E.164, None where it isn't known."""

    unit: str
    name: str | None
    phone: str | None


@dataclass(frozen=True)
class Numbers:
    """The numbers that were asked for."""

    callees: tuple[Callee, ...]

    def render(self, language: str) -> Rendered:
        """Return one line each, and that it is noted who looked."""
        if not self.callees:
            return Rendered(say(language, "calls.nobody"))
        text = lines(
            [
                say(language, "calls.title"),
                *(self._line(language, callee) for callee in self.callees),
                "",
                say(language, "calls.noted"),
            ]
        )
        return Rendered(text, protect=True)

    def _line(self, language: str, callee: Callee) -> Markup:
        return say(language, "calls.line", unit=callee.unit, name=callee.name or "–", phone=whole(callee.phone))
