"""Dialog steps: where a person stands, kept in a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.db.transaction import Session
from bot.services.access import Actor
from models.dialogs import Dialog

BACK = "back"
"""Where the row of a step keeps the press that leads back."""


@dataclass(frozen=True)
class Step:
    """The step that the next text of a person answers, with what was gathered so far.

    `back` is the press that leads to the screen before it, None of a first step.
    """

    name: str
    data: dict[str, Any]
    back: str | None = None


def step_kept(name: str, data: Mapping[str, Any]) -> Step:
    """Return a step as its row keeps it."""
    gathered = dict(data)
    back = gathered.pop(BACK, None)
    return Step(name, gathered, back)


async def step_of(session: Session, telegram_id: int) -> Step | None:
    """Return the step of this Telegram user."""
    row = await session.get(Dialog, telegram_id)
    return step_kept(row.step, row.data) if row else None


async def set_step(
    session: Session, actor: Actor, name: str, data: Mapping[str, Any], *, now: datetime, back: str | None = None
) -> None:
    """Move the actor to the step `name`; `back` as in `Step`."""
    kept = {**data, BACK: back} if back else dict(data)
    row = await session.get(Dialog, actor.telegram_id)
    if row is None:
        session.add(Dialog(telegram_id=actor.telegram_id, step=name, data=kept, updated_at=now))
    else:
        row.step, row.data, row.updated_at = name, kept, now


async def leave(session: Session, actor: Actor) -> None:
    """End the actor's dialog, if there is one."""
    row = await session.get(Dialog, actor.telegram_id)
    if row is not None:
        await session.delete(row)
        await session.flush()
