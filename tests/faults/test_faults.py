"""A run small enough for every day: each point of the protocol once, and the mutant that Telegram's own habit makes."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.faults.kills import Kill, Point
from tests.faults.part_mutants import bot
from tests.faults.scenes_in import SCENES
from tests.faults.trial import Trial
from tests.faults.trials import Run
from tests.faults.wire import Wire

POINTS = (Point.HANDED, Point.TAKEN, Point.SENDING, Point.HANDLED, Point.ANSWERED)


async def test_kills_and_lost_answers_lose_nothing_and_do_nothing_twice(tmp_path: Path) -> None:
    random = Random(1)
    kills = [Kill(point, random.randint(1, 4), 0.0) for point in POINTS]
    trial = Trial(kills=kills, wire=Wire(random))
    found = await trial.run(tmp_path / "bot", random)
    assert found.broken == []
    assert trial.killer.fell.total() == len(POINTS)


async def test_a_bot_that_acknowledges_before_it_stores_is_caught(tmp_path: Path) -> None:
    name = "acknowledges before it stores"
    assert await SCENES[name].played(Run(tmp_path, seed=1), name, bot(name)) > 0
