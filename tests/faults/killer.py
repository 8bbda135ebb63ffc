"""The killer: ends a bot again and again, each time at the point that was planned, and counts what that explains."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from tests.faults.entry import ENTRY
from tests.faults.kills import Kill, Point, Trigger
from tests.faults.patience import Patience
from tests.faults.stage import Stage

ENOUGH = 2000
"""Calls after which a kill falls though its point was not reached: a bot that does so much won't come to it."""


@dataclass
class Killer:
    """Counts of kills by point, of those that never came to theirs, of bad exits, and of calls found under way."""

    fell: Counter[Point] = field(default_factory=Counter)
    missed: Counter[Point] = field(default_factory=Counter)
    bad_exits: int = 0
    under_way: int = 0

    async def kill(self, found: Stage, kills: Iterable[Kill]) -> None:
        """Start the stage's bot and kill it, once for each of `kills`."""
        trigger = Trigger(found.telegram)
        if found.hook is not None:
            found.hook.before = lambda: trigger.reached(Point.HANDED)
            found.hook.after = lambda: trigger.reached(Point.TAKEN)
        usual = found.bot.arguments
        for kill in kills:
            found.bot.arguments = (*ENTRY, *kill.arguments) if kill.arguments else usual
            await self._one(found, trigger, kill)
        found.bot.arguments = usual

    async def _one(self, found: Stage, trigger: Trigger, kill: Kill) -> None:
        await found.bot.start()
        number = signal.SIGTERM if kill.point is Point.STOPPED else signal.SIGKILL
        trigger.arm(kill, found.bot.striker(number))
        self.note_exit(await self._end(found, kill))
        trigger.disarm()
        self.fell[kill.point] += 1
        self.under_way += await found.store.under_way()

    async def _end(self, found: Stage, kill: Kill) -> int:
        """Return how the bot ended, which is by our hand where it never came to the point."""
        patience, most = Patience(), len(found.telegram.calls) + ENOUGH
        while (calls := len(found.telegram.calls)) < most and not patience.over((calls, found.bot.said)):
            with suppress(TimeoutError):
                return await found.bot.ended(0.5)
        self.missed[kill.point] += 1
        found.bot.striker(signal.SIGKILL)()
        return await found.bot.ended()

    def note_exit(self, code: int) -> None:
        """Count an exit unless it was a kill, or a stop, be it before the bot could ask to be told of it."""
        self.bad_exits += code not in (0, -signal.SIGKILL, -signal.SIGTERM)

    def rows(self) -> Iterator[tuple[str, object]]:
        """Return the counts by point, to be printed."""
        for point, count in sorted(self.fell.items()):
            missed = self.missed[point]
            yield f"kill {point}", f"{count} (not reached: {missed})" if missed else count
