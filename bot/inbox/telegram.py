"""What is arranged with Telegram at a start: who we are, and where updates go."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot.config_sections import Telegram
from bot.errors import DieuPhoiError
from bot.inbox.poller import ALLOWED
from bot.outbox.delivery import held
from bot.outbox.outcome import pause

log = structlog.get_logger("telegram")


async def patiently(call: Callable[[], Awaitable[object]]) -> None:
    """Make a call that does no harm twice, for as long as Telegram can't be reached.

    Raises:
        DieuPhoiError: Telegram doesn't know the token, or can't do what was asked: to ask again is no use.
    """
    for tries in itertools.count():
        try:
            await call()
            return
        except InvalidToken as error:
            raise DieuPhoiError("cli.bad_token") from error
        except BadRequest as error:  # one of the errors of the network by its class, and not by its nature
            raise DieuPhoiError("cli.refused", reason=error.message) from error
        except (NetworkError, RetryAfter) as error:
            log.warning("Telegram can't be reached", error=str(error))
            await asyncio.sleep(held(error) if isinstance(error, RetryAfter) else pause(min(tries, 5)))


async def direct_updates(bot: ExtBot[None], settings: Telegram) -> None:
    """Let updates wait to be fetched, or have them sent to our address (Bot API: deleteWebhook, setWebhook)."""
    if settings.mode == "polling":
        await bot.delete_webhook(drop_pending_updates=False)
        return
    assert settings.webhook_secret is not None, "the settings were checked"
    secret = settings.webhook_secret.get_secret_value()
    await bot.set_webhook(settings.webhook_url or "", secret_token=secret, allowed_updates=ALLOWED)
