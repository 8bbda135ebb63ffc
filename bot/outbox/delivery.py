"""Delivery: one outbox row becomes one call of the Bot API, and its answer an outcome.

PTB maps what surely failed and what may have arrived to the same errors; the cause tells them apart: no connection
means not sent, a lost answer means unsure.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.outbox.outcome import Gone, Outcome, Refused, Sent, Unsure, Wait, pause
from bot.outbox.request import NOT_SENT
from models.outbox import OutboxMessage
from models.stored_files import StoredFile

GONE = (
    "chat not found",
    "user is deactivated",
    "bot was blocked",
    "can't initiate",
    "peer_id_invalid",
    "bot was kicked",
)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

LoadFile = Callable[[int], Awaitable[StoredFile]]
MessageOf = Callable[[int], Awaitable[int | None]]


class Delivery:
    """Calls Telegram. `load_file` gives a stored file, `message_of` the message id of an outbox row that was sent."""

    def __init__(self, bot: ExtBot[None], load_file: LoadFile, message_of: MessageOf) -> None:
        self._bot = bot
        self._load_file = load_file
        self._message_of = message_of

    async def __call__(self, row: OutboxMessage) -> Outcome:
        """Make the call and return what became of it."""
        try:
            return await self._call(row)
        except TelegramError as error:
            return outcome_of(error, row.tries)

    async def _call(self, row: OutboxMessage) -> Outcome:
        match row.method:
            case "sendMessage":
                return await self._send(row)
            case "editMessageText":
                return await self._edit(row)
            case "sendDocument":
                return await self._document(row)
            case "sendPhoto":
                return await self._photo(row)
            case "setMyCommands":
                commands = [BotCommand(name, text) for name, text in row.payload["commands"]]
                await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(row.chat_id))
                return Sent()
            case _:
                return Refused(f"no such method here: {row.method}")

    async def _send(self, row: OutboxMessage) -> Outcome:
        sent = await self._bot.send_message(
            row.chat_id,
            row.payload["text"],
            parse_mode=ParseMode.HTML,
            reply_markup=markup(row.payload),
            link_preview_options=NO_PREVIEW,
            protect_content=row.payload.get("protect"),
        )
        return Sent(sent.message_id)

    async def _edit(self, row: OutboxMessage) -> Outcome:
        """Change a message; where it can't be changed any more, send the text anew."""
        message_id = row.payload.get("message_id") or await self._message_of(row.edits or 0)
        if message_id is None:
            return Refused("the message to change was never sent")
        keyboard = markup(row.payload)
        try:
            await self._bot.edit_message_text(
                row.payload["text"],
                chat_id=row.chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard if isinstance(keyboard, InlineKeyboardMarkup) else None,
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as error:
            reason = str(error).lower()
            if "not modified" in reason:
                return Sent(message_id)
            if "can't be edited" in reason or "to edit not found" in reason:
                return await self._send(row)
            raise
        return Sent(message_id)

    async def _document(self, row: OutboxMessage) -> Outcome:
        sent: Message = await self._bot.send_document(
            row.chat_id,
            document=await self._file(row),
            protect_content=row.payload.get("protect"),
            **_below_file(row),
        )
        return Sent(sent.message_id, sent.document.file_id if sent.document else None)

    async def _photo(self, row: OutboxMessage) -> Outcome:
        """Send a stored picture; Telegram shows it in the chat (Bot API: sendPhoto)."""
        sent: Message = await self._bot.send_photo(row.chat_id, photo=await self._file(row), **_below_file(row))
        return Sent(sent.message_id, sent.photo[-1].file_id if sent.photo else None)

    async def _file(self, row: OutboxMessage) -> Any:
        """Return a stored file, as Telegram's own id where it has been there before."""
        file = await self._load_file(row.payload["file_id"])
        return file.telegram_file_id or InputFile(file.content or b"", filename=file.name)


def _below_file(row: OutboxMessage) -> dict[str, Any]:
    """Return what goes out with a file: words, keyboard, and the time that an upload takes."""
    return {
        "caption": row.payload["text"],
        "parse_mode": ParseMode.HTML,
        "reply_markup": markup(row.payload),
        "read_timeout": 60,
        "write_timeout": 60,
    }


def markup(payload: dict[str, Any]) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    """Return the keyboard that a payload asks for."""
    if payload.get("buttons"):
        return InlineKeyboardMarkup([[InlineKeyboardButton(**b) for b in row] for row in payload["buttons"]])
    if payload.get("ask_contact"):
        button = KeyboardButton(payload["ask_contact"], request_contact=True)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    return ReplyKeyboardRemove() if payload.get("drop_keyboard") else None


def outcome_of(error: TelegramError, tries: int) -> Outcome:
    """Read an error of PTB: BadRequest and TimedOut are NetworkErrors there, so the order matters."""
    reason = str(error)
    match error:
        case RetryAfter():
            return Wait(held(error) + 0.1, reason, flood=True)
        case InvalidToken():
            return Wait(60, reason, whole_bot=True)
        case ChatMigrated():
            return Gone(reason)
        case Forbidden():
            return Gone(reason)
        case BadRequest():
            return Gone(reason) if any(words in reason.lower() for words in GONE) else Refused(reason)
        case NetworkError() if isinstance(error.__cause__, NOT_SENT):
            return Wait(pause(tries), reason)
        case _:
            return Unsure(reason)


def held(error: RetryAfter) -> float:
    """Return the seconds for which Telegram wants no calls."""
    after = error.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()
