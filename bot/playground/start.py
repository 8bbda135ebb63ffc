"""The playground in one call: a simulated Telegram, its invented people and the chat page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.clock import Clock
from bot.playground.cast import CAST, Member, enrol
from bot.playground.controls import Controls
from bot.playground.telegram import Limits, SimulatedTelegram
from bot.playground.web import ChatPage

TOKEN = "4242:playground"  # noqa: S105 - opens nothing but the simulated Telegram on this machine


@dataclass(frozen=True)
class Playground:
    """A running playground: the bot speaks to `base_url` with `token`, people open `page_url`."""

    telegram: SimulatedTelegram
    page: ChatPage
    base_url: str
    page_url: str
    token: str

    def connect(self, controls: Controls) -> None:
        """Give the page its powers; until then time can't be moved."""
        self.page.take(controls)

    async def stop(self) -> None:
        """Stop page and server."""
        await self.page.stop()
        await self.telegram.stop()


async def start_playground(
    *,
    clock: Clock,
    port: int = 0,
    token: str = TOKEN,
    limits: Limits | None = None,
    schema: Path | None = None,
    cast: tuple[Member, ...] = CAST,
    key: str | None = None,
) -> Playground:
    """Start the simulated Telegram (on a free port) and the chat page (on `port`), both on loopback only.

    `key` stands in the page's address; none: a new one.
    """
    telegram = SimulatedTelegram(token, clock=clock, limits=limits, schema=schema)
    enrol(telegram, cast)
    base_url = await telegram.start()
    page = ChatPage(telegram, cast, key)
    return Playground(telegram, page, base_url, await page.start(port=port), token)
