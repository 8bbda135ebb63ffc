"""Dialog steps: where a person stands, kept in a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.db.transaction import Session
from bot.services.access import Actor
from models.dialogs import Dialog


@dataclass(frozen=True)
class Step:
    """The step that the next text of a person answers, with what was gathered so far."""

    name: str
    data: dict[str, Any]


async def step_of(session: Session, telegram_id: int) -> Step | None:
    """Return the step of this Telegram user."""
    row = await session.get(Dialog, telegram_id)
    return Step(row.step, dict(row.data)) if row else None


async def set_step(session: Session, actor: Actor, name: str, data: dict[str, Any], *, now: datetime) -> None:
    """Move the actor to the step `name`."""
    row = await session.get(Dialog, actor.telegram_id)
    if row is None:
        session.add(Dialog(telegram_id=actor.telegram_id, step=name, data=data, updated_at=now))
    else:
        row.step, row.data, row.updated_at = name, data, now


async def leave(session: Session, actor: Actor) -> None:
    """End the actor's dialog, if there is one."""
    row = await session.get(Dialog, actor.telegram_id)
    if row is not None:
        await session.delete(row)
