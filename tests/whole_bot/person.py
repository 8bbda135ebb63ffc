"""A person at their telephone: types, taps and uploads on the simulated Telegram, and reads what the bot wrote.

Waiting is woken by changes of the chat and ends with a failure that shows the chat; nothing sleeps.
"""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.clock import OFFICE_ZONE
from bot.playground.telegram import Change, Chat, Message, SimulatedTelegram
from bot.playground.telegram.methods.introducing import commands_for
from tests.patience import PATIENCE

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Person:
    """One person's private chat with the bot.

    `timeout` is how long, in real seconds, a wait may last before it fails.
    """

    def __init__(self, telegram: SimulatedTelegram, user_id: int, *, timeout: float = PATIENCE) -> None:
        self.telegram = telegram
        self.id = user_id
        self.timeout = timeout
        self.toasts: list[str] = []
        self._acted_at = 0
        telegram.on_change(self._note)

    # What the person does.

    async def types(self, text: str) -> int:
        """Send a text; return its message_id."""
        self._act()
        return await self.telegram.user_sends_text(self.id, text)

    async def opens(self, link: str) -> int:
        """Open a link to the bot (or its bare start code) and press Start."""
        self._act()
        payload = parse_qs(urlsplit(link).query).get("start", [""])[0] if "://" in link else link
        return await self.telegram.user_opens_link(self.id, payload)

    async def uploads(self, file: Path | str, data: bytes | None = None, *, caption: str = "") -> int:
        """Send a file from disk, or `data` under the name `file`."""
        self._act()
        path = Path(file)
        mime = mimetypes.guess_type(path.name)[0] or (DOCX if path.suffix == ".docx" else "application/octet-stream")
        content = path.read_bytes() if data is None else data  # noqa: ASYNC240 - a test may wait for its disk
        return await self.telegram.user_sends_document(self.id, path.name, content, mime, caption)

    async def shares_contact(self, contact_user_id: int | None = None, phone: str | None = None) -> int:
        """Share a contact: their own, or that of another person (0: of somebody who isn't on Telegram)."""
        self._act()
        return await self.telegram.user_shares_contact(self.id, contact_user_id, phone)

    async def taps(self, label: str) -> None:
        """Tap the button called `label`, or whose label begins so, on the newest message that carries one.

        Waits until there is such a button. A button of the reply keyboard types its text or shares the contact;
        a link to the bot is opened.
        """
        await self.waits_until(lambda: self._button(label) is not None, f"no button {label!r}")
        found = self._button(label)
        assert found is not None
        message_id, button = found
        if "callback_data" in button:
            self._act()
            await self.telegram.user_presses(self.id, message_id, button["callback_data"])
        elif "url" in button:
            await self.opens(button["url"])
        elif button.get("request_contact"):
            await self.shares_contact()
        else:
            await self.types(button["text"])

    async def presses(self, message_id: int, callback_data: str) -> None:
        """Press with given data under a given message, shown or not (an old or forged button)."""
        self._act()
        await self.telegram.user_presses(self.id, message_id, callback_data)

    async def edits(self, message_id: int, text: str) -> None:
        """Change a text sent before."""
        self._act()
        await self.telegram.user_edits_text(self.id, message_id, text)

    async def forwards(self, from_chat_id: int, message_id: int) -> int:
        """Forward a message of any chat to the bot."""
        self._act()
        return await self.telegram.user_forwards(self.id, from_chat_id, message_id)

    async def blocks(self) -> None:
        """Stop the bot."""
        await self.telegram.user_blocks(self.id)

    async def unblocks(self) -> None:
        """Let the bot write again."""
        await self.telegram.user_unblocks(self.id)

    # What the person sees.

    def sees(self, text: str) -> bool:
        """Return whether `text` stands in any message of the bot, old or new."""
        return any(text in message.text for message in self.received)

    async def waits_for(self, text: str) -> Message:
        """Wait until `text` stands in a message that the bot wrote or changed since this person's last act."""
        await self.waits_until(lambda: self._newest(text) is not None, f"never saw {text!r}")
        message = self._newest(text)
        assert message is not None
        return message

    async def waits_for_toast(self, text: str) -> str:
        """Wait for the notice that answers a press."""
        await self.waits_until(
            lambda: any(text in toast for toast in self.toasts), f"no notice {text!r} in {self.toasts}"
        )
        return next(toast for toast in reversed(self.toasts) if text in toast)

    async def waits_for_document(self, name: str = "") -> tuple[str, bytes]:
        """Wait for a file with `name` in its name, sent since the last act; return name and bytes."""
        await self.waits_until(lambda: self._fresh_file(name) is not None, f"no file {name!r}")
        message = self._fresh_file(name)
        assert message is not None
        return self._open(message)

    def last_document(self) -> tuple[str, bytes]:
        """Return name and bytes of the newest file from the bot."""
        return self._open([message for message in self.received if "document" in message.content][-1])

    @property
    def received(self) -> list[Message]:
        """The bot's messages that stand in the chat now, oldest first."""
        return [message for message in self._chat.messages.values() if message.sender.is_bot]

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        return self.received[-1]

    @property
    def buttons(self) -> list[str]:
        """The labels under the bot's newest message."""
        return [button["text"] for button in self.last.buttons]

    @property
    def commands(self) -> list[str]:
        """The commands in this person's menu."""
        return [command["command"] for command in commands_for(self.telegram.world, self.id)]

    @property
    def chat(self) -> str:
        """The whole chat as text, for failure messages."""
        return "\n".join(_shown(message) for message in self._chat.messages.values())

    @property
    def _chat(self) -> Chat:
        return self.telegram.world.chats[self.id]

    def _act(self) -> None:
        self._acted_at = self.telegram.world.revision

    def _note(self, change: Change) -> None:
        if change.kind == "toast" and change.chat_id == self.id and change.text:
            self.toasts.append(change.text)

    def _fresh(self) -> list[Message]:
        return [message for message in reversed(self.received) if message.revision > self._acted_at]

    def _newest(self, text: str) -> Message | None:
        return next((message for message in self._fresh() if text in message.text), None)

    def _fresh_file(self, name: str) -> Message | None:
        files = (message for message in self._fresh() if "document" in message.content)
        return next((message for message in files if name in message.content["document"]["file_name"]), None)

    def _open(self, message: Message) -> tuple[str, bytes]:
        file = self.telegram.world.files.get(message.content["document"]["file_id"])
        return file.name, file.data

    def _button(self, label: str) -> tuple[int, dict[str, Any]] | None:
        carried = [(message.message_id, button) for message in reversed(self.received) for button in message.buttons]
        rows = (self._chat.keyboard or {}).get("keyboard", [])
        below = [(0, {"text": button} if isinstance(button, str) else button) for row in rows for button in row]
        exact = [found for found in carried + below if found[1]["text"] == label]
        return next(iter(exact + [found for found in carried + below if found[1]["text"].startswith(label)]), None)

    async def waits_until(self, met: Callable[[], bool], failure: str) -> None:
        """Wait until `met()`, looked at after every change in any chat; fails with `failure` and this chat."""
        changed = asyncio.Event()
        stop = self.telegram.on_change(lambda _change: changed.set())
        try:
            async with asyncio.timeout(self.timeout):
                while not met():
                    changed.clear()
                    await changed.wait()
        except TimeoutError:
            raise AssertionError(f"{failure}\n--- chat of {self.id} ---\n{self.chat}") from None
        finally:
            stop()


def _shown(message: Message) -> str:
    at = _local_time(message.edit_date or message.date)
    file = f"[file {message.content['document']['file_name']}] " if "document" in message.content else ""
    other = "[contact] " if "contact" in message.content else "[photo] " if "photo" in message.content else ""
    rows = (message.markup or {}).get("inline_keyboard", [])
    keyboard = "".join("\n    " + " ".join(f"[{button['text']}]" for button in row) for row in rows)
    return f"{at} {message.sender.name}: {file}{other}{message.text}{keyboard}"


def _local_time(timestamp: int) -> str:
    return datetime.fromtimestamp(timestamp, OFFICE_ZONE).strftime("%d/%m %H:%M")
