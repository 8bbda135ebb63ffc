"""Files that are still there when the power was gone: a name is on the disk once its folder was brought there."""

from __future__ import annotations

import os
from pathlib import Path


def settle(part: Path, name: Path) -> None:
    """Give a finished file its name for good: its bytes, then its name are on the disk when this returns."""
    synced(part)
    part.replace(name)
    synced(name.parent)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder where it is missing, and those above it: their names are on the disk when this returns."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True, mode=mode)
    for each in missing:
        synced(each.parent)


def synced(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
