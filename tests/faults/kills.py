"""Kills: at random instants, and at the points of the protocol where work is in flight."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from bot.playground.telegram import Call, Fault, SimulatedTelegram

SENDS = ("sendMessage", "editMessageText", "setMyCommands")


class Point(StrEnum):
    """Where a kill falls."""

    RANDOM = "at a random instant"
    FETCHED = "getUpdates answered (K1, K2)"
    ASKED = "next getUpdates asked (K2-K4)"
    SENDING = "send received, not answered (K7)"
    SENT = "send answered (K8)"
    STOPPED = "asked to stop (SIGTERM)"


@dataclass(frozen=True)
class Kill:
    """One kill: at `point`, the `nth` time that it is reached, `delay` seconds after it."""

    point: Point
    nth: int
    delay: float


def planned(random: Random, count: int) -> list[Kill]:
    """Return `count` kills, every point in turn, in shuffled order."""
    points = [list(Point)[number % len(Point)] for number in range(count)]
    random.shuffle(points)
    return [_planned(random, point) for point in points]


def _planned(random: Random, point: Point) -> Kill:
    match point:
        case Point.RANDOM | Point.STOPPED:
            return Kill(point, 0, random.uniform(0.2, 1.5))
        case Point.SENDING:
            return Kill(point, random.randint(1, 4), 0.0)
        case _:
            return Kill(point, random.randint(1, 4), random.choice((0.0, random.uniform(0, 0.015))))


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
        if kill.point in (Point.RANDOM, Point.STOPPED):
            self._fire()

    def disarm(self) -> None:
        """Forget a kill whose point was never reached."""
        self._kill = None

    def _received(self, call: Call) -> Fault | None:
        """See a call come in; it is never spoiled."""
        if call.method in SENDS:
            self._reached(Point.SENDING)
        elif call.method == "getUpdates" and str(call.params.get("offset", "0")) != "0":
            self._reached(Point.ASKED)
        return None

    def _answered(self, call: Call) -> None:
        if call.method in SENDS and call.applied:
            self._reached(Point.SENT)
        elif call.method == "getUpdates" and call.result:
            self._reached(Point.FETCHED)

    def _reached(self, point: Point) -> None:
        if self._kill is None or self._kill.point is not point:
            return
        self._left -= 1
        if self._left <= 0:
            self._fire()

    def _fire(self) -> None:
        """Strike now, or after the delay; at the very point where there is none."""
        kill, self._kill = self._kill, None
        if kill is not None and kill.delay:
            asyncio.get_running_loop().call_later(kill.delay, self._strike)
        else:
            self._strike()
