"""How the units of a conference stand: the pages, the table, and the way to the nudge."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.standing import FILTERS
from bot.services import progress, status_exports
from bot.services.access import Action
from bot.services.status import look
from bot.texts import say
from handlers.conference_choice import chosen
from handlers.routes import Command, Route, Routes


async def status(turn: Turn) -> None:
    """Show who still owes what."""
    conference_id = await chosen(turn, "status.open")
    if conference_id is not None:
        await _show(turn, conference_id, "all", 0)


async def opened(turn: Turn) -> None:
    """Show who still owes what in the conference of the button."""
    await _show(turn, turn.number(0), "all", 0)


async def paged(turn: Turn) -> None:
    """Show a page of a filter."""
    number, page = turn.number(0), turn.number(2)
    if turn.arguments[1] not in FILTERS:
        raise Refusal("common.old_button")
    await _show(turn, number, turn.arguments[1], page)


async def _show(turn: Turn, conference_id: int, chosen_filter: str, page: int) -> None:
    await turn.show(await look(turn.session, turn.actor, conference_id, chosen_filter, page, now=turn.now))


async def export(turn: Turn) -> None:
    """Have the table drawn, numbers masked."""
    await _export(turn, phones=False)


async def export_phones(turn: Turn) -> None:
    """Have it drawn with the numbers of focal persons."""
    await _export(turn, phones=True)


async def _export(turn: Turn, *, phones: bool) -> None:
    await status_exports.ask(turn.session, turn.actor, turn.number(0), phones=phones, now=turn.now)
    turn.toast = str(say(turn.actor.language, "status.table_asked"))


async def picture(turn: Turn) -> None:
    """Have the picture drawn."""
    await progress.ask(turn.session, turn.actor, turn.number(0), now=turn.now)
    turn.toast = str(say(turn.actor.language, "progress.asked"))


ROUTES = Routes(
    commands={"status": Command(status, Action.RUN_CONFERENCE)},
    presses={
        "status.open": Route(opened, Action.RUN_CONFERENCE),
        "status.page": Route(paged, Action.RUN_CONFERENCE),
        "status.export": Route(export, Action.RUN_CONFERENCE),
        "status.picture": Route(picture, Action.RUN_CONFERENCE),
        "status.export_phones": Route(export_phones, Action.RUN_CONFERENCE),
    },
)
