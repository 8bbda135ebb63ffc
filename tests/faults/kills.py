"""Kills: at random instants, and at the points where work is in flight, seen from outside and from inside."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from bot.playground.telegram import Call, Fault, SimulatedTelegram

SENDS = ("sendMessage", "editMessageText", "sendDocument", "setMyCommands")


class Point(StrEnum):
    """Where a kill falls. What Telegram or the proxy sees is killed from outside; at the others the bot dies itself."""

    RANDOM = "at a random instant"
    STOPPED = "asked to stop (SIGTERM)"
    HANDED = "K1 updates handed over"
    TAKEN = "K2 updates taken over"
    SENDING = "K7 call received, not answered"
    SENT = "K7 call answered"
    STORING = "K1 in hand, not stored"
    STORED = "K2 stored, not acknowledged"
    BEGUN = "K3 acknowledged, not worked"
    HANDLED = "K4 worked, not committed"
    COMMITTED = "K5 committed, not claimed"
    CLAIMED = "K6 claimed, not on the wire"
    ANSWERED = "K8 answered, not recorded"
    RINGING = "K9 pings put, not committed"
    SEALING = "K9 audit lines sealed, not committed"
    RECOVERING = "K12 in recovery"


TIMED = (Point.RANDOM, Point.STOPPED)
OUTSIDE = (Point.HANDED, Point.TAKEN, Point.SENDING, Point.SENT)
RARE = (Point.RINGING, Point.SEALING, Point.RECOVERING)
"""Reached once a start or less often: waiting for the second time would be waiting in vain."""


@dataclass(frozen=True)
class Kill:
    """One kill: at `point`, the `nth` time that it is reached, `delay` seconds after it."""

    point: Point
    nth: int
    delay: float

    @property
    def arguments(self) -> tuple[str, ...]:
        """What tells the bot to die by itself, where nobody outside sees the point."""
        return () if self.point in (*TIMED, *OUTSIDE) else ("--die", self.point.name, str(self.nth))


def planned(random: Random, count: int) -> list[Kill]:
    """Return `count` kills, as many at each point as possible.

    Ringing and sealing die early, while pings fall due and people do what is written into the trail; recovery where
    there is something to recover.
    """
    rounds = range(-(-count // len(Point)))
    points = [point for _ in rounds for point in random.sample(list(Point), len(Point))][:count]
    recovering = points.count(Point.RECOVERING)
    found = [_planned(random, point) for point in points if point not in RARE]
    for early in (Point.SEALING, Point.RINGING):
        for number in range(points.count(early)):
            found.insert(1 + 2 * number, Kill(early, 1, 0.0))
    for _ in range(recovering):
        cause = random.choice([each for each in found if each.point in (Point.CLAIMED, Point.SENDING)] or found)
        found.insert(found.index(cause) + 1, Kill(Point.RECOVERING, 1, 0.0))
    return found


def _planned(random: Random, point: Point) -> Kill:
    match point:
        case Point.RANDOM | Point.STOPPED:
            return Kill(point, 0, random.uniform(0.2, 1.5))
        case Point.HANDED | Point.TAKEN | Point.SENT:
            return Kill(point, random.randint(1, 4), random.choice((0.0, random.uniform(0, 0.015))))
        case _:
            return Kill(point, 1 if point in RARE else random.randint(1, 4), 0.0)


class Trigger:
    """Watches the calls at the simulated Telegram and strikes when the armed kill's point is reached."""

    def __init__(self, telegram: SimulatedTelegram) -> None:
        self._kill: Kill | None = None
        self._strike: Callable[[], None] = lambda: None
        self._left = 0
        telegram.faults.insert(0, self._received)
        telegram.on_answer(self._answered)

    def arm(self, kill: Kill, strike: Callable[[], None]) -> None:
        """Strike once when `kill` says so."""
        self._kill, self._left, self._strike = kill, kill.nth, strike
        if kill.point in TIMED:
            self._fire()

    def disarm(self) -> None:
        """Forget a kill whose point was never reached."""
        self._kill = None

    def reached(self, point: Point) -> None:
        """Note that work is at `point`."""
        if self._kill is None or self._kill.point is not point:
            return
        self._left -= 1
        if self._left <= 0:
            self._fire()

    def _received(self, call: Call) -> Fault | None:
        """See a call come in; it is never spoiled."""
        if call.method in SENDS:
            self.reached(Point.SENDING)
        elif call.method == "getUpdates" and str(call.params.get("offset", "0")) != "0":
            self.reached(Point.TAKEN)
        return None

    def _answered(self, call: Call) -> None:
        if call.method in SENDS and call.applied:
            self.reached(Point.SENT)
        elif call.method == "getUpdates" and call.result:
            self.reached(Point.HANDED)

    def _fire(self) -> None:
        """Strike now, or after the delay; at the very point where there is none."""
        kill, self._kill = self._kill, None
        if kill is not None and kill.delay:
            asyncio.get_running_loop().call_later(kill.delay, self._strike)
        else:
            self._strike()
