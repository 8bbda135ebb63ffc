"""Alerts: owners are told once when a figure goes out of bounds, and once when it is back.

The table says what they were told, so that neither a restart nor another leader tells it again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from bot.config import Settings
from bot.db.transaction import Session
from bot.messages.alerts import Over, Raised
from bot.messages.base import Message
from bot.outbox.put import put
from bot.services.office import owners_of
from bot.watch.bounds import Finding
from models.alerts import Alert
from models.outbox import Lane

CALM = timedelta(minutes=2)
"""For how long a figure must be within bounds before it is said to be: one that swings must not ring each time."""

log = structlog.get_logger("watch")


class Alerts:
    """Compares what is found with what was told. `_calm` holds since when a figure told of is within bounds again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._calm: dict[str, datetime] = {}

    def due(self, told: Collection[str], findings: Collection[Finding], *, now: datetime) -> bool:
        """Return whether there is anything to tell: most rounds find nothing, and then nothing is written."""
        found = {finding.name for finding in findings}
        self._calm = {name: self._calm.get(name, now) for name in told if name not in found}
        return bool(found - set(told)) or bool(self._over(now))

    async def tell(self, session: Session, findings: Collection[Finding], *, now: datetime) -> None:
        """Tell the owners what is new and what is over; those who were told already are not told again."""
        rows = {row.name: row for row in await session.scalars(select(Alert))}
        for finding in findings:
            row = rows.get(finding.name)
            if row is None or row.cleared_at is not None:
                await self._raise(session, row, finding, now)
        for name in self._over(now):
            if (row := rows.get(name)) is not None and row.cleared_at is None:
                await self._clear(session, row, now)

    def _over(self, now: datetime) -> list[str]:
        return [name for name, since in self._calm.items() if now - since >= CALM]

    async def _raise(self, session: Session, row: Alert | None, finding: Finding, now: datetime) -> None:
        since = now - timedelta(seconds=finding.age)
        if row is None:
            session.add(Alert(name=finding.name, raised_at=now))
        else:
            row.raised_at, row.cleared_at = now, None
        log.error("out of bounds", alert=finding.name, since=since.isoformat(), **finding.values)
        if finding.in_chat:
            await self._put(session, Raised(finding.name, since, finding.values), f"raised:{finding.name}", now)

    async def _clear(self, session: Session, row: Alert, now: datetime) -> None:
        row.cleared_at = now
        log.warning("within bounds again", alert=row.name)
        await self._put(session, Over(row.name, row.raised_at, now), f"over:{row.name}", now)

    async def _put(self, session: Session, message: Message, what: str, now: datetime) -> None:
        for owner in await owners_of(session, self._settings):
            key = f"alert:{what}:{now:%Y%m%dT%H%M%S}:{owner.id}"
            await put(session, owner, message, now=now, lane=Lane.URGENT, key=key)
