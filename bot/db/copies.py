"""The folder of copies: which there are, which are kept, and how old the newest is."""

from __future__ import annotations

import fcntl
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.db import manifest
from bot.db.durable import make_folder
from bot.db.engine import Database
from bot.errors import DieuPhoiError

LONGEST = timedelta(days=35)
"""For how long copies may hold names and phones; no setting makes it longer."""
FRESH = timedelta(days=1)
"""All copies of the last day are kept: one made by hand before a risky step isn't pushed out by the daily one."""
SUFFIXES = {"sqlite": "sqlite3", "postgresql": "dump"}


def folder_of(settings: Settings, database: Database) -> Path:
    """Return the folder of the copies: as set, else `backups` beside the database."""
    return Path(settings.backup.folder) if settings.backup.folder else beside(database, "backups")


def journal_folder(settings: Settings, database: Database) -> Path:
    """Return the folder of the journal: as set, else `journal` beside the database."""
    return Path(settings.backup.journal) if settings.backup.journal else beside(database, "journal")


def beside(database: Database, name: str) -> Path:
    """Return the folder `name` beside an SQLite file; for a database on a server, in `data` of the working folder."""
    return (database.file.absolute().parent if database.file is not None else Path("data")) / name


def name_of(made_at: datetime, schema: str, dialect: str) -> str:
    """Return the file name of a copy: it sorts by time, in UTC, and tells the schema."""
    return f"dieuphoi-{made_at:%Y%m%dT%H%M%SZ}-{schema}.{SUFFIXES[dialect]}"


def found_in(folder: Path) -> list[manifest.Manifest]:
    """Return the manifests of the copies in `folder`, the oldest first; a file without a manifest is no copy."""
    names = sorted(path.name.removesuffix(".json") for path in folder.glob("dieuphoi-*.json"))
    found = [manifest.read(folder / name) for name in names if (folder / name).exists()]
    return sorted(found, key=lambda copy: copy.made_at)


def newest(settings: Settings, database: Database) -> datetime | None:
    """Return when the newest copy was made, None where there is none."""
    found = found_in(folder_of(settings, database))
    return found[-1].made_at if found else None


def kept(made: Collection[datetime], *, now: datetime, daily: int, weekly: int) -> set[datetime]:
    """Return which copies are kept: all of the last day, the newest of each of so many days and weeks with copies.

    Days and weeks are those of the office. None older than `LONGEST` is kept.
    """
    young = sorted((at for at in made if now - at < LONGEST), reverse=True)
    days = {at.astimezone(OFFICE_ZONE).date(): at for at in reversed(young)}
    weeks = {at.astimezone(OFFICE_ZONE).isocalendar()[:2]: at for at in reversed(young)}
    return {
        *(at for at in young if now - at < FRESH),
        *(days[day] for day in sorted(days, reverse=True)[:daily]),
        *(weeks[week] for week in sorted(weeks, reverse=True)[:weekly]),
    }


def tidy(folder: Path, settings: Settings, *, now: datetime) -> None:
    """Remove the copies whose term is over; the manifest goes first."""
    copies = {copy.made_at: folder / copy.file for copy in found_in(folder)}
    stay = kept(copies, now=now, daily=settings.backup.daily, weekly=settings.backup.weekly)
    for made_at, path in copies.items():
        if made_at not in stay:
            manifest.beside(path).unlink(missing_ok=True)
    sweep(folder)


def sweep(folder: Path) -> None:
    """Remove what a killed backup left: whatever has no manifest."""
    for path in folder.glob("dieuphoi-*"):
        if path.suffix != ".json" and not manifest.beside(path).exists():
            path.unlink(missing_ok=True)


@contextmanager
def only_backup(folder: Path) -> Iterator[None]:
    """Hold the folder, made where it is missing and closed to others, so that no second backup works in it.

    Raises:
        DieuPhoiError: another one does.
    """
    make_folder(folder, 0o700)
    with (folder / ".lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DieuPhoiError("copies.second_backup", folder=str(folder)) from None
        yield
