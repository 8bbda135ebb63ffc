"""The guided tour: seven steps from a plan to a ping, each noticed by what the bot then says; it knows only the chats.

The bot doesn't know of the tour: a step is done when a message shows a button, or carries a file, that comes no sooner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.playground.cast import Member
from bot.playground.codes import codes_in
from bot.playground.telegram import Change, Message, SimulatedTelegram

STEPS = ("plan", "confirm", "codes", "join", "register", "duty", "ping")
OFFICE = frozenset({"owner", "organiser"})
SHOWS: Mapping[str, tuple[str, str]] = {
    "plan": ("office", "plan.confirm:"),
    "confirm": ("office", "codes.conference:"),
    "join": ("office", "join.undo:"),
    "register": ("focal", "delegates.reopen:"),
}
"""Who sees which button when a step is done."""


class Tour:
    """Watches the chats; `done` are the steps that were taken, in whatever order, and `changed` is called at each."""

    def __init__(self, telegram: SimulatedTelegram, cast: tuple[Member, ...], changed: Callable[[], None]) -> None:
        self.done: list[str] = []
        self._telegram = telegram
        self._sides = {member.id: "office" if member.role in OFFICE else member.role for member in cast}
        self._changed = changed
        self._pinging = False
        telegram.on_change(self._watch)

    def moved_to_ping(self) -> None:
        """Know that time was moved to the next ping: what focal persons hear now is it."""
        self._pinging = True

    def _watch(self, change: Change) -> None:
        chat = self._telegram.world.chats.get(change.chat_id)
        message = chat.messages.get(change.message_id or 0) if chat else None
        if message is None or not message.sender.is_bot:
            return
        for step in STEPS:
            if step not in self.done and self._taken(step, self._sides.get(change.chat_id, ""), message):
                self.done.append(step)
                self._changed()

    def _taken(self, step: str, side: str, message: Message) -> bool:
        match step:
            case "codes":
                document = message.content.get("document")
                return side == "office" and document is not None and bool(self._codes(document["file_id"]))
            case "duty":  # taken on: the card offers the rest, and no longer that
                verbs = {data.partition(":")[0] for data in _presses(message)}
                return side == "focal" and "duty.progress" in verbs and "duty.acknowledge" not in verbs
            case "ping":
                return side == "focal" and self._pinging
            case _:
                wanted, button = SHOWS[step]
                return side == wanted and any(data.startswith(button) for data in _presses(message))

    def _codes(self, file_id: str) -> object:
        file = self._telegram.world.files.get(file_id)
        return codes_in(file.name, file.data)


def _presses(message: Message) -> list[str]:
    rows = (message.markup or {}).get("inline_keyboard", [])
    return [button.get("callback_data", "") for row in rows for button in row]
