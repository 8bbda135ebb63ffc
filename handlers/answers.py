"""Answers to invitations: attend, or stay away with a reason."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import press
from bot.messages.questions import question
from bot.services import answer_pages, invitations
from bot.services.access import Action
from bot.services.delegate_lists import invitation_of
from bot.services.versions import Stale
from handlers.my_unit import show_page
from handlers.routes import Route, Routes
from handlers.stale import changed
from models.invitations import Answer

REASON = "answer.reason"


async def attend(turn: Turn) -> None:
    """Note that the unit attends. The invitation itself stays in the chat, so the answer is a message of its own."""
    try:
        await _answer(turn, turn.number(0), turn.number(1), Answer.ATTENDING, None)
    except Stale:
        await _fresh(turn, turn.number(0))


async def absent(turn: Turn) -> None:
    """Ask why the unit stays away, and say what becomes of its delegates."""
    invitation_id, version = turn.number(0), turn.number(1)
    try:
        opened = await invitations.to_answer(turn.session, turn.actor, invitation_id, now=turn.now, version=version)
    except Stale:
        await _fresh(turn, invitation_id)
        return
    count = await invitations.delegates_at_stake(turn.session, opened.invitation)
    key = "answers.ask_reason_withdraw" if count else "answers.ask_reason"
    asked = question(key, count=count, title=opened.conference.title)
    unit = press("myunit.open", opened.invitation.unit_id, opened.invitation.conference_id)
    await turn.ask(asked, REASON, back=unit, invitation=invitation_id, version=version)


async def reason(turn: Turn) -> None:
    """Note the absence with the reason that was typed."""
    assert turn.step is not None
    invitation_id, version = turn.step.data["invitation"], turn.step.data["version"]
    try:
        await _answer(turn, invitation_id, version, Answer.ABSENT, turn.text)
    except Stale:
        await _fresh(turn, invitation_id)


async def absent_yes(turn: Turn) -> None:
    """Note the absence with the reason that was shown back."""
    step, invitation_id, version = turn.step, turn.number(0), turn.number(1)
    held = step.data if step is not None and step.name == REASON else {}
    if held.get("invitation") != invitation_id or "reason" not in held:
        await _fresh(turn, invitation_id)
        return
    try:
        await _answer(turn, invitation_id, version, Answer.ABSENT, held["reason"])
    except Stale:
        await _fresh(turn, invitation_id)


async def _answer(turn: Turn, invitation_id: int, version: int, answer: Answer, why: str | None) -> None:
    done = await invitations.answer(
        turn.session,
        turn.actor,
        invitation_id,
        answer,
        why,
        now=turn.now,
        calendar=turn.calendar,
        settings=turn.settings,
        version=version,
    )
    await turn.leave()
    await turn.say(await answer_pages.noted(turn.session, done))


async def _fresh(turn: Turn, invitation_id: int) -> None:
    changed(turn)
    invitation = await invitation_of(turn.session, turn.actor, invitation_id)
    await show_page(turn, invitation.unit_id, invitation.conference_id)


ROUTES = Routes(
    presses={
        "answer.attend": Route(attend, Action.ANSWER_INVITATION),
        "answer.absent": Route(absent, Action.ANSWER_INVITATION),
        "answer.absent_yes": Route(absent_yes, Action.ANSWER_INVITATION, of_dialog=True),
    },
)
"""Routes of answers; what is typed as a reason is looked at first (handlers/words_between)."""
