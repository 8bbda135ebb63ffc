"""What else people write and press meanwhile; the seed decides who, what and in which order."""

from __future__ import annotations

import asyncio
from random import Random

from bot.playground.telegram import Call, Message, SimulatedTelegram
from tests.faults.kills import SENDS

FIRST_PERSON = 3001
WORDS = ("xin chào", "đã nhận được giấy mời", "gửi danh sách đại biểu", "/cancel", "/khongco", "/cancel")
UNANSWERED = 100
PRESSES = ("common.cancel", "no.such.verb:1:2", "common.cancel")


class Traffic:
    """People who ask for nothing that changes a row. Each of their `updates` asks for one answer."""

    def __init__(self, telegram: SimulatedTelegram, random: Random, people: int) -> None:
        self._telegram = telegram
        self._random = random
        self._people = range(FIRST_PERSON, FIRST_PERSON + people)
        self._chats = {str(number) for number in self._people}
        self._said: dict[int, int] = {}
        for number in self._people:
            telegram.add_user(number, f"Người {number}", phone=f"84900{number:06d}")
        self.updates: list[int] = []
        self._answers = 0
        telegram.on_answer(self._answered)

    async def flow(self, per_second: float) -> None:
        """Write and press at random instants, `per_second` on average, until cancelled.

        Where the bot is down, or the machine slow, people wait: no more than `UNANSWERED` of their acts are open.
        """
        while True:
            await asyncio.sleep(self._random.expovariate(per_second))
            if len(self.updates) - self._answers < UNANSWERED:
                await self.act()

    def _answered(self, call: Call) -> None:
        """Count an answer; one that changes nothing that stands there is one too."""
        carried_out = call.applied or "message is not modified" in call.description
        self._answers += carried_out and call.method in SENDS and call.params.get("chat_id") in self._chats

    async def act(self) -> None:
        """Let one person do one thing."""
        self.updates.append(self._telegram.world.updates.next_id)
        person = self._random.choice(self._people)
        choice = self._random.random()
        if choice < 0.4 and (shown := self._buttons(person)):
            message = self._random.choice(shown[-5:])
            await self._telegram.user_presses(person, message.message_id, self._random.choice(PRESSES))
        elif choice < 0.45 and person in self._said:
            await self._telegram.user_edits_text(person, self._said[person], f"sửa lại {self._random.randrange(10**6)}")
        else:
            text = self._random.choice(WORDS)
            self._said[person] = await self._telegram.user_sends_text(person, text)

    def _buttons(self, person: int) -> list[Message]:
        """Return the bot's messages that stand in a chat: an old telephone may press under any of them."""
        messages = self._telegram.world.chats[person].messages.values()
        return [message for message in messages if message.sender.is_bot]
