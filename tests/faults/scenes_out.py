"""Scenes in which messages go out, and in which two bots share a database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from bot.playground.telegram import Fault, Strike, flood
from models.restorations import Restoration
from tests.faults.broadcasts import Sending, sending_to
from tests.faults.checker import disorder
from tests.faults.process import TOKEN
from tests.faults.scenes import ANOTHER, RECEIVER, Scene, answered, begun, counted, killed_at, scene, shows, to
from tests.faults.stage import Mode, Stage
from tests.faults.tables import read
from tests.faults.trials import Run
from tests.faults.wire import FAILED, LOST

RECEIVERS, CROWD, SLOW = 3, 60, 1
"""People of a small broadcast and of a long one, and how many messages a second the long one may send."""
HALF_SENT = "SELECT count(*) FROM outbox, leadership WHERE outbox.state = 'sending' AND outbox.epoch < leadership.epoch"
EPOCH = "SELECT coalesce(max(epoch), 0) FROM leadership"
WAITING = "SELECT id FROM outbox WHERE state = 'waiting'"
CLAIMED_BEFORE = "SELECT id FROM outbox, leadership WHERE outbox.epoch < leadership.epoch"


async def half_sent(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Kill the bot with a message on the wire; once the next one sends, it has settled what it found half-sent."""
    async with scene(run, name, arguments, letters=1) as found:
        await killed_at(found, to(RECEIVER), found.bot.start)
        await begun(found)
        await answered(found, ANOTHER)
        return await counted(found, HALF_SENT)


async def refused(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Let a gateway answer 502 to a message that was carried out."""
    async with scene(run, name, arguments, letters=1) as found:
        found.telegram.faults.append(Strike("sendMessage", FAILED))
        await begun(found)
        return await shows(found, lambda: counted(found, "SELECT count(*) FROM outbox WHERE state = 'refused'"))


async def overtaken(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Let two messages wait for one person."""
    async with scene(run, name, arguments, letters=2) as found:
        await begun(found)

        async def figure() -> int:
            return disorder((await read(found.store)).outbox)

        return await shows(found, figure)


async def held(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Ask for no call to a chat for ten minutes."""
    async with scene(run, name, arguments, letters=1) as found:
        found.telegram.faults.append(Strike("sendMessage", flood(600)))
        await begun(found)

        async def figure() -> int:
            return max(0, sum(map(to(RECEIVER), found.telegram.calls)) - 1)

        return await shows(found, figure)


async def quoted(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Let a gateway quote the address, which holds the token: it must stand in the settings and nowhere else."""
    quoting = Fault(applied=False, status=400, description=f"nothing at /bot{TOKEN}/x")
    async with scene(run, name, arguments, letters=1) as found:
        found.telegram.faults.append(Strike("sendMessage", quoting))
        await begun(found)

        async def figure() -> int:
            files = [file for file in found.bot.place.folder.rglob("*") if file.is_file()]
            return sum(TOKEN.lower().encode() in each.read_bytes().lower() for each in files) - 1

        return await shows(found, figure)


async def not_released(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Start after a return from a copy that no owner has released."""
    now = datetime.now(UTC)
    held_back = Restoration(copied_at=now, restored_at=now)
    async with scene(run, name, arguments, letters=1, rows=[held_back]) as found:
        await begun(found)

        async def figure() -> int:
            return sum(map(to(RECEIVER), found.telegram.calls))

        return await shows(found, figure)


def _copies(sending: Sending) -> Callable[[], Awaitable[int]]:
    async def figure() -> int:
        return sum(count > 1 for count in sending.arrived().values())

    return figure


async def broadcast_killed(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Kill the bot with a broadcast on the wire."""
    async with sending_to(run, name, Mode(), RECEIVERS, arguments=arguments) as sending:
        await begun(sending.found)
        beginning = asyncio.create_task(sending.begin())
        await killed_at(sending.found, lambda call: any(to(who)(call) for who in sending.people), _nothing)
        await begun(sending.found)
        await beginning
        return await shows(sending.found, _copies(sending))


async def _nothing() -> None:
    """Let it come by itself."""


async def broadcast_lossy(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Lose the first answer of each receiver."""
    async with sending_to(run, name, Mode(), RECEIVERS, arguments=arguments) as sending:
        sending.found.telegram.faults += [Strike("sendMessage", LOST, chat_id=who) for who in sending.people]
        await begun(sending.found)
        await sending.begin()
        return await shows(sending.found, _copies(sending))


async def two_leaders(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Start two bots on one database; each leader sets the webhook once."""
    async with scene(run, name, arguments, mode=Mode(webhook=True, server=run.server), bots=2) as found:
        await begun(found)

        async def figure() -> int:
            led = sum(call.method == "setWebhook" for call in found.telegram.calls)
            return max(0, led - await counted(found, EPOCH))

        return await shows(found, figure)


async def deposed(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Let the leader of two bots fall silent in a long broadcast; what waits as another leads is no longer its own."""
    mode = Mode(webhook=True, server=run.server)
    async with sending_to(run, name, mode, CROWD, bots=2, pace=SLOW, arguments=arguments) as sending:
        found = sending.found
        await begun(found)
        await sending.begin()
        if not await shows(found, lambda: _later(found)):
            return 0
        waiting = set(await found.store.rows(WAITING))

        async def figure() -> int:
            return len(waiting & set(await found.store.rows(CLAIMED_BEFORE)))

        return await shows(found, figure)


async def _later(found: Stage) -> int:
    """Return how many leaderships there were after the first."""
    return await counted(found, EPOCH) - 1


SCENES = {
    "forgets what was half-sent": Scene("rows without an outcome", half_sent),
    "sends half-sent broadcasts again": Scene("receivers with two copies", broadcast_killed),
    "sends broadcasts in doubt again": Scene("receivers with two copies", broadcast_lossy),
    "takes an error of the server for a refusal": Scene("rows refused", refused),
    "lets news overtake what waits": Scene("out of order in their chat", overtaken),
    "forgets holds": Scene("calls inside a hold", held),
    "keeps what errors quote": Scene("files with the token", quoted),
    "sends before it is released": Scene("messages sent while held", not_released),
}
ON_SERVER = {
    "leads without the lock": Scene("leaders that nobody elected", two_leaders),
    "leads on without the fence": Scene("claimed by a deposed leader", deposed),
}
