"""Invitations and nudges: the draft with its sample, the question, the sending, and whom it did not reach."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.base import plain, press
from bot.messages.questions import Choice, screen
from bot.services import drafts, outcomes
from bot.services.access import Action
from bot.services.boards import board_of
from bot.services.sending import broadcast_of, send
from bot.texts import say
from handlers.conference_choice import chosen
from handlers.routes import Command, Route, Routes
from handlers.stale import changed

RUN = Action.RUN_CONFERENCE


async def invite(turn: Turn) -> None:
    """Open the invitation of a conference."""
    conference_id = await chosen(turn, "invitation.open")
    if conference_id is not None:
        await _open(turn, conference_id, "invitation", 0)


async def open_invitation(turn: Turn) -> None:
    """Show the draft of the invitation, or how far it is where it was sent."""
    await _open(turn, turn.number(0), "invitation", turn.page(1))


async def open_nudge(turn: Turn) -> None:
    """Show the draft of the nudge."""
    await _open(turn, turn.number(0), "nudge", turn.page(1))


async def _open(turn: Turn, conference_id: int, kind: str, sample: int) -> None:
    """Show a unit's copy as the receiver sees it, and below it what can be done with the draft."""
    shown = await drafts.look(turn.session, turn.actor, conference_id, kind, sample, now=turn.now)
    if shown.letter is not None:
        await turn.show(shown.letter)
        await turn.say(shown.panel)
    else:
        await turn.show(shown.panel)


async def sample(turn: Turn) -> None:
    """Say that the buttons of a preview answer for nobody."""
    turn.toast = str(say(turn.actor.language, "broadcasts.sample_only"))


async def write(turn: Turn) -> None:
    """Ask for the organiser's own text."""
    broadcast = await broadcast_of(turn.session, turn.actor, turn.number(0))
    stop = Choice("common.cancel", "common.cancel")
    question = screen("broadcasts.ask_text", stop, most=drafts.LONGEST_TEXT)
    back = press("invitation.open", broadcast.conference_id)
    await turn.ask(question, "invitation.text", back=back, broadcast_id=broadcast.id)


async def written(turn: Turn) -> None:
    """Take the text and show it back as its receivers would see it."""
    if turn.step is None or not turn.text:
        raise Refusal("broadcasts.empty_text")
    broadcast = await drafts.rewrite(turn.session, turn.actor, turn.step.data["broadcast_id"], turn.text, now=turn.now)
    await turn.leave()
    await _open(turn, broadcast.conference_id, broadcast.kind, 0)


async def proposed(turn: Turn) -> None:
    """Go back to the proposed text."""
    broadcast = await drafts.rewrite(turn.session, turn.actor, turn.number(0), "", now=turn.now)
    await _open(turn, broadcast.conference_id, broadcast.kind, 0)


async def confirm(turn: Turn) -> None:
    """Ask once more, with how many units get it."""
    question = await drafts.question(turn.session, turn.actor, turn.number(0), turn.number(1), now=turn.now)
    if question is None:
        await _outdated(turn)
    else:
        await turn.show(question)


async def send_now(turn: Turn) -> None:
    """Send; the board tells how far it is."""
    if await send(turn.session, turn.actor, turn.number(0), turn.number(1), now=turn.now):
        await turn.show(plain("broadcasts.begun"))
    else:
        await _outdated(turn)


async def _outdated(turn: Turn) -> None:
    """Show how things stand, as the button that was pressed belongs to an older draft or to one that was sent."""
    changed(turn)
    broadcast = await broadcast_of(turn.session, turn.actor, turn.number(0))
    if broadcast.sent_at is not None:
        await turn.show(await board_of(turn.session, broadcast))
    else:
        await _open(turn, broadcast.conference_id, broadcast.kind, 0)


async def board(turn: Turn) -> None:
    """Show how far a broadcast is."""
    broadcast = await broadcast_of(turn.session, turn.actor, turn.number(0))
    await turn.show(await board_of(turn.session, broadcast))


async def unreached(turn: Turn) -> None:
    """List whom a broadcast did not reach."""
    await turn.show(await outcomes.unreached_list(turn.session, turn.actor, turn.number(0), turn.number(1)))


async def ask_again(turn: Turn) -> None:
    """Ask before all that is in doubt is sent again."""
    asked = await outcomes.question(turn.session, turn.actor, turn.number(0), turn.number(1))
    if asked is None:
        changed(turn)
        await turn.show(await outcomes.unreached_list(turn.session, turn.actor, turn.number(0), 0))
    else:
        await turn.show(asked)


async def send_again(turn: Turn) -> None:
    """Send again to one receiver in doubt, or to all of them (0)."""
    who = turn.number(2) or None
    count = await outcomes.again(turn.session, turn.actor, turn.number(0), turn.number(1), who, now=turn.now)
    key = "broadcasts.again_begun" if count else "common.changed"
    turn.toast = str(say(turn.actor.language, key, count=count))
    await turn.show(await outcomes.unreached_list(turn.session, turn.actor, turn.number(0), 0))


ROUTES = Routes(
    commands={"invite": Command(invite, RUN)},
    presses={
        "invitation.open": Route(open_invitation, RUN),
        "invitation.sample": Route(sample, RUN),
        "invitation.write": Route(write, RUN),
        "invitation.proposed": Route(proposed, RUN),
        "invitation.confirm": Route(confirm, RUN),
        "invitation.send": Route(send_now, RUN),
        "nudge.open": Route(open_nudge, RUN),
        "nudge.confirm": Route(confirm, RUN),
        "nudge.send": Route(send_now, RUN),
        "broadcast.board": Route(board, RUN),
        "broadcast.unreached": Route(unreached, RUN),
        "broadcast.again_all": Route(ask_again, RUN),
        "broadcast.again": Route(send_again, RUN),
    },
    steps={"invitation.text": Route(written, RUN)},
)
