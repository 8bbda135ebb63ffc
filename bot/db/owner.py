"""What root makes beside the data, by a command typed in haste, is given to their owner: the bot could not open it."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.config import Settings
from bot.db.copies import folder_of, journal_folder
from bot.db.engine import Database


@contextmanager
def given_to_the_owner(settings: Settings) -> Iterator[None]:
    """At the end of the block give what belongs to root there to the owner of the data, where that is another.

    That is the owner of the SQLite file, or of its folder while there is none; with a server, of the folder of copies.
    Links are not followed.
    """
    database = Database(settings.database.url)
    folders = [folder_of(settings, database), journal_folder(settings, database)]
    owner = _existing((database.file or folders[0]).absolute()).stat()
    try:
        yield
    finally:
        if os.geteuid() == 0 and owner.st_uid != 0:
            beside = database.file.parent.glob(f"{database.file.name}*") if database.file is not None else ()
            for path in itertools.chain(beside, folders, *(folder.glob("*") for folder in folders)):
                if os.path.lexists(path) and path.lstat().st_uid == 0:
                    os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)
