"""Scenes in which updates come in."""

from __future__ import annotations

import functools
import json
import signal
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import aiohttp
from sqlalchemy import update

from models.people import Organiser
from tests.faults import seed
from tests.faults.checker import answers
from tests.faults.hook import PATH
from tests.faults.process import Section
from tests.faults.scenes import SOMEBODY, Scene, answered, begun, counted, killed_at, scene, shows
from tests.faults.stage import Mode, Stage
from tests.faults.tables import read
from tests.faults.trials import Run

ALLOWED, SENT = 5, 12
FORGED = 4_242
VENUE = "Trung tâm Hội nghị tỉnh Sơn Hà"


async def _lost(found: Stage, first: int) -> int:
    """Return how many updates Telegram has forgotten, of those since `first`, that aren't stored."""
    updates = found.telegram.world.updates
    gone = set(range(first, updates.next_id)) - {each["update_id"] for each in updates.pending}
    return len(gone - (await read(found.store)).inbox.keys())


async def _none_left(found: Stage) -> int:
    return int(not found.telegram.world.updates.pending)


async def _writes(found: Stage) -> None:
    await found.telegram.user_sends_text(SOMEBODY, "xin chào")


async def polled(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Kill the bot as Telegram hears that it has an update."""
    async with scene(run, name, arguments) as found:
        await begun(found)
        first = found.telegram.world.updates.next_id
        await killed_at(
            found,
            lambda call: call.method == "getUpdates" and int(call.params.get("offset", 0)) > first,
            functools.partial(_writes, found),
        )
        return await _lost(found, first)


async def posted(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Kill the bot as it has answered 200."""
    async with scene(run, name, arguments, mode=Mode(webhook=True)) as found:
        assert found.hook is not None, "by webhook"
        await begun(found)
        first = found.telegram.world.updates.next_id
        found.hook.after = found.bot.striker(signal.SIGKILL)
        await _writes(found)
        await found.bot.ended()
        await shows(found, functools.partial(_none_left, found))  # the answer is on its way to Telegram
        return await _lost(found, first)


async def invented(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Look for updates in the inbox that nobody sent."""
    async with scene(run, name, arguments) as found:
        first = found.telegram.world.updates.next_id
        await begun(found)
        await _writes(found)

        async def figure() -> int:
            return len((await read(found.store)).inbox.keys() - {first})

        return await shows(found, figure)


async def worked_twice(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Kill the bot as the answer to an update reaches Telegram; look whether it is worked again."""
    async with scene(run, name, arguments) as found:
        await begun(found)
        await killed_at(found, lambda call: call.method == "sendMessage", functools.partial(_writes, found))
        await found.bot.start()

        async def figure() -> int:
            return sum(count > 1 for count in answers((await read(found.store)).outbox).values())

        return await shows(found, figure)


async def flooded(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Let one person send more than they may within a minute."""
    limits: dict[str, Section] = {"limits": {"updates_per_minute": ALLOWED}}
    async with scene(run, name, arguments, sections=limits) as found:
        for _ in range(SENT):
            await _writes(found)
        await begun(found)

        async def figure() -> int:
            return max(0, Counter((await read(found.store)).inbox.values())["done"] - ALLOWED)

        return await shows(found, figure)


async def forged(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Post an update as somebody who doesn't know the secret."""
    async with scene(run, name, arguments, mode=Mode(webhook=True)) as found:
        assert found.hook is not None, "by webhook"
        await begun(found)
        who = {"id": SOMEBODY, "is_bot": False, "first_name": "Người"}
        message = {"message_id": 1, "date": 1_700_000_000, "text": "/start", "from": who}
        body = {"update_id": FORGED, "message": {**message, "chat": {"id": SOMEBODY, "type": "private"}}}
        headers = {"X-Telegram-Bot-Api-Secret-Token": "guessed", "Content-Type": "application/json"}
        async with aiohttp.ClientSession() as client:
            url = f"http://127.0.0.1:{found.hook.ports[0]}{PATH}"
            async with client.post(url, data=json.dumps(body), headers=headers) as answer:
                await answer.read()
        return await counted(found, f"SELECT count(*) FROM inbox WHERE update_id = {FORGED}")


async def revoked(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Let somebody who organised once ask for what organisers see."""
    async with scene(run, name, arguments) as found:
        async with seed.province(found.bot.place, now := datetime.now(UTC)) as province:
            await province.world.session.execute(update(Organiser).values(ended_at=now))
        found.telegram.add_user(seed.ORGANISER, "Nguyễn Văn", "Bình")
        await begun(found)
        who = await answered(found, seed.ORGANISER, "/sessions")
        return sum(VENUE in message.text for message in who.received)


SCENES = {
    "acknowledges before it stores": Scene("updates lost", polled),
    "answers 200 before it stores": Scene("updates lost", posted),
    "takes a repeated update for a new one": Scene("updates that nobody sent", invented),
    "marks as done in a second commit": Scene("effects twice", worked_twice),
    "lets one person flood": Scene("updates of a flood that were answered", flooded),
    "doesn't ask for the webhook's secret": Scene("forged updates taken", forged),
    "lets roles outlive their end": Scene("screens shown to somebody without a role", revoked),
}
