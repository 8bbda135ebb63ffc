"""Part `time`: down over a due time, a clock that jumps, a server in the wrong zone."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import OFFICE_ZONE
from tests.faults import seed
from tests.faults.checker import Findings
from tests.faults.entry import ENTRY
from tests.faults.patience import Patience, Patient
from tests.faults.seed import FIRST_PINGED, ORGANISER
from tests.faults.stage import Mode, Stage, stage
from tests.faults.trials import Run

ZONES = ("UTC", "America/New_York", "Pacific/Kiritimati")
START = datetime(2026, 11, 24, 9, 0, tzinfo=OFFICE_ZONE)
"""A Tuesday, 24/11/2026, 09:00: when the machine's clock seems to stand as a trial begins."""
COUNT = 12
DONE = 3
UNRUNG = (
    "SELECT count(*) FROM reminder JOIN assignment ON assignment.id = assignment_id"
    " JOIN duty ON duty.id = duty_id WHERE reminder.state = 'open' AND duty.text = 'Việc gấp'"
)
RUNG = (
    "SELECT person.telegram_id, count(*) FROM reminder JOIN membership ON membership.unit_id = reminder.unit_id"
    " JOIN person ON person.id = membership.person_id WHERE reminder.state = 'sent' GROUP BY person.telegram_id"
)


@dataclass
class Hours:
    """A stage whose bot reads its clock from a file, and a wrong zone from its environment."""

    found: Stage
    file: Path
    ahead: timedelta = timedelta()

    def jump(self, by: timedelta) -> None:
        """Move the machine's clock; nobody is told."""
        self.ahead += by
        self._write(str((START + self.ahead - datetime.now(UTC)).total_seconds()))

    def stop(self) -> None:
        """Stop the clock: what people read then doesn't hang on how fast this machine is."""
        self._write((START + self.ahead).isoformat())

    def _write(self, text: str) -> None:
        fresh = self.file.with_suffix(".new")
        fresh.write_text(text, encoding="ascii")
        os.replace(fresh, self.file)

    async def rung(self) -> None:
        """Wait until no ping is due any more (the alarm looks at the tables every half minute)."""
        patience = Patience()
        while (left := (await self.found.store.rows(UNRUNG))[0][0]) or (await self.found.store.open_rows())[1]:
            assert not patience.over((left, self.found.telegram.world.revision)), f"{left} pings never rung"
            await asyncio.sleep(0.1)

    def told(self) -> Counter[int]:
        """Return how many pings stand in each chat."""
        chats = self.found.telegram.world.chats
        return Counter(
            {p: sum("Nhắc việc" in m.text for m in chats[p].messages.values()) for p in chats if p >= FIRST_PINGED}
        )

    def texts(self) -> list[tuple[int, str]]:
        """Return every message of the bot, chat by chat."""
        chats = self.found.telegram.world.chats
        return [(p, m.text) for p in sorted(chats) for m in chats[p].messages.values() if m.sender.is_bot]


async def time(run: Run) -> None:
    """Try each of them."""
    await asyncio.gather(run.piece("clock jumps", _jumps), run.piece("zones", _zones))


@asynccontextmanager
async def _hours(run: Run, name: str, zone: str, first: timedelta, apart: timedelta) -> AsyncIterator[Hours]:
    """Set a stage with people whose pings are due `first` after the start and `apart` from each other."""
    file = run.folder / f"{name}.clock"
    async with stage(run.folder / name, Mode(), run.random(name), arguments=(*ENTRY, "--clock", str(file))) as found:
        found.bot.zone = zone
        async with seed.province(found.bot.place, START) as province:
            await seed.pings(province, COUNT, START + first, apart, done=DONE)
        for number in range(COUNT):
            known = found.telegram.add_user(FIRST_PINGED + number, f"Đầu mối {number}")
            found.telegram.world.chats[known.id].started = True
        found.telegram.add_user(ORGANISER, "Nguyễn Văn", "Bình")
        hours = Hours(found, file)
        hours.jump(timedelta())
        yield hours


async def _jumps(run: Run) -> None:
    """The clock goes to and fro by hours and days over what is due, with the bot down over some of it."""
    name = "clock jumps"
    async with _hours(run, name, "UTC", timedelta(minutes=10), timedelta(minutes=20)) as hours:
        bot = hours.found.bot
        await bot.start()
        await hours.found.serving()
        for by in (timedelta(hours=1), timedelta(hours=-1), timedelta(hours=1), timedelta(days=-1), timedelta(days=1)):
            hours.jump(by)
            await asyncio.sleep(2)
        await bot.stop()
        hours.jump(timedelta(hours=2))
        await bot.start()
        await hours.found.serving()
        hours.jump(timedelta(days=1, hours=3))  # to the next day at 15:00: what comes late keeps to office hours
        await hours.rung()
        told = hours.told()
        rows = {int(person): int(count) for person, count in await hours.found.store.rows(RUNG)}
    found = Findings()
    owed = range(FIRST_PINGED + DONE, FIRST_PINGED + COUNT)
    found.figures["pings told"] = told.total()
    found.expect("pings dropped in silence", sum(told[person] == 0 for person in owed))
    found.expect("pings twice", sum(told[person] > 1 for person in owed))
    found.expect("pings for what is done", sum(told[FIRST_PINGED + number] for number in range(DONE)))
    found.expect("rows that say otherwise", sum(rows.get(person, 0) != 1 for person in owed))
    run.tell(name, found)


async def _zones(run: Run) -> None:
    """The same in three zones: what people read must be the same to the letter."""
    found = Findings()
    texts = await asyncio.gather(*(_in_zone(run, zone) for zone in ZONES))
    found.figures["messages compared"] = f"{len(texts[0])} in each of {', '.join(ZONES)}"
    found.expect("messages that differ by the server's zone", sum(each != texts[0] for each in texts))
    found.broken += [str(pair) for each in texts for pair in zip(texts[0], each, strict=False) if pair[0] != pair[1]]
    run.tell("zones", found)


async def _in_zone(run: Run, zone: str) -> list[tuple[int, str]]:
    """Let pings go out and an organiser look at what there is, on a server in `zone`."""
    async with _hours(run, f"zone {zone.replace('/', ' ')}", zone, timedelta(minutes=-1), timedelta()) as hours:
        hours.stop()
        await hours.found.bot.start()
        organiser = Patient(hours.found.telegram, ORGANISER)
        for command, answer in (("/sessions", "Thời gian"), ("/board", "Bảng nhiệm vụ"), ("/status", "trả lời")):
            await organiser.types(command)
            await organiser.waits_for(answer)
        await hours.rung()
        return hours.texts()
