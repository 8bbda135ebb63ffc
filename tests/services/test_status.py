"""How units stand: the figures equal a naive count, and cost the same few statements for many units."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from bot.clock import MovableClock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.transaction import Session, Transactions
from bot.errors import Refusal
from bot.messages.standing import Standing, owing, totals
from bot.services.jobs import Tools
from bot.services.owed_items import owed_items
from bot.services.status import days_late, look, standings
from bot.services.status_exports import ExportStatus, ask
from models.delegates import Delegate, DelegateState
from models.duties import Assignment, AssignmentState
from models.invitations import Answer, Invitation
from models.jobs import Job
from models.people import Membership
from tests.conftest import MONDAY
from tests.databases import copied
from tests.factories import World

DUTY = st.tuples(st.sampled_from(list(AssignmentState)), st.sampled_from([-9, -1, 3, None]), st.booleans())
UNIT = st.fixed_dictionaries(
    {
        "joined": st.booleans(),
        "left": st.booleans(),
        "answer": st.sampled_from(list(Answer)),
        "complete": st.booleans(),
        "places": st.lists(st.one_of(st.none(), st.integers(1, 5)), max_size=2),
        "entered": st.integers(0, 3),
        "withdrawn": st.integers(0, 2),
        "duties": st.lists(DUTY, max_size=3),
    }
)


async def build(world: World, plans: list[dict[str, Any]]) -> int:
    """Make a conference with a unit for each plan; return its id."""
    organiser = await world.organiser()
    conference, other = await world.conference(organiser), await world.conference(organiser)
    for number, plan in enumerate(plans):
        unit = await world.unit(f"Sở số {number}")
        await world.add(Invitation(conference_id=conference.id, unit_id=unit.id, answer=plan["answer"]))
        invitation = await world.session.scalar(select(Invitation).where(Invitation.unit_id == unit.id))
        assert invitation is not None
        invitation.list_complete_at = world.now if plan["complete"] else None
        groups = [await world.group(conference, [unit], seats=seats) for seats in plan["places"]]
        if plan["joined"]:
            await world.focal(unit)
        if plan["left"]:
            person = await world.person()
            await world.add(Membership(person_id=person.id, unit_id=unit.id, joined_at=world.now, ended_at=world.now))
        states = [DelegateState.ENTERED] * plan["entered"] + [DelegateState.WITHDRAWN] * plan["withdrawn"]
        group = groups[0] if groups else await world.group(other, [unit])
        await world.add(
            *(
                Delegate(
                    conference_id=conference.id,
                    unit_id=unit.id,
                    group_id=group.id,
                    full_name="Lê Văn An",
                    person_key=f"le van an {index}",
                    mode="in_person",
                    state=state,
                    entered_by=organiser.id,
                    entered_at=world.now,
                )
                for index, state in enumerate(states)
            )
        )
        for state, days, lead in plan["duties"]:
            due_in = None if days is None else timedelta(days=days)
            duty = await world.duty(conference, [unit] if lead else [], [] if lead else [unit], due_in=due_in)
            assignment = await world.session.scalar(select(Assignment).where(Assignment.duty_id == duty.id))
            assert assignment is not None
            assignment.state = state
        await world.duty(other, [unit], due_in=timedelta(days=-5))
    await world.session.flush()
    return conference.id


def naive(number: int, unit_id: int, plan: dict[str, Any]) -> Standing:
    """Count one unit by hand."""
    led = [(state, days) for state, days, lead in plan["duties"] if lead and state is not AssignmentState.WITHDRAWN]
    owed = [(s, d) for s, d in led if s.value in {"open", "acknowledged", "returned"}]
    late = [days for _, days in owed if days is not None and days < 0]
    return Standing(
        unit_id=unit_id,
        name=f"Sở số {number}",
        invited=bool(plan["places"]),
        joined=plan["joined"],
        answer=plan["answer"].value,
        delegates=plan["entered"],
        seats=None if None in plan["places"] or not plan["places"] else sum(plan["places"]),
        list_complete=plan["complete"],
        done=sum(s.value == "accepted" for s, _ in led),
        waiting=sum(s.value == "handed_in" for s, _ in led),
        open=len(owed) - len(late),
        late=len(late),
        late_days=-min(late, default=0),
    )


def on_a_database(migrated: Path, work: Any) -> None:
    """Run `work` with a world in a database of its own."""

    async def run(folder: str) -> None:
        database = Database(copied(migrated, Path(folder) / "test.sqlite3"))
        async with Transactions(database).write("u1") as session:
            await work(World(session, MovableClock(MONDAY, running=False), Settings()))
        await database.close()

    with tempfile.TemporaryDirectory() as folder:
        task: Coroutine[Any, Any, None] = run(folder)
        asyncio.run(task)


@settings(max_examples=25)
@given(plans=st.lists(UNIT, max_size=4))
def test_figures_equal_a_naive_count(migrated: Path, plans: list[dict[str, Any]]) -> None:
    async def compare(world: World) -> None:
        number = await build(world, plans)
        found = await standings(world.session, number, now=world.now)
        assert found == [naive(n, unit.unit_id, plan) for n, (unit, plan) in enumerate(zip(found, plans, strict=True))]
        units, items = await owed_items(world.session, number, now=world.now)
        assert units == found
        kinds = [item.kind for item in items]
        together = totals(found)
        assert kinds.count("answer") == together.unanswered
        assert kinds.count("list") == together.lists_missing
        assert kinds.count("joining") == together.units - together.joined
        assert kinds.count("report") == together.open + together.late
        assert [item.days_late for item in items] == sorted((item.days_late for item in items), reverse=True)

    on_a_database(migrated, compare)


STANDING = st.builds(
    Standing,
    unit_id=st.integers(1, 99),
    name=st.just("Sở Y tế"),
    invited=st.booleans(),
    joined=st.booleans(),
    answer=st.sampled_from(["none", "attending", "absent"]),
    delegates=st.integers(0, 3),
    seats=st.none() | st.integers(0, 3),
    list_complete=st.booleans(),
    done=st.integers(0, 3),
    open=st.integers(0, 3),
    late=st.integers(0, 3),
    late_days=st.integers(0, 30),
)


@given(st.lists(STANDING))
def test_every_unit_of_a_filter_stands_in_the_list_of_all(units: list[Standing]) -> None:
    everybody = owing(units, "all")
    for chosen in ("joined", "answer", "list", "late"):
        assert all(unit in everybody for unit in owing(units, chosen))
    assert [unit.late_days for unit in everybody] == sorted((u.late_days for u in everybody), reverse=True)
    assert len(everybody) == totals(units).owing
    parts = totals(units)
    assert parts.attending + parts.absent + parts.unanswered == parts.invited


def test_days_late_count_from_the_day_in_the_office() -> None:
    due = MONDAY - timedelta(days=3)
    assert [days_late(due, MONDAY), days_late(None, MONDAY), days_late(MONDAY, MONDAY)] == [3, 0, 0]
    assert days_late(MONDAY - timedelta(minutes=1), MONDAY) == 1


async def test_only_who_runs_the_conference_sees_it(world: World) -> None:
    conference = await world.conference(await world.organiser())
    other = await world.actor(await world.organiser("Đỗ Thị Lan"))
    with pytest.raises(Refusal, match="other_conference"):
        await look(world.session, other, conference.id, "all", 0, now=world.now)
    with pytest.raises(Refusal, match="other_conference"):
        await ask(world.session, other, conference.id, phones=False, now=world.now)


async def statements(session: Session, conference_id: int, world: World) -> int:
    """Return how many statements the figures take."""
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    connection = (await session.connection()).sync_connection
    assert connection is not None
    event.listen(connection, "before_cursor_execute", note)
    await standings(session, conference_id, now=world.now)
    event.remove(connection, "before_cursor_execute", note)
    return count


async def test_five_hundred_units_take_as_few_statements_as_one(world: World) -> None:
    organiser = await world.organiser()
    small, large = await world.conference(organiser), await world.conference(organiser)
    units = [await world.unit(f"Ủy ban nhân dân xã số {number}") for number in range(500)]
    await world.group(small, units[:1])
    await world.group(large, units)
    await world.duty(large, units)
    assert await statements(world.session, large.id, world) == await statements(world.session, small.id, world) <= 5


async def test_the_table_goes_to_who_asked(world: World) -> None:
    organiser = await world.organiser()
    unit = await world.unit("Sở Y tế")
    await world.focal(unit, "Phạm Minh Đức")
    conference = await world.conference(organiser)
    await world.group(conference, [unit])
    await world.duty(conference, [unit], due_in=timedelta(days=-2))
    await ask(world.session, await world.actor(organiser), conference.id, phones=False, now=world.now)
    job = await world.session.scalar(select(Job))
    assert job is not None
    kind = ExportStatus()
    loaded = await kind.load(world.session, job)
    assert [(item.kind, item.days_late) for item in loaded.owed] == [("report", 2), ("answer", 0), ("list", 0)]

    async def download(_: str) -> bytes:
        return b""

    drawn = await kind.work(loaded, Tools(download, world.settings, lambda: "bot"))
    assert drawn.content.startswith(b"PK")
    await kind.finish(world.session, job, drawn, now=world.now)
    assert "Bảng tình hình" in (await world.said(organiser))[-1]
