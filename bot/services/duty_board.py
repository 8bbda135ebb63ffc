"""The duties of a conference as its organisers see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.due import When
from bot.messages.duty_board import BoardLine, DutyBoard, DutyPage, DutyPart
from bot.services.access import Actor, require_conference
from bot.services.duties import duties_of
from bot.services.duty_views import SHOWN, is_late, leads_of
from bot.services.units import names_of
from models.conferences import Conference
from models.duties import Assignment, Duty, Part


async def board(session: Session, actor: Actor, conference_id: int, *, page: int = 0, now: datetime) -> DutyBoard:
    """Return all duties that units still have, what is owed first, by deadline."""
    await require_conference(session, actor, conference_id)
    conference = await session.get(Conference, conference_id)
    if conference is None:
        raise Refusal("common.old_button")
    duties = await duties_of(session, conference_id)
    given = await given_of(session, [duty.id for duty in duties])
    leads = await leads_of(session, [duty.id for duty in duties], now)
    rows = [
        BoardLine(duty.id, duty.text, duty.section, When(duty.deadline_words, duty.due_at), leads[duty.id])
        for duty in duties
        if duty.id in given
    ]
    nobodys = len(duties) - len(rows)
    return DutyBoard(conference.id, conference.title, tuple(sorted(rows, key=_order)), nobodys, page)


async def given_of(session: Session, duty_ids: Sequence[int]) -> set[int]:
    """Return the duties that some unit still has."""
    return set(await session.scalars(select(Assignment.duty_id).where(Assignment.duty_id.in_(duty_ids), SHOWN)))


def _order(line: BoardLine) -> tuple[bool, bool, str]:
    moment = line.when.moment
    done = bool(line.leads) and line.count("accepted") == len(line.leads)
    return done, moment is None, moment.isoformat() if moment else ""


async def duty_page(session: Session, actor: Actor, duty_id: int, *, page: int = 0, now: datetime) -> DutyPage:
    """Return one duty with its units: the leading ones first, those that are late in front."""
    duty = await session.get(Duty, duty_id)
    if duty is None:
        raise Refusal("common.old_button")
    await require_conference(session, actor, duty.conference_id)
    conference = await session.get_one(Conference, duty.conference_id)
    rows = list(await session.scalars(select(Assignment).where(Assignment.duty_id == duty_id, SHOWN)))
    rows.sort(key=lambda row: (row.part is not Part.LEAD, not is_late(row, duty, now), row.id))
    names = await names_of(session, {row.unit_id for row in rows})
    parts = [
        DutyPart(row.id, names[row.unit_id], row.part.value, row.state.value, is_late(row, duty, now)) for row in rows
    ]
    return DutyPage(
        duty.id,
        duty.version,
        conference.id,
        conference.title,
        duty.text,
        duty.section,
        duty.submit_to,
        When(duty.deadline_words, duty.due_at),
        tuple(parts),
        page,
    )
