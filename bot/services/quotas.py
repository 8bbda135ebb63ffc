"""An organiser changes the places of a unit in a running conference: shown back, noted, and told to the unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.plan_changes import number_words
from bot.messages.questions import Question, screen
from bot.messages.quota_lists import GroupLine, GroupPlaces, Groups, PlaceLine
from bot.messages.quotas import ConfirmQuota, QuotaChange, QuotaChanged, QuotaDone
from bot.outbox.put import put
from bot.outbox.put_each import put_each
from bot.services import audit
from bot.services.access import Actor, require_conference
from bot.services.conferences import organisers_of
from bot.services.plan_running import groups_of
from bot.services.units import name_of, people_by_unit
from models.conferences import Conference, ConferenceState
from models.delegates import Delegate, DelegateState
from models.invitees import InviteeGroup, Place
from models.outbox import Lane
from models.units import Unit

MOST = 500
NUMBER = re.compile(r"\D*(\d{1,3})\D*", re.ASCII)
ENTERED = (
    select(func.count(Delegate.id))
    .where(Delegate.group_id == Place.group_id, Delegate.unit_id == Place.unit_id)
    .where(Delegate.state == DelegateState.ENTERED)
    .correlate(Place)
    .scalar_subquery()
)


async def groups(session: Session, actor: Actor, conference_id: int, page: int) -> Groups:
    """Return the composition of a conference.

    Raises:
        Refusal: the actor doesn't run it.
    """
    await require_conference(session, actor, conference_id)
    conference, rows = await session.get_one(Conference, conference_id), await groups_of(session, conference_id)
    query = select(Place.group_id, func.count()).where(Place.group_id.in_([row.id for row in rows]))
    units: dict[int, int] = dict((await session.execute(query.group_by(Place.group_id))).all())
    found = tuple(GroupLine(row.id, row.label, row.seats, units.get(row.id, 0)) for row in rows)
    return Groups(conference_id, conference.title, found, page)


async def group_page(session: Session, actor: Actor, group_id: int, page: int) -> GroupPlaces:
    """Return the units of a line of the composition, in protocol order.

    Raises:
        Refusal: there is none, or the actor doesn't run its conference.
    """
    group = await session.get(InviteeGroup, group_id)
    if group is None or group.dropped_at is not None:
        raise Refusal("common.old_button")
    await require_conference(session, actor, group.conference_id)
    query = select(Place.id, Unit.name, Place.seats, ENTERED).join(Unit, Place.unit_id == Unit.id)
    rows = await session.execute(query.where(Place.group_id == group_id).order_by(Unit.place, Unit.id))
    return GroupPlaces(group.conference_id, group_id, group.label, tuple(PlaceLine(*row) for row in rows), page)


async def ask(session: Session, actor: Actor, place_id: int) -> tuple[int, int, Question]:
    """Return the group, the version of the conference, and the question for the new number.

    Raises:
        Refusal: there is no such place, the actor doesn't run the conference, or it runs no more.
    """
    conference, group, place = await _open(session, actor, place_id)
    unit, entered = await name_of(session, place.unit_id), await _entered(session, place)
    seats = number_words(actor.language, place.seats)
    question = screen("quotas.ask", unit=unit, label=group.label, seats=seats, entered=entered)
    return group.id, conference.version, question


async def preview(session: Session, actor: Actor, place_id: int, version: int, text: str) -> ConfirmQuota | None:
    """Return old → new as it was typed; None where the conference has changed since `version`.

    Raises:
        Refusal: it is no number of places, or the present one.
    """
    conference, group, place = await _open(session, actor, place_id)
    if conference.version != version:
        return None
    typed = NUMBER.fullmatch(text)
    if typed is None or int(typed[1]) > MOST:
        raise Refusal("quotas.unreadable", most=MOST)
    if int(typed[1]) == place.seats:
        raise Refusal("quotas.same")
    return ConfirmQuota(await _change(session, version, group, place, int(typed[1])))


async def change(
    session: Session, actor: Actor, place_id: int, version: int, seats: int, *, now: datetime
) -> QuotaDone | None:
    """Set the places of a unit and tell it; None where the conference has changed since `version`.

    Raises:
        Refusal: as in `preview`.
    """
    conference, group, place = await _open(session, actor, place_id)
    if conference.version != version:
        return None
    if seats > MOST:
        raise Refusal("common.old_button")
    found = await _change(session, version, group, place, seats)
    place.seats, conference.version = seats, version + 1
    if found.total is not None:
        group.seats = found.total[1]
    facts = {"unit": place.unit_id, "old": found.old, "new": seats}
    audit.note(session, actor, "quota.change", f"conference {conference.id}", now=now, **facts)
    await session.flush()
    return await _tell(session, actor, conference, place, replace(found, version=version + 1), now=now)


async def _tell(
    session: Session, actor: Actor, conference: Conference, place: Place, change: QuotaChange, *, now: datetime
) -> QuotaDone:
    people = (await people_by_unit(session, [place.unit_id]))[place.unit_id]
    key = f"quota{place.id}:{conference.version}"
    message = QuotaChanged(conference.id, conference.title, place.unit_id, change)
    letters = [(person, message, f"{key}:{person.id}") for person in people]
    await put_each(session, letters, now=now, lane=Lane.URGENT, again=True)
    done = QuotaDone(change, place.group_id, told=bool(people))
    for person in await organisers_of(session, conference.id):
        if person.id != actor.person_id:
            await put(session, person, done, now=now, lane=Lane.URGENT, key=f"{key}:organiser{person.id}")
    return done


async def _open(session: Session, actor: Actor, place_id: int) -> tuple[Conference, InviteeGroup, Place]:
    """Return a place with its group and its running conference, locked for this transaction."""
    place = await session.get(Place, place_id)
    group = await session.get(InviteeGroup, place.group_id) if place else None
    if place is None or group is None or group.dropped_at is not None:
        raise Refusal("common.old_button")
    await require_conference(session, actor, group.conference_id)
    conference = await session.get_one(Conference, group.conference_id, with_for_update=True)
    if conference.state is not ConferenceState.RUNNING:
        raise Refusal("quotas.over")
    await session.refresh(group, with_for_update=True)  # who enters delegates counts under this lock
    await session.refresh(place)
    return conference, group, place


async def _change(session: Session, version: int, group: InviteeGroup, place: Place, seats: int) -> QuotaChange:
    rows = await session.execute(select(Place.id, Place.seats).where(Place.group_id == group.id))
    before: dict[int, int | None] = dict(rows.all())
    total = total_after(group.seats, list(before.values()), list({**before, place.id: seats}.values()))
    return QuotaChange(
        place.id,
        version,
        await name_of(session, place.unit_id),
        group.label,
        group.section,
        place.seats,
        seats,
        await _entered(session, place),
        (group.seats, total) if total != group.seats else None,
    )


def total_after(total: int | None, before: Sequence[int | None], after: Sequence[int | None]) -> int | None:
    """Return the total of a line once the places of its units change from `before` to `after`.

    A total that was their sum stays it; any other one only grows where the units' own places need it.
    """
    if total is None:
        return None
    known = sum(seats for seats in after if seats is not None)
    summed = None not in before and sum(seats or 0 for seats in before) == total
    return known if summed else max(total, known)


async def _entered(session: Session, place: Place) -> int:
    return await session.scalar(select(ENTERED).where(Place.id == place.id)) or 0
