"""What one process tells monitoring: alive, ready, and its figures."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr
from sqlalchemy import text

from bot.clock import MovableClock
from bot.config import Settings
from bot.config_sections import Backup
from bot.config_sections import Watch as Section
from bot.db import manifest
from bot.db.engine import Database
from bot.db.transaction import Transactions
from bot.errors import DieuPhoiError
from bot.messages.base import plain
from bot.outbox.outcome import Sent, settle
from bot.watch.here import Here, newest_copy
from bot.watch.http import served
from bot.watch.probe import Answer
from bot.watch.watch import Watch
from models.inbox import StoredUpdate, UpdateState
from models.restorations import Restoration
from tests.factories import World, put_row
from tests.patience import PATIENCE
from tests.ports import free_port

DELAY = timedelta(seconds=3)
TOKEN = SecretStr("1:invented")


@asynccontextmanager
async def watching(database: Database, clock: MovableClock, settings: Settings) -> AsyncIterator[Watch]:
    """Watch `database`, with one loop running."""
    own = settings.model_copy(update={"watch": Section(listen=f"127.0.0.1:{free_port()}")})
    watch = Watch(Transactions(database), clock, own, patience=PATIENCE)
    loop = asyncio.create_task(watch.pulse.loop("inbox", asyncio.Event().wait(), most=60))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    yield watch
    loop.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await loop


@pytest.fixture
async def watch(database: Database, clock: MovableClock, settings: Settings) -> AsyncIterator[Watch]:
    async with watching(database, clock, settings) as watch:
        yield watch


async def get(watch: Watch, path: str) -> tuple[int, Any]:
    async with served(watch), aiohttp.ClientSession() as client:
        answer = await client.get(f"http://{watch.settings.watch.listen}{path}")
        return answer.status, await (answer.text() if path == "/metrics" else answer.json())


async def test_ready_when_all_is_well(watch: Watch) -> None:
    assert await get(watch, "/healthz") == (200, {"alive": True, "stuck": []})
    assert await get(watch, "/readyz") == (200, {"ready": True, "leads": False, "reasons": []})


async def test_a_stuck_loop_is_neither_alive_nor_ready(watch: Watch) -> None:
    hung = asyncio.create_task(watch.pulse.loop("outbox", asyncio.Event().wait(), most=-1))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    assert await get(watch, "/healthz") == (503, {"alive": False, "stuck": ["outbox"]})
    assert (await get(watch, "/readyz"))[1]["reasons"] == ["stuck:outbox"]
    hung.cancel()
    await asyncio.gather(hung, return_exceptions=True)


async def test_a_returned_copy_and_a_refused_token_are_not_ready(watch: Watch) -> None:
    async with watch.transactions.write("test") as session:
        session.add(Restoration(copied_at=watch.clock.now(), restored_at=watch.clock.now()))
    watch.here = Here(Answer(reached=True, token_refused=True))
    status, told = await get(watch, "/readyz")
    assert (status, told["reasons"]) == (503, ["token_refused", "held"])


async def test_another_schema_is_not_ready(watch: Watch) -> None:
    async with watch.transactions.write("test") as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert await watch.unready() == ["schema"]


async def test_a_database_that_does_not_answer_is_told_and_the_rest_is_still_shown(
    empty: Database, clock: MovableClock, settings: Settings
) -> None:
    async with empty.writer.begin() as connection:
        await connection.execute(text("CREATE TABLE alembic_version (another TEXT)"))
    async with watching(empty, clock, settings) as watch:
        assert await watch.unready() == ["database"]
        status, shown = await get(watch, "/metrics")
    assert status == 200
    assert "dieuphoi_database_up 0.0" in shown
    assert "process_resident_memory_bytes" in shown


async def test_before_the_first_loop_it_is_starting(watch: Watch) -> None:
    fresh = Watch(Transactions(watch.transactions.database), watch.clock, watch.settings)
    assert await fresh.unready() == ["starting"]


async def test_the_figures_are_read_by_prometheus_own_parser(watch: Watch) -> None:
    async with watch.transactions.write("u41") as session:
        world = World(session, watch.clock, watch.settings)  # type: ignore[arg-type]
        person = await world.person()
        received = world.now
        session.add(
            StoredUpdate(bot_id=1, update_id=41, chat_key="5", body="{}", state=UpdateState.DONE, received_at=received)
        )
        watch.clock.advance(DELAY)  # type: ignore[attr-defined]
        reply = await put_row(session, person, plain("common.cancelled"), now=world.now)
        settle(reply, Sent(1), world.now)
        watch.called(reply, "sent")
    watch.here = Here(Answer(reached=True, pending=3, skew=-0.5), free_disk=0.25, copy_age=3600.0)
    _, shown = await get(watch, "/metrics")
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(shown)
        for sample in family.samples
    }
    assert found["dieuphoi_calls_total", "sendMessage", "sent"] == 1
    assert (found["dieuphoi_reply_seconds_count",], found["dieuphoi_reply_seconds_sum",]) == (1, 3)
    assert found["dieuphoi_outbox_waiting", "reply"] == 0
    assert found["dieuphoi_loop_silence_seconds", "inbox"] >= 0
    assert found["dieuphoi_telegram_pending_updates",] == 3
    assert found["dieuphoi_clock_skew_seconds",] == -0.5
    assert found["dieuphoi_disk_free_ratio",] == 0.25
    assert found["dieuphoi_database_up",] == 1
    assert person.full_name not in shown


async def test_a_port_that_is_taken_is_one_sentence(watch: Watch) -> None:
    async with served(watch):
        with pytest.raises(DieuPhoiError) as raised:
            async with served(watch):
                pass
    assert raised.value.key == "cli.address_taken"


async def test_a_look_tells_the_disk_and_whether_telegram_answers(watch: Watch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        telegram = watch.settings.telegram.model_copy(
            update={"api_url": f"http://127.0.0.1:{closed.getsockname()[1]}", "token": TOKEN}
        )
        watch.settings = watch.settings.model_copy(update={"telegram": telegram})
        await watch.look()
    assert watch.here.answer == Answer(reached=False)
    assert 0 < watch.here.free_disk < 1
    assert watch.here.copy_age == 0.0


async def test_the_age_of_the_newest_copy(watch: Watch, tmp_path: Path) -> None:
    watch.settings = watch.settings.model_copy(update={"backup": Backup(folder=str(tmp_path / "copies"))})
    database = watch.transactions.database
    now = watch.clock.now()
    assert newest_copy(database, watch.settings, now) is None
    (tmp_path / "copies").mkdir()
    for number, made_at in enumerate((now - timedelta(days=1), now)):
        copy = tmp_path / "copies" / f"dieuphoi-{number}.sqlite3"
        copy.write_bytes(b"")
        manifest.write(copy, manifest.Manifest(copy.name, made_at, "sqlite", "0002", "", {}))
    assert newest_copy(database, watch.settings, now) == now
    manifest.beside(copy).write_text("torn", encoding="utf-8")
    assert newest_copy(database, watch.settings, now) == now - timedelta(days=1)
