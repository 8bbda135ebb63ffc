"""What people do on their side of the simulated Telegram; each act reaches the bot as an update."""

from __future__ import annotations

from itertools import count
from typing import Any

from bot.playground.telegram.detected import detect
from bot.playground.telegram.methods.content import document
from bot.playground.telegram.methods.sending import origin
from bot.playground.telegram.records import Chat, Json, Message, Query, User
from bot.playground.telegram.world import World


class Acts:
    """Acts of users. `chat_id` is the person's private chat with the bot unless a group is given."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._query_ids = count(4_000_000_001)

    async def user_sends_text(self, user_id: int, text: str, *, chat_id: int | None = None) -> int:
        """Send a text; return its message_id."""
        return self._say(user_id, chat_id, _text(text)).message_id

    async def user_opens_link(self, user_id: int, start_payload: str) -> int:
        """Open https://t.me/<bot>?start=<payload> and press Start; return the message_id of the command."""
        return self._say(user_id, None, _text(f"/start {start_payload}".strip())).message_id

    async def user_sends_document(
        self, user_id: int, name: str, data: bytes, mime: str = "application/octet-stream", caption: str = ""
    ) -> int:
        """Send a file; return its message_id."""
        content: Json = {"document": document(self.world.files.add(name, data, mime))}
        return self._say(user_id, None, {**content, **({"caption": caption} if caption else {})}).message_id

    async def user_shares_contact(
        self, user_id: int, contact_user_id: int | None = None, phone: str | None = None
    ) -> int:
        """Share a contact, by default the person's own; return its message_id.

        Telegram fills `contact.user_id` itself; `contact_user_id=0` gives a contact who isn't on Telegram.
        """
        owner = self.world.users.get(user_id if contact_user_id is None else contact_user_id)
        contact: Json = {"phone_number": phone if phone is not None else owner.phone if owner else ""}
        contact["first_name"] = owner.first_name if owner else "?"
        if owner:
            contact |= {"user_id": owner.id} | ({"last_name": owner.last_name} if owner.last_name else {})
        self._release_keyboard(self._chat(user_id, None))
        return self._say(user_id, None, {"contact": contact}).message_id

    async def user_presses(
        self, user_id: int, message_id: int, callback_data: str, *, chat_id: int | None = None
    ) -> str:
        """Press a button with this data under a message; return the id of the query.

        As with a changed client, the data need not stand on any button now; a deleted message comes as inaccessible.
        """
        chat = self._chat(user_id, chat_id)
        message = chat.messages.get(message_id)
        gone = {"chat": chat.to_api(), "message_id": message_id, "date": 0}
        query = Query(str(next(self._query_ids)), chat.id, message_id)
        self.world.queries[query.id] = query
        body = {
            "id": query.id,
            "from": self._user(user_id).to_api(),
            "chat_instance": str(chat.id),
            "message": message.to_api() if message else gone,
            "data": callback_data,
        }
        self.world.updates.put("callback_query", body)
        return query.id

    async def user_edits_text(self, user_id: int, message_id: int, text: str) -> None:
        """Change a message that the person sent before."""
        message = self._chat(user_id, None).messages[message_id]
        if message.sender.id != user_id:
            raise ValueError(f"message {message_id} is not by {user_id}")
        message.content, message.edit_date = _text(text), self.world.timestamp()
        self.world.changed("edited", user_id, message)
        self.world.updates.put("edited_message", message.to_api())

    async def user_forwards(self, user_id: int, from_chat_id: int, message_id: int) -> int:
        """Forward a message of any chat to the bot; return the new message_id."""
        message = self.world.chats[from_chat_id].messages[message_id]
        return self._say(user_id, None, dict(message.content), forward_origin=origin(message)).message_id

    async def user_blocks(self, user_id: int) -> None:
        """Stop the bot."""
        self._stand(user_id, blocked=True)

    async def user_unblocks(self, user_id: int) -> None:
        """Let the bot write again."""
        self._stand(user_id, blocked=False)

    def _say(self, user_id: int, chat_id: int | None, content: Json, **extra: Any) -> Message:
        user, chat = self._user(user_id), self._chat(user_id, chat_id)
        if chat.blocked:
            self._stand(user_id, blocked=False)
        chat.started = True
        message = self.world.add_message(chat, user, content, **extra)
        self.world.updates.put("message", message.to_api())
        return message

    def _release_keyboard(self, chat: Chat) -> None:
        if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None

    def _stand(self, user_id: int, *, blocked: bool) -> None:
        chat, bot = self._chat(user_id, None), self.world.bot
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        states = [_member(bot, blocked=not blocked), _member(bot, blocked=blocked)]
        body = {
            "chat": chat.to_api(),
            "from": self._user(user_id).to_api(),
            "date": self.world.timestamp(),
            "old_chat_member": states[0],
            "new_chat_member": states[1],
        }
        self.world.changed("standing", chat.id)
        self.world.updates.put("my_chat_member", body)

    def _user(self, user_id: int) -> User:
        return self.world.users[user_id]

    def _chat(self, user_id: int, chat_id: int | None) -> Chat:
        return self.world.chats[user_id if chat_id is None else chat_id]


def _text(text: str) -> Json:
    entities = detect(text)
    return {"text": text, **({"entities": entities} if entities else {})}


def _member(bot: User, *, blocked: bool) -> Json:
    return {"user": bot.to_api(), **({"status": "kicked", "until_date": 0} if blocked else {"status": "member"})}
