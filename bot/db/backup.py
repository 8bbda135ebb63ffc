"""Backups: a consistent copy while the bot runs, checked before it counts.

Everything here blocks and runs outside the event loop. A copy is written under a temporary name, checked, brought to
the disk, and named; then its manifest is, and only with that it is a copy. So a full disk or a kill leaves none.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, create_engine
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from bot.db import dump, manifest
from bot.db.copies import folder_of, name_of, only_backup, sweep, tidy, tidy_beside
from bot.db.durable import settle
from bot.db.engine import Database
from bot.db.restore_server import drop_old
from bot.db.row_hashes import TableHash, row_hashes
from bot.db.version import present
from bot.errors import DieuPhoiError


def back_up(settings: Settings, database: Database, *, now: datetime) -> Path:
    """Make a copy, remove those whose term is over, and return the new one's path.

    Raises:
        DieuPhoiError: there is nothing to copy, the disk is full, the copy isn't sound, or another backup is under way.
    """
    folder = folder_of(settings, database)
    try:
        with only_backup(folder):
            sweep(folder)
            copy = _sqlite(database, folder, now) if database.dialect == "sqlite" else _server(database, folder, now)
            tidy(folder, settings, now=now)
            if database.file is None:
                drop_old(database, now)
            else:
                tidy_beside(database.file, now)
            return copy
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        raise DieuPhoiError("copies.failed", folder=str(folder), reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error).partition("\n")[0]


def _sqlite(database: Database, folder: Path, now: datetime) -> Path:
    """Copy a file by a connection that can't write: a second process beside the bot must never."""
    source = database.file
    if source is None or not source.exists():
        raise DieuPhoiError("copies.nothing", file=str(source))
    with _part(folder) as part:
        with contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        schema, tables = examined(part)
        return _named(part, folder, manifest.Manifest("", now, "sqlite", schema, manifest.digest(part), tables))


def _server(database: Database, folder: Path, now: datetime) -> Path:
    with _part(folder) as part:
        schema, tables = dump.written(database, part)
        return _named(part, folder, manifest.Manifest("", now, "postgresql", schema, manifest.digest(part), tables))


def _named(part: Path, folder: Path, found: manifest.Manifest) -> Path:
    name = name_of(found.made_at, found.schema, found.dialect)
    settle(part, folder / name)
    manifest.write(folder / name, manifest.Manifest(**{**vars(found), "file": name}))
    return folder / name


@contextlib.contextmanager
def _part(folder: Path) -> Iterator[Path]:
    """Give an empty file that nobody else may read; it goes unless it was given its name."""
    part = folder / "dieuphoi-copy.part"
    os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def examined(copy: Path) -> tuple[str, dict[str, TableHash]]:
    """Return the schema and the row hashes of an SQLite copy that lies still.

    Raises:
        DieuPhoiError: its pages or its references are not sound, or it isn't a database of ours.
    """
    address = URL.create("sqlite", database=f"{copy.absolute().as_uri()}", query={"uri": "true", "immutable": "1"})
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            schema = present(connection)
            if not whole or dangling is not None or schema is None:
                raise DieuPhoiError("copies.unsound", file=str(copy))
            return schema, row_hashes(connection)
    except SQLAlchemyError as error:
        raise DieuPhoiError("copies.unsound", file=str(copy)) from error
    finally:
        engine.dispose()
