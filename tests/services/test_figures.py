"""The figures count what they say, and are read from indexes of few rows."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.clock import MovableClock
from bot.db.transaction import Transactions
from bot.messages.base import plain
from bot.outbox.put import put
from bot.services.audit import note
from bot.services.audit_chain import SealAudit
from bot.watch.figures import Figures, Queue, figures_of
from bot.watch.rows import DAY
from models.broadcasts import Broadcast, BroadcastState, Recipient
from models.conferences import ConferenceState
from models.holds import WHOLE_BOT, Hold
from models.inbox import StoredUpdate, UpdateState
from models.jobs import Job, JobState
from models.leadership import Leadership
from models.outbox import Lane, OutboxState
from models.reminders import Reminder, ReminderState
from models.restorations import Restoration
from tests.factories import World, put_row

HELLO = plain("common.cancelled")
MINUTE = timedelta(minutes=1)


async def figures(world: World) -> Figures:
    await world.session.flush()
    return await figures_of(world.session, now=world.now)


def update(number: int, world: World, state: UpdateState, **values: object) -> StoredUpdate:
    return StoredUpdate(
        bot_id=1, update_id=number, chat_key="5", body="{}", state=state, received_at=world.now, **values
    )


async def test_nothing_to_do_is_all_zero(world: World) -> None:
    assert await figures(world) == Figures()


async def test_the_inbox_by_state(world: World) -> None:
    await world.add(
        update(1, world, UpdateState.WAITING),
        update(2, world, UpdateState.WAITING),
        update(3, world, UpdateState.DONE, settled_at=world.now),
        update(4, world, UpdateState.DEAD, settled_at=world.now),
        update(5, world, UpdateState.DEAD, settled_at=world.now - DAY),
        update(6, world, UpdateState.IGNORED, settled_at=world.now),
    )
    world.clock.advance(MINUTE)
    found = await figures(world)
    assert (found.inbox, found.parked, found.parked_lately, found.ignored) == (Queue(2, 60.0), 2, 1, 1)


async def test_the_outbox_by_lane(world: World) -> None:
    person = await world.person()
    await put(world.session, person, HELLO, now=world.now)
    world.clock.advance(MINUTE)
    for lane in (Lane.REPLY, Lane.BROADCAST):
        await put(world.session, person, HELLO, now=world.now, lane=lane)
    under_way = await put_row(world.session, person, HELLO, now=world.now, lane=Lane.URGENT)
    under_way.state = OutboxState.SENDING
    found = await figures(world)
    assert found.outbox == {Lane.REPLY: Queue(2, 60.0), Lane.BROADCAST: Queue(1, 0.0)}
    assert found.sending == {Lane.URGENT: 1}


@pytest.mark.parametrize(("state", "count"), [(ConferenceState.RUNNING, 1), (ConferenceState.CLOSED, 0)])
async def test_in_doubt_are_receivers_about_whom_somebody_can_decide(
    world: World, state: ConferenceState, count: int
) -> None:
    organiser, unit = await world.organiser(), await world.unit("Sở Nội vụ")
    conference = await world.conference(organiser)
    conference.state = state
    broadcast = Broadcast(conference_id=conference.id, kind="invitation", text="", created_by=organiser.id)
    broadcast.state, broadcast.created_at = BroadcastState.FINISHED, world.now
    await world.add(broadcast)
    rows = [await put_row(world.session, organiser, HELLO, now=world.now) for _ in range(3)]
    for row in rows:
        row.state, row.settled_at = OutboxState.UNSURE, world.now
    rows[1].state = OutboxState.SENT
    await world.add(
        *(Recipient(broadcast_id=broadcast.id, unit_id=unit.id, person_id=None, outbox_id=r.id) for r in rows[:2])
    )
    world.clock.advance(MINUTE)
    assert (await figures(world)).in_doubt == Queue(count, 60.0 * count)


async def test_reminders_that_are_late(world: World) -> None:
    organiser, unit = await world.organiser(), await world.unit("Sở Nội vụ")
    conference = await world.conference(organiser)

    def reminder(rule: str, state: ReminderState, due: timedelta) -> Reminder:
        return Reminder(
            conference_id=conference.id,
            unit_id=unit.id,
            rule=rule,
            due_at=world.now + due,
            state=state,
            settled_at=world.now,
        )

    await world.add(
        reminder("7d", ReminderState.SENT, -5 * MINUTE),
        reminder("3d", ReminderState.CANCELLED, -60 * MINUTE),
        reminder("1d", ReminderState.OPEN, MINUTE),
    )
    found = await figures(world)
    assert (found.reminders, found.reminders_late, found.pings_late) == (1, 0.0, 300.0)
    world.clock.advance(20 * MINUTE)
    found = await figures(world)
    assert (found.reminders_late, found.pings_late) == (19 * 60.0, 0.0)


async def test_jobs_holds_leadership_and_a_return_from_a_copy(world: World) -> None:
    person = await world.person()

    def job(state: JobState) -> Job:
        return Job(kind="any", person_id=person.id, payload={}, state=state, created_at=world.now)

    await world.add(*(job(state) for state in JobState), Hold(chat_id=7, until=world.now + MINUTE))
    await world.add(Hold(chat_id=8, until=world.now), Hold(chat_id=WHOLE_BOT, until=world.now + 2 * MINUTE))
    await world.add(Restoration(copied_at=world.now, restored_at=world.now))
    world.session.add(Leadership(name="bot", epoch=3, owner="one", since=world.now, beat=world.now))
    world.clock.advance(MINUTE / 2)
    found = await figures(world)
    assert (found.jobs, found.jobs_working, found.epoch) == (Queue(1, 30.0), 1, 3)
    assert (found.holds, found.whole_bot_held, found.held) == (1, 90.0, True)


async def test_lines_of_the_trail_without_a_seal(world: World) -> None:
    for number in range(2):
        note(world.session, None, "delegate.enter", f"delegate {number}", now=world.now)
        world.clock.advance(MINUTE)
    assert (await figures(world)).unsealed == Queue(2, 120.0)
    await SealAudit().run(world.session, world.now, world.settings)
    assert (await figures(world)).unsealed == Queue()


async def test_no_figure_is_counted_over_a_whole_table(transactions: Transactions, clock: MovableClock) -> None:
    if transactions.database.dialect != "sqlite":
        pytest.skip("PostgreSQL chooses by the rows that there are")
    asked: list[tuple[str, Any]] = []

    def ask(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        asked.append((statement, parameters))

    event.listen(transactions.database.reader.sync_engine, "before_cursor_execute", ask)
    async with transactions.read() as session:
        await figures_of(session, now=clock.now())
    event.remove(transactions.database.reader.sync_engine, "before_cursor_execute", ask)
    async with transactions.database.reader.connect() as connection:
        plans = [await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked_for}", p) for asked_for, p in asked]
        steps = [step.detail for plan in plans for step in plan]
    assert len(asked) > 8
    assert [s for s in steps if re.match("SCAN (inbox|outbox|reminder|audit)(?! USING)", s)] == []
