"""The probe: asks Telegram how many updates wait there, and reads the time off its answer (Bot API: getWebhookInfo).

The call changes nothing and is sent beside the pace: once a minute a process, and never while Telegram ordered to wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.config_sections import Telegram

PATIENCE = aiohttp.ClientTimeout(total=10)
UNKNOWN_TOKEN = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)
FRESH = timedelta(minutes=5)
"""For how long a failed delivery to the webhook counts: Telegram names the latest, also long after."""


@dataclass(frozen=True)
class Answer:
    """What Telegram answered.

    `skew` is by how many seconds this machine's clock is ahead of Telegram's, as far as the answer told; `pending` are
    the updates that wait there; `webhook_error` is why Telegram could not deliver to our address of late.
    """

    reached: bool
    token_refused: bool = False
    pending: int | None = None
    skew: float | None = None
    webhook_error: str | None = None


async def ask(settings: Telegram, *, now: datetime) -> Answer:
    """Ask. `now` is the machine's clock, whatever clock the bot runs by."""
    assert settings.token is not None, "a token is needed to ask"
    url = f"{settings.api_url}/bot{settings.token.get_secret_value()}/getWebhookInfo"
    try:
        async with aiohttp.ClientSession(timeout=PATIENCE) as client, client.get(url) as answer:
            return read(answer.status, await answer.json(content_type=None), answer.headers.get("Date"), now=now)
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return Answer(reached=False)


def read(status: int, body: Any, date: str | None, *, now: datetime) -> Answer:
    """Read an answer; one that isn't Telegram's (a gateway's page, say) means that it was not reached."""
    if status in UNKNOWN_TOKEN:
        return Answer(reached=True, token_refused=True, skew=skew_of(date, now))
    result = body.get("result") if isinstance(body, dict) else None
    if status != HTTPStatus.OK or not isinstance(result, dict):
        return Answer(reached=False)
    pending = result.get("pending_update_count")
    pending = pending if isinstance(pending, int) else None
    return Answer(reached=True, pending=pending, skew=skew_of(date, now), webhook_error=_error(result, now))


def skew_of(date: str | None, now: datetime) -> float | None:
    """Return by how many seconds `now` is ahead of an HTTP date (RFC 9110, 5.6.7: always GMT), None without one."""
    try:
        at = parsedate_to_datetime(date) if date else None
    except ValueError:
        return None
    return (now - at.replace(tzinfo=UTC)).total_seconds() if at is not None else None


def _error(result: dict[str, Any], now: datetime) -> str | None:
    """Return the last error of the webhook (Bot API: WebhookInfo.last_error_message), None where it is an old one."""
    at = result.get("last_error_date")
    if not isinstance(at, int) or now.timestamp() - at > FRESH.total_seconds():
        return None
    return str(result.get("last_error_message", ""))[:200]
