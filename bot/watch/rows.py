"""The queries behind the figures: counts and oldest instants, of the few rows that are open or set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.db.transaction import Session
from models.alerts import Alert
from models.audit import AuditLine
from models.broadcasts import Broadcast, Recipient
from models.conferences import Conference, ConferenceState
from models.holds import WHOLE_BOT, Hold
from models.inbox import StoredUpdate, UpdateState
from models.jobs import Job, JobState
from models.leadership import Leadership
from models.outbox import Lane, OutboxMessage, OutboxState
from models.reminders import Reminder, ReminderState
from models.restorations import Restoration

LATELY = timedelta(minutes=15)
"""For how long a ping that went out late is news."""
DAY = timedelta(days=1)

Oldest = tuple[int, datetime | None]
"""How many, and the oldest instant among them."""


def _is(column: InstrumentedAttribute[Any], *states: StrEnum) -> ColumnElement[bool]:
    """Say it with the values written out: bound ones don't let the partial indexes serve."""
    return or_(*(column == literal(state, column.type, literal_execute=True) for state in states))


async def inbox(session: Session) -> Oldest:
    """Return the updates that are stored and not yet worked, and when the oldest came."""
    waiting = _is(StoredUpdate.state, UpdateState.WAITING)
    found = await session.execute(select(func.count(), func.min(StoredUpdate.received_at)).where(waiting))
    count, oldest = found.one()
    return count, oldest


@dataclass(frozen=True)
class SetAside:
    """Updates that nobody works any more."""

    parked: int
    parked_lately: int
    ignored: int


async def set_aside(session: Session, now: datetime) -> SetAside:
    """Return how many updates were given up, in all and within the last day, and how many were put aside unread."""
    lately = func.coalesce(func.sum(case((StoredUpdate.settled_at > now - DAY, 1), else_=0)), 0)
    query = (
        select(StoredUpdate.state, func.count(), lately)
        .where(_is(StoredUpdate.state, UpdateState.DEAD, UpdateState.IGNORED))
        .group_by(StoredUpdate.state)
    )
    counts = {state: (count, recent) for state, count, recent in await session.execute(query)}
    parked, recent = counts.get(UpdateState.DEAD, (0, 0))
    return SetAside(parked, int(recent), counts.get(UpdateState.IGNORED, (0, 0))[0])


async def outbox(session: Session) -> tuple[dict[Lane, Oldest], dict[Lane, int]]:
    """Return by lane the messages that wait with the instant at which the oldest was put, and how many are on the wire.

    One that waits for its time (Telegram said when) is counted, and as old as it is: whoever waits for it has waited.
    """
    row = OutboxMessage
    query = (
        select(row.lane, row.state, func.count(), func.min(row.created_at))
        .where(_is(row.state, OutboxState.WAITING, OutboxState.SENDING))
        .group_by(row.lane, row.state)
    )
    found = (await session.execute(query)).all()
    waiting: dict[Lane, Oldest] = {
        Lane(lane): (count, oldest) for lane, state, count, oldest in found if state is OutboxState.WAITING
    }
    return waiting, {Lane(lane): count for lane, state, count, _ in found if state is OutboxState.SENDING}


async def in_doubt(session: Session) -> Oldest:
    """Return the receivers in doubt whom an organiser can still decide about, and since when the oldest is."""
    running = _is(Conference.state, ConferenceState.RUNNING)
    meant = exists().where(
        Recipient.outbox_id == OutboxMessage.id,
        Recipient.broadcast_id == Broadcast.id,
        and_(Broadcast.conference_id == Conference.id, running),
    )
    query = select(func.count(), func.min(OutboxMessage.settled_at))
    found = await session.execute(query.where(_is(OutboxMessage.state, OutboxState.UNSURE), meant))
    count, oldest = found.one()
    return count, oldest


async def reminders(session: Session) -> Oldest:
    """Return the reminders that are planned, and when the next of them is (or was) due."""
    planned = _is(Reminder.state, ReminderState.OPEN)
    found = await session.execute(select(func.count(), func.min(Reminder.due_at)).where(planned))
    count, due = found.one()
    return count, due


async def pings_late(session: Session, now: datetime) -> float:
    """Return by how many seconds the latest of the pings of the last quarter of an hour missed its instant."""
    query = (
        select(Reminder.due_at, func.max(Reminder.settled_at))
        .where(_is(Reminder.state, ReminderState.SENT), Reminder.settled_at > now - LATELY)
        .group_by(Reminder.due_at)
    )
    found = [(settled - due).total_seconds() for due, settled in await session.execute(query) if settled]
    return max(found, default=0.0)


async def jobs(session: Session) -> tuple[int, datetime | None, int]:
    """Return the jobs that wait, since when the oldest does, and how many are being worked."""
    query = select(Job.state, func.count(), func.min(Job.created_at)).group_by(Job.state)
    open_ones = query.where(_is(Job.state, JobState.WAITING, JobState.WORKING))
    found = {state: (count, oldest) for state, count, oldest in await session.execute(open_ones)}
    return (*found.get(JobState.WAITING, (0, None)), found.get(JobState.WORKING, (0, None))[0])


async def unsealed(session: Session) -> Oldest:
    """Return the lines of the audit trail that have no seal yet, and when the oldest was written."""
    found = await session.execute(select(func.count(), func.min(AuditLine.at)).where(AuditLine.seal.is_(None)))
    count, oldest = found.one()
    return count, oldest


async def epoch(session: Session) -> int:
    """Return the number of the present leadership, 0 before the first."""
    return await session.scalar(select(func.max(Leadership.epoch))) or 0


async def holds(session: Session, now: datetime) -> tuple[int, datetime | None]:
    """Return how many chats Telegram ordered to wait, and until when the whole bot has to."""
    of_chats = select(func.count()).where(Hold.until > now, Hold.chat_id != WHOLE_BOT)
    of_all = select(Hold.until).where(Hold.until > now, Hold.chat_id == WHOLE_BOT)
    return await session.scalar(of_chats) or 0, await session.scalar(of_all)


async def held(session: Session) -> bool:
    """Return whether the database came back from a copy and no owner has released it yet."""
    return await session.scalar(select(Restoration.id).where(Restoration.released_at.is_(None)).limit(1)) is not None


async def alerts(session: Session) -> frozenset[str]:
    """Return the names of the figures that are out of bounds, as the owners were told."""
    return frozenset(await session.scalars(select(Alert.name).where(Alert.cleared_at.is_(None))))
