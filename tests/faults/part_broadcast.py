"""Part `broadcast`: an invitation to thousands; what the organiser's list says must be what happened at Telegram."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import signal
import time
from collections.abc import Sequence

from bot.playground.telegram import Call
from tests.faults.broadcasts import PRESSERS, Lossy, judge, sending_to
from tests.faults.checker import Findings
from tests.faults.killer import Killer
from tests.faults.kills import SENDS, Kill, Point
from tests.faults.patience import Patient
from tests.faults.stage import Mode, Stage
from tests.faults.trials import Run

POINTS = (Point.SENDING, Point.CLAIMED, Point.RECOVERING, Point.ANSWERED, Point.SENT)
KILLS, BLOCKED = 10, 0.1
ALLOWED, BOUND_RATE, BOUND_PRESS = 28.0, 0.95, 1.0


async def broadcast(run: Run) -> None:
    """Send an invitation undisturbed and watch its pace, then another under kills, blocks and lost answers."""
    count = 5000 if run.long else 300
    mode = run.modes()[-1] if run.long else Mode()
    await asyncio.gather(
        run.piece("broadcast undisturbed", lambda inner: _calm(inner, count)),
        run.piece(f"broadcast under kills ({mode})", lambda inner: _disturbed(inner, mode, count)),
    )


async def _calm(run: Run, count: int) -> None:
    """Nobody disturbs: the pace, whether Telegram had to say no, and how long a press waits meanwhile.

    These hang on the machine, so the short form prints them and the long form, on a quiet one, judges them.
    """
    name = f"broadcast to {count}, undisturbed"
    async with sending_to(run, name, Mode(), count) as sending:
        await sending.found.bot.start()
        await sending.begin()
        known = len(sending.found.telegram.calls)
        presser = asyncio.create_task(_presses(sending.found))
        await sending.end()
        waits = await _stopped(presser)
        calls = sending.found.telegram.calls[known:]
    found = Findings()
    _pace(found, [call for call in calls if call.method in SENDS], judged=run.long)
    slow = waits[int(len(waits) * 0.95)]
    found.figures["a press meanwhile, p95"] = f"{slow:.2f} s of {len(waits)} (bound {BOUND_PRESS} s)"
    if run.long and slow > BOUND_PRESS:
        found.broken.append(f"a press waits {slow:.2f} s at p95")
    found.expect("receivers with other than one copy", sum(count != 1 for count in sending.arrived().values()))
    run.tell(name, found)


def _pace(found: Findings, calls: Sequence[Call], *, judged: bool) -> None:
    rate = (len(calls) - 1) / (calls[-1].at - calls[0].at).total_seconds()
    found.figures["calls a second"] = f"{rate:.1f} (at least {BOUND_RATE:.0%} of {ALLOWED:.0f})"
    found.figures["429 provoked"] = refused = sum(call.status == 429 for call in calls)
    if judged and (rate < ALLOWED * BOUND_RATE or refused):
        found.broken.append(f"pace: {rate:.1f} a second, {refused} times too fast")


async def _presses(found: Stage) -> list[float]:
    """Press until cancelled; return how long each press waited for its answer, sorted.

    Several people by turns: a chat gets one call a second, and who presses faster waits for that and not for others.
    """
    waits: list[float] = []
    for number in PRESSERS:
        found.telegram.add_user(number, "Người", f"bấm {number}")
    people = itertools.cycle([Patient(found.telegram, number) for number in PRESSERS])
    with contextlib.suppress(asyncio.CancelledError):
        for person in people:
            await person.types("/help")
            shown = await person.waits_for("/help")
            began, seen = time.monotonic(), shown.revision
            await person.presses(shown.message_id, "common.cancel")
            await person.waits_until(lambda m=shown, r=seen: m.revision > r, "no answer")  # type: ignore[misc]
            waits.append(time.monotonic() - began)
            await asyncio.sleep(0.5)
    return sorted(waits)


async def _stopped(task: asyncio.Task[list[float]]) -> list[float]:
    task.cancel()
    return await task


async def _disturbed(run: Run, mode: Mode, count: int) -> None:
    """Ten kills, a tenth of the receivers gone, a twentieth of the answers lost: one outcome each, and it is true."""
    name = f"broadcast to {count}, {KILLS} kills ({mode})"
    chance = run.random(f"{name}, when")
    most = count // (2 * KILLS)
    points = [Point.SENDING, *(POINTS[number % len(POINTS)] for number in range(KILLS - 1))]
    kills = [Kill(p, 1 if p is Point.RECOVERING else chance.randint(most // 4, most), 0.0) for p in points]
    killer, lossy = Killer(), Lossy(chance)
    async with sending_to(run, name, mode, count, blocked=BLOCKED) as sending:
        found = sending.found
        found.telegram.faults.append(lossy)
        await found.bot.start()
        await sending.begin()
        found.bot.striker(signal.SIGKILL)()
        await found.bot.ended()
        await killer.kill(found, kills)
        await found.bot.start()
        await sending.end()
        listed, told = await sending.listed(), sending.organiser.chat
        outcomes = await sending.outcomes()
    findings = Findings(dict(killer.rows()))
    findings.figures["answers lost"] = lossy.hit
    judge(findings, sending, outcomes, listed)
    run.tell(name, findings)
    if findings.broken:
        print(told[-3000:])
