"""Joining by a code: notice, consent, own contact; and the office's undo."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.base import Message, plain
from bot.messages.joining import NOTICE, AskContact, ConfirmUnit, Notice, Welcomed
from bot.messages.questions import Choice, screen
from bot.services import joining, knocking, memberships
from bot.services.access import Action
from bot.services.joining import Contact
from bot.services.knocking import Fault, Opened
from bot.services.office import read_again
from handlers.routes import Route, Routes

ASK, CONTACT = "joining.ask", "joining.contact"


async def knock(turn: Turn, code: str) -> None:
    """Answer a code: the notice, the question, or why it grants nothing."""
    found = await knocking.knock(turn.session, turn.actor, code, now=turn.now, settings=turn.settings)
    if isinstance(found, Opened):
        await turn.ask(_question(turn, found), ASK, code_id=found.code_id)
    elif found.key is not None:
        await turn.say(plain(found.key))


def _question(turn: Turn, opened: Opened) -> Message:
    office, days = turn.settings.office.name, turn.settings.limits.keep_person_data_days
    if opened.agreed:
        return ConfirmUnit(opened.code_id, opened.unit, office)
    return Notice(opened.code_id, opened.unit, office, days)


def under_way(turn: Turn) -> bool:
    """Return whether the person has opened a code and not answered all yet."""
    return turn.step is not None and turn.step.name in {ASK, CONTACT}


async def ask_again(turn: Turn) -> None:
    """Show the question at which the person stands again."""
    assert turn.step is not None
    if turn.step.name == CONTACT:
        await turn.say(AskContact())
        return
    found = await knocking.opened(turn.session, turn.actor, turn.step.data["code_id"])
    await turn.say(_question(turn, found))


async def agree(turn: Turn) -> None:
    """Keep the consent and go on."""
    code_id = _code_at_hand(turn)
    await joining.agree(turn.session, turn.actor, now=turn.now)
    await turn.leave()
    await turn.show(plain("joining.agreed"))
    await _go_on(turn, code_id)


async def renew(turn: Turn) -> None:
    """Keep the consent to the present notice; what was wished before is for them to ask again."""
    if turn.number(0) != NOTICE:
        raise Refusal("common.old_button")
    await joining.agree(turn.session, turn.actor, now=turn.now)
    await turn.show(plain("joining.renewed"))


async def confirm(turn: Turn) -> None:
    """Go on: the unit is theirs too."""
    code_id = _code_at_hand(turn)
    await turn.leave()
    await turn.show(plain("joining.confirmed"))
    await _go_on(turn, code_id)


def _code_at_hand(turn: Turn) -> int:
    """Return the code that was opened last. The step says which, never the button: having one grants nothing."""
    code_id = turn.number(0)
    if turn.step is None or turn.step.name != ASK or turn.step.data["code_id"] != code_id:
        raise Refusal("joining.again")
    return code_id


async def _go_on(turn: Turn, code_id: int) -> None:
    found = await knocking.opened(turn.session, turn.actor, code_id)
    if found.identified:
        await _join(turn, code_id, None)
    else:
        await turn.stand(CONTACT, code_id=code_id)
        await turn.say(AskContact())


async def decline(turn: Turn) -> None:
    """Leave; the code stays good."""
    await turn.leave()
    await turn.show(plain("joining.declined"))


async def contact(turn: Turn) -> None:
    """Take the person's own contact; anything else gets the question again."""
    assert turn.step is not None
    shared = turn.message.contact if turn.message else None
    if shared is None or shared.user_id != turn.actor.telegram_id:
        await turn.say(AskContact(foreign=shared is not None))
        return
    name = " ".join(part for part in (shared.first_name, shared.last_name) if part)
    await _join(turn, turn.step.data["code_id"], Contact(shared.user_id, name, shared.phone_number))


async def _join(turn: Turn, code_id: int, shared: Contact | None) -> None:
    done = await joining.join(turn.session, turn.actor, code_id, shared, now=turn.now, settings=turn.settings)
    await turn.leave()
    if isinstance(done, Fault):
        await turn.say(plain(done.key or "joining.code_used"))
        return
    turn.actor = await read_again(turn.session, turn.actor, turn.settings)
    await turn.say(Welcomed(done.name, done.unit, turn.settings.office.name))


async def undo(turn: Turn) -> None:
    """Ask once more before a membership ends."""
    found = await memberships.seat(turn.session, turn.actor, turn.number(0))
    if found.row.ended_at is not None:
        await turn.show(plain("joining.already_ended", unit=found.unit))
        return
    name = found.person.full_name or "–"
    yes = Choice("joining.undo_sure", "join.undo_sure", (found.row.id,))
    keep = Choice("joining.keep", "units.card", (found.row.unit_id,))
    await turn.show(screen("joining.ask_undo", yes, keep, name=name, unit=found.unit))


async def undo_sure(turn: Turn) -> None:
    """End the membership."""
    found, ended = await memberships.end(turn.session, turn.actor, turn.number(0), now=turn.now)
    card = Choice("joining.open_unit", "units.card", (found.row.unit_id,))
    name = found.person.full_name or "–"
    await turn.show(screen("joining.undone" if ended else "joining.already_ended", card, name=name, unit=found.unit))


ROUTES = Routes(
    presses={
        "join.agree": Route(agree, Action.SEE_OWN_DATA, of_dialog=True),
        "join.renew": Route(renew, Action.SEE_OWN_DATA),
        "join.confirm": Route(confirm, Action.SEE_OWN_DATA, of_dialog=True),
        "join.decline": Route(decline, Action.SEE_OWN_DATA),
        "join.undo": Route(undo, Action.MANAGE_UNITS),
        "join.undo_sure": Route(undo_sure, Action.MANAGE_UNITS),
    },
    steps={
        ASK: Route(ask_again, Action.SEE_OWN_DATA),  # words are no consent
        CONTACT: Route(contact, Action.SEE_OWN_DATA),
    },
)
