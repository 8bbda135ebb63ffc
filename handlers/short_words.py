"""A word or two where no question was asked: shown back, and taken only once confirmed."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.language.short_words import ShortWords, understood
from bot.messages.base import press
from bot.messages.duty_titles import duty_title
from bot.messages.short_words import OpenDuty, OpenInvitation, SureAnswer, SureDone, Which
from bot.services import short_words
from bot.services.access import Action
from bot.services.hand_ins import Gathered
from handlers import duties, my_unit
from handlers.answers import REASON
from handlers.common import ways_on
from handlers.reports import HAND_IN
from handlers.routes import Route, Routes
from handlers.stale import changed
from models.invitations import Answer

WHICH = "words.which"


def route_of(text: str) -> Route | None:
    """Return the route of a text that answers in a word or two; None of any other."""
    meant = understood(text)
    if meant is None:
        return None
    return Route(done, Action.REPORT_DUTY) if meant.kind == "done" else Route(answer, Action.ANSWER_INVITATION)


async def done(turn: Turn) -> None:
    """Show the duty that is meant back, or ask which one."""
    found = await short_words.open_duties(turn.session, turn.actor)
    if not found:
        await turn.say(ways_on(turn, "short_words.no_duty"))
    elif len(found) == 1:
        await _sure_done(turn, found[0], turn.text)
    else:
        choices = tuple((duty_title(duty.text, 150), duty.assignment_id) for duty in found)
        await turn.ask(Which("done", choices), WHICH, back=press("duties.all"), text=turn.text)


async def _sure_done(turn: Turn, duty: OpenDuty, words: str) -> None:
    gathered = Gathered(duty.assignment_id, duty.version, duty.text, words)
    back = press("duty.open", duty.assignment_id)
    await turn.ask(SureDone(duty, words), HAND_IN, back=back, **gathered.data())


async def answer(turn: Turn) -> None:
    """Show the answer to the invitation that is meant back, or ask which one."""
    meant = understood(turn.text)
    assert meant is not None, "the route is of a text that was understood"
    found = await short_words.open_invitations(turn.session, turn.actor, _answer(meant), now=turn.now)
    if not found:
        await turn.say(ways_on(turn, "short_words.no_invitation"))
    elif len(found) == 1:
        await _sure_answer(turn, found[0], meant)
    else:
        key = "attend" if meant.kind == "attending" else "absent"
        choices = tuple((f"{one.unit}: {one.title}", one.invitation_id) for one in found)
        await turn.ask(Which(key, choices), WHICH, back=press("myunit.list"), text=turn.text)


def _answer(meant: ShortWords) -> Answer:
    return Answer.ATTENDING if meant.kind == "attending" else Answer.ABSENT


async def _sure_answer(turn: Turn, to: OpenInvitation, meant: ShortWords) -> None:
    """Show it back; a reason waits in the dialog that asks for one."""
    shown, back = SureAnswer(to, meant.kind == "attending", meant.reason), press("myunit.list")
    if meant.reason is None:
        await turn.leave()
        await turn.say(shown)
        return
    held = {"invitation": to.invitation_id, "version": to.version, "reason": meant.reason}
    await turn.ask(shown, REASON, back=back, **held)


async def chosen_duty(turn: Turn) -> None:
    """Show the chosen duty back; once the choice is over, the duties as they are now."""
    if (words := _words(turn)) is None:
        changed(turn)
        await duties.home(turn)
        return
    found = await short_words.open_duties(turn.session, turn.actor, turn.number(0))
    await _sure_done(turn, found[0], words)


async def chosen_absence(turn: Turn) -> None:
    """Show the absence from the chosen conference back."""
    await _chosen(turn, "absent")


async def chosen_attendance(turn: Turn) -> None:
    """Show the attendance of the chosen conference back."""
    await _chosen(turn, "attending")


async def _chosen(turn: Turn, kind: str) -> None:
    meant = understood(_words(turn) or "")
    if meant is None or meant.kind != kind:
        changed(turn)
        await my_unit.home(turn)
        return
    found = await short_words.open_invitations(turn.session, turn.actor, _answer(meant), turn.number(0), now=turn.now)
    await _sure_answer(turn, found[0], meant)


def _words(turn: Turn) -> str | None:
    """Return what was typed before the choice; None of a choice that is over."""
    return turn.step.data["text"] if turn.step is not None and turn.step.name == WHICH else None


async def again(turn: Turn) -> None:
    """Take what is typed as if nothing had been asked."""
    route = route_of(turn.text)
    await turn.leave()
    if route is None:
        await turn.say(ways_on(turn, "common.hint"))
    else:
        await route.handler(turn)


ROUTES = Routes(
    presses={
        "words.done": Route(chosen_duty, Action.REPORT_DUTY, of_dialog=True),
        "words.absent": Route(chosen_absence, Action.ANSWER_INVITATION, of_dialog=True),
        "words.attend": Route(chosen_attendance, Action.ANSWER_INVITATION, of_dialog=True),
    },
    steps={WHICH: Route(again, Action.SEE_UNIT)},
)
