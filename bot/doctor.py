"""The doctor: looks at what the bot stands on, and says of each thing whether it is well and what to do."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import aiohttp

from bot.config import Settings
from bot.db.engine import Database
from bot.db.reach import opened
from bot.db.schema import findings
from bot.errors import DieuPhoiError

Finding = tuple[bool, str, dict[str, object]]
SKEW = timedelta(seconds=30)


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything; each finding is (well, key of the texts, values)."""
    return [
        *_owners(settings),
        *_zone(settings),
        *await _telegram(settings),
        *_addresses(settings),
        *await database_findings(settings),
    ]


def _owners(settings: Settings) -> list[Finding]:
    count = len(settings.owners.telegram_ids)
    return [(count > 0, "owners" if count else "no_owner", {"count": count})]


def _zone(settings: Settings) -> list[Finding]:
    """The office's zone must be +07:00 all year, or every hour of a message would be wrong."""
    offset = datetime.now(ZoneInfo(settings.office.timezone)).utcoffset()
    well = offset == timedelta(hours=7)
    return [(well, "zone" if well else "zone_wrong", {"zone": settings.office.timezone})]


async def _telegram(settings: Settings) -> list[Finding]:
    """Ask who the bot is; the answer's date tells how far the machine's clock is off."""
    token = settings.telegram.token
    if token is None:
        return [(False, "no_token", {})]
    url = f"{settings.telegram.api_url}/bot{token.get_secret_value()}/getMe"
    try:
        timeout = aiohttp.ClientTimeout(total=10)
        async with aiohttp.ClientSession(timeout=timeout) as client, client.get(url) as answer:
            body = await answer.json(content_type=None)
            date = answer.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return [(False, "unreachable", {"url": settings.telegram.api_url, "reason": type(error).__name__})]
    if not isinstance(body, dict) or not body.get("ok"):
        return [(False, "token_unknown", {})]
    return [(True, "token", {"name": body["result"].get("username", "")}), *_clock(date)]


def _clock(date: str | None) -> list[Finding]:
    if date is None:
        return []
    skew = abs(datetime.fromtimestamp(time.time(), UTC) - parsedate_to_datetime(date))
    well = skew <= SKEW
    return [(well, "clock" if well else "clock_wrong", {"seconds": int(skew.total_seconds())})]


def _addresses(settings: Settings) -> list[Finding]:
    telegram = settings.telegram
    if telegram.mode == "polling":
        return [(True, "polling", {})]
    well = (telegram.webhook_url or "").startswith("https://")
    return [(well, "webhook" if well else "webhook_not_https", {"url": telegram.webhook_url or ""})]


async def database_findings(settings: Settings) -> list[Finding]:
    """Look at the database: there, of this program's version, and sound."""
    try:
        return await _database_findings(Database(settings.database.url))
    except DieuPhoiError as error:
        return [(False, error.key.removeprefix("doctor."), error.values)]


async def _database_findings(database: Database) -> list[Finding]:
    try:
        if database.file is not None and not database.file.exists():
            return [(True, "database_new", {"file": str(database.file)})]
        await opened(database.reader)
        found = await findings(database)
    finally:
        await database.close()
    return [(False, key, {}) for key in found] or [(True, "database", {})]
