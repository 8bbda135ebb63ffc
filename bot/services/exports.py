"""Exports: every file drawn from the tables is noted: who got it, what it is of, how many rows it holds.

The audit trail is the log: `export.ask` when a file is asked for (with the update), `export` when it goes out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.exports import ExportLog, Line
from bot.services import jobs
from bot.services.access import Action, Actor, require
from bot.services.audit import note
from models.audit import AuditLine
from models.conferences import Conference
from models.jobs import Job
from models.people import Person
from models.stored_files import StoredFile

ASKED, DONE = "export.ask", "export"
MOST = 20
DAY = timedelta(days=1)
SHOWN = 20


async def ask(
    session: Session, actor: Actor, kind: str, payload: dict[str, Any], subject: str, *, now: datetime
) -> None:
    """Ask for a file of `subject` (such as `conference 3`) by the job `kind`.

    Raises:
        Refusal: the actor has asked for twenty within a day.
    """
    mine = (AuditLine.action == ASKED) & (AuditLine.telegram_id == actor.telegram_id)
    query = select(func.count()).where(mine, AuditLine.at > now - DAY)
    if (await session.scalar(query) or 0) >= MOST:
        raise Refusal("exports.too_many", most=MOST)
    job = await jobs.ask(session, actor, kind, payload, now=now)
    note(session, actor, ASKED, subject, now=now, job=job.id)


async def keep(
    session: Session, job: Job, kind: str, subject: str, *, name: str, content: bytes, rows: int, now: datetime
) -> StoredFile:
    """Keep a file that goes out, and note it. `kind` is a key of the texts `exports.kind_*`."""
    file = StoredFile(name=name, size=len(content), content=content, created_at=now)
    session.add(file)
    await session.flush()
    person = await session.get_one(Person, job.person_id)
    note(session, person, DONE, subject, now=now, kind=kind, rows=rows, job=job.id, file=file.id)
    return file


async def log(session: Session, limit: int = SHOWN) -> list[Line]:
    """Return the latest exports, the newest first, with the name of who got each, where it is still kept."""
    query = (
        select(AuditLine, Person.full_name)
        .outerjoin(Person, Person.telegram_id == AuditLine.telegram_id)
        .where(AuditLine.action == DONE)
        .order_by(AuditLine.at.desc(), AuditLine.id.desc())
        .limit(limit)
    )
    rows = (await session.execute(query)).all()
    titles = await _titles(session, [row.object for row, _ in rows])
    return [
        Line(row.at, name, row.telegram_id or 0, row.details["kind"], titles.get(row.object), row.details["rows"])
        for row, name in rows
    ]


async def _titles(session: Session, subjects: Iterable[str]) -> dict[str, str]:
    """Return the titles of those subjects that are conferences."""
    numbers = {int(number) for kind, _, number in (s.partition(" ") for s in subjects) if kind == "conference"}
    found = await session.execute(select(Conference.id, Conference.title).where(Conference.id.in_(numbers)))
    return {f"conference {number}": title for number, title in found}


async def shown(session: Session, actor: Actor) -> ExportLog:
    """Return the latest exports for an owner.

    Raises:
        Refusal: the actor may not.
    """
    require(actor, Action.SEE_EXPORTS)
    return ExportLog(tuple(await log(session)))
