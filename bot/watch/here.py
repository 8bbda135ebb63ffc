"""Here: what this machine and its way to Telegram are like, beside what the rows say.

A disk that can't be asked counts as full, and copies that can't be looked at as not there: somebody has to look.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from bot.config import Settings
from bot.db.copies import folder_of, journal_folder, newest
from bot.db.engine import Database
from bot.errors import DieuPhoiError
from bot.watch.probe import Answer

log = structlog.get_logger("watch")


@dataclass(frozen=True)
class Here:
    """What one process sees.

    `answer` is Telegram's latest, None before the first; `free_disk` is the free share of the fullest disk that data
    stand on (0 to 1); `copy_age` is the age of the newest copy in seconds, None before the first look.
    """

    answer: Answer | None = None
    free_disk: float = 1.0
    copy_age: float | None = None


def free_disk(database: Database, settings: Settings) -> float:
    """Return the free share of the fullest of the disks with the database, its copies and the journal."""
    folders = [folder_of(settings, database), journal_folder(settings, database)]
    if database.file is not None:
        folders.append(database.file.parent)
    try:
        return min(_free(_existing(folder)) for folder in folders)
    except OSError as error:
        log.warning("a disk can't be asked", error=error.strerror)
        return 0.0


def newest_copy(database: Database, settings: Settings, now: datetime) -> datetime | None:
    """Return when the newest copy was made, None where there is none that can be read."""
    try:
        return newest(settings, database, now=now)
    except (OSError, DieuPhoiError) as error:
        log.warning("copies can't be looked at", error=type(error).__name__)
        return None


def _existing(folder: Path) -> Path:
    """Return `folder`, or the nearest of its parents that is there: it is made when it is first needed."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


def _free(folder: Path) -> float:
    usage = shutil.disk_usage(folder)
    return usage.free / usage.total if usage.total else 1.0
