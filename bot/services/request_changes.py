"""Carrying out what a unit asked for: the same changes, under the same locks, as the unit's own."""

from __future__ import annotations

from datetime import datetime

from bot.calendar.working_days import Calendar
from bot.config import Settings
from bot.db.transaction import Session
from bot.services.access import Actor
from bot.services.answers import attends_by_entering, set_answer
from bot.services.delegate_changes import add, change, remove, swap
from bot.services.delegate_checks import Entry
from bot.services.delegate_erasure import forget_delegate
from bot.services.delegate_ground import delegates_of, fresh_delegate, list_of
from bot.services.delegate_lists import owed_again
from models.delegates import ChangeRequest
from models.invitations import Answer


async def carry_out(
    session: Session, actor: Actor, request: ChangeRequest, *, now: datetime, calendar: Calendar, settings: Settings
) -> None:
    """Make the change of a request. `actor` is the organiser who grants it.

    Raises:
        Refusal: it can't be made any more.
    """
    wish = request.change
    invitation = await list_of(session, request.conference_id, request.unit_id)
    if request.kind == "answer":
        answer, reason = Answer(wish["answer"]), wish["reason"]
        await set_answer(session, actor, invitation, answer, reason, now=now, calendar=calendar, settings=settings)
        return
    if request.kind == "add":
        attends_by_entering(session, actor, invitation, now=now)
        people = [Entry(**person) for person in wish["people"]]
        await add(session, actor, request.conference_id, request.unit_id, people, now=now)
        return
    delegate = await fresh_delegate(session, wish["delegate"])
    if request.kind == "edit":
        await change(session, actor, delegate, wish["fields"], now=now)
    elif request.kind == "replace":
        await swap(session, actor, delegate, Entry(**wish["person"]), now=now)
    else:
        await remove(session, actor, delegate, now=now)
        if "erase" in wish:
            await forget_delegate(session, actor, delegate, now=now)
        if not await delegates_of(session, request.conference_id, request.unit_id):
            await owed_again(session, actor, invitation, now=now, calendar=calendar, settings=settings)
