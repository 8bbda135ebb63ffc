"""`python -m tests.browser.pictures`: the pictures of the README, taken anew by a visitor who takes the tour."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright, expect

from tests.browser.conftest import CHROMIUM, FLAGS, PHONE, START, WIDE
from tests.browser.visitor import Visitor

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


async def main() -> None:
    """Run a playground, live through it as far as the pictures show, and write them."""
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-c", START, "play", "--no-browser")
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=folder)
        assert process.stdout is not None
        address = (await process.stdout.readline()).decode().strip()
        try:
            await _take(address)
        finally:
            process.terminate()
            await process.wait()


async def _take(address: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        visitor = await Visitor.comes(browser, address, WIDE)
        await visitor.becomes("Nguyễn Văn Bình")
        await visitor.page.locator("#sample").click()
        await visitor.taps("Xác nhận")
        await visitor.sees("Lập hội nghị từ kế hoạch này?")
        await visitor.taps("Lập hội nghị")
        await visitor.has_done(2)
        await visitor.sees("Đã lập hội nghị")
        await expect(visitor.page.locator("#upcoming li").nth(5)).to_be_visible()
        await visitor.page.screenshot(path=FOLDER / "playground.png")
        await visitor.writes("/status")
        await visitor.taps("Biểu đồ")
        await visitor.sees("Tình hình các đơn vị")
        phone = await Visitor.comes(browser, address, PHONE, "dark")
        await phone.becomes("Nguyễn Văn Bình")
        await phone.sees("Tình hình các đơn vị")
        await phone.page.screenshot(path=FOLDER / "phone.png")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
