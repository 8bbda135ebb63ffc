"""The points inside a bot at which it kills itself: heard at the seams of its libraries, nothing of it is changed.

SQLAlchemy tells of flushes and commits, each named by the `origin` of its transaction; python-telegram-bot has one
method through which each request goes.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session
from telegram.request import BaseRequest

from tests.faults.kills import SENDS, Point

Seen = Callable[[str, str], bool]
"""Says whether a transaction's moment (begun, updating, changed, before, after its commit) and origin are the point.

Updates are worked in parts of a transaction, each under its own origin (bot.db.parts); a commit in which some were has
the origin of the last of them.
"""


def _update(origin: str) -> bool:
    return origin[:1] == "u" and origin[1:2].isdigit()


TRANSACTIONS: dict[Point, Seen] = {
    Point.STORING: lambda moment, origin: moment == "before" and origin in ("poll", "webhook"),
    Point.STORED: lambda moment, origin: moment == "after" and origin in ("poll", "webhook"),
    Point.BEGUN: lambda moment, origin: moment == "begun" and _update(origin),
    Point.HANDLED: lambda moment, origin: moment == "before" and _update(origin),
    Point.COMMITTED: lambda moment, origin: moment == "after" and _update(origin),
    Point.RINGING: lambda moment, origin: moment == "changed" and origin.startswith("DueReminders"),
    Point.SEALING: lambda moment, origin: moment == "updating" and origin.startswith("SealAudit"),
    Point.RECOVERING: lambda moment, origin: moment == "before" and origin == "recover",
}


class Death:
    """Comes the `nth` time that it is near."""

    def __init__(self, nth: int) -> None:
        self._left = nth

    def near(self) -> None:
        """Come nearer, and kill this process as `kill -9` does."""
        self._left -= 1
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def arm(point: Point, nth: int) -> None:
    """Let this process die the `nth` time that it is at `point`."""
    if point in TRANSACTIONS:
        _listen(TRANSACTIONS[point], Death(nth))
    else:
        _wrap(Death(nth), late=point is Point.ANSWERED)


def _listen(seen: Seen, death: Death) -> None:
    worked: WeakKeyDictionary[Session, str] = WeakKeyDictionary()

    def hear(session: Session, moment: str) -> None:
        origin = str(session.info.get("origin", ""))
        if _update(origin):
            worked[session] = origin
        if seen(moment, worked.get(session) or origin):
            death.near()

    @event.listens_for(Session, "do_orm_execute")
    def _begun(state: ORMExecuteState) -> None:
        hear(state.session, "updating" if state.is_update else "begun")

    event.listen(Session, "after_flush", lambda session, _: hear(session, "changed"))
    event.listen(Session, "before_commit", lambda session: hear(session, "before"))
    event.listen(Session, "after_commit", lambda session: hear(session, "after"))


def _wrap(death: Death, *, late: bool) -> None:
    """Die before a call leaves, or (`late`) once its answer is in."""
    original = BaseRequest.post

    async def post(self: BaseRequest, url: str, *arguments: Any, **more: Any) -> Any:
        sends = url.rpartition("/")[2] in SENDS
        if sends and not late:
            death.near()
        answer = await original(self, url, *arguments, **more)
        if sends and late:
            death.near()
        return answer

    BaseRequest.post = post  # type: ignore[method-assign, misc]
