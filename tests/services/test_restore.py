"""Going back to a copy: checked first, whole or not at all, the present kept; a damaged file is not served."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.calendar.working_days import Calendar
from bot.clock import MovableClock
from bot.config import Settings
from bot.config_sections import Backup, DatabaseSection
from bot.db import manifest
from bot.db.backup import back_up
from bot.db.copies import folder_of, journal_folder
from bot.db.engine import Database
from bot.db.journal import Journal
from bot.db.lock import only_process
from bot.db.restore_server import put_in_place
from bot.db.schema import upgrade
from bot.db.soundness import sound
from bot.db.transaction import Transactions
from bot.errors import DieuPhoiError
from bot.inbox.store import store
from bot.returning import release, restore
from bot.run import upgrade_database
from bot.services.access import actor_of
from bot.services.delegates import withdraw
from bot.services.forgetting import FORGOTTEN
from models.delegates import Delegate, DelegateState
from models.known_sends import KnownSend
from models.outbox import OutboxMessage, OutboxState
from models.people import Membership, Person
from models.units import Unit
from tests.databases import copied, fresh_database
from tests.factories import World
from tests.services.killed import goes_through, restore_until
from tests.services.test_delegates import NAMES, scene_of

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
MANY = 400


@pytest.fixture
def at(tmp_path: Path, migrated: Path) -> Settings:
    url = copied(migrated, tmp_path / "bot.sqlite3")
    return Settings(database=DatabaseSection(url=url), backup=Backup(folder=str(tmp_path / "backups")))


@pytest.fixture
async def copy(at: Settings) -> Path:
    """A copy of a database with units, to which others were added since."""
    database = Database(at.database.url)
    await add(database, range(MANY))
    made = await asyncio.to_thread(back_up, at, database, now=NOW)
    await add(database, range(MANY, MANY + 5))
    await database.close()
    return made


async def add(database: Database, numbers: range) -> None:
    async with Transactions(database).write("u1") as session:
        session.add_all([unit(number) for number in numbers])


def unit(number: int) -> Unit:
    name = f"Ủy ban nhân dân xã thứ {number}"
    return Unit(name=name, folded=name, level="commune", kind="commune", place=number, created_at=NOW)


async def units(at: Settings) -> int:
    database = Database(at.database.url)
    try:
        async with Transactions(database).read() as session:
            return await session.scalar(select(func.count()).select_from(Unit)) or 0
    finally:
        await database.close()


async def test_the_copy_takes_the_place_and_the_present_is_kept(at: Settings, copy: Path) -> None:
    back = await restore(at, copy, now=LATER)
    assert await units(at) == MANY
    assert (back.copied_at, back.journal_from) == (NOW, None)
    kept = at.model_copy(update={"database": DatabaseSection(url=f"sqlite+aiosqlite:///{back.kept}")})
    assert await units(kept) == MANY + 5


async def test_nothing_is_touched_while_the_bot_runs(at: Settings, copy: Path) -> None:
    with only_process(Database(at.database.url)), pytest.raises(DieuPhoiError, match=r"cli\.second_process"):
        await restore(at, copy, now=LATER)
    assert await units(at) == MANY + 5


@pytest.mark.parametrize(
    ("change", "key"), [({"schema": "9999"}, "newer"), ({"dialect": "postgresql"}, "other_engine")]
)
async def test_a_copy_that_does_not_fit_is_turned_away(
    at: Settings, copy: Path, change: dict[str, str], key: str
) -> None:
    file = manifest.beside(copy)
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(DieuPhoiError, match=rf"copies\.{key}"):
        await restore(at, copy, now=LATER)
    assert await units(at) == MANY + 5


async def starts(at: Settings) -> bool:
    """Return whether a bot would start, or say that the return to a copy was broken off."""
    try:
        await upgrade_database(at)
    except DieuPhoiError as error:
        if error.key != "copies.interrupted":
            raise
        return False
    return True


CRASHED = """
import os, signal, sqlite3, sys
live = sqlite3.connect(sys.argv[1])
live.execute("PRAGMA journal_mode=WAL")
live.execute("PRAGMA wal_autocheckpoint=0")
columns = "folded, level, kind, place, created_at"
live.execute(f"INSERT INTO unit (name, {columns}) SELECT name || 'x', {columns} FROM unit LIMIT 1")
live.commit()
print(live.execute("SELECT count(*) FROM unit").fetchone()[0], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def crash_after_writing(file: str) -> int:
    """Write a row that stands in the write-ahead log alone, and crash; return how many units there are then."""
    crashed = subprocess.run([sys.executable, "-c", CRASHED, file], capture_output=True, text=True, check=False)
    return int(crashed.stdout)


async def test_a_return_that_is_killed_leaves_the_old_or_the_new_and_is_run_again(at: Settings, copy: Path) -> None:
    """A kill before each renaming, linking and removing, until one run goes through."""
    through, step = False, 0
    while not through:
        step += 1
        written = await asyncio.to_thread(crash_after_writing, at.database.url.partition("///")[2])
        through = await goes_through(restore_until, step, at, copy, LATER)
        assert not await starts(at) or await units(at) in (MANY, written)
    assert step > 4
    assert await units(at) == MANY


def each_flipped(file: Path, pages: int) -> Iterator[int]:
    """Change one bit in one page after another, each time in an otherwise whole file."""
    whole, chance = file.read_bytes(), random.Random(20261123)
    for page in chance.sample(range(len(whole) // 4096), pages):
        data = bytearray(whole)
        data[page * 4096 + chance.randrange(4096)] ^= 1 << chance.randrange(8)
        file.write_bytes(data)
        yield page


def break_pages(file: Path) -> None:
    """Overwrite the heads of all pages but the first two."""
    data = bytearray(file.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    file.write_bytes(data)


async def test_a_damaged_page_is_never_served(at: Settings, copy: Path) -> None:
    """One byte in each of twenty pages of the copy: the manifest finds all of them."""
    for _ in each_flipped(copy, 20):
        with pytest.raises(DieuPhoiError, match=r"copies\.damaged"):
            await restore(at, copy, now=LATER)
    assert await units(at) == MANY + 5


async def test_a_damaged_live_file_is_not_started_with(at: Settings, copy: Path) -> None:
    break_pages(Path(at.database.url.partition("///")[2]))
    with pytest.raises(DieuPhoiError, match=r"copies\.live_damaged"):
        await sound(Database(at.database.url))
    with pytest.raises(DieuPhoiError, match=r"copies\.live_damaged"):
        await upgrade_database(at)
    await restore(at, copy, now=LATER)
    assert await upgrade_database(at) is None
    assert await units(at) == MANY


def each_index_changed(file: Path, name: str) -> Iterator[None]:
    """Change a letter of `name` wherever only a comparison of index and table shows it, one place at a time."""
    whole = file.read_bytes()
    for found in re.finditer(re.escape(name.encode()), whole):
        changed = bytearray(whole)
        changed[found.start()] ^= 1
        file.write_bytes(changed)
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            quick, full = (connection.execute(f"PRAGMA {c}_check(1)").fetchone()[0] for c in ("quick", "integrity"))
        if (quick, full != "ok") == ("ok", True):
            yield
        file.write_bytes(whole)


@pytest.mark.usefixtures("copy")
async def test_after_a_crash_indexes_are_compared_with_their_tables(at: Settings) -> None:
    file = Path(at.database.url.partition("///")[2])
    crash_after_writing(str(file))
    await sound(Database(at.database.url))
    tried = 0
    for _ in each_index_changed(file, unit(17).name):
        tried += 1
        with pytest.raises(DieuPhoiError, match=r"copies\.live_damaged"):
            await sound(Database(at.database.url))
    assert tried


async def test_on_a_server_the_present_schema_is_kept_too(tmp_path: Path, postgresql: str) -> None:
    url = await fresh_database(postgresql)
    at = Settings(
        database=DatabaseSection(url=url), backup=Backup(folder=str(tmp_path / "b"), journal=str(tmp_path / "j"))
    )
    database = Database(url)
    await upgrade(database, now=NOW)
    await add(database, range(20))
    copy = await asyncio.to_thread(back_up, at, database, now=NOW)
    await add(database, range(20, 25))
    database.journal = Journal(tmp_path / "j")
    async with Transactions(database).write("poll") as session:
        await store(session, 7, [{"update_id": 1, "message": {"chat": {"id": 5}}}], now=LATER)
    with pytest.raises(DieuPhoiError, match=r"copies\.bots_running"):
        await restore(at, copy, now=LATER)
    await database.close()
    back = await restore(at, copy, now=LATER)
    assert (await units(at), back.replayed.updates) == (20, 1)
    async with database.reader.connect() as connection:
        assert await connection.scalar(text(f"SELECT count(*) FROM {back.kept}.unit")) == 25
    assert await upgrade_database(at) is None
    await asyncio.to_thread(put_in_place, database, copy, now=LATER + timedelta(hours=1))  # killed before the replay
    with pytest.raises(DieuPhoiError, match=r"copies\.interrupted"):
        await upgrade_database(at)
    await database.close()


async def test_a_delegate_who_was_erased_since_the_copy_is_erased_again_and_nobody_else(at: Settings) -> None:
    database = Database(at.database.url)
    database.journal = Journal(journal_folder(at, database))
    async with Transactions(database).write("seed") as session:
        scene = await scene_of(World(session, MovableClock(NOW, running=False), at), seats=3)
        await scene.enter(0, 1)
    copy = await asyncio.to_thread(back_up, at, database, now=NOW)
    async with Transactions(database).write("u9") as session:
        actor = await actor_of(session, await session.get_one(Person, scene.focal.id), ())
        await withdraw(session, actor, 1, now=NOW, calendar=Calendar(), settings=at, erase=True)
    await database.close()
    await restore(at, copy, now=LATER)
    async with Transactions(database).read() as session:
        found = await session.execute(select(Delegate.full_name, Delegate.state).order_by(Delegate.id))
        assert [tuple(row) for row in found] == [
            (FORGOTTEN, DelegateState.WITHDRAWN),
            (NAMES[1], DelegateState.ENTERED),
        ]
        assert (await session.get_one(Person, scene.focal.id)).full_name == scene.focal.full_name
        assert await session.scalar(select(func.count()).where(Membership.ended_at.is_(None))) == 1
    await database.close()


def told(number: int, lane: int, at: datetime) -> OutboxMessage:
    return OutboxMessage(key=f"k{number}", chat_id=number, lane=lane, method="sendMessage", payload={}, created_at=at)


@pytest.mark.parametrize("drop", [False, True])
async def test_the_console_lets_messages_go_or_drops_the_old_ones(at: Settings, copy: Path, drop: bool) -> None:
    await restore(at, copy, now=LATER)
    database = Database(at.database.url)
    async with Transactions(database).write("u2") as session:
        session.add_all([told(1, 0, NOW), told(2, 3, NOW), told(3, 0, LATER + timedelta(minutes=1))])
        session.add(KnownSend(key="k2", chat_id=2, state=OutboxState.SENT))
    await database.close()
    assert await release(at, drop=drop, now=LATER) == (1 if drop else 2)
    database = Database(at.database.url)
    async with Transactions(database).read() as session:
        states = list(await session.scalars(select(OutboxMessage.state).order_by(OutboxMessage.key)))
    await database.close()
    first = OutboxState.CANCELLED if drop else OutboxState.WAITING
    assert states == [first, OutboxState.WAITING, OutboxState.WAITING]
    with pytest.raises(DieuPhoiError, match=r"restorations\.not_held"):
        await release(at, drop=drop, now=LATER)
    assert folder_of(at, database) == Path(at.backup.folder)
