"""The list of a unit's delegates: open it, declare it complete, and (organisers) take it away as a table."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import plain
from bot.services import delegate_files, delegate_lists, delegate_pages
from bot.services.access import Action
from bot.services.versions import Stale
from handlers.routes import Route, Routes
from handlers.stale import changed


async def show(turn: Turn) -> None:
    """Show the list that a button names, at the page that it names."""
    page = turn.page(2)
    await show_list(turn, turn.number(0), turn.number(1), page=page)


async def show_list(
    turn: Turn,
    unit_id: int,
    conference_id: int,
    *,
    page: int = 0,
    done: tuple[str, int] | None = None,
    attends_now: bool = False,
) -> None:
    """Show a list, with what was just done; a dialog that stood open ends."""
    await turn.leave()
    found = await delegate_pages.list_page(
        turn.session, turn.actor, unit_id, conference_id, now=turn.now, page=page, done=done, attends_now=attends_now
    )
    await turn.show(found)


async def full(turn: Turn) -> None:
    """Note the unit's word that its list is complete."""
    invitation = await delegate_lists.invitation_of(turn.session, turn.actor, turn.number(0))
    done = None
    try:
        await delegate_lists.complete(turn.session, turn.actor, invitation.id, now=turn.now, version=turn.number(1))
        done = ("complete", 0)
    except Stale:
        changed(turn)
    await show_list(turn, invitation.unit_id, invitation.conference_id, done=done)


async def reopen(turn: Turn) -> None:
    """Take the word back."""
    invitation = await delegate_lists.invitation_of(turn.session, turn.actor, turn.number(0))
    done = None
    try:
        await delegate_lists.reopen(
            turn.session,
            turn.actor,
            invitation.id,
            now=turn.now,
            calendar=turn.calendar,
            settings=turn.settings,
            version=turn.number(1),
        )
        done = ("reopen", 0)
    except Stale:
        changed(turn)
    await show_list(turn, invitation.unit_id, invitation.conference_id, done=done)


async def export(turn: Turn) -> None:
    """Have the list of all delegates of a conference drawn as a table, their numbers masked."""
    await _export(turn, phones=False)


async def export_phones(turn: Turn) -> None:
    """Have it drawn with their numbers."""
    await _export(turn, phones=True)


async def _export(turn: Turn, *, phones: bool) -> None:
    await delegate_files.ask_export(turn.session, turn.actor, turn.number(0), phones=phones, now=turn.now)
    await turn.say(plain("delegate_files.drawing"))


ROUTES = Routes(
    presses={
        "delegates.open": Route(show, Action.SEE_UNIT),
        "delegates.full": Route(full, Action.ENTER_DELEGATES),
        "delegates.reopen": Route(reopen, Action.ENTER_DELEGATES),
        "delegates.export": Route(export, Action.RUN_CONFERENCE),
        "delegates.export_phones": Route(export_phones, Action.RUN_CONFERENCE),
    },
)
"""Routes of the list."""
