"""The playground as a whole: the simulated Telegram, an invented province, and the very same bot on it."""

from __future__ import annotations

import contextlib
import sys
import tempfile
import tomllib
import webbrowser
from datetime import datetime, time, timedelta
from importlib.resources import files
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import func, select

from bot import logs
from bot.app import App
from bot.clock import OFFICE_ZONE, MovableClock
from bot.config import Settings
from bot.db.schema import upgrade
from bot.db.transaction import Session
from bot.language.folding import fold
from bot.playground import Playground, Upcoming, start_playground
from bot.playground.cast import ORGANISER_ID, OWNER_ID
from bot.services.calendar_days import calendar_of
from bot.services.people import person_of
from bot.texts import say
from models.people import Organiser
from models.reminders import Reminder, ReminderState
from models.units import Unit

START = datetime(2026, 11, 10, 9, 0, tzinfo=OFFICE_ZONE)
"""When the invented province begins: a Tuesday, eight days after its plan was signed and a month before its day."""
SHOWN = 10


async def play(settings: Settings, *, port: int, browser: bool) -> None:
    """Run until cancelled; the page's address is printed first thing."""
    clock = MovableClock(START)
    playground = await start_playground(clock=clock, port=port)
    print(playground.page_url, flush=True)
    print(say(settings.office.language, "cli.playing").unescape(), file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="dieuphoi-") as folder:
        try:
            own = _settings(settings, playground, Path(folder))
            logs.configure(own.log)
            app = App(own, clock)
            await upgrade(app.database, now=clock.now())
            async with app.transactions.write("playground") as session:
                await _people_the_province(session, clock.now())
            time_machine = TimeMachine(app, clock)
            playground.connect(time_machine.advance, time_machine.upcoming)
            if browser:
                with contextlib.suppress(webbrowser.Error):
                    webbrowser.open(playground.page_url)
            await app.run()
        finally:
            await playground.stop()


def _settings(settings: Settings, playground: Playground, folder: Path) -> Settings:
    """Return the visitor's settings with the playground's own Telegram, owner and database."""
    telegram = settings.telegram.model_copy(
        update={"token": SecretStr(playground.token), "api_url": playground.base_url, "mode": "polling"}
    )
    return settings.model_copy(
        update={
            "telegram": telegram,
            "database": type(settings.database)(url=f"sqlite:///{folder}/playground.sqlite3"),
            "backup": type(settings.backup)(),
            "owners": type(settings.owners)(telegram_ids=(OWNER_ID,)),
            "log": type(settings.log)(level="warning"),
        }
    )


async def _people_the_province(session: Session, now: datetime) -> None:
    """Enter the province's units and its organiser, as an office would have them before its first plan."""
    text = (files("bot.playground") / "province" / "units.toml").read_text(encoding="utf-8")
    names = [(kind, name) for kind, listed in tomllib.loads(text).items() for name in listed]
    for place, (kind, name) in enumerate(names):
        level = kind if kind in ("commune", "press", "enterprise") else "province"
        session.add(Unit(name=name, folded=fold(name), level=level, kind=kind, place=place, created_at=now))
    organiser = await person_of(session, ORGANISER_ID, language="vi", now=now)
    session.add(Organiser(person_id=organiser.id, granted_by=OWNER_ID, granted_at=now))


class TimeMachine:
    """Moves the playground's clock, and tells what will happen by itself."""

    def __init__(self, app: App, clock: MovableClock) -> None:
        self._app = app
        self._clock = clock

    async def advance(self, step: str) -> None:
        """Move on by one of `bot.playground.controls.STEPS`."""
        match step:
            case "hour":
                self._clock.advance(timedelta(hours=1))
            case "working_morning":
                self._clock.set(await self._next_morning())
            case "next_ping":
                coming = await self.upcoming()
                self._clock.set(coming[0].at if coming else await self._next_morning())

    async def upcoming(self) -> list[Upcoming]:
        """Return the next instants at which reminders are due, with how many."""
        query = (
            select(Reminder.due_at, func.count())
            .where(Reminder.state == ReminderState.OPEN, Reminder.due_at > self._clock.now())
            .group_by(Reminder.due_at)
            .order_by(Reminder.due_at)
            .limit(SHOWN)
        )
        language = self._app.settings.office.language
        async with self._app.transactions.read() as session:
            rows = (await session.execute(query)).all()
        return [Upcoming(at, str(say(language, "cli.reminders_due", count=count))) for at, count in rows]

    async def _next_morning(self) -> datetime:
        async with self._app.transactions.read() as session:
            calendar = await calendar_of(session)
        day = calendar.next_working_day(self._clock.now().astimezone(OFFICE_ZONE).date())
        return datetime.combine(day, time(8, 0), OFFICE_ZONE)
