"""Faults on the wire: lost answers, errors, broken answers, floods; the seed decides which call is hit."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from bot.playground.telegram import Call, Fault, flood
from tests.faults.kills import SENDS

LOST = Fault(applied=True, cut=True)
BROKEN = Fault(applied=True, broken_json=True)
FAILED = Fault(applied=True, status=502, description="Bad Gateway")
LATE = Fault(applied=True, delay=0.15)
PAGE = Fault(applied=True, status=502, body="<html><body>502 Bad Gateway</body></html>")
FLOOD_SECONDS = 1


@dataclass
class Wire:
    """A rule for the simulated Telegram: `share` of the sends lose their answer, some calls meet other faults.

    Every spoiled call but a flooded one is carried out, so that each second copy is one that a lost answer explains.
    """

    random: Random
    share: float = 0.05
    hit: Counter[str] = field(default_factory=Counter)
    doubtful: int = 0
    holds: list[Call] = field(default_factory=list)

    def __call__(self, call: Call) -> Fault | None:
        """Return what goes wrong with `call`, None for nothing."""
        if call.method in ("getMe", "deleteWebhook", "answerCallbackQuery"):
            return None
        dice = self.random.random()
        for name, fault, share in self._odds(call.method):
            if dice < share:
                return self._note(name, fault, call)
            dice -= share
        return None

    def _odds(self, method: str) -> list[tuple[str, Fault, float]]:
        fetching = method == "getUpdates"
        return [
            ("answer lost", LOST, self.share),
            ("answer broken off", BROKEN, self.share / 4),
            ("502 though carried out", FAILED, self.share / 4),
            ("a page instead of an answer", PAGE, self.share / 4),
            ("429", flood(FLOOD_SECONDS), 0.0 if fetching else self.share / 4),
            ("answer late", LATE, self.share),
        ]

    def _note(self, name: str, fault: Fault, call: Call) -> Fault:
        self.hit[name] += 1
        if call.method not in SENDS:
            return fault
        if fault.status == 429:
            self.holds.append(call)
        elif fault is not LATE:
            self.doubtful += 1
        return fault


def inside_holds(holds: list[Call], calls: list[Call]) -> int:
    """Return how many of `calls` went to a chat while a flood answer to `holds` asked for none."""
    return sum(
        hold.at < call.at < hold.at + timedelta(seconds=FLOOD_SECONDS)
        for hold in holds
        for call in calls
        if chat_of(call) == chat_of(hold)
    )


def chat_of(call: Call) -> str:
    """Return the chat that a call of the outbox goes to; "" for other calls."""
    scope = json.loads(call.params.get("scope", "{}"))
    return str(call.params.get("chat_id") or scope.get("chat_id", ""))
