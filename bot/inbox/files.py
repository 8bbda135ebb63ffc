"""Files that people sent: fetched from Telegram by their id, never by a name or path that a person typed."""

from __future__ import annotations

from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.errors import Unreadable


class Downloads:
    """Fetches files, up to `megabytes` (a bot can fetch 20 MB; Bot API: getFile)."""

    def __init__(self, bot: ExtBot[None], megabytes: int) -> None:
        self._bot = bot
        self._most = megabytes * 1_000_000

    async def __call__(self, file_id: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            Unreadable: it is too big, or Telegram has it no more.
        """
        try:
            file = await self._bot.get_file(file_id)
        except BadRequest as error:
            raise Unreadable("files.gone" if "too big" not in str(error).lower() else "files.too_big") from error
        if file.file_size and file.file_size > self._most:
            raise Unreadable("files.too_big")
        return bytes(await file.download_as_bytearray())
