"""What a person does on the chat page, from its JSON form to an act on the simulated Telegram."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.playground.telegram import SimulatedTelegram


async def carry_out(telegram: SimulatedTelegram, user: int, wish: Any) -> None:
    """Do what `wish` says as `user`; raises 400 for a wish of no known form, 404 for a message that isn't theirs."""
    match wish:
        case {"act": "text", "text": str(text)} if text.strip():
            await telegram.user_sends_text(user, text)
        case {"act": "edit", "message": int(message), "text": str(text)} if text.strip():
            await _edit(telegram, user, message, text)
        case {"act": "press", "message": int(message), "data": str(data)}:
            await telegram.user_presses(user, message, data)
        case {"act": "open", "payload": str(payload)}:
            await telegram.user_opens_link(user, payload)
        case {"act": "contact"}:
            await telegram.user_shares_contact(user)
        case {"act": "block", "blocked": True}:
            await telegram.user_blocks(user)
        case {"act": "block", "blocked": False}:
            await telegram.user_unblocks(user)
        case _:
            raise web.HTTPBadRequest


async def _edit(telegram: SimulatedTelegram, user: int, message: int, text: str) -> None:
    try:
        await telegram.user_edits_text(user, message, text)
    except (KeyError, ValueError):
        raise web.HTTPNotFound from None
