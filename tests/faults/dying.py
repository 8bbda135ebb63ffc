"""A command that dies in the middle: `python -m tests.faults.dying WHAT NTH command … --config FILE`.

WHAT is `files` (it dies before the NTH file of copies is opened, renamed or removed) or `statements` (before the NTH
statement that reaches the database). With fewer than that it comes to its end.
"""

from __future__ import annotations

import sys
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.cli import main
from tests.faults.points import Death

DYING = ("-m", "tests.faults.dying")
TOUCHED = ("open", "os.rename", "os.link", "os.remove", "sqlite3.connect", "subprocess.Popen")


def _files(death: Death) -> None:
    def hear(name: str, arguments: tuple[Any, ...]) -> None:
        if name in TOUCHED and any(word in str(arguments[:2]) for word in ("dieuphoi-", "pg_dump")):
            death.near()

    sys.addaudithook(hear)


def _statements(death: Death) -> None:
    event.listen(Engine, "before_cursor_execute", lambda *_: death.near())


if __name__ == "__main__":
    what, nth, *rest = sys.argv[1:]
    {"files": _files, "statements": _statements}[what](Death(int(nth)))
    sys.argv = ["dieuphoi", *rest]
    main()
