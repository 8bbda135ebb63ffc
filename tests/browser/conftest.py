"""The playground as a visitor has it: its own process, and a real Chromium (Debian's) that nobody sees."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
START = "from bot.cli import main; main()"
WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)

Open = Callable[..., AsyncIterator[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    skip = pytest.mark.skip(reason="needs Chromium (Debian: apt-get install chromium)")
    for item in items:
        if CHROMIUM is None and Path(__file__).parent in Path(str(item.fspath)).parents:
            item.add_marker(skip)


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Run the playground; give its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", START, "play", "--no-browser", stdout=asyncio.subprocess.PIPE, cwd=tmp_path
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        await browser.close()
