"""Touch: how long the bot was out of touch with Telegram, and who has to know.

Telegram keeps a press for about 150 seconds and a message for a day (Bot API: getUpdates; the server's own terms), so
after a longer gap presses are gone without a trace. Nobody can say whose; so everyone who was in the middle of
something is asked once to press again, and after more than a day the office is told that messages may be missing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import or_, select

from bot.config import Settings
from bot.db.transaction import Session
from bot.messages.alerts import MessagesLost, PressAgain
from bot.messages.base import Message
from bot.outbox.put import put
from bot.services.office import owners_of
from models.beats import Beat
from models.dialogs import Dialog
from models.inbox import StoredUpdate
from models.outbox import Lane
from models.people import Organiser, Person

NAME = "telegram"
PRESS_LIVES = timedelta(seconds=150)
MESSAGE_LIVES = timedelta(hours=24)
AT_IT = timedelta(minutes=30)
"""Who wrote or pressed so shortly before the gap was likely about to go on."""
STANDING = timedelta(hours=24)
"""A dialog that was left longer ago than this before the gap is no conversation any more."""

log = structlog.get_logger("watch")


class Touch:
    """Keeps the beat of being in touch. A clock that was set forward is no gap: a running process measures its own."""

    def __init__(self, settings: Settings, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._monotonic = monotonic
        self._now: float | None = None
        self._last: float | None = None

    async def in_touch(self, session: Session, *, now: datetime) -> timedelta | None:
        """Note that Telegram answered at `now`; after a gap, put the messages about it and return its length.

        Call `kept` once that is committed: a gap whose commit failed must be found again.
        """
        self._now = self._monotonic()
        row = await session.get(Beat, NAME)
        gap = self._gap(row.at if row else now, now)
        since = now - gap
        if row is None:
            session.add(Beat(name=NAME, at=now))
        else:
            row.at = now
        if gap <= PRESS_LIVES:
            return None
        log.warning("was out of touch", seconds=int(gap.total_seconds()))
        await self._tell(session, since, now)
        return gap

    def kept(self) -> None:
        """Take the latest touch as the last."""
        self._last = self._now

    def _gap(self, last: datetime, now: datetime) -> timedelta:
        gap = max(timedelta(), now - last)
        if self._last is None or self._now is None:
            return gap
        return min(gap, timedelta(seconds=self._now - self._last))

    async def _tell(self, session: Session, since: datetime, now: datetime) -> None:
        lost = now - since > MESSAGE_LIVES
        again = PressAgain(since, now, lost)
        await _put_each(session, await _at_it(session, since), again, key=f"again{since:%Y%m%dT%H%M%S}", now=now)
        if lost:
            office = {person.id: person for person in await owners_of(session, self._settings)}
            office |= {person.id: person for person in await _organisers(session)}
            message = MessagesLost(since, now - MESSAGE_LIVES)
            await _put_each(session, office.values(), message, key=f"lost{since:%Y%m%dT%H%M%S}", now=now)


async def _at_it(session: Session, since: datetime) -> list[Person]:
    """Return the people who can be reached and were in the middle of something at `since`, or have been since.

    The beat is up to a minute older than the end of touch, so what came after it counts too.
    """
    standing = select(Dialog.telegram_id).where(Dialog.updated_at > since - STANDING)
    recent = select(StoredUpdate.chat_key).where(StoredUpdate.received_at > since - AT_IT)
    chats = {int(chat) for chat in await session.scalars(recent.distinct()) if chat.isdecimal()}
    who = or_(Person.telegram_id.in_(standing), Person.telegram_id.in_(chats))
    return list(await session.scalars(select(Person).where(who, Person.unreachable_at.is_(None)).order_by(Person.id)))


async def _organisers(session: Session) -> list[Person]:
    query = select(Person).join(Organiser, Organiser.person_id == Person.id)
    return list(await session.scalars(query.where(Organiser.ended_at.is_(None), Person.unreachable_at.is_(None))))


async def _put_each(session: Session, people: Iterable[Person], message: Message, *, key: str, now: datetime) -> None:
    for person in people:
        await put(session, person, message, now=now, lane=Lane.URGENT, key=f"{key}:{person.id}")
