"""What stands in the database after the last quiet, read by a plain connection of our own."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COUNTS = (
    "SELECT count(*) FROM inbox",
    "SELECT count(*) FROM inbox WHERE state = 'waiting'",
    "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')",
)


@dataclass(frozen=True)
class Row:
    """A row of the outbox: what was to be called, and what became of it."""

    id: int
    key: str
    chat_id: int
    method: str
    payload: dict[str, Any]
    again: bool
    edits: int | None
    state: str
    message_id: int | None
    tries: int

    @property
    def text(self) -> str:
        """What a person would see of it."""
        return str(self.payload.get("text", self.payload.get("commands")))


@dataclass(frozen=True)
class Tables:
    """The inbox (update id → state) and the outbox in order."""

    inbox: dict[int, str]
    outbox: list[Row]


@contextlib.contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a database that a bot may be using, to read only."""
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as connection:
        yield connection


def read(file: Path) -> Tables:
    """Read the tables."""
    with opened(file) as connection:
        inbox = dict(connection.execute("SELECT update_id, state FROM inbox ORDER BY update_id").fetchall())
        rows = connection.execute(
            "SELECT id, key, chat_id, method, payload, again, edits, state, message_id, tries FROM outbox ORDER BY id"
        ).fetchall()
    return Tables(inbox, [_row(row) for row in rows])


def _row(values: Sequence[Any]) -> Row:
    number, key, chat_id, method, payload, again, edits, state, message_id, tries = values
    return Row(number, key, chat_id, method, json.loads(payload), bool(again), edits, state, message_id, tries)


def open_rows(file: Path) -> tuple[int, int]:
    """Return how many updates are stored, and how many rows of inbox and outbox have no end yet."""
    try:
        with opened(file) as connection:
            stored, updates, calls = (connection.execute(query).fetchone()[0] for query in COUNTS)
    except sqlite3.OperationalError:  # the first start is still making the file or its tables
        return 0, 0
    return int(stored), int(updates) + int(calls)


def under_way(file: Path) -> int:
    """Return how many calls a killed bot had claimed: those may be made once more."""
    try:
        with opened(file) as connection:
            return int(connection.execute("SELECT count(*) FROM outbox WHERE state = 'sending'").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def sound(file: Path) -> bool:
    """Return whether SQLite finds the file whole."""
    with opened(file) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
