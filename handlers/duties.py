"""/duties: the duties of a focal person's units, one at a time."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.duties import Choices
from bot.services import duty_cards, duty_views, reports
from bot.services.access import Action
from bot.services.versions import Stale
from bot.texts import say
from handlers.routes import Command, Route, Routes
from handlers.stale import changed


async def home(turn: Turn) -> None:
    """Show the duties; for which unit and conference is asked only where it is open."""
    choices = await duty_views.choices(turn.session, turn.actor)
    if len(choices) == 1:
        await _show_list(turn, choices[0].unit_id, choices[0].conference_id)
    else:
        await turn.show(Choices(tuple(choices)))


async def listed(turn: Turn) -> None:
    """Show a page of the duties of a unit."""
    page = turn.page(2)
    await _show_list(turn, turn.number(0), turn.number(1), page=page)


async def _show_list(turn: Turn, unit_id: int, conference_id: int, *, page: int = 0) -> None:
    found = await duty_views.unit_duties(turn.session, turn.actor, unit_id, conference_id, page=page, now=turn.now)
    await turn.show(found)


async def card(turn: Turn) -> None:
    """Show one duty."""
    await turn.show(await duty_cards.unit_card(turn.session, turn.actor, turn.number(0), now=turn.now))


async def acknowledge(turn: Turn) -> None:
    """Note that the unit has taken its duty up."""
    try:
        await reports.acknowledge(turn.session, turn.actor, turn.number(0), turn.number(1), now=turn.now)
        turn.toast = str(say(turn.actor.language, "reports.acknowledged").unescape())
    except Stale:
        changed(turn)
    await card(turn)


async def files(turn: Turn) -> None:
    """Send the files that were handed in."""
    for file in await duty_cards.files(turn.session, turn.actor, turn.number(0), now=turn.now):
        await turn.say(file)


ROUTES = Routes(
    commands={"duties": Command(home, Action.REPORT_DUTY)},
    presses={
        "duties.all": Route(home, Action.REPORT_DUTY),
        "duties.open": Route(listed, Action.SEE_UNIT),
        "duty.open": Route(card, Action.SEE_UNIT),
        "duty.acknowledge": Route(acknowledge, Action.REPORT_DUTY),
        "duty.files": Route(files, Action.SEE_REPORTS, of_dialog=True),
    },
)
"""Routes of the duties of a unit."""
