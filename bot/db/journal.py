"""The journal: every update that was stored and every send that was settled, as lines beside the database.

A copy of the database is hours old when it is needed; the journal makes up for what came since (docs/decisions/0010).
It is written before the commit: it tells what Telegram gave and took, which stays true if the commit fails. A process
that is killed loses no line, since the kernel has them; only a power cut may take the last ones.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

KEPT = timedelta(days=14)
"""For as long as what was said stays in the database (bot.services.old_words)."""

CHAT = re.compile(rb'"chat":("(?:[^"\\]|\\.)*"),"update"')

Line = dict[str, Any]

log = structlog.get_logger("journal")


class Journal:
    """The journal in `folder`: one file a day (UTC), one line a thing, `at` being when.

    `gap`: a line could not be written since the latest copy; the next copy must not wait.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.gap = False
        self._lock = threading.Lock()

    def write(self, lines: Iterable[Line]) -> None:
        """Add `lines`. A journal that can't be written is told and doesn't stop the bot: the database has it all.

        Each line begins with the line end, so that a torn one spoils no other.
        """
        days: dict[str, bytes] = {}
        for line in lines:
            written = json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode()
            days[line["at"][:10]] = days.get(line["at"][:10], b"") + b"\n" + written
        try:
            with self._lock:
                for day, data in days.items():
                    self._append(day, data)
        except OSError as error:
            log.error("journal not written", error=str(error))
            self.gap = True

    def _append(self, day: str, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        opened = os.open(self.folder / f"journal-{day}.jsonl", os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        try:
            while data:
                data = data[os.write(opened, data) :]
        finally:
            os.close(opened)

    def read(self, since: datetime) -> Iterator[Line]:
        """Give the lines of the day of `since` and later, as they were written; torn ones are left out."""
        for file in self._files():
            if _day_of(file) >= since.date():
                with file.open("rb") as opened:
                    yield from (line for raw in opened if (line := _parsed(raw)) is not None)

    def begins(self) -> date | None:
        """Return the first day that the journal has, None where it is empty."""
        return next((_day_of(file) for file in self._files()), None)

    def blank(self, chats: Collection[str]) -> None:
        """Blank what came from `chats` (see `bot.inbox.store.chat_key`), in place.

        Nothing is moved: another process may be adding lines to the same file.
        """
        for file in self._files():
            with file.open("r+b") as opened:
                for start, length in _places(opened, chats):
                    opened.seek(start)
                    opened.write(b" " * length)

    def tidy(self, now: datetime) -> None:
        """Remove the files whose first lines are as old as lines may become."""
        for file in self._files():
            if _day_of(file) <= (now - KEPT).date():
                file.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("journal-*.jsonl"))


def _day_of(file: Path) -> date:
    return date.fromisoformat(file.stem.removeprefix("journal-"))


def _parsed(raw: bytes) -> Line | None:
    try:
        found: Line = json.loads(raw)
    except ValueError:
        return None
    return found


def _places(opened: Iterable[bytes], chats: Collection[str]) -> list[tuple[int, int]]:
    """Return where the updates of `chats` begin, and their lengths without the line end."""
    found, start = [], 0
    for raw in opened:
        mark = CHAT.search(raw)
        if mark is not None and json.loads(mark[1]) in chats:
            found.append((start, len(raw.rstrip(b"\n"))))
        start += len(raw)
    return found


def note(session: AsyncSession, line: Line) -> None:
    """Have `line` written just before the transaction is committed."""
    session.info["journal"].append(line)


def forget(session: AsyncSession, chat: str) -> None:
    """Have what came from `chat` blanked once the transaction is committed."""
    session.info["forget"].add(chat)


def keep(session: AsyncSession, journal: Journal | None) -> None:
    """Write what the transaction noted."""
    if journal is not None and (lines := session.info["journal"]):
        journal.write(lines)


def blank(session: AsyncSession, journal: Journal | None) -> None:
    """Blank what the transaction, now committed, had forgotten."""
    if journal is not None and (chats := session.info["forget"]):
        journal.blank(chats)
