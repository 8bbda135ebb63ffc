"""Bots that ping with one guard missing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.app import App
from bot.config import Settings
from bot.db.transaction import Session
from bot.services import pings
from models.reminders import Reminder, ReminderState


def tell_all(app: App) -> None:
    """Take whatever is due for still owed."""
    pings.verdict = lambda *_, **__: pings.Verdict.SEND


class PlanningTwice(pings.DueReminders):
    """Plans each ping a second time once it was told."""

    async def run(self, session: Session, now: datetime, settings: Settings) -> bool:
        """Ring, and plan the same anew."""
        more = await super().run(session, now, settings)
        query = select(Reminder).where(Reminder.state == ReminderState.SENT, Reminder.rule == "7d")
        for row in await session.scalars(query):
            row.rule = "7d told"
            again = Reminder(conference_id=row.conference_id, unit_id=row.unit_id, assignment_id=row.assignment_id)
            again.rule, again.due_at = "7d again", now
            session.add(again)
        return more


def planning_twice(app: App) -> None:
    app.alarm._ticks = [PlanningTwice(), *app.alarm._ticks[1:]]
