"""The folder of copies: which there are, which are kept, and how old the newest is."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

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
INSTANT = re.compile(r"[._-]([0-9]{8}[Tt][0-9]{6})", re.ASCII)

log = structlog.get_logger("copies")


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
    """Return the manifests of the copies in `folder`, the oldest first; a file without a readable one is no copy."""
    names = sorted(path.name.removesuffix(".json") for path in folder.glob("dieuphoi-*.json"))
    found = [read for name in names if (folder / name).exists() and (read := _readable(folder / name))]
    return sorted(found, key=lambda copy: copy.made_at)


def _readable(copy: Path) -> manifest.Manifest | None:
    try:
        return manifest.read(copy)
    except DieuPhoiError:
        log.warning("no copy: its manifest can't be read", file=copy.name)
        return None


def newest(settings: Settings, database: Database, *, now: datetime) -> datetime | None:
    """Return when the newest copy was made, None where there is none.

    One of later than `now` was made by a wrong clock; until its hour it tells nothing of how old the newest is.
    """
    made = [copy.made_at for copy in found_in(folder_of(settings, database)) if copy.made_at <= now]
    return made[-1] if made else None


def kept(made: Collection[datetime], *, now: datetime, daily: int, weekly: int) -> set[datetime]:
    """Return which copies are kept: all of the last day, the newest of each of so many days and weeks with copies.

    Days and weeks are those of the office. None older than `LONGEST` is kept. Those of later than `now` take nobody's
    place: this clock is wrong, or that one was.
    """
    young = sorted((at for at in made if at <= now and now - at < LONGEST), reverse=True)
    days = {at.astimezone(OFFICE_ZONE).date(): at for at in reversed(young)}
    weeks = {at.astimezone(OFFICE_ZONE).isocalendar()[:2]: at for at in reversed(young)}
    return {
        *(at for at in made if now - at < FRESH),
        *(days[day] for day in sorted(days, reverse=True)[:daily]),
        *(weeks[week] for week in sorted(weeks, reverse=True)[:weekly]),
    }


def tidy(folder: Path, settings: Settings, *, now: datetime) -> None:
    """Remove the copies whose term is over; the manifest goes first. What can't be read as a copy has the term too."""
    copies = {copy.made_at: folder / copy.file for copy in found_in(folder)}
    stay = kept(copies, now=now, daily=settings.backup.daily, weekly=settings.backup.weekly)
    for made_at, path in copies.items():
        if made_at not in stay:
            manifest.beside(path).unlink(missing_ok=True)
    sweep(folder)
    _remove_old(folder.glob("dieuphoi-*"), now)


def tidy_beside(file: Path, now: datetime) -> None:
    """Remove what upgrades and restores have kept of an SQLite file beside it, once it is older than `LONGEST`."""
    for kind in ("before-*", "*.copy"):
        _remove_old(file.parent.glob(f"{file.name}.{kind}"), now)


def _remove_old(paths: Iterable[Path], now: datetime) -> None:
    for path in paths:
        if is_old(path.name, now):
            path.unlink(missing_ok=True)


def is_old(name: str, now: datetime) -> bool:
    """Return whether a file or schema tells in its name (the first instant there, UTC) that it outlived `LONGEST`."""
    at = INSTANT.search(name)
    return at is not None and now - datetime.strptime(at[1].upper(), "%Y%m%dT%H%M%S").replace(tzinfo=UTC) >= LONGEST


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
