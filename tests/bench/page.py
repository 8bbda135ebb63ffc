"""The chat page in a real browser: from the Bot API's answer to the words on screen, and how soon a world is new."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from playwright.async_api import Browser, async_playwright
from telegram.ext import ExtBot

from bot.clock import SystemClock
from bot.playground import Playground, start_playground
from bot.playground.cast import ORGANISER_ID
from bot.playground.telegram import Limits
from tests.bench.figures import Figure, Spread, milliseconds
from tests.browser.conftest import CHROMIUM, FLAGS, START, WIDE

WATCH = """() => new MutationObserver(() => {
  for (const node of document.querySelectorAll("#messages .text:not([data-seen])")) {
    node.dataset.seen = "1";
    requestAnimationFrame(() => seen(node.textContent));
  }
}).observe(document.getElementById("messages"), { childList: true, subtree: true })"""
CLEAN = """() => document.querySelectorAll("#messages .bubble").length === 0"""


async def measure(folder: Path, *, count: int) -> list[Figure]:
    """Send `count` messages, and start over once in `folder`; nothing where there is no browser."""
    if CHROMIUM is None:
        return [("chat page", "not measured: no Chromium", "")]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        return [*await _seen(browser, count), await _anew(browser, folder)]


async def _seen(browser: Browser, count: int) -> list[Figure]:
    playground = await start_playground(clock=SystemClock(), limits=Limits(enforced=False))
    try:
        took = Spread.of(await _sent(browser, playground, count))
    finally:
        await playground.stop()
    return [
        ("message on screen after the Bot API's answer, median", milliseconds(took.p50), "goal 200 ms"),
        ("… 99th percentile", milliseconds(took.p99), "goal 200 ms"),
    ]


async def _sent(browser: Browser, playground: Playground, count: int) -> list[float]:
    page = await browser.new_page(viewport=WIDE)
    shown: asyncio.Queue[float] = asyncio.Queue()
    await page.expose_function("seen", lambda _text: shown.put_nowait(time.perf_counter()))
    await page.goto(playground.page_url)
    await page.locator("#people button").nth(1).click()
    await page.locator("#start").click()
    await page.evaluate(WATCH)
    took = []
    async with ExtBot(playground.token, base_url=f"{playground.base_url}/bot") as bot:
        for number in range(count):
            await bot.send_message(ORGANISER_ID, f"tin {number}")
            answered = time.perf_counter()
            async with asyncio.timeout(10):
                took.append(max(0.0, await shown.get() - answered))
    return took


async def _anew(browser: Browser, folder: Path) -> Figure:
    """Return how long a clean world takes, from the press until its empty chat is on screen."""
    command = (sys.executable, "-c", START, "play", "--no-browser")
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, cwd=folder
    )
    assert process.stdout is not None
    try:
        page = await browser.new_page(viewport=WIDE)
        await page.goto((await process.stdout.readline()).decode().strip())
        await page.locator("#people button").nth(1).click()
        await page.locator("#sample").click()
        await page.wait_for_function("() => document.querySelectorAll('#messages .bubble').length > 2")
        began = time.perf_counter()
        await page.locator("#restart").click()
        await page.wait_for_function(CLEAN, polling=20)
        return "a clean world after “Start over”", f"{time.perf_counter() - began:.2f} s", "goal 1 s"
    finally:
        process.terminate()
        await process.wait()
