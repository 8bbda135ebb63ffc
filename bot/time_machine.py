"""The playground's time: moved by a visitor's hand, and what will happen by itself from here, with the reason."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import Select, func, select

from bot.app import App
from bot.clock import OFFICE_ZONE, MovableClock
from bot.messages.base import clip
from bot.playground import Upcoming
from bot.services.calendar_days import calendar_of
from bot.texts import say
from models.conferences import Conference, ConferenceState
from models.duties import Assignment, Duty
from models.reminders import Reminder, ReminderState

SHOWN = 10


class TimeMachine:
    """Moves the playground's clock, and tells what will happen by itself."""

    def __init__(self, app: App, clock: MovableClock) -> None:
        self._app = app
        self._clock = clock

    async def advance(self, step: str) -> None:
        """Do one of `bot.playground.controls.STEPS`."""
        match step:
            case "hour":
                self._clock.advance(timedelta(hours=1))
            case "working_morning":
                self._clock.set(await self._next_morning(time(8, 0)))
            case "next_ping":
                coming = await self._pings(self._app.settings.office.language)
                self._clock.set(coming[0].at if coming else await self._next_morning(time(8, 0)))
            case "pause":
                self._clock.pause()
            case "resume":
                self._clock.resume()

    async def upcoming(self, language: str) -> list[Upcoming]:
        """Return what comes next: pings by what they are for, and the organisers' morning digest."""
        found = sorted([*await self._pings(language), *await self._digest(language)], key=lambda coming: coming.at)
        return found[:SHOWN]

    async def _pings(self, language: str) -> list[Upcoming]:
        async with self._app.transactions.read() as session:
            rows = (await session.execute(_open_reminders(self._clock.now()))).all()
        return [Upcoming(at, _why(language, rule, text, count)) for at, rule, text, count in rows]

    async def _digest(self, language: str) -> list[Upcoming]:
        """Return the next morning on which organisers are told how their conferences stand, if there are any."""
        running = select(func.count()).select_from(Conference).where(Conference.state == ConferenceState.RUNNING)
        async with self._app.transactions.read() as session:
            if not await session.scalar(running):
                return []
        settings = self._app.settings
        morning = await self._next_morning(settings.reminders.digest_at)
        return [Upcoming(morning, str(say(language, "cli.digest_due").unescape()))]

    async def _next_morning(self, hour: time) -> datetime:
        async with self._app.transactions.read() as session:
            calendar = await calendar_of(session)
        day = calendar.next_working_day(self._clock.now().astimezone(OFFICE_ZONE).date())
        return datetime.combine(day, hour, OFFICE_ZONE)


def _open_reminders(now: datetime) -> Select[datetime, str, str | None, int]:
    """Return the query of the next pings: when, by which rule, for which duty (None: answers and lists), how many."""
    return (
        select(Reminder.due_at, Reminder.rule, Duty.text, func.count())
        .outerjoin(Assignment, Reminder.assignment_id == Assignment.id)
        .outerjoin(Duty, Assignment.duty_id == Duty.id)
        .where(Reminder.state == ReminderState.OPEN, Reminder.due_at > now)
        .group_by(Reminder.due_at, Reminder.rule, Duty.text)
        .order_by(Reminder.due_at, Duty.text)
        .limit(SHOWN)
    )


def _why(language: str, rule: str, text: str | None, count: int) -> str:
    act = clip(text, 70) if text is not None else str(say(language, "moved.list").unescape())
    if rule.endswith("d") and rule[:-1].isdecimal():
        return str(say(language, "cli.ping_before", count=count, act=act, days=int(rule[:-1])).unescape())
    key = "ping_day" if rule == "day" else "ping_late"
    return str(say(language, f"cli.{key}", count=count, act=act).unescape())
