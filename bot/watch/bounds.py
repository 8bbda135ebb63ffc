"""Bounds: which figures are not as they should be; pure.

The age at which a waiting message is news depends on its lane: an answer is late after a minute, a broadcast to
thousands takes minutes by nature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.config_sections import Watch
from bot.services.audit_chain import SEALED_WITHIN
from bot.watch.figures import Figures
from bot.watch.here import Here
from bot.watch.probe import Answer
from models.outbox import Lane

HOUR = 3600.0
PATIENCE = {Lane.REPLY: 1, Lane.URGENT: 5, Lane.REMINDER: 15, Lane.BROADCAST: 30}
"""How many times `waiting_seconds` a message of each lane may wait."""
JOB_PATIENCE = 5
"""How many times `waiting_seconds` long work may wait."""
DECIDED_WITHIN = HOUR
COPY_WITHIN = 26 * HOUR
"""A copy is made each day; two hours are for one that came late."""
PINGS_WITHIN = 60.0
OF_TELEGRAM = frozenset({"token_refused", "pending_updates", "clock_skew", "webhook_error"})


@dataclass(frozen=True)
class Finding:
    """A figure out of bounds.

    `name` names its sentences in `texts/*/alerts.toml` and `values` fill them; `age` is for how many seconds it has
    been so, as far as the figure tells; `in_chat`: owners are told there (a bot whose token is refused can't).
    """

    name: str
    values: dict[str, Any] = field(default_factory=dict)
    age: float = 0.0
    in_chat: bool = True


def judge(figures: Figures, here: Here, bounds: Watch) -> list[Finding]:
    """Return what is out of bounds."""
    return [
        *_updates(figures, bounds),
        *_messages(figures, bounds),
        *_by_themselves(figures, bounds),
        *(_telegram(here.answer, bounds) if here.answer is not None else ()),
        *_machine(here, bounds),
    ]


def unknown(here: Here) -> frozenset[str]:
    """Return the names of what can't be judged while Telegram doesn't answer: what was told of it isn't over."""
    reached = here.answer is not None and here.answer.reached
    return frozenset() if reached else OF_TELEGRAM


def _updates(figures: Figures, bounds: Watch) -> Iterator[Finding]:
    if figures.inbox.oldest > bounds.waiting_seconds:
        yield Finding("updates_waiting", {"count": figures.inbox.count}, figures.inbox.oldest)
    if figures.parked_lately:
        yield Finding("update_parked", {"count": figures.parked_lately})


def _messages(figures: Figures, bounds: Watch) -> Iterator[Finding]:
    """Judge what goes out; a returned copy sends nothing by intent, and Telegram's order to wait is obeyed."""
    late = {lane: q for lane, q in figures.outbox.items() if q.oldest > PATIENCE[lane] * bounds.waiting_seconds}
    if late and not figures.held and not figures.whole_bot_held:
        count = sum(queue.count for queue in late.values())
        yield Finding("messages_waiting", {"count": count}, max(queue.oldest for queue in late.values()))
    if figures.in_doubt.oldest > DECIDED_WITHIN:
        yield Finding("in_doubt", {"count": figures.in_doubt.count}, figures.in_doubt.oldest)


def _by_themselves(figures: Figures, bounds: Watch) -> Iterator[Finding]:
    late = max(figures.reminders_late, figures.pings_late)
    if late > PINGS_WITHIN:
        yield Finding("pings_late", {"minutes": int(late // 60)})
    # A returned copy works what people did then, as of then: its lines are old when they are written.
    if figures.unsealed.oldest > SEALED_WITHIN.total_seconds() and not figures.held:
        yield Finding("unsealed", {"count": figures.unsealed.count}, figures.unsealed.oldest)
    if figures.jobs.oldest > JOB_PATIENCE * bounds.waiting_seconds:
        yield Finding("jobs_waiting", {"count": figures.jobs.count}, figures.jobs.oldest)


def _telegram(answer: Answer, bounds: Watch) -> Iterator[Finding]:
    if answer.token_refused:
        yield Finding("token_refused", in_chat=False)
    if answer.pending is not None and answer.pending > bounds.pending_updates:
        yield Finding("pending_updates", {"count": answer.pending})
    if answer.skew is not None and abs(answer.skew) > bounds.skew_seconds:
        yield Finding("clock_skew", {"seconds": round(abs(answer.skew))})
    if answer.webhook_error is not None:
        yield Finding("webhook_error", {"reason": answer.webhook_error})


def _machine(here: Here, bounds: Watch) -> Iterator[Finding]:
    if here.free_disk * 100 < bounds.free_disk_percent:
        yield Finding("disk_full", {"percent": int(here.free_disk * 100)})
    if here.copy_age is not None and here.copy_age > COPY_WITHIN:
        yield Finding("copy_old", {"hours": int(here.copy_age // HOUR)})
