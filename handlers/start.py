"""The first screens: /start without a code, /help, /language."""

from __future__ import annotations

from collections.abc import Mapping

import handlers
from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.start import ChooseLanguage, Help, Welcome
from bot.services.access import Action, Role
from bot.services.office import read_again
from bot.services.own_data import choose_language
from bot.services.units import names_of
from handlers import joining
from handlers.routes import Command, Route, Routes, begin, merged


async def start(turn: Turn) -> None:
    """Open a code where the link carried one; otherwise say where the person stands."""
    if turn.arguments:
        await joining.knock(turn, turn.arguments[0])
        return
    names = await names_of(turn.session, turn.actor.unit_ids)
    roles = turn.actor.roles
    units = tuple(names[unit_id] for unit_id in turn.actor.unit_ids)
    await turn.show(Welcome(turn.settings.office.name, Role.OWNER in roles, Role.ORGANISER in roles, units))


def _commands() -> Mapping[str, Command]:
    return merged([subject.ROUTES for subject in handlers.SUBJECTS]).commands


async def show_help(turn: Turn) -> None:
    """List the commands that the person may use, from the routing table itself."""
    usable = tuple(name for name, c in _commands().items() if c.menu and turn.actor.may(c.action))
    await turn.show(Help(usable))


async def run_command(turn: Turn) -> None:
    """Do what the command that the button names does when typed.

    Raises:
        Refusal: there is no such command, or the person may not.
    """
    command = _commands().get(turn.word(0))
    if command is None:
        raise Refusal("common.old_button")
    turn.arguments = ()
    await begin(turn, command)


async def choose(turn: Turn) -> None:
    """Offer the languages; whoever is joining goes on with that afterwards."""
    if not joining.under_way(turn):
        await turn.leave()
    await turn.show(ChooseLanguage())


async def chosen(turn: Turn) -> None:
    """Speak the chosen language from this answer on; whoever is joining gets its question again."""
    if not joining.under_way(turn):
        await turn.leave()
    await choose_language(turn.session, turn.actor, turn.word(0), now=turn.now)
    turn.actor = await read_again(turn.session, turn.actor, turn.settings)
    await turn.show(ChooseLanguage(chosen=True))
    if joining.under_way(turn):
        await joining.ask_again(turn)


ROUTES = Routes(
    commands={
        "start": Command(start, Action.SEE_OWN_DATA),
        "help": Command(show_help, Action.SEE_OWN_DATA),
        "language": Command(choose, Action.SEE_OWN_DATA, of_dialog=True),
    },
    presses={
        "command.run": Route(run_command, Action.SEE_OWN_DATA),
        "help.open": Route(show_help, Action.SEE_OWN_DATA),
        "lang.open": Route(choose, Action.SEE_OWN_DATA, of_dialog=True),
        "lang.set": Route(chosen, Action.SEE_OWN_DATA, of_dialog=True),
    },
)
