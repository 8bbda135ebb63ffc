from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.clock import MovableClock
from bot.playground.telegram import Limits, SimulatedTelegram
from tests.patience import PATIENCE

TOKEN = "4242:a-token-for-tests"


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 7, 1, 1, 0, tzinfo=UTC), running=False)


@pytest.fixture
def schema() -> Path | None:
    return None


@pytest.fixture
async def telegram(clock: MovableClock, schema: Path | None) -> AsyncIterator[SimulatedTelegram]:
    simulated = SimulatedTelegram(
        TOKEN, clock=clock, limits=Limits(enforced=False), schema=schema, webhook_retry_seconds=0.001
    )
    simulated.add_user(2001, "Lê", "Minh", phone="0900000201")
    simulated.add_user(3001, "Phạm", "Lan", language_code="en")
    yield simulated
    await simulated.stop()


@pytest.fixture
async def base_url(telegram: SimulatedTelegram) -> str:
    return await telegram.start()


@pytest.fixture
async def api(base_url: str) -> AsyncIterator[ExtBot[None]]:
    async with client(base_url) as bot:
        yield bot


@pytest.fixture
async def another(base_url: str) -> AsyncIterator[ExtBot[None]]:
    async with client(base_url) as bot:
        yield bot


def client(base_url: str) -> ExtBot[None]:
    request = HTTPXRequest(
        read_timeout=PATIENCE, write_timeout=PATIENCE, connect_timeout=PATIENCE, pool_timeout=PATIENCE
    )
    return ExtBot(TOKEN, base_url=f"{base_url}/bot", base_file_url=f"{base_url}/file/bot", request=request)
