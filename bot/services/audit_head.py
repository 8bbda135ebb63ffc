"""The head of the audit chain goes to the owners each working morning: a noted head tells even a chain made anew."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import select

from bot.calendar.deadlines import OFFICE_CLOSES, office_moment
from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db.transaction import Session
from bot.messages.audit import MorningHead
from bot.outbox.put import put
from bot.services.audit_chain import head
from bot.services.calendar_days import calendar_of
from bot.services.office import owners_of
from models.audit import AuditLine
from models.outbox import Lane
from models.reminders import TickMark

NAME = "audit_head"


class TellHead:
    """The tick that sends it, once a working day, in the hour of the digests and until the office closes."""

    async def run(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Send today's head where its hour has come, it isn't out yet, and something was done before today."""
        today = now.astimezone(OFFICE_ZONE).date()
        if not await self._due(session, today, now, settings):
            return False
        session.add(TickMark(name=NAME, occurrence=today.isoformat(), done_at=now))
        last, morning = await head(session), office_moment(today, time(0))
        earlier = await session.scalar(select(AuditLine.id).where(AuditLine.at < morning).limit(1))
        for owner in await owners_of(session, settings) if last.number and earlier else ():
            key = f"audit_head:{today.isoformat()}:{owner.id}"
            message = MorningHead(today, last.number, last.hash)
            await put(session, owner, message, now=now, lane=Lane.REMINDER, key=key)
        return False

    async def next(self, session: Session, now: datetime, settings: Settings) -> datetime | None:
        """Need no alarm: the digests ring at the same time, and the safety ring comes often enough."""
        return None

    async def _due(self, session: Session, today: date, now: datetime, settings: Settings) -> bool:
        opens = office_moment(today, settings.reminders.digest_at)
        closes = office_moment(today, max(settings.reminders.digest_at, OFFICE_CLOSES))
        if not opens <= now < closes or await session.get(TickMark, (NAME, today.isoformat())) is not None:
            return False
        return (await calendar_of(session)).is_working_day(today)
