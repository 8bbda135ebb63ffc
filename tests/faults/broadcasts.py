"""A broadcast on a stage: its receivers, the organiser who sends it, and what each of them sees."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from bot.playground.telegram import Call, Fault
from bot.playground.telegram.limits import Limits
from tests.faults import seed
from tests.faults.checker import Findings
from tests.faults.patience import Patient
from tests.faults.process import RUN, Section
from tests.faults.seed import FIRST_FOCAL, ORGANISER
from tests.faults.stage import Mode, Stage, stage
from tests.faults.trials import Run
from tests.faults.wire import LOST
from tests.whole_bot.person import Person

LOSSES, PRESSERS = 0.05, range(3001, 3009)
"""The share of answers lost; who presses meanwhile, which says nothing of how the broadcast gets on."""
LINE = re.compile(r"^\d+\. Ủy ban nhân dân xã (\d+): (đầu mối đã chặn|chưa rõ)", re.MULTILINE)
OUTCOMES = (
    "SELECT person.telegram_id, outbox.state FROM recipient JOIN person ON person.id = person_id"
    " JOIN outbox ON outbox.id = outbox_id"
)


@dataclass
class Lossy:
    """A rule for Telegram: a share of what goes to focal persons arrives and is never acknowledged."""

    random: Random
    share: float = LOSSES
    hit: int = 0

    def __call__(self, call: Call) -> Fault | None:
        """Return the fault for `call`, None for nothing."""
        if (
            call.method != "sendMessage"
            or int(call.params["chat_id"]) < FIRST_FOCAL
            or self.random.random() > self.share
        ):
            return None
        self.hit += 1
        return LOST


@dataclass
class Sending:
    """A broadcast to `count` people, of whom some blocked the bot."""

    found: Stage
    count: int
    organiser: Person
    blocked: set[int] = field(default_factory=set)

    @property
    def people(self) -> range:
        """The Telegram ids of its receivers."""
        return range(FIRST_FOCAL, FIRST_FOCAL + self.count)

    async def begin(self) -> None:
        """Let the organiser send it."""
        await self.organiser.types("/invite")
        await self.organiser.taps("Gửi giấy mời tới")
        await self.organiser.taps("Gửi ngay")
        await self.organiser.waits_for("Đang gửi giấy mời")

    async def end(self) -> None:
        """Wait until the board says that it is through."""
        await self.organiser.waits_until(lambda: self.organiser.sees("Đã gửi xong giấy mời"), "never through")

    def arrived(self) -> Counter[int]:
        """Return how many copies stand in each receiver's chat."""
        chats = self.found.telegram.world.chats
        return Counter({p: sum("Kính gửi" in m.text for m in chats[p].messages.values()) for p in self.people})

    async def outcomes(self) -> dict[int, str]:
        """Return the outcome that the database holds for each receiver."""
        return {int(person): str(state) for person, state in await self.found.store.rows(OUTCOMES)}

    async def listed(self) -> Counter[tuple[int, str]]:
        """Return what the organiser's list shows, page by page: who was not reached, and why."""
        await self.organiser.taps("Đơn vị chưa nhận được")
        shown = await self.organiser.waits_for("Chưa nhận được: ")
        total = int(re.findall(r"Chưa nhận được: (\d+)", shown.text)[0])
        lines: list[tuple[str, str]] = LINE.findall(shown.text)
        while len(lines) < total:
            await self.organiser.taps("Sau ›")
            page = await self.organiser.waits_for(f"\n{len(lines) + 1}. ")
            lines += LINE.findall(page.text)
        return Counter((FIRST_FOCAL + int(number), reason) for number, reason in lines)


@contextlib.asynccontextmanager
async def sending_to(
    run: Run,
    name: str,
    mode: Mode,
    count: int,
    *,
    blocked: float = 0.0,
    bots: int = 1,
    pace: int = 28,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    arguments: Sequence[str] = RUN,
) -> AsyncIterator[Sending]:
    """Set a stage with `count` focal persons, a share of whom blocked the bot; each bot sends `pace` a second."""
    chance = run.random(name)
    usual: dict[str, Section] = {"limits": {"messages_per_second": pace, "chat_per_second": 1, "chat_burst": 12}}
    async with stage(
        run.folder / name, mode, chance, arguments=arguments, count=bots, limits=limits, sections=usual
    ) as found:
        async with seed.province(found.bot.place, datetime.now(UTC)) as province:
            await seed.crowd(province, count)
        found.telegram.add_user(ORGANISER, "Nguyễn Văn", "Bình")
        sending = Sending(found, count, Patient(found.telegram, ORGANISER, ignored=set(PRESSERS)))
        for person in sending.people:
            found.telegram.add_user(person, f"Đầu mối {person}")
            found.telegram.world.chats[person].started = True
        sending.blocked = {person for person in sending.people if chance.random() < blocked}
        for person in sending.blocked:
            found.telegram.world.chats[person].blocked = True
        yield sending


def judge(found: Findings, sending: Sending, outcomes: dict[int, str], listed: Counter[tuple[int, str]]) -> None:
    """Compare outcomes, the organiser's list, and what stands in the chats."""
    copies = sending.arrived()
    states = Counter(outcomes.values())
    found.figures["outcomes"] = ", ".join(f"{state} {count}" for state, count in sorted(states.items()))
    found.expect("receivers without an outcome", len(set(sending.people) - outcomes.keys()))
    found.expect("outcomes that are none", sum(states[state] for state in ("waiting", "sending", "refused")))
    found.expect("receivers with two copies", sum(count > 1 for count in copies.values()))
    found.expect("called sent, not there", sum(outcomes[p] == "sent" and copies[p] == 0 for p in sending.people))
    found.expect("called gone, yet there", sum(outcomes[p] == "gone" and copies[p] == 1 for p in sending.people))
    truth = Counter(
        (person, "chưa rõ" if outcomes[person] == "unsure" else "đầu mối đã chặn")
        for person in sending.people
        if outcomes[person] in ("unsure", "gone")
    )
    found.expect("lines of the list that aren't true", (listed - truth).total() + (truth - listed).total())
    found.expect("blocked, called sent", sum(outcomes[person] == "sent" for person in sending.blocked))
    found.figures["in doubt, arrived"] = sum(outcomes[p] == "unsure" and copies[p] == 1 for p in sending.people)
