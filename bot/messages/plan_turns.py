"""A paper that changes, postpones or cancels: which conference does it mean."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.base import Button, Rendered, button, clip, lines, press
from bot.texts import say


@dataclass(frozen=True)
class WhichConference:
    """Asks to which running conference (id and title, the likeliest first) a paper applies."""

    plan_id: int
    version: int
    kind: str
    basis: str
    conferences: tuple[tuple[int, str], ...]

    def render(self, language: str) -> Rendered:
        """Return the question, each conference with a button."""
        ask = "which" if self.conferences else "no_conference"
        text = lines(
            [
                say(language, f"plan_turns.{self.kind}"),
                clip(self.basis, 300),
                "",
                say(language, f"plan_turns.{ask}"),
            ]
        )
        rows = tuple((self._button(number, title),) for number, title in self.conferences)
        draft = (button(language, "plans.open_draft", "plan.open", self.plan_id),)
        return Rendered(
            text, (*rows, draft, (button(language, "plan_turns.drop", "plan.drop", self.plan_id, self.version),))
        )

    def _button(self, number: int, title: str) -> Button:
        return Button(clip(title, 60), press("plan.update", self.plan_id, number))
