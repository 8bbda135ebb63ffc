"""The screens of a unit's list of delegates, put together from the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from bot.db.transaction import Session
from bot.messages.base import Message
from bot.messages.delegate_drafts import DraftLine, DraftPage
from bot.messages.delegate_words import PersonLine, PlaceLine
from bot.messages.delegates import DelegateCard, DelegateList
from bot.messages.questions import Choice, named, question
from bot.services.access import Action, Actor, require
from bot.services.delegate_checks import Entry, Verdict
from bot.services.delegate_drafts import Draft, open_question, place_of
from bot.services.delegate_entry import to_copy
from bot.services.delegate_ground import delegates_of, list_of
from bot.services.delegate_lists import ended, is_late
from bot.services.delegates import own_delegate
from bot.services.draft_review import reviewed
from bot.services.seats import Seats, seats_of
from bot.services.units import name_of
from models.conferences import Conference
from models.delegates import Delegate


def place_line(place: Seats) -> PlaceLine:
    """Return the places of a unit in a group as shown."""
    return PlaceLine(place.label, place.section, place.seats, place.entered, place.left)


def person_line(row: Delegate, group: str | None) -> PersonLine:
    """Return a delegate as shown to the own unit."""
    return PersonLine(row.full_name, row.position, row.phone, row.mode, group)


def person_lines(rows: Iterable[Delegate], seats: Collection[Seats]) -> tuple[tuple[int, PersonLine], ...]:
    """Return the unit's delegates with their ids; the group is told where the unit has places in several."""
    labels = {place.group_id: place.label for place in seats} if len(seats) > 1 else {}
    return tuple((row.id, person_line(row, labels.get(row.group_id))) for row in rows)


async def list_page(
    session: Session,
    actor: Actor,
    unit_id: int,
    conference_id: int,
    *,
    now: datetime,
    page: int = 0,
    done: tuple[str, int] | None = None,
    attends_now: bool = False,
) -> DelegateList:
    """Return the list of a unit; `done` names what was just done, and to how many; `attends_now` says so.

    Raises:
        Refusal: another unit's, or the unit isn't invited.
    """
    require(actor, Action.SEE_UNIT, unit_id=unit_id)
    invitation = await list_of(session, conference_id, unit_id, lock=False)
    conference = await session.get_one(Conference, conference_id)
    seats = await seats_of(session, conference_id, unit_id)
    people = person_lines(await delegates_of(session, conference_id, unit_id), seats)
    return DelegateList(
        title=conference.title,
        unit=await name_of(session, unit_id),
        unit_id=unit_id,
        conference_id=conference_id,
        invitation_id=invitation.id,
        version=invitation.version,
        answer=invitation.answer.value,
        places=tuple(place_line(place) for place in seats),
        people=people,
        complete_at=invitation.list_complete_at,
        due=conference.lists_due,
        due_by=conference.lists_by.value,
        due_section=conference.lists_section,
        late=is_late(conference, now),
        changeable=not await ended(session, conference, now=now),
        can_copy=len(await to_copy(session, unit_id, conference_id)),
        page=page,
        done=done,
        attends_now=attends_now,
    )


async def card(session: Session, actor: Actor, delegate_id: int, *, now: datetime) -> DelegateCard:
    """Return one delegate of the actor's unit with what may be changed.

    Raises:
        Refusal: another unit's, no longer on the list, or the conference is over.
    """
    opened, row = await own_delegate(session, actor, delegate_id, now=now)
    seats = await seats_of(session, row.conference_id, row.unit_id)
    own = next((place for place in seats if place.group_id == row.group_id), None)
    return DelegateCard(
        delegate_id=row.id,
        version=row.version,
        person=person_line(row, own.label if own and len(seats) > 1 else None),
        title=opened.conference.title,
        unit=await name_of(session, row.unit_id),
        unit_id=row.unit_id,
        conference_id=row.conference_id,
        groups=len(seats) > 1,
        modes=own is not None and len(own.modes) > 1,
        late=opened.late,
    )


async def field_question(session: Session, delegate: Delegate, field: str) -> Message:
    """Return the question for a new value of one field of a delegate."""
    seats = await seats_of(session, delegate.conference_id, delegate.unit_id)
    about = (delegate.id, delegate.version, field)
    choices: list[Choice] = []
    if field == "group_id":
        choices = [named(p.label, "delegate.set", *about, p.group_id) for p in seats]
    elif field == "mode":
        modes = next((place.modes for place in seats if place.group_id == delegate.group_id), ())
        choices = [Choice(f"delegates.choose_{mode}", "delegate.set", (*about, mode)) for mode in modes]
    elif field == "phone":
        choices = [Choice("delegate_drafts.no_phone", "delegate.set", (*about, ""))]
    return question(f"delegate_drafts.ask_new_{field}", *choices, name=delegate.full_name)


async def draft_screen(session: Session, draft: Draft, *, now: datetime) -> Message:
    """Return what comes next for a draft: a choice that is open, or its lines as checked."""
    seats = await seats_of(session, draft.conference_id, draft.unit_id)
    open_choice = open_question(draft, seats)
    if open_choice == "group":
        free = [place for place in seats if place.left != 0]
        groups = [named(p.label, "lines.group", draft.number, p.group_id) for p in free]
        return question("delegate_drafts.ask_group", *groups, count=len(draft.lines))
    if open_choice == "mode":
        place = place_of(draft, {place.group_id: place for place in seats})
        offered = place.modes if place else ()
        modes = [Choice(f"delegates.choose_{mode}", "lines.mode", (draft.number, mode)) for mode in offered]
        return question("delegate_drafts.ask_mode", *modes, count=len(draft.lines))
    return await _checked(session, draft, now=now)


async def _checked(session: Session, draft: Draft, *, now: datetime) -> DraftPage:
    seen = await reviewed(session, draft)
    conference = await session.get_one(Conference, draft.conference_id)
    replaced = await session.get_one(Delegate, draft.replaces[0]) if draft.replaces else None
    lines = [
        DraftLine(_entry(line.entry), line.findings, None if line.verdict is Verdict.BAD else index in seen.chosen)
        for index, line in enumerate(seen.lines)
    ]
    groups = {line.entry.group_id for line in seen.lines}
    return DraftPage(
        number=draft.number,
        title=conference.title,
        unit=await name_of(session, draft.unit_id),
        lines=tuple(lines),
        places=tuple(place_line(place) for place in seen.ground.seats.values() if place.group_id in groups),
        late=is_late(conference, now),
        replaces=replaced.full_name if replaced else None,
        page=draft.page,
    )


def _entry(entry: Entry) -> PersonLine:
    return PersonLine(entry.full_name, entry.position, entry.phone, entry.mode)
