"""The bare peer: python-telegram-bot's own Application with one handler that answers a press. It keeps nothing.

`python -m tests.bench.echo AT_ONCE --config FILE` runs it on the Bot API server that the settings name, working so many
updates side by side, by polling or by webhook as the settings say.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any

from telegram import Message, Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler

from bot.config import Settings, load


async def answered(update: Update, _context: Any) -> None:
    """Stop the spinner and answer with a message."""
    query = update.callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    await query.answer()
    await query.message.reply_text(query.data or "")


def main(at_once: int, config: Path) -> None:
    """Run until stopped."""
    logging.basicConfig(level=logging.WARNING)
    settings = load(config)
    assert settings.telegram.token is not None
    url = settings.telegram.api_url
    builder = ApplicationBuilder().token(settings.telegram.token.get_secret_value()).concurrent_updates(at_once)
    application = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    application.add_handler(CallbackQueryHandler(answered))
    if settings.telegram.mode == "polling":
        application.run_polling()
    else:
        asyncio.run(_webhook(application, settings))


async def _webhook(application: Application[Any, Any, Any, Any, Any, Any], settings: Settings) -> None:
    """Take updates by HTTP as PTB's own example of a custom webhook does: parse, queue, 200."""
    from aiohttp import web

    async def post(request: web.Request) -> web.Response:
        await application.update_queue.put(Update.de_json(json.loads(await request.read()), application.bot))
        return web.Response()

    app = web.Application()
    app.router.add_post("/{path:.*}", post)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    host, _, port = settings.telegram.listen.rpartition(":")
    async with application:
        await web.TCPSite(runner, host, int(port)).start()
        await application.bot.set_webhook(settings.telegram.webhook_url or "")
        await application.start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[3]))
