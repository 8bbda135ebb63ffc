"""The bare peer: python-telegram-bot's own Application with one handler that answers a press. It keeps nothing.

`python -m tests.bench.echo --config FILE` runs it on the Bot API server that the settings name.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

from telegram import Message, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler

from bot.config import load


async def answered(update: Update, _context: Any) -> None:
    """Stop the spinner and answer with a message."""
    query = update.callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    await query.answer()
    await query.message.reply_text(query.data or "")


def main(config: Path) -> None:
    """Poll until stopped."""
    logging.basicConfig(level=logging.WARNING)
    settings = load(config)
    assert settings.telegram.token is not None
    url = settings.telegram.api_url
    builder = ApplicationBuilder().token(settings.telegram.token.get_secret_value())
    application = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    application.add_handler(CallbackQueryHandler(answered))
    application.run_polling()


if __name__ == "__main__":
    main(Path(sys.argv[2]))
