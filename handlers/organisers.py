"""/organisers: the owner names who organises, and ends it."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.organisers import NewLink
from bot.messages.questions import Choice, screen
from bot.services import invite_codes, organisers
from bot.services.access import Action
from handlers.routes import Command, Route, Routes
from handlers.stale import changed

BACK = Choice("organisers.back", "organisers.open")


async def show(turn: Turn) -> None:
    """List the organisers and the links that are out."""
    await turn.show(await organisers.overview(turn.session, turn.actor, now=turn.now))


async def add(turn: Turn) -> None:
    """Make a one-time link to pass on."""
    issued = await invite_codes.issue(
        turn.session, turn.actor, invite_codes.ORGANISER, (), now=turn.now, settings=turn.settings
    )
    link = invite_codes.link(turn.bot_name, issued[0].code)
    await turn.say(NewLink(link, invite_codes.expiry(turn.now, turn.settings)))


async def revoke(turn: Turn) -> None:
    """Revoke a link that nobody has opened."""
    if not await invite_codes.revoke(turn.session, turn.actor, turn.number(0), now=turn.now):
        changed(turn)
    await show(turn)


async def ask_end(turn: Turn) -> None:
    """Ask once more before a grant ends."""
    grant = await organisers.grant_of(turn.session, turn.actor, turn.number(0))
    name = grant.person.full_name or "–"
    if grant.row.ended_at is not None:
        await turn.show(screen("organisers.already_ended", BACK, name=name))
        return
    yes = Choice("organisers.end_sure", "organisers.end_sure", (grant.row.id,))
    await turn.show(screen("organisers.ask_end", yes, BACK, name=name))


async def end(turn: Turn) -> None:
    """End a grant."""
    if not await organisers.end(turn.session, turn.actor, turn.number(0), now=turn.now):
        changed(turn)
    await show(turn)


ROUTES = Routes(
    commands={"organisers": Command(show, Action.MANAGE_ORGANISERS)},
    presses={
        "organisers.open": Route(show, Action.MANAGE_ORGANISERS),
        "organisers.add": Route(add, Action.MANAGE_ORGANISERS),
        "organisers.revoke": Route(revoke, Action.MANAGE_ORGANISERS),
        "organisers.end": Route(ask_end, Action.MANAGE_ORGANISERS),
        "organisers.end_sure": Route(end, Action.MANAGE_ORGANISERS),
    },
)
