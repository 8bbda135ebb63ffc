"""Part `wire`: lost and broken answers, errors, floods and delays on every call; webhooks repeated and out of order."""

from __future__ import annotations

import asyncio

from tests.faults.stage import Mode
from tests.faults.trial import Trial
from tests.faults.trials import Run
from tests.faults.wire import Wire


async def wire(run: Run) -> None:
    """Let the wire fail under a bot that people talk to and work with."""
    await asyncio.gather(
        run.piece("faults on the wire", _spoiled),
        run.piece("webhooks three times each, out of order", _disordered),
    )


async def _spoiled(run: Run) -> None:
    name = "faults on the wire"
    seconds = 600.0 if run.long else 8.0
    await run.trial(name, Trial(wire=Wire(run.random(f"{name}, which")), units=3, seconds=seconds, per_second=12))


async def _disordered(run: Run) -> None:
    name = "webhooks three times each, out of order"
    seconds = 60.0 if run.long else 4.0
    webhook = Mode(webhook=True, server=run.server)
    await run.trial(name, Trial(mode=webhook, copies=3, delay=0.3, units=3, seconds=seconds, per_second=12))
