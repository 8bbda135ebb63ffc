"""The token is a canary: after a run in which everything went wrong it stands in the settings and nowhere else."""

from __future__ import annotations

import asyncio
import itertools
import zipfile
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.documents.registry import RegistryRow
from bot.documents.registry_out import write_registry
from bot.documents.words import words
from bot.playground.telegram import Call, Fault, FaultRule, SimulatedTelegram, Strike
from tests.faults.process import RUN, BotProcess, Place
from tests.patience import PATIENCE
from tests.whole_bot.conftest import OWNER
from tests.whole_bot.person import Person

CANARY = "CanaryCanaryCanaryCanary-0000000000"
TOKEN = f"987654321:{CANARY}"
COMMAND = ("-c", "from bot.cli import main; main()")


@pytest.fixture
async def telegram() -> AsyncIterator[SimulatedTelegram]:
    telegram = SimulatedTelegram(TOKEN, clock=SystemClock())
    yield telegram
    await telegram.stop()


def found_in(folder: Path) -> list[str]:
    """Return the files, and the parts of packed ones, that hold the canary."""
    return [str(file) for file in folder.rglob("*") if file.is_file() and holds(file.read_bytes())]


def holds(data: bytes) -> bool:
    """Return whether the canary is in it, in small letters too: python-telegram-bot writes errors so."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return any(holds(archive.read(name)) for name in archive.namelist())
    small, sought = data.lower(), CANARY.lower()
    return sought.encode() in small or sought.encode("utf-16-le") in small


WAYS = (
    None,
    Fault(cut=True),
    Fault(applied=False, status=502),
    None,
    Fault(broken_json=True),
    Fault(applied=False, status=400, description="Bad Request"),
    None,
)
"""What goes wrong with calls, in turn; a poll is never answered 400, and to a file that would mean that it is gone."""
QUOTED = Fault(applied=False, status=400, description=f"Bad Request: nothing at /bot{TOKEN}/sendMessage")
"""What a gateway may answer: it quotes the address, which holds the token, and the outbox keeps the words of errors."""


def spoiled(quoted: Strike, all_met: asyncio.Event) -> FaultRule:
    """Return a rule that lets calls go wrong in each way that there is, and says when each was met, `quoted` too."""
    numbers = itertools.count()

    def rule(call: Call) -> Fault | None:
        if call.method in ("getMe", "deleteWebhook"):
            return None
        number = next(numbers)
        fault = WAYS[number % len(WAYS)]
        if number > len(WAYS) and quoted.struck:
            all_met.set()
        return None if fault is not None and fault.status == 400 and call.method in ("getUpdates", "getFile") else fault

    return rule


async def test_the_token_stands_in_the_settings_and_nowhere_else(telegram: SimulatedTelegram, tmp_path: Path) -> None:
    base = await telegram.start()
    telegram.add_user(OWNER, "Trần Hữu", "Phúc", phone="84900000001")
    owner, place = Person(telegram, OWNER), Place(tmp_path / "bot")
    place.settle(base, telegram={"token": TOKEN}, owners={"telegram_ids": [OWNER]}, log={"level": "debug"})
    quoted, all_met = Strike("sendMessage", QUOTED), asyncio.Event()
    telegram.faults += [quoted, spoiled(quoted, all_met)]
    bot = BotProcess(place, RUN)
    try:
        await bot.start()
        for _ in range(5):
            await owner.types("/units")
            await owner.presses(1, "registry.export")
        telegram.world.updates.put(
            "message", {"message_id": 1, "date": "no number", "chat": {"id": OWNER}, "text": "?"}
        )
        await owner.uploads("danh-ba.xlsx", write_registry([RegistryRow("Sở Nội vụ")], words("vi")))
        async with asyncio.timeout(PATIENCE):
            await all_met.wait()
        telegram.faults.clear()  # what is waited for must not be refused itself
        await owner.uploads("ke-hoach.docx", b"no plan")
        await owner.waits_for("không phải là kế hoạch")
        await owner.types("/cancel")
        await owner.waits_for("Đã dừng")
        backup = BotProcess(place, (*COMMAND, "backup"))
        await backup.start()
        assert await backup.ended(60) == 0
        await bot.stop()
        telegram.token = "987654321:another-token-that-is-not-the-bots"
        assert await _fails(bot) != 0
        log = place.log.read_text(encoding="utf-8")
        assert "error" in log
        assert found_in(place.folder) == [str(place.config)]
        sent = (message.content["document"] for message in owner.received if "document" in message.content)
        assert not [file for file in sent if holds(telegram.world.files.get(file["file_id"]).data)]
        assert CANARY.lower() not in owner.chat.lower()
    finally:
        await bot.stop()


async def _fails(bot: BotProcess) -> int:
    """Start where Telegram doesn't know the token; return the exit code."""
    await bot.start()
    return await bot.ended(60)
