"""The codes that were issued, as lists and screens for whoever issues them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.config import Settings
from bot.db.transaction import Session
from bot.errors import Refusal
from bot.messages.base import clip
from bot.messages.invite_codes import AskIssue, CodesHome, CodesPage, Line
from bot.services.access import Action, Actor, require
from bot.services.code_exports import CONFERENCE, MISSING, UNIT, open_codes, units_in
from bot.services.conferences import conferences_of
from bot.services.invite_codes import FOCAL
from bot.services.pages import cut
from bot.services.units import name_of
from models.conferences import Conference
from models.invite_codes import InviteCode
from models.units import Unit


async def home(session: Session, actor: Actor) -> CodesHome:
    """Return for which sets of units codes can be issued.

    Raises:
        Refusal: the actor may not.
    """
    missing = len(await units_in(session, actor, MISSING, 0))
    conferences = await conferences_of(session, actor)
    return CodesHome(tuple((c.id, c.title) for c in conferences), missing)


async def page(session: Session, actor: Actor, number: int, *, now: datetime) -> CodesPage:
    """Return page `number` (from 0) of the codes of focal persons, newest first.

    Raises:
        Refusal: the actor may not.
    """
    require(actor, Action.ISSUE_CODES)
    query = select(InviteCode, Unit.name).join(Unit, InviteCode.unit_id == Unit.id).where(InviteCode.role == FOCAL)
    rows, number, pages = await cut(session, query.order_by(InviteCode.id.desc()), number)
    return CodesPage(
        tuple(Line(code.id, name, code.fault(now) or "open", _when(code)) for code, name in rows), number, pages
    )


def _when(code: InviteCode) -> datetime:
    """Return the instant that belongs to the state of a code: used, revoked, or its expiry."""
    return code.used_at or code.revoked_at or code.expires_at


async def question(
    session: Session, actor: Actor, scope: str, number: int, *, now: datetime, settings: Settings
) -> AskIssue:
    """Return what is asked before codes are issued for a scope (see `code_exports.units_in`).

    Raises:
        Refusal: the actor may not, or no unit is in it.
    """
    unit_ids = await units_in(session, actor, scope, number)
    if not unit_ids:
        raise Refusal("invite_codes.no_units")
    name = None
    if scope == CONFERENCE:
        name = clip((await session.get_one(Conference, number)).title, 90)
    elif scope == UNIT:
        name = await name_of(session, number)
    replaced = await open_codes(session, unit_ids, now=now)
    return AskIssue(scope, number, name, len(unit_ids), replaced, settings.limits.code_days)


async def unit_of(session: Session, actor: Actor, code_id: int) -> str:
    """Return the name of the unit that a code speaks for.

    Raises:
        Refusal: the actor may not, or it is no unit's code.
    """
    require(actor, Action.ISSUE_CODES)
    code = await session.get(InviteCode, code_id)
    if code is None or code.unit_id is None:
        raise Refusal("common.old_button")
    return await name_of(session, code.unit_id)
