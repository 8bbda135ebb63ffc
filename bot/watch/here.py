"""Here: what this machine and its way to Telegram are like, beside what the rows say."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.config import Settings
from bot.db.engine import Database
from bot.watch.probe import Answer


@dataclass(frozen=True)
class Here:
    """What one process sees.

    `answer` is Telegram's latest, None before the first; `free_disk` is the free share of the fullest disk that data
    stand on (0 to 1); `copy_age` is the age of the newest copy in seconds, None where there is none yet.
    """

    answer: Answer | None = None
    free_disk: float = 1.0
    copy_age: float | None = None


def free_disk(database: Database, settings: Settings) -> float:
    """Return the free share of the fullest of the disks with the database, its copies and the journal."""
    named = [Path(folder) for folder in (settings.backup.folder, settings.backup.journal) if folder]
    beside = [database.file.absolute().parent] if database.file is not None else [Path.cwd()]
    return min(_free(_existing(folder)) for folder in (*beside, *named))


def _existing(folder: Path) -> Path:
    """Return `folder`, or the nearest of its parents that is there: it is made when it is first needed."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


def _free(folder: Path) -> float:
    usage = shutil.disk_usage(folder)
    return usage.free / usage.total if usage.total else 1.0
