"""The rules about keyboards that the server checks itself: https://core.telegram.org/bots/api#inlinekeyboardmarkup."""

from __future__ import annotations

import re
from typing import Any

from bot.playground.telegram.errors import bad_request

Json = dict[str, Any]

MOST_BUTTONS = 100
_ADDRESS = re.compile(r"(https?|tg)://\S+")
_KEYBOARDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def check_markup(markup: Any) -> Json | None:
    """Return the markup (None for none or an empty one); raises `ApiError` 400 where Telegram would."""
    if markup is None:
        return None
    if not isinstance(markup, dict) or not any(kind in markup for kind in _KEYBOARDS):
        raise bad_request("object expected as reply markup")
    for kind, check in (("inline_keyboard", _check_inline), ("keyboard", _check_plain)):
        if kind in markup:
            buttons = [button for row in _rows(markup[kind]) for button in row]
            if len(buttons) > MOST_BUTTONS:
                raise bad_request("reply markup is too long")
            for button in buttons:
                check(button)
            if not buttons:
                return None
    return markup


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    return rows


def _check_inline(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be a non-empty String')
    if "callback_data" in button:
        if not 1 <= len(str(button["callback_data"]).encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
    elif "url" in button:
        if not _ADDRESS.fullmatch(str(button["url"])):
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    elif not set(button) & {"copy_text", "switch_inline_query", "switch_inline_query_current_chat"}:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _check_plain(button: Any) -> None:
    text = button if isinstance(button, str) else button.get("text", "") if isinstance(button, dict) else ""
    if not str(text).strip():
        raise bad_request('can\'t parse keyboard button: Field "text" must be a non-empty String')
