"""The audit trail, written in the transaction that does what it tells."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Protocol, cast

from sqlalchemy import Table

from bot.db.kept import keep_back
from bot.db.transaction import Session
from models.audit import AuditLine

AUDIT = cast("Table", AuditLine.__table__)
OF_UPDATE = re.compile(r"u(\d+)(?!\d)")


class Who(Protocol):
    """Who acts: an actor, or the row of a person for whom long work was done."""

    @property
    def telegram_id(self) -> int:
        """Telegram's number of them."""
        ...


def note(session: Session, actor: Who | None, action: str, subject: str, *, now: datetime, **details: Any) -> None:
    """Write that `actor` (None: the bot itself) did `action` to `subject`, such as `delegate 12`.

    Details are ids and states: no phone numbers, no texts of messages.
    """
    line = {
        "at": now,
        "telegram_id": actor.telegram_id if actor else None,
        "update_id": update_at_hand(session),
        "action": action,
        "object": subject,
        "details": details,
    }
    keep_back(session, AUDIT, line)


def update_at_hand(session: Session) -> int | None:
    """Return the update that the transaction answers; None where it answers none."""
    found = OF_UPDATE.match(str(session.info["origin"]))
    return int(found[1]) if found else None
