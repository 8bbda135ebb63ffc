"""/units: the registry, one unit at a time."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import press
from bot.messages.questions import Choice, screen
from bot.messages.unit_cards import ChooseClass
from bot.services import unit_edits, unit_lists
from bot.services.access import Action
from handlers.routes import Command, Route, Routes

FIND, ADD, NAME, ALIAS = "units.find", "units.add", "units.name", "units.alias"
CANCEL = Choice("common.cancel", "common.cancel")


async def home(turn: Turn) -> None:
    """Show how many units there are, by level."""
    await turn.show(await unit_lists.home(turn.session, turn.actor))


async def listed(turn: Turn) -> None:
    """Show a page of a level."""
    await turn.show(await unit_lists.page(turn.session, turn.actor, turn.word(0), turn.number(1)))


async def card(turn: Turn) -> None:
    """Show a unit."""
    await _show_card(turn, turn.number(0))


async def _show_card(turn: Turn, unit_id: int) -> None:
    await turn.show(await unit_lists.card(turn.session, turn.actor, unit_id, now=turn.now))


async def ask_find(turn: Turn) -> None:
    """Ask what to look for."""
    await turn.ask(screen("units.ask_find", CANCEL), FIND, back=press("units.open"))


async def find(turn: Turn) -> None:
    """Search; the step stays, so that the next text searches again."""
    await turn.say(await unit_lists.search(turn.session, turn.actor, turn.text))


async def ask_add(turn: Turn) -> None:
    """Ask for the name of a new unit."""
    await turn.ask(screen("units.ask_add", CANCEL), ADD, back=press("units.open"))


async def add(turn: Turn) -> None:
    """Add a unit and show it, so that level and kind can be corrected."""
    unit = await unit_edits.add(turn.session, turn.actor, turn.text, now=turn.now)
    await turn.leave()
    await _show_card(turn, unit.id)


async def ask_name(turn: Turn) -> None:
    """Ask for another name of a unit, to replace the one it has."""
    await _ask_about(turn, "units.ask_name", NAME)


async def ask_alias(turn: Turn) -> None:
    """Ask for one more name of a unit."""
    await _ask_about(turn, "units.ask_alias", ALIAS)


async def _ask_about(turn: Turn, key: str, step: str) -> None:
    name = await unit_edits.name_to_change(turn.session, turn.actor, turn.number(0))
    unit_id = turn.number(0)
    await turn.ask(screen(key, CANCEL, name=name), step, back=press("units.card", unit_id), unit_id=unit_id)


async def rename(turn: Turn) -> None:
    """Give the unit its new name."""
    unit_id = _unit_at_hand(turn)
    await unit_edits.rename(turn.session, turn.actor, unit_id, turn.text, now=turn.now)
    await turn.leave()
    await _show_card(turn, unit_id)


async def add_alias(turn: Turn) -> None:
    """Give the unit one more name."""
    unit_id = _unit_at_hand(turn)
    await unit_edits.add_alias(turn.session, turn.actor, unit_id, turn.text, now=turn.now)
    await turn.leave()
    await _show_card(turn, unit_id)


def _unit_at_hand(turn: Turn) -> int:
    assert turn.step is not None
    return int(turn.step.data["unit_id"])


async def drop_alias(turn: Turn) -> None:
    """Take another name away; it can be typed again at once, so nothing is asked."""
    await unit_edits.drop_alias(turn.session, turn.actor, turn.number(0), turn.number(1), now=turn.now)
    await card(turn)


async def level(turn: Turn) -> None:
    """Offer the levels, or set the one that was pressed."""
    await _classify(turn, "level")


async def kind(turn: Turn) -> None:
    """Offer the kinds, or set the one that was pressed."""
    await _classify(turn, "kind")


async def _classify(turn: Turn, what: str) -> None:
    unit_id = turn.number(0)
    if len(turn.arguments) == 1:
        name = await unit_edits.name_to_change(turn.session, turn.actor, unit_id)
        await turn.show(ChooseClass(what, unit_id, name))
        return
    await unit_edits.classify(turn.session, turn.actor, unit_id, **{what: turn.word(1)}, now=turn.now)
    await card(turn)


ROUTES = Routes(
    commands={"units": Command(home, Action.MANAGE_UNITS)},
    presses={
        "units.open": Route(home, Action.MANAGE_UNITS),
        "units.list": Route(listed, Action.MANAGE_UNITS),
        "units.card": Route(card, Action.MANAGE_UNITS),
        "units.find": Route(ask_find, Action.MANAGE_UNITS),
        "units.add": Route(ask_add, Action.MANAGE_UNITS),
        "units.name": Route(ask_name, Action.MANAGE_UNITS),
        "units.alias": Route(ask_alias, Action.MANAGE_UNITS),
        "units.alias_drop": Route(drop_alias, Action.MANAGE_UNITS),
        "units.level": Route(level, Action.MANAGE_UNITS),
        "units.kind": Route(kind, Action.MANAGE_UNITS),
    },
    steps={
        FIND: Route(find, Action.MANAGE_UNITS),
        ADD: Route(add, Action.MANAGE_UNITS),
        NAME: Route(rename, Action.MANAGE_UNITS),
        ALIAS: Route(add_alias, Action.MANAGE_UNITS),
    },
)
