"""One delegate of a unit: change a part, put another person in the place, withdraw."""

from __future__ import annotations

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.base import press
from bot.messages.questions import Choice, question
from bot.services import answer_pages, delegate_entry, delegate_pages, delegates
from bot.services.access import Action
from bot.services.delegate_fields import FIELDS, chosen_field, read_field
from bot.services.delegates import Outcome
from bot.services.versions import Stale
from handlers.delegates import show_list
from handlers.routes import Route, Routes
from handlers.stale import changed


async def show(turn: Turn) -> None:
    """Show the card of a delegate."""
    await show_card(turn, turn.number(0))


async def show_card(turn: Turn, delegate_id: int) -> None:
    """Show a card; a dialog that stood open ends."""
    await turn.leave()
    await turn.show(await delegate_pages.card(turn.session, turn.actor, delegate_id, now=turn.now))


async def edit(turn: Turn) -> None:
    """Ask for the new value of one part."""
    delegate_id, version, field = turn.number(0), turn.number(1), turn.word(2)
    if field not in FIELDS:
        raise Refusal("common.old_button")
    try:
        _, row = await delegates.own_delegate(turn.session, turn.actor, delegate_id, now=turn.now, version=version)
    except Stale:
        await _fresh(turn, delegate_id)
        return
    asked = await delegate_pages.field_question(turn.session, row, field)
    back = press("delegate.open", delegate_id)
    await turn.ask(asked, "delegate.field", back=back, delegate=delegate_id, version=version, field=field)


async def typed(turn: Turn) -> None:
    """Take the new value that was typed."""
    assert turn.step is not None
    data = turn.step.data
    await _change(turn, data["delegate"], data["version"], data["field"], read_field(data["field"], turn.text))


async def tapped(turn: Turn) -> None:
    """Take the new value that was tapped."""
    field = turn.word(2)
    await _change(turn, turn.number(0), turn.number(1), field, chosen_field(field, turn.word(3)))


async def replace(turn: Turn) -> None:
    """Ask who comes in a delegate's place."""
    delegate_id, version = turn.number(0), turn.number(1)
    number = turn.update.update_id
    try:
        draft, row = await delegate_entry.begin_replacing(
            turn.session, turn.actor, delegate_id, version, number=number, now=turn.now
        )
    except Stale:
        await _fresh(turn, delegate_id)
        return
    asked = question("delegate_drafts.ask_replacement", name=row.full_name)
    await turn.ask(asked, "delegates.people", back=press("delegate.open", delegate_id), **draft.data())


async def withdraw(turn: Turn) -> None:
    """Ask once more before a delegate is withdrawn."""
    delegate_id, version = turn.number(0), turn.number(1)
    try:
        _, row = await delegates.own_delegate(turn.session, turn.actor, delegate_id, now=turn.now, version=version)
    except Stale:
        await _fresh(turn, delegate_id)
        return
    sure = Choice("delegates.withdraw_yes", "delegate.withdraw_yes", (delegate_id, version))
    erase = Choice("delegates.erase", "delegate.erase", (delegate_id, version))
    back = Choice("common.back", "delegate.open", (delegate_id,))
    await turn.show(question("delegates.withdraw_sure", sure, erase, back, name=row.full_name))


async def withdraw_yes(turn: Turn) -> None:
    """Withdraw a delegate."""
    await _withdraw(turn, erase=False)


async def erase(turn: Turn) -> None:
    """Withdraw a delegate and forget them."""
    await _withdraw(turn, erase=True)


async def _withdraw(turn: Turn, *, erase: bool) -> None:
    delegate_id = turn.number(0)
    try:
        _, row = await delegates.own_delegate(turn.session, turn.actor, delegate_id, now=turn.now)
        outcome = await delegates.withdraw(
            turn.session,
            turn.actor,
            delegate_id,
            now=turn.now,
            calendar=turn.calendar,
            settings=turn.settings,
            version=turn.number(1),
            erase=erase,
        )
    except Stale:
        await _fresh(turn, delegate_id)
        return
    if not await _asked(turn, outcome):
        await show_list(turn, row.unit_id, row.conference_id, done=("erased" if erase else "withdrawn", 1))


async def _change(turn: Turn, delegate_id: int, version: int, field: str, value: object) -> None:
    try:
        outcome = await delegates.edit(
            turn.session, turn.actor, delegate_id, {field: value}, now=turn.now, version=version
        )
    except Stale:
        await _fresh(turn, delegate_id)
        return
    if not await _asked(turn, outcome):
        await show_card(turn, delegate_id)


async def _asked(turn: Turn, outcome: Outcome) -> bool:
    """Say that the wish was put before the organisers, where it was."""
    if outcome.request is None:
        return False
    await turn.leave()
    await turn.show(await answer_pages.sent(turn.session, outcome.request))
    return True


async def _fresh(turn: Turn, delegate_id: int) -> None:
    changed(turn)
    await show_card(turn, delegate_id)


ROUTES = Routes(
    presses={
        "delegate.open": Route(show, Action.ENTER_DELEGATES),
        "delegate.edit": Route(edit, Action.ENTER_DELEGATES),
        "delegate.set": Route(tapped, Action.ENTER_DELEGATES),
        "delegate.replace": Route(replace, Action.ENTER_DELEGATES),
        "delegate.withdraw": Route(withdraw, Action.ENTER_DELEGATES),
        "delegate.withdraw_yes": Route(withdraw_yes, Action.ENTER_DELEGATES),
        "delegate.erase": Route(erase, Action.ENTER_DELEGATES),
    },
    steps={"delegate.field": Route(typed, Action.ENTER_DELEGATES)},
)
"""Routes of one delegate."""
