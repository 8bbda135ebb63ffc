"""/codes: codes for units, on a sheet to print and send; what became of each; revoking."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.questions import Choice, screen
from bot.services import code_exports, code_lists, invite_codes
from bot.services.access import Action
from handlers.routes import Command, Route, Routes
from handlers.stale import changed


async def home(turn: Turn) -> None:
    """Show for which units codes can be issued."""
    await turn.show(await code_lists.home(turn.session, turn.actor))


async def of_conference(turn: Turn) -> None:
    """Ask once more: codes for the units of a conference."""
    await _ask(turn, code_exports.CONFERENCE, turn.number(0))


async def missing(turn: Turn) -> None:
    """Ask once more: codes for all units without a focal person."""
    await _ask(turn, code_exports.MISSING, 0)


async def of_unit(turn: Turn) -> None:
    """Ask once more: a code for one unit."""
    await _ask(turn, code_exports.UNIT, turn.number(0))


async def _ask(turn: Turn, scope: str, number: int) -> None:
    question = code_lists.question(turn.session, turn.actor, scope, number, now=turn.now, settings=turn.settings)
    await turn.show(await question)


async def issue(turn: Turn) -> None:
    """Let the sheet be made; where the set of units has changed since, ask again."""
    scope, number = turn.word(0), turn.number(1)
    unit_ids = await code_exports.units_in(turn.session, turn.actor, scope, number)
    if len(unit_ids) != turn.number(2):
        changed(turn)
        await _ask(turn, scope, number)
        return
    if not unit_ids:
        raise Refusal("invite_codes.no_units")
    await code_exports.ask(turn.session, turn.actor, unit_ids, now=turn.now)
    ways = [Choice("invite_codes.list", "codes.list", (0,))]
    if scope == code_exports.CONFERENCE:
        ways.append(Choice("duties.open_conference", "conference.open", (number,)))
    await turn.show(screen("invite_codes.drawing", *ways, count=len(unit_ids)))


async def listed(turn: Turn) -> None:
    """Show a page of issued codes."""
    await turn.show(await code_lists.page(turn.session, turn.actor, turn.number(0), now=turn.now))


async def ask_revoke(turn: Turn) -> None:
    """Ask once more before a code is revoked."""
    unit = await code_lists.unit_of(turn.session, turn.actor, turn.number(0))
    yes = Choice("invite_codes.revoke_sure", "codes.revoke_sure", (turn.number(0),))
    await turn.show(screen("invite_codes.ask_revoke", yes, Choice("common.back", "codes.list", (0,)), unit=unit))


async def revoke(turn: Turn) -> None:
    """Revoke a code."""
    if not await invite_codes.revoke(turn.session, turn.actor, turn.number(0), now=turn.now):
        changed(turn)
    await turn.show(await code_lists.page(turn.session, turn.actor, 0, now=turn.now))


ROUTES = Routes(
    commands={"codes": Command(home, Action.ISSUE_CODES)},
    presses={
        "codes.open": Route(home, Action.ISSUE_CODES),
        "codes.conference": Route(of_conference, Action.ISSUE_CODES),
        "codes.missing": Route(missing, Action.ISSUE_CODES),
        "codes.unit": Route(of_unit, Action.ISSUE_CODES),
        "codes.issue": Route(issue, Action.ISSUE_CODES),
        "codes.list": Route(listed, Action.ISSUE_CODES),
        "codes.revoke": Route(ask_revoke, Action.ISSUE_CODES),
        "codes.revoke_sure": Route(revoke, Action.ISSUE_CODES),
    },
)
