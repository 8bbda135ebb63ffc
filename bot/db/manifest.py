"""The manifest beside a copy: what the copy must be. A file without one, or that differs from it, is no copy."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from bot.db.durable import settle
from bot.db.row_hashes import TableHash
from bot.errors import DieuPhoiError

BLOCK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """When the copy was made (its rows are those of that instant), of which engine and schema, and its hashes."""

    file: str
    made_at: datetime
    dialect: str
    schema: str
    sha256: str
    tables: dict[str, TableHash]


def beside(copy: Path) -> Path:
    """Return where the manifest of `copy` stands."""
    return copy.with_name(f"{copy.name}.json")


def write(copy: Path, manifest: Manifest) -> None:
    """Write the manifest whole or not at all; from then on the file counts as a copy."""
    part = copy.with_name(f"{copy.name}.json.part")
    values = {**asdict(manifest), "made_at": manifest.made_at.isoformat()}
    with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        json.dump(values, file, indent=1)
    settle(part, beside(copy))


def read(copy: Path) -> Manifest:
    """Return the manifest of `copy`.

    Raises:
        DieuPhoiError: there is none, or it can't be read.
    """
    try:
        values = json.loads(beside(copy).read_text(encoding="utf-8"))
        tables = {name: TableHash(**found) for name, found in values.pop("tables").items()}
        made_at = datetime.fromisoformat(values.pop("made_at"))
        return Manifest(**values, made_at=made_at, tables=tables)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DieuPhoiError("copies.no_manifest", file=str(copy)) from error


def checked(copy: Path) -> Manifest:
    """Return the manifest of `copy` after comparing every byte with it.

    Raises:
        DieuPhoiError: there is no manifest, or the file isn't the one that it was written for.
    """
    found = read(copy)
    try:
        same = digest(copy) == found.sha256
    except OSError as error:
        raise DieuPhoiError("copies.unreadable", file=str(copy), reason=error.strerror) from error
    if not same:
        raise DieuPhoiError("copies.damaged", file=str(copy))
    return found


def digest(file: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    found = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            found.update(block)
    return found.hexdigest()
