"""Methods by which the bot gets its updates: https://core.telegram.org/bots/api#getting-updates."""

from __future__ import annotations

import re

from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.params import Params
from bot.playground.telegram.records import Json
from bot.playground.telegram.updates import Updates
from bot.playground.telegram.webhook import Webhook, WebhookSender

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def get_updates(updates: Updates, params: Params) -> list[Json]:
    """Return the waiting updates, or those that come within `timeout` seconds."""
    updates.allow(params.structure("allowed_updates"))
    limit = max(1, min(params.integer("limit", 100), 100))
    return await updates.fetch(params.integer("offset", 0), limit, params.integer("timeout", 0))


async def set_webhook(updates: Updates, sender: WebhookSender, params: Params) -> bool:
    """Deliver updates to an address from now on; an empty one ends it."""
    if not _SECRET.fullmatch(params.text("secret_token")):
        raise bad_request("secret token contains unallowed characters")
    url = params.text("url")
    if url and not re.fullmatch(r"https?://\S+", url):
        raise bad_request("bad webhook: invalid URL specified")
    updates.allow(params.structure("allowed_updates"))
    _drop(updates, params)
    hook = Webhook(url, params.text("secret_token"), params.integer("max_connections", 40)) if url else None
    await sender.set(hook)
    return True


async def delete_webhook(updates: Updates, sender: WebhookSender, params: Params) -> bool:
    """End the delivery; updates can be fetched again."""
    await sender.set(None)
    _drop(updates, params)
    return True


def webhook_info(updates: Updates, sender: WebhookSender) -> Json:
    """Return where updates go and how the delivery stands."""
    hook = sender.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if hook:
        info["max_connections"] = hook.max_connections
    if hook and hook.last_error:
        info |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error}
    if updates.allowed:
        info["allowed_updates"] = updates.allowed
    return info


def _drop(updates: Updates, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        updates.pending.clear()
