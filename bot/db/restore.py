"""Putting a copy in the place of an SQLite file. The file that was there is kept aside, never deleted.

The copy is prepared beside the file (`….incoming`), then takes its place in one rename. While the files change places
`….restoring` stands there, and nothing starts: a restore that was killed is simply run again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.db import manifest
from bot.db.backup import examined
from bot.db.durable import settle
from bot.db.engine import Database
from bot.db.manifest import Manifest
from bot.db.version import newest
from bot.errors import DieuPhoiError


def acceptable(copy: Path, database: Database) -> Manifest:
    """Return the manifest of a copy that may take the database's place.

    Raises:
        DieuPhoiError: it was changed, isn't sound, is of another engine, or of a newer program.
    """
    found = manifest.checked(copy)
    if found.dialect != database.dialect:
        raise DieuPhoiError("copies.other_engine", file=str(copy), engine=found.dialect)
    if found.schema > newest():
        raise DieuPhoiError("copies.newer", file=str(copy), version=found.schema)
    if found.dialect == "sqlite" and examined(copy) != (found.schema, found.tables):
        raise DieuPhoiError("copies.damaged", file=str(copy))
    return found


def interrupted(database: Database) -> None:
    """Make sure that no restore was killed half-way.

    Raises:
        DieuPhoiError: one was.
    """
    if database.file is not None and _named(database.file, "restoring").exists():
        raise DieuPhoiError("copies.interrupted", file=str(database.file))


@contextlib.contextmanager
def in_place_of(file: Path, copy: Path, *, now: datetime) -> Iterator[Path]:
    """Give a copy of `copy` to be prepared; at the end of the block, unless it failed, it takes the place of `file`."""
    incoming = _named(file, "incoming")
    for rest in _parts(incoming):
        rest.unlink(missing_ok=True)
    with (
        os.fdopen(os.open(incoming, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out,
        copy.open("rb") as data,
    ):
        shutil.copyfileobj(data, out)
    yield incoming
    _swap(file, incoming, aside(file, now))


def aside(file: Path, now: datetime) -> Path:
    """Return where the file that is replaced at `now` is kept."""
    return _named(file, f"before-{now:%Y%m%dT%H%M%SZ}")


def _swap(file: Path, incoming: Path, kept: Path) -> None:
    """Keep `file` with its write-ahead log under `kept`, and give its name to `incoming`.

    A log beside another file would be read into it, so it must be gone before the new one has the name; and a database
    without its log is an older one, so nothing may start in between.
    """
    restoring = _named(file, "restoring")
    settle(incoming, restoring)
    for present, name in zip(_parts(file), _parts(kept), strict=True):
        if present.exists() and not name.exists():
            os.link(present, name)
    for log in _parts(file)[1:]:
        log.unlink(missing_ok=True)
    settle(restoring, file)


def _named(file: Path, ending: str) -> Path:
    return file.with_name(f"{file.name}.{ending}")


def _parts(file: Path) -> tuple[Path, Path, Path]:
    """Return a database's file, its write-ahead log and the log's index (sqlite.org, "WAL-mode file format")."""
    return file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")
