"""Reporting on a duty: progress in words, and the result as text or files, gathered until it is handed in."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.language.written import file_label
from bot.messages.base import press
from bot.messages.duty_cards import DutyCard
from bot.messages.reports import Ask, HandInSoFar, Noted
from bot.services import duty_cards, reports
from bot.services.access import Action
from bot.services.hand_ins import Gathered, SentFile, gathered
from bot.services.versions import Stale
from handlers.routes import Route, Routes
from handlers.stale import changed

PROGRESS, HAND_IN = "reports.progress", "reports.hand_in"


async def _fresh(turn: Turn, assignment_id: int) -> DutyCard:
    return await duty_cards.unit_card(turn.session, turn.actor, assignment_id, now=turn.now)


async def _seen(turn: Turn) -> DutyCard | None:
    """Return the duty that a button was made for; where it has changed, show it as it is now and return None."""
    try:
        return await duty_cards.seen(turn.session, turn.actor, turn.number(0), turn.number(1), now=turn.now)
    except Stale:
        changed(turn)
        await turn.show(await _fresh(turn, turn.number(0)))
        return None


async def ask_progress(turn: Turn) -> None:
    """Ask how far it is."""
    if card := await _seen(turn):
        asked, back = Ask("progress", card.text, card.when), press("duty.open", card.assignment_id)
        await turn.ask(asked, PROGRESS, back=back, assignment=card.assignment_id)


async def progress(turn: Turn) -> None:
    """Keep how far it is."""
    assert turn.step is not None
    assignment_id = turn.step.data["assignment"]
    await reports.note_progress(turn.session, turn.actor, assignment_id, turn.text, now=turn.now)
    await turn.leave()
    await turn.say(Noted("reports.progress_noted", await _fresh(turn, assignment_id)))


async def ask_hand_in(turn: Turn) -> None:
    """Ask for the result."""
    if card := await _seen(turn):
        empty = Gathered(card.assignment_id, card.version, card.text)
        asked, back = Ask("hand_in", card.text, card.when), press("duty.open", card.assignment_id)
        await turn.ask(asked, HAND_IN, back=back, **empty.data())


async def gather(turn: Turn) -> None:
    """Take a file or a text, show all that was gathered, and wait for more or for the press that hands it in."""
    assert turn.step is not None
    assert turn.message is not None
    so_far, said = gathered(turn.step.data), turn.text or turn.caption
    if turn.message.document is not None:
        document = turn.message.document
        so_far = so_far.with_file(
            SentFile(
                document.file_id,
                file_label(document.file_name, document.file_unique_id),
                document.file_size or 0,
            )
        )
    elif not turn.text:
        raise Refusal("reports.as_file")
    if said:
        so_far = so_far.with_text(said)
    names = tuple(file.name for file in so_far.files)
    screen = HandInSoFar(so_far.assignment_id, so_far.version, so_far.duty, so_far.text or None, names)
    back = press("duty.hand_in", so_far.assignment_id, so_far.version)
    await turn.ask(screen, HAND_IN, back=back, **so_far.data())


async def submit(turn: Turn) -> None:
    """Hand in what was gathered."""
    if turn.step is None or turn.step.name != HAND_IN or turn.step.data["assignment_id"] != turn.number(0):
        changed(turn)
        await turn.leave()
        await turn.show(await _fresh(turn, turn.number(0)))
        return
    so_far = gathered(turn.step.data)
    try:
        await reports.hand_in(
            turn.session,
            turn.actor,
            so_far.assignment_id,
            so_far.version,
            text=so_far.text or None,
            files=so_far.files,
            now=turn.now,
        )
    except Stale:
        changed(turn)
        await turn.leave()
        await turn.show(await _fresh(turn, so_far.assignment_id))
        return
    await turn.leave()
    await turn.show(Noted("reports.submitted", await _fresh(turn, so_far.assignment_id)))


ROUTES = Routes(
    presses={
        "duty.progress": Route(ask_progress, Action.REPORT_DUTY),
        "duty.hand_in": Route(ask_hand_in, Action.REPORT_DUTY),
        "duty.submit": Route(submit, Action.REPORT_DUTY, of_dialog=True),
    },
    steps={PROGRESS: Route(progress, Action.REPORT_DUTY)},
)
"""Routes of reports; what is said while a hand-in is gathered is looked at first (handlers/words_between)."""
