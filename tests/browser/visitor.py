"""What a visitor does on the page, in the words of its buttons; every error of the page fails the test."""

from __future__ import annotations

from typing import Any, Literal

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, ViewportSize, expect

from tests.patience import PATIENCE

MILLISECONDS = PATIENCE * 1000
expect.set_options(timeout=MILLISECONDS)


class Visitor:
    """A person before the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.set_default_timeout(MILLISECONDS)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    @classmethod
    async def comes(
        cls, browser: Browser, address: str, viewport: ViewportSize, scheme: Literal["light", "dark"] = "light"
    ) -> Visitor:
        """Open the page."""
        context = await browser.new_context(viewport=viewport, color_scheme=scheme, locale="vi")
        visitor = cls(await context.new_page())
        await visitor.page.goto(address)
        await expect(visitor.page.locator("#people button").first).to_be_visible()
        return visitor

    async def becomes(self, name: str) -> None:
        """Choose a person."""
        await self.page.locator("#people button", has_text=name).click()

    async def sees(self, text: str) -> None:
        """Wait for a message with these words, the last of its kind."""
        await expect(self.page.locator("#messages .bubble", has_text=text).last).to_be_visible()

    def key(self, label: str) -> Locator:
        """Return the last button below a message that begins so."""
        return self.page.locator(".keys button, #keyboard button").filter(has_text=label).last

    async def taps(self, label: str) -> None:
        """Tap the last button below a message with these words."""
        await self.key(label).click()

    async def writes(self, text: str) -> None:
        """Type a message and send it."""
        await self.page.locator("#text").fill(text)
        await self.page.locator("#text").press("Enter")

    async def has_done(self, steps: int) -> None:
        """Wait until the tour has noticed so many steps."""
        await expect(self.page.locator("#tour-steps li.done")).to_have_count(steps)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)


async def fits(page: Page) -> bool:
    """Return whether nothing is wider than the window."""
    found: Any = await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return bool(found)
