"""Requests for changes after the deadline, as organisers decide them."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import PAGE, press
from bot.messages.change_requests import RequestCard, RequestList
from bot.messages.questions import question
from bot.services import change_requests
from bot.services.access import Action
from bot.services.change_request_facts import facts_of
from bot.services.versions import Stale
from handlers.routes import Command, Route, Routes
from handlers.stale import changed


async def listing(turn: Turn) -> None:
    """Show the requests that wait, one page of them."""
    page = turn.page(0)
    rows, count = await change_requests.requests(turn.session, turn.actor, page=page, size=PAGE)
    facts = tuple([await facts_of(turn.session, row) for row in rows])
    await turn.show(RequestList(facts, count, page))


async def show(turn: Turn) -> None:
    """Show one request."""
    await _show(turn, turn.number(0))


async def accept(turn: Turn) -> None:
    """Grant a request."""
    try:
        await change_requests.accept(
            turn.session,
            turn.actor,
            turn.number(0),
            now=turn.now,
            calendar=turn.calendar,
            settings=turn.settings,
        )
    except Stale:
        changed(turn)
    await _show(turn, turn.number(0))


async def refuse(turn: Turn) -> None:
    """Ask for the reason of a refusal."""
    try:
        row = await change_requests.open_request(turn.session, turn.actor, turn.number(0))
    except Stale:
        changed(turn)
        await _show(turn, turn.number(0))
        return
    back = press("request.open", row.id)
    await turn.ask(question("change_requests.ask_reason"), "request.reason", back=back, request=row.id)


async def reason(turn: Turn) -> None:
    """Refuse with the reason that was typed."""
    assert turn.step is not None
    request_id = turn.step.data["request"]
    try:
        await change_requests.refuse(turn.session, turn.actor, request_id, turn.text, now=turn.now)
    except Stale:
        changed(turn)
    await turn.leave()
    await _show(turn, request_id)


async def _show(turn: Turn, request_id: int) -> None:
    row = await change_requests.request_for(turn.session, turn.actor, request_id)
    await turn.show(RequestCard(await facts_of(turn.session, row)))


ROUTES = Routes(
    commands={"requests": Command(listing, Action.RUN_CONFERENCE)},
    presses={
        "requests.open": Route(listing, Action.RUN_CONFERENCE),
        "request.open": Route(show, Action.RUN_CONFERENCE),
        "request.accept": Route(accept, Action.RUN_CONFERENCE),
        "request.refuse": Route(refuse, Action.RUN_CONFERENCE),
    },
    steps={"request.reason": Route(reason, Action.RUN_CONFERENCE)},
)
"""Routes of requests."""
