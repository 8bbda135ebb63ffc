"""The draft that a press is about: authorised again, and checked against its version."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.plans import Summary
from bot.services import conference_cards, plans
from handlers.stale import changed
from models.plans import Plan


async def draft(turn: Turn) -> Plan | None:
    """Return the draft of a press; None where it is a conference already: that is shown."""
    conference_id = await plans.conference_of(turn.session, turn.actor, turn.number(0))
    if conference_id is None:
        return await plans.draft_of(turn.session, turn.actor, turn.number(0))
    changed(turn)
    await turn.show(await conference_cards.card_of(turn.session, turn.actor, conference_id, now=turn.now))
    return None


async def current(turn: Turn) -> Plan | None:
    """Return the draft of a press; None where its button was made for an older version: the fresh screen is shown."""
    plan = await draft(turn)
    if plan is None or plan.version == turn.number(1):
        return plan
    changed(turn)
    await turn.show(Summary(await plans.shown(turn.session, plan)))
    return None
