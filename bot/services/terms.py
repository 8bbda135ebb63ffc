"""Terms of keeping: which conferences are long over, and ticks for which once a day is enough."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_

from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from models.conferences import Conference, ConferenceSession, ConferenceState


class Daily:
    """A tick that rests until the next day once nothing is left, for it would read whole tables at every ring."""

    def __init__(self) -> None:
        self._rested: date | None = None

    async def run(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Do a chunk; return whether more is left."""
        today = now.astimezone(OFFICE_ZONE).date()
        if self._rested == today:
            return False
        more = await self.chunk(session, now, settings)
        self._rested = None if more else today
        return more

    async def chunk(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Do a part of the work, never twice the same; return whether more may be left."""
        raise NotImplementedError

    async def next(self, session: Session, now: datetime, settings: Settings) -> datetime | None:
        """Need no alarm: the safety ring comes often enough."""
        return None


def term_begins(now: datetime, settings: Settings) -> datetime:
    """Return the instant since when names and phones are kept."""
    return now - timedelta(days=settings.limits.keep_person_data_days)


def lasts_until(day: date) -> ColumnElement[bool]:
    """Return the condition that the last possible day of a conference is `day` or later, or open while it runs."""
    part = ConferenceSession.conference_id == Conference.id
    open_end = or_(exists().where(part, ConferenceSession.last_day.is_(None)), ~exists().where(part))
    later = exists().where(part, ConferenceSession.last_day >= day)
    return or_(later, and_(Conference.state == ConferenceState.RUNNING, open_end))


def long_over(now: datetime, settings: Settings) -> ColumnElement[bool]:
    """Return the condition that a conference, and the making of it, lie before the term."""
    begins = term_begins(now, settings)
    return and_(~lasts_until(begins.astimezone(OFFICE_ZONE).date()), Conference.created_at < begins)
