"""Figures: how the bot stands, as its rows say it. Nothing here names a person; ages are in seconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.db.transaction import Session
from bot.watch import rows
from models.outbox import Lane


@dataclass(frozen=True)
class Queue:
    """How many rows wait, and for how long the oldest has."""

    count: int = 0
    oldest: float = 0.0


@dataclass(frozen=True)
class Figures:
    """What the rows say at one instant.

    `parked` are the updates that were given up, `parked_lately` those of the last day; `outbox` are the messages that
    may go and haven't, by lane; `in_doubt` the receivers of running conferences about whom an organiser has to decide;
    `reminders_late` is how long the oldest due reminder has been open, `pings_late` how late the latest of the last
    quarter of an hour went out; `unsealed` are the lines of the audit trail that no seal covers; `held`: the database
    came back from a copy and no owner has released it.
    """

    inbox: Queue = Queue()
    parked: int = 0
    parked_lately: int = 0
    ignored: int = 0
    outbox: dict[Lane, Queue] = field(default_factory=dict)
    sending: dict[Lane, int] = field(default_factory=dict)
    in_doubt: Queue = Queue()
    reminders: int = 0
    reminders_late: float = 0.0
    pings_late: float = 0.0
    jobs: Queue = Queue()
    jobs_working: int = 0
    unsealed: Queue = Queue()
    epoch: int = 0
    holds: int = 0
    whole_bot_held: float = 0.0
    held: bool = False
    alerts: frozenset[str] = frozenset()


async def figures_of(session: Session, *, now: datetime) -> Figures:
    """Read the figures; each query is served by an index of the few rows that it counts."""
    aside = await rows.set_aside(session, now)
    waiting, sending = await rows.outbox(session)
    reminders, due = await rows.reminders(session)
    jobs = await rows.jobs(session)
    holds, whole_bot = await rows.holds(session, now)
    return Figures(
        inbox=_queue(await rows.inbox(session), now),
        parked=aside.parked,
        parked_lately=aside.parked_lately,
        ignored=aside.ignored,
        outbox={lane: _queue(found, now) for lane, found in waiting.items()},
        sending=sending,
        in_doubt=_queue(await rows.in_doubt(session), now),
        reminders=reminders,
        reminders_late=_age(due, now),
        pings_late=await rows.pings_late(session, now),
        jobs=_queue(jobs[:2], now),
        jobs_working=jobs[2],
        unsealed=_queue(await rows.unsealed(session), now),
        epoch=await rows.epoch(session),
        holds=holds,
        whole_bot_held=(whole_bot - now).total_seconds() if whole_bot else 0.0,
        held=await rows.held(session),
        alerts=await rows.alerts(session),
    )


def _age(instant: datetime | None, now: datetime) -> float:
    return max(0.0, (now - instant).total_seconds()) if instant else 0.0


def _queue(found: tuple[int, datetime | None], now: datetime) -> Queue:
    return Queue(found[0], _age(found[1], now))
