"""Many names of a plan decided by one tap: what it would do to each, before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import Rendered, button, clip, labelled, lines
from bot.messages.plan_units import Named, Sweep
from bot.texts import say

SHOWN = 20
"""Names on one screen of a telephone; the rest are counted."""


@dataclass(frozen=True)
class SweepQuestion:
    """The names that `sweep` would decide, and what each would mean."""

    plan_id: int
    version: int
    sweep: Sweep
    names: tuple[Named, ...]

    def render(self, language: str) -> Rendered:
        """Return the question with its way back."""
        done = labelled(
            language, f"plan_units.sweep_{self.sweep}", "plan.swept", self.plan_id, self.version, self.sweep,
            count=len(self.names),
        )  # fmt: skip
        return Rendered(
            lines(
                (
                    say(language, f"plan_units.sweep_{self.sweep}_head", count=len(self.names)),
                    "",
                    *self._names(language),
                    "",
                    say(language, f"plan_units.sweep_{self.sweep}_hint"),
                )
            ),
            ((done,), (button(language, "common.back", "plan.units", self.plan_id, 0),)),
        )

    def _names(self, language: str) -> Iterator[Markup]:
        for n, named in enumerate(self.names[:SHOWN], 1):
            alike = ", ".join(name for _, name in named.choices[:2])
            values = {"n": n, "name": clip(named.name, 100), "count": len(named.meant), "alike": clip(alike, 100)}
            yield say(language, f"plan_units.sweep_{self.sweep}_line", **values)
        if len(self.names) > SHOWN:
            yield say(language, "plan_units.sweep_rest", count=len(self.names) - SHOWN)
