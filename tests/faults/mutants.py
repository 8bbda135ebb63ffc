"""Bots with one guard taken out: the checker must find what each of them does wrong.

`python -m tests.faults.mutants NAME --config FILE` runs one. The switches stand here, in the tests; the product has
none.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot import logs
from bot.app import App
from bot.clock import SystemClock
from bot.config import load
from bot.db.lock import only_process
from bot.outbox import request
from bot.run import brought_up
from tests.faults.entry import until_stopped
from tests.faults.mutants_in import (
    AcknowledgingFirst,
    Answering,
    Gullible,
    MarkingLater,
    ask_nobody,
    never_crowded,
    remember_roles,
)
from tests.faults.mutants_kept import unchained, without_journal
from tests.faults.mutants_out import (
    Deaf,
    Forgetful,
    Overtaking,
    Repeating,
    Unfenced,
    Usurper,
    blind,
    change_outcomes,
    hasty,
    impatient,
    let_out,
)
from tests.faults.mutants_pings import planning_twice, tell_all


def _is(part: str, kind: type[Any]) -> Callable[[App], None]:
    """Return the change that makes a part of an App one of `kind`."""

    def change(app: App) -> None:
        (getattr(app, part) if part else app).__class__ = kind

    return change


def telling(_: App) -> None:
    """Keep the words of errors as they came."""
    request.without_token = lambda body: body


def leading_on(app: App) -> None:
    """Lead on when another leads, and write as if nobody did."""
    app.leader.__class__ = Deaf
    app.transactions.__class__ = Unfenced


def hurrying(app: App) -> None:
    """Take what the kernel has for what the disk has."""
    event.listen(app.database.writer.sync_engine, "connect", lambda made, _: made.execute("PRAGMA synchronous=OFF"))


CHANGES: dict[str, Callable[[App], None]] = {
    "acknowledges before it stores": _is("poller", AcknowledgingFirst),
    "answers 200 before it stores": _is("", Answering),
    "takes a repeated update for a new one": _is("poller", Gullible),
    "marks as done in a second commit": _is("worker", MarkingLater),
    "forgets what was half-sent": _is("dispatcher", Forgetful),
    "sends half-sent broadcasts again": _is("dispatcher", Repeating),
    "sends broadcasts in doubt again": lambda app: change_outcomes(app, blind),
    "takes an error of the server for a refusal": lambda app: change_outcomes(app, hasty),
    "lets news overtake what waits": _is("dispatcher", Overtaking),
    "forgets holds": lambda app: change_outcomes(app, impatient),
    "keeps what errors quote": telling,
    "sends before it is released": let_out,
    "lets one person flood": never_crowded,
    "doesn't ask for the webhook's secret": ask_nobody,
    "lets roles outlive their end": remember_roles,
    "seals lines without the hash before": unchained,
    "keeps no journal": without_journal,
    "leads without the lock": _is("leader", Usurper),
    "leads on without the fence": leading_on,
    "doesn't look again before a ping": tell_all,
    "plans a ping twice": planning_twice,
    "doesn't wait for the disk": hurrying,
}


async def serve(name: str, config: Path) -> None:
    """Run the mutant until it is killed."""
    settings = load(config)
    logs.configure(settings.log)
    app = App(settings, SystemClock())
    CHANGES[name](app)
    with only_process(app.database):
        await brought_up(app.database, app.clock)
        await app.run()


if __name__ == "__main__":
    asyncio.run(until_stopped(serve(sys.argv[1], Path(sys.argv[3]))))
