"""/calendar: days that the office works or has off by a document, over what the calendar knows."""

from __future__ import annotations

from datetime import date

from bot.errors import Refusal
from bot.inbox.turn import Turn
from bot.messages.base import press
from bot.messages.calendar_days import OwnDays, WhichKind
from bot.messages.questions import Choice, screen
from bot.services import calendar_days
from bot.services.access import Action
from handlers.routes import Command, Route, Routes

DAY, SOURCE = "calendar.day", "calendar.source"
CANCEL = Choice("common.cancel", "common.cancel")


async def show(turn: Turn) -> None:
    """List the office's own days."""
    await _show(turn, None)


async def _show(turn: Turn, moved: int | None) -> None:
    days = await calendar_days.own_days(turn.session, turn.actor, now=turn.now)
    await turn.show(OwnDays(tuple((row.day, row.working, row.source) for row in days), moved))


async def ask_day(turn: Turn) -> None:
    """Ask for the day."""
    await turn.ask(screen("calendar_days.ask_day", CANCEL), DAY, back=press("calendar.open"))


async def took_day(turn: Turn) -> None:
    """Show the day back, with what can be made of it."""
    day = calendar_days.day_typed(turn.text, turn.calendar, now=turn.now)
    await turn.say(WhichKind(day, turn.calendar.is_working_day(day)))


async def ask_source(turn: Turn) -> None:
    """Ask by which document."""
    day, working = _day(turn), turn.number(1) == 1
    await turn.ask(
        screen("calendar_days.ask_source", CANCEL),
        SOURCE,
        back=press("calendar.add"),
        day=day.isoformat(),
        working=working,
    )


def _day(turn: Turn) -> date:
    try:
        return date.fromisoformat(turn.word(0))
    except ValueError:
        raise Refusal("common.old_button") from None


async def took_source(turn: Turn) -> None:
    """Declare the day."""
    assert turn.step is not None
    day, working = date.fromisoformat(turn.step.data["day"]), bool(turn.step.data["working"])
    moved = await calendar_days.declare(
        turn.session, turn.actor, day, working=working, source=turn.text, now=turn.now, settings=turn.settings
    )
    await turn.leave()
    await _show(turn, moved)


async def ask_take_back(turn: Turn) -> None:
    """Ask once more before a day is taken back."""
    yes = Choice("calendar_days.take_back_sure", "calendar.take_back_sure", (_day(turn).isoformat(),))
    await turn.show(screen("calendar_days.ask_take_back", yes, Choice("common.back", "calendar.open")))


async def take_back(turn: Turn) -> None:
    """Take a day back."""
    moved = await calendar_days.take_back(turn.session, turn.actor, _day(turn), now=turn.now, settings=turn.settings)
    await _show(turn, moved)


ROUTES = Routes(
    commands={"calendar": Command(show, Action.MANAGE_CALENDAR)},
    presses={
        "calendar.open": Route(show, Action.MANAGE_CALENDAR),
        "calendar.add": Route(ask_day, Action.MANAGE_CALENDAR),
        "calendar.set": Route(ask_source, Action.MANAGE_CALENDAR),
        "calendar.take_back": Route(ask_take_back, Action.MANAGE_CALENDAR),
        "calendar.take_back_sure": Route(take_back, Action.MANAGE_CALENDAR),
    },
    steps={DAY: Route(took_day, Action.MANAGE_CALENDAR), SOURCE: Route(took_source, Action.MANAGE_CALENDAR)},
)
