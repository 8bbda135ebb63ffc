"""The one place where everything is built, wired, started and stopped."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import TypeVar

import structlog
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.config import Settings
from bot.db.away import insisting
from bot.db.copies import journal_folder
from bot.db.engine import Database
from bot.db.journal import Journal
from bot.db.leader import leader_of
from bot.db.transaction import Session, Transactions
from bot.inbox.files import Downloads
from bot.inbox.jobs import JobWorker
from bot.inbox.poller import Poller
from bot.inbox.telegram import direct_updates, patiently
from bot.inbox.worker import Worker
from bot.outbox.delivery import Delivery
from bot.outbox.dispatcher import Dispatcher
from bot.outbox.known import Gate, Knowing
from bot.outbox.outcome import Outcome
from bot.outbox.records import load_file, message_of, recorded
from bot.outbox.request import Request
from bot.schedule.alarm import Alarm
from bot.schedule.backups import Backups
from bot.schedule.boards import Boards
from bot.schedule.last_seal import seal_rest
from bot.services.job_kinds import KINDS
from bot.services.jobs import Tools
from bot.services.people import unreachable
from bot.services.ticks import all_ticks
from bot.together import together
from bot.watch.guard import Guard
from bot.watch.http import served
from bot.watch.supervisor import Supervisor
from bot.watch.watch import Watch
from handlers.dispatch import handle
from models.outbox import OutboxMessage, OutboxState
from models.stored_files import StoredFile

T = TypeVar("T")

log = structlog.get_logger("app")


class App:
    """The running bot: one HTTP client, one database, and the workers between them."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        assert settings.telegram.token is not None, "a token is needed to run"
        self.settings = settings
        self.clock = clock
        self.database = Database(settings.database.url)
        self.database.journal = Journal(journal_folder(settings, self.database))
        self.transactions = Transactions(self.database)
        self.leader = leader_of(self.transactions)
        url = settings.telegram.api_url
        self.bot: ExtBot[None] = ExtBot(
            settings.telegram.token.get_secret_value(),
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=Request(url, connections=64),
            get_updates_request=Request(url, connections=2, read=40),
        )
        self.poller = Poller(self.bot, self.transactions, clock)
        self.worker = Worker(self.bot, self.transactions, handle, clock, settings)
        tools = Tools(Downloads(self.bot, settings.limits.file_megabytes), settings, lambda: self.bot.username)
        self.jobs = JobWorker(self.transactions, KINDS, tools, clock)
        delivery = Knowing(self.transactions, Delivery(self.bot, self._load_file, self._message_of))
        gate = Gate(settings.owners.telegram_ids)
        self.dispatcher = Dispatcher(self.transactions, delivery, self._recorded, clock, settings.limits, gate=gate)
        self.alarm = Alarm(self.transactions, all_ticks(), clock, settings)
        self.boards = Boards(self.transactions, clock)
        self.backups = Backups(self.database, clock, settings)
        self.watch = Watch(self.transactions, clock, settings)
        self.supervisor = Supervisor(self.transactions.pulse)

    async def run(self) -> None:
        """Run until cancelled; whatever ends first ends all.

        Raises:
            DieuPhoiError: Telegram doesn't know the token, or an address to listen on can't be had.
        """
        loop = self.transactions.pulse.loop
        async with self._open():
            await together(
                *([] if self.database.dialect == "sqlite" else [self._bell()]),
                *([self._webhook()] if self.settings.telegram.mode == "webhook" else []),
                loop("worker", self.worker.run(), most=120),
                loop("jobs", self.jobs.run(), most=900),
                loop("watch", self.watch.run(), most=180),
                self.supervisor.run(),
                self.leader.run(self._lead),
            )

    async def _lead(self, epoch: int) -> None:
        """Do what one process alone may do, while it leads (docs/decisions/0009)."""
        loop, fenced = self.transactions.pulse.loop, self.transactions.under(epoch)
        try:
            await together(
                self._intake(),
                loop("outbox", self.dispatcher.run(epoch), most=300),
                loop("alarm", self.alarm.run(epoch), most=600),
                loop("guard", Guard(self.watch, fenced).run(), most=120),
                self.boards.run(epoch),
                self.backups.run(),
            )
        finally:
            await seal_rest(fenced, self.clock, self.settings)

    async def _intake(self) -> None:
        """Tell Telegram where updates go, and fetch them where they are polled."""
        await patiently(partial(direct_updates, self.bot, self.settings.telegram))
        if self.settings.telegram.mode == "polling":
            await self.transactions.pulse.loop("poller", self.poller.run(), most=180)
        else:
            await asyncio.Event().wait()

    async def _bell(self) -> None:
        """Wake other processes and be woken; a single one starts without the driver."""
        from bot.db.bell import Bell  # noqa: PLC0415

        await Bell(self.database, self.transactions.wake).run()

    async def _webhook(self) -> None:
        """Take updates by HTTP; whoever polls starts without a web server."""
        from bot.inbox.webhook import Webhook  # noqa: PLC0415

        await Webhook(self.bot, self.transactions, self.clock, self.settings.telegram).run()

    @contextlib.asynccontextmanager
    async def _open(self) -> AsyncIterator[None]:
        try:
            async with served(self.watch):
                await patiently(self.bot.initialize)
                log.info("ready", bot=self.bot.username, mode=self.settings.telegram.mode)
                yield
        finally:
            await self.bot.shutdown()
            await self.database.close()

    async def _load_file(self, file_id: int) -> StoredFile:
        return await insisting(partial(self._read, load_file, file_id), "file")

    async def _message_of(self, outbox_id: int) -> int | None:
        return await insisting(partial(self._read, message_of, outbox_id), "message")

    async def _read(self, query: Callable[[Session, int], Awaitable[T]], key: int) -> T:
        async with self.transactions.read() as session:
            return await query(session, key)

    async def _recorded(self, session: Session, row: OutboxMessage, outcome: Outcome) -> None:
        await recorded(session, row, outcome)
        self.watch.called(row, type(outcome).__name__.lower())
        if row.state is OutboxState.GONE:
            await unreachable(session, row.chat_id, now=self.clock.now())
