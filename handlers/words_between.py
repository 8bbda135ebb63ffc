"""A word or two typed while a result or a reason is waited for: part of it, or an act of its own."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.language.short_words import understood
from bot.services.access import Action
from bot.services.hand_ins import Gathered, gathered
from bot.services.invitations import LONGEST_REASON
from handlers import answers, reports
from handlers.routes import Route, Routes
from handlers.short_words import again


async def gather(turn: Turn) -> None:
    """Take a word about the invitation as an act of its own where no result was gathered yet; all else is gathered."""
    assert turn.step is not None
    if _is_an_act(turn, gathered(turn.step.data)):
        await again(turn)
    else:
        await reports.gather(turn)


def _is_an_act(turn: Turn, so_far: Gathered) -> bool:
    meant, before = understood(turn.text), understood(so_far.text)
    if meant is None or meant.kind == "done" or so_far.files:
        return False
    return meant.reason is None if not so_far.text else before is not None and before.kind == "done"


async def reason(turn: Turn) -> None:
    """Take a word or two that are no reason for an absence as an act of their own; all else is the reason.

    Raises:
        Refusal: it only says again that the unit stays away.
    """
    meant = understood(turn.text)
    if meant is None or meant.reason is not None:
        await answers.reason(turn)
    elif meant.kind == "absent":
        raise Refusal("answers.reason_length", most=LONGEST_REASON)
    else:
        await again(turn)


ROUTES = Routes(
    steps={
        reports.HAND_IN: Route(gather, Action.REPORT_DUTY),
        answers.REASON: Route(reason, Action.ANSWER_INVITATION),
    },
)
"""Routes of what is typed meanwhile."""
