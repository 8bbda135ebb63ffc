"""Part `moved`: an organiser moves the day of a conference while hundreds of pings for it go out."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from sqlalchemy import select

from bot.clock import OFFICE_ZONE
from models.calendar_days import CalendarDay
from models.duties import Assignment
from tests.faults import seed
from tests.faults.checker import Findings
from tests.faults.entry import ENTRY
from tests.faults.part_time import START, Hours
from tests.faults.patience import Patience, Patient
from tests.faults.seed import EVENT_IN, FIRST_PINGED, ORGANISER
from tests.faults.stage import Mode, Stage, stage
from tests.faults.trials import Run

COUNT = 300
TOLD_FIRST = 40
"""Pings that people have before the day moves."""
PUT = 60
"""Pings that may stand in the outbox: a chunk (bot.services.pings), and what was on the wire when the day moved."""
DUE_IN = timedelta(minutes=10)
LATER = timedelta(days=7)
LEFT = (
    "SELECT (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')),"
    " (SELECT count(*) FROM reminder WHERE state = 'open' AND rule = 'trial')"
)
NEW = (
    "SELECT count(DISTINCT unit_id) FROM reminder JOIN assignment USING (unit_id)"
    " WHERE reminder.state = 'open' AND reminder.rule <> 'trial'"
)


async def moved(run: Run) -> None:
    """Try it on SQLite."""
    await run.piece("day moved while pings go out", _moved)


async def _moved(run: Run) -> None:
    name = "day moved"
    file = run.folder / f"{name}.clock"
    async with stage(run.folder / name, Mode(), run.random(name), arguments=(*ENTRY, "--clock", str(file))) as found:
        await _seeded(found)
        hours = Hours(found, file)
        hours.jump(timedelta())
        await found.bot.start()
        organiser = Patient(found.telegram, ORGANISER)
        await _asks(organiser)
        hours.jump(DUE_IN + timedelta(seconds=1))
        await organiser.waits_until(lambda: hours.told().total() >= TOLD_FIRST, "no pings")
        await organiser.taps("Đổi và thông báo")
        await organiser.waits_for("Đã đổi thời gian")
        before = hours.told()
        await _through(found)
        run.tell(name, await _judged(hours, before))


async def _seeded(found: Stage) -> None:
    """Let hundreds of units owe a report, due some days before the event, and a ping about it fall due at once."""
    async with seed.province(found.bot.place, START) as province:
        world = province.world
        units = [await province.unit(5000 + number, FIRST_PINGED + number) for number in range(COUNT)]
        await province.invited(units)
        duty = await world.duty(province.conference, units, text=seed.PINGED, due_in=EVENT_IN)
        duty.deadline_day, duty.days_before_event = None, 5
        await province.plan()
        await world.add(CalendarDay(day=START.date(), working=True, source="trial"))  # a day off since 2026
        for row in await world.session.scalars(select(Assignment).where(Assignment.duty_id == duty.id)):
            await world.add(seed.ping(province, row, START + DUE_IN, rule="trial"))
    found.telegram.add_user(ORGANISER, "Nguyễn Văn", "Bình")
    for number in range(COUNT):
        known = found.telegram.add_user(FIRST_PINGED + number, f"Đầu mối {number}")
        found.telegram.world.chats[known.id].started = True


async def _asks(organiser: Patient) -> None:
    """Ask for another day, up to the last question."""
    day = (START + EVENT_IN + LATER).astimezone(OFFICE_ZONE)
    await organiser.types("/sessions")
    await organiser.taps("Đổi ngày, giờ")
    await organiser.waits_for("Xin nhập ngày, giờ mới")
    await organiser.types(f"8h ngày {day:%d/%m/%Y}")
    await organiser.waits_for("Thời gian mới")


async def _through(found: Stage) -> None:
    """Wait until everything that was put has left, and no ping of before is open."""
    patience = Patience()
    while tuple(left := (await found.store.rows(LEFT))[0]) != (0, 0):
        assert not patience.over((left, found.telegram.world.revision)), f"never through: {left}"


async def _judged(hours: Hours, before: Counter[int]) -> Findings:
    after, world = hours.told(), hours.found.telegram.world
    findings = Findings({"pings told before the day moved": before.total()})
    findings.expect("pings by the old day, told later", (after - before).total(), PUT)
    findings.broken += [] if after.total() < COUNT else ["every ping went out: nothing was tried"]
    findings.expect("people told twice", sum(count > 1 for count in after.values()))
    notices = [any("Thay đổi thời gian" in m.text for m in world.chats[p].messages.values()) for p in after]
    findings.expect("people who were told the old day and not the new one", notices.count(False))
    findings.expect("units with no ping by the new day", COUNT - int((await hours.found.store.rows(NEW))[0][0]))
    return findings
