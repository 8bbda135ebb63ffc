"""The playground as a visitor has it: its own process, and a real Chromium (Debian's) that nobody sees.

Both are started once in a test process. Each test gets a world that was just started over, and pages of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize, async_playwright

from tests.patience import PATIENCE

CHROMIUM = shutil.which("chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
START = "from bot.cli import main; main()"
WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none; let the browser's tests share its event loop."""
    skip = pytest.mark.skip(reason="needs Chromium (Debian: apt-get install chromium)")
    for item in items:
        if Path(__file__).parent in Path(str(item.fspath)).parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
            if CHROMIUM is None:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the playground; give its address."""
    command = [sys.executable, "-c", START, "play", "--no-browser"]
    folder = tmp_path_factory.mktemp("playground")
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=folder, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@pytest_asyncio.fixture(loop_scope="session")
async def address(playground: str) -> str:
    """The address of a world in which nothing happened yet."""
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as client:
        await _answers(client, playground)
        async with client.get(f"{playground}events") as events:
            await client.post(f"{playground}restart")
            with contextlib.suppress(aiohttp.ClientPayloadError):
                await events.read()  # to its end or where it is cut: the old world's server is closed
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as client:
        await _answers(client, playground)
    return playground


async def _answers(client: aiohttp.ClientSession, playground: str) -> None:
    """Wait until a world is there and can be started over."""
    while True:
        try:
            async with client.get(f"{playground}clock") as answer:
                if (await answer.json())["movable"]:
                    return
        except aiohttp.ClientConnectionError:
            pass  # one world's server is closed, the next one's is not open yet
        await asyncio.sleep(0.05)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def chromium(browser: Browser) -> AsyncIterator[Browser]:
    """The browser; what a test opened in it is closed after."""
    yield browser
    for context in browser.contexts:
        await context.close()
