"""Which conference a command is about; it is asked only where it is open."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.questions import choose_conference
from bot.services.conferences import conferences_of


async def chosen(turn: Turn, verb: str) -> int | None:
    """Return the only conference of the actor, or ask which one `verb` is meant for and return None.

    Raises:
        Refusal: they organise none.
    """
    found = await conferences_of(turn.session, turn.actor)
    if not found:
        raise Refusal("choices.no_conference")
    if len(found) == 1:
        return found[0].id
    await turn.say(choose_conference(verb, ((one.id, one.title) for one in found)))
    return None
