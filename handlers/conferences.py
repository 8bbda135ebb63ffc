"""/conferences: the conferences that are carried out, and each at a glance."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.services import conference_cards
from bot.services.access import Action
from handlers.routes import Command, Route, Routes


async def listed(turn: Turn) -> None:
    """Show the running conferences."""
    page = turn.page(0)
    await turn.show(await conference_cards.list_of(turn.session, turn.actor, page))


async def card(turn: Turn) -> None:
    """Show a conference."""
    await turn.show(await conference_cards.card_of(turn.session, turn.actor, turn.number(0), now=turn.now))


async def agenda(turn: Turn) -> None:
    """Show a page of the agenda."""
    page = turn.page(1)
    await turn.show(await conference_cards.agenda_of(turn.session, turn.actor, turn.number(0), page))


ROUTES = Routes(
    commands={"conferences": Command(listed, Action.RUN_CONFERENCE)},
    presses={
        "conference.list": Route(listed, Action.RUN_CONFERENCE),
        "conference.open": Route(card, Action.RUN_CONFERENCE),
        "conference.agenda": Route(agenda, Action.RUN_CONFERENCE),
    },
)
