"""Engines: one writer and its readers on SQLite, one pool on PostgreSQL."""

from __future__ import annotations

import os
import socket
import uuid
from pathlib import Path
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from bot.db.at_hand import PATIENCE, SessionAtHand, Writer
from bot.db.durable import make_folder
from bot.db.journal import Journal
from bot.db.kept import watch
from bot.db.one_visit import connect
from bot.errors import DieuPhoiError

# SQLite before 3.51.3 can corrupt a WAL file when two connections write or checkpoint at the same instant (sqlite.org,
# "walresetbug"). One connection writes and checkpoints; readers may do neither, so the race can't happen.
# The writer waits for others in its thread only (bot/db/at_hand.py), so its statements never do.
PATIENT = f"busy_timeout={PATIENCE}"
WRITER = (PATIENT, "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON", "busy_timeout=0")
MIGRATOR = (PATIENT, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF")
READER = (PATIENT, "query_only=ON", "wal_autocheckpoint=0", "foreign_keys=ON")
# A transaction whose process was stopped must not keep its rows from the others, nor one whose machine vanished.
SERVER = {
    "idle_in_transaction_session_timeout": "15000",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "3",
}
STATEMENT_SECONDS = 20
"""After which a server that doesn't answer counts as away."""


class Database:
    """The engines of one database address; `dialect` is sqlite or postgresql.

    `name` is this process's own: the server shows it beside each of its sessions. `journal`, where one is kept,
    gets what transactions note down.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.url = parsed
        self.dialect = parsed.get_backend_name()
        self.name = f"dieuphoi {socket.gethostname()[:30]} {os.getpid()} {uuid.uuid4().hex[:8]}"
        self.journal: Journal | None = None
        if self.dialect == "sqlite":
            self._make_folder()
            self.writer = _sqlite(url, WRITER, "BEGIN IMMEDIATE", pool_size=1, at_hand=True)
            self.reader = _sqlite(url, READER, "BEGIN", pool_size=4)
        else:
            options = {"timeout": 5, "command_timeout": STATEMENT_SECONDS, "server_settings": self._said}
            self.writer = self.reader = create_async_engine(url, pool_size=12, max_overflow=4, connect_args=options)
            event.listen(self.writer.sync_engine, "checkout", _there)
        watch(self.writer)

    def _make_folder(self) -> None:
        """Make the folder of the file, where it is missing.

        Raises:
            DieuPhoiError: it can't be made.
        """
        if self.file is not None:
            try:
                make_folder(self.file.absolute().parent)
            except OSError as error:
                raise DieuPhoiError("doctor.database_unreachable", reason=error.strerror) from error

    def writing(self) -> AsyncSession:
        """Return a session that writes, not begun."""
        kind = SessionAtHand if self.dialect == "sqlite" else AsyncSession
        return kind(self.writer, expire_on_commit=False)

    def migrator(self) -> AsyncEngine:
        """Return an engine that changes the schema in one transaction, to be disposed of.

        On SQLite foreign keys are off: tables are copied and renamed, and inside a transaction they can't be switched
        off. Python's own begin leaves out statements that change the schema, and a kill would leave half of them.
        """
        if self.dialect == "sqlite":
            return _sqlite(str(self.url), MIGRATOR, "BEGIN IMMEDIATE", pool_size=1)
        return create_async_engine(self.url)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database."""
        return Path(self.url.database) if self.dialect == "sqlite" and self.url.database else None

    @property
    def _said(self) -> dict[str, str]:
        return {**SERVER, "application_name": self.name}

    async def direct(self, *, patience: float) -> Any:
        """Return a PostgreSQL connection outside the pool (asyncpg's); `patience`: seconds for a statement."""
        import asyncpg  # noqa: PLC0415 - SQLite does without

        _, options = self.writer.dialect.create_connect_args(self.url)
        return await asyncpg.connect(  # type: ignore[no-untyped-call]
            **options, timeout=patience, command_timeout=patience, server_settings=self._said
        )

    async def close(self) -> None:
        """Close all connections (before the event loop ends, or aiosqlite's threads complain)."""
        await self.reader.dispose()
        await self.writer.dispose()


def _there(connection: Any, *_: Any) -> None:
    """Have the pool give another connection instead of one that is known to have ended.

    To ask the server each time takes three round trips, as many as a fifth of what a press needs; and asyncpg has heard
    of the end already. What it couldn't hear (a machine that vanished) shows at the first statement, as Away.

    Raises:
        DisconnectionError: to the pool.
    """
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _sqlite(url: str, pragmas: tuple[str, ...], begin: str, *, pool_size: int, at_hand: bool = False) -> AsyncEngine:
    """Build an SQLite engine that begins with `begin`: by default Python begins too late and oversells quotas."""
    file = make_url(url).database or ":memory:"
    engine = create_async_engine(url, pool_size=pool_size, max_overflow=0, pool_timeout=60)

    @event.listens_for(engine.sync_engine, "do_connect")
    def _made(dialect: Any, *_: Any) -> Any:
        return Writer(file) if at_hand else dialect.dbapi.connect(async_creator_fn=lambda: connect(file))

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
