"""The one routing table: which handler answers which command, press, dialog step, file and contact.

Each subject brings its own part; a name given twice is a mistake that stops the start.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.joining import NewNotice
from bot.services.access import Action
from bot.services.joining import agreed_to_older

Handler = Callable[[Turn], Awaitable[None]]
R = TypeVar("R")


@dataclass(frozen=True)
class Route:
    """A handler and the action that it needs; whoever may not gets a sentence and nothing happens.

    `of_dialog`: a press that belongs to the dialog that stands open, or that only hands over what its answer needs (a
    number to phone, a file to read); any other one ends the dialog, as a command does.
    """

    handler: Handler
    action: Action
    of_dialog: bool = False


@dataclass(frozen=True)
class Command(Route):
    """A command; `menu` puts it into the command menu of those who may (text: `commands.<name>`)."""

    menu: bool = True


@dataclass(frozen=True)
class Routes:
    """The routes of one subject: commands by name, presses by verb, steps by name, files by their ending."""

    commands: Mapping[str, Command] = field(default_factory=dict)
    presses: Mapping[str, Route] = field(default_factory=dict)
    steps: Mapping[str, Route] = field(default_factory=dict)
    files: Mapping[str, Route] = field(default_factory=dict)


async def act(turn: Turn, route: Route) -> None:
    """Let the route's handler answer; whoever agreed to an older notice is asked first, save about their own data.

    Raises:
        Refusal: the person may not.
    """
    if not turn.actor.may(route.action):
        raise Refusal("access.denied" if turn.actor.unit_ids or turn.actor.in_office else "access.stranger")
    if route.action is not Action.SEE_OWN_DATA and await agreed_to_older(turn.session, turn.actor):
        await turn.say(NewNotice(turn.settings.office.name, turn.settings.limits.keep_person_data_days))
        return
    await route.handler(turn)


async def begin(turn: Turn, command: Command) -> None:
    """Carry out a command; the dialog that stood open ends, unless the command belongs to it.

    Raises:
        Refusal: the person may not.
    """
    if not command.of_dialog:
        await turn.leave()
    await act(turn, command)


def merged(parts: list[Routes]) -> Routes:
    """Join the parts of all subjects.

    Raises:
        ValueError: two subjects claim the same name.
    """
    return Routes(
        _joined([part.commands for part in parts]),
        _joined([part.presses for part in parts]),
        _joined([part.steps for part in parts]),
        _joined([part.files for part in parts]),
    )


def _joined(tables: list[Mapping[str, R]]) -> dict[str, R]:
    joined: dict[str, R] = {}
    for table in tables:
        if twice := joined.keys() & table.keys():
            raise ValueError(f"routes claimed twice: {sorted(twice)}")
        joined.update(table)
    return joined
