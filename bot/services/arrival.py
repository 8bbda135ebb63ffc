"""Arrival: all that a turn must know of whoever wrote, in one query; every update begins with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, select

from bot.calendar.working_days import Calendar
from bot.db.transaction import Session
from bot.services.access import Actor, acting
from bot.services.calendar_days import OWN_DAYS, calendar_of, calendar_with
from bot.services.dialogs import Step, step_kept
from bot.services.people import person_of
from models.dialogs import Dialog
from models.people import Membership, Organiser, Person


@dataclass(frozen=True)
class Arrival:
    """Whoever wrote, with their roles as of this transaction, and the dialog step at which they stand.

    `calendar` is the office's as it is now.
    """

    person: Person
    actor: Actor
    step: Step | None
    calendar: Calendar


# Built once: building it costs more than running it.
KNOWN = (
    select(
        Person,
        exists().where(Organiser.person_id == Person.id, Organiser.ended_at.is_(None)),
        Membership.unit_id,
        Dialog.step,
        Dialog.data,
        OWN_DAYS,
    )
    .outerjoin(Membership, and_(Membership.person_id == Person.id, Membership.ended_at.is_(None)))
    .outerjoin(Dialog, Dialog.telegram_id == Person.telegram_id)
    .where(Person.telegram_id == bindparam("telegram_id"))
    .order_by(Membership.unit_id)
)
"""A row for each unit of the person, or one with no unit."""


async def arrived(
    session: Session, telegram_id: int, *, language: str, owners: tuple[int, ...], now: datetime
) -> Arrival:
    """Return who wrote: a row is made with `language` where they are new. They can be reached, since they wrote."""
    rows = (await session.execute(KNOWN, {"telegram_id": telegram_id})).all()
    if not rows:
        person = await person_of(session, telegram_id, language=language, now=now)
        return Arrival(person, acting(person, owners), None, await calendar_of(session))
    person, organises, _, step, data, days = rows[0]
    person.unreachable_at = None
    unit_ids = tuple(row[2] for row in rows if row[2] is not None)
    actor = acting(person, owners, organises=organises, unit_ids=unit_ids)
    return Arrival(person, actor, step_kept(step, data) if step is not None else None, calendar_with(days))
