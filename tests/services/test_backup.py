"""Copies: whole or none, kept by age, never served when they aren't what was copied."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, text

from bot.clock import OFFICE_ZONE
from bot.config import Settings
from bot.config_sections import Backup
from bot.db import manifest
from bot.db.backup import back_up
from bot.db.copies import LONGEST, found_in, kept, newest, only_backup
from bot.db.engine import Database
from bot.db.restore_server import aside
from bot.db.row_hashes import TableHash, row_hashes
from bot.db.schema import upgrade
from bot.db.transaction import Transactions
from bot.errors import DieuPhoiError
from models.outbox import OutboxMessage
from models.stored_files import StoredFile
from models.units import Unit
from tests.databases import fresh_database

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def backups(tmp_path: Path) -> Settings:
    return Settings(backup=Backup(folder=str(tmp_path / "backups")))


@pytest.fixture
async def filled(database: Database) -> Database:
    async with Transactions(database).write("u1") as session:
        for number in range(50):
            values = {"name": f"Xã {number}", "folded": f"xa {number}", "level": "commune", "kind": "commune"}
            await session.execute(insert(Unit).values(**values, place=number, created_at=NOW))
    return database


async def test_a_copy_holds_the_very_rows_and_its_manifest_says_which(filled: Database, backups: Settings) -> None:
    truth = await hashes_of(filled)
    copy = await asyncio.to_thread(back_up, backups, filled, now=NOW)
    found = manifest.checked(copy)
    assert found.tables == truth
    assert (found.tables["unit"].rows, found.made_at) == (50, NOW)
    assert copy.name.startswith(f"dieuphoi-20261123T020000Z-{found.schema}.")
    assert {path.stat().st_mode & 0o777 for path in (copy, manifest.beside(copy))} == {0o600}
    assert newest(backups, filled, now=NOW) == NOW


async def test_a_bot_goes_on_writing_while_a_copy_is_made(filled: Database, backups: Settings) -> None:
    transactions = Transactions(filled)

    async def write() -> None:
        for number in range(30):
            async with transactions.write("u2") as session:
                session.add(StoredFile(name=f"{number}", size=1, content=b"x" * 9000, created_at=NOW))

    copy, _ = await asyncio.gather(asyncio.to_thread(back_up, backups, filled, now=NOW), write())
    assert manifest.checked(copy).tables["unit"].rows == 50


async def test_the_hash_of_rows_is_the_same_on_both_engines(on_sqlite: str, on_postgresql: str) -> None:
    async def hashed(url: str) -> dict[str, TableHash]:
        database = Database(url)
        try:
            async with Transactions(database).write("u1") as session:
                session.add_all([at_work(number) for number in (1, 2)])
            return await hashes_of(database)
        finally:
            await database.close()

    sqlite, server = await hashed(on_sqlite), await hashed(on_postgresql)
    assert sqlite == server
    assert sqlite["outbox"].rows == 2


async def hashes_of(database: Database) -> dict[str, TableHash]:
    """Return the hashes of a live database's rows."""
    if database.file is not None:
        with create_engine(f"sqlite:///{database.file}").connect() as connection:
            return row_hashes(connection)
    async with database.reader.connect() as live:
        return await live.run_sync(row_hashes)


def at_work(number: int) -> OutboxMessage:
    payload = {"text": "Kính gửi", "nested": {"b": [1, None], "a": 1.5}}
    return OutboxMessage(key=f"u{number}:1", chat_id=1, lane=0, method="sendMessage", payload=payload, created_at=NOW)


@pytest.mark.parametrize("byte", [0, 20_000, -1])
async def test_a_changed_byte_makes_it_no_copy(tmp_path: Path, filled: Database, backups: Settings, byte: int) -> None:
    copy = await asyncio.to_thread(back_up, backups, filled, now=NOW)
    data = bytearray(copy.read_bytes())
    data[byte] ^= 1
    copy.write_bytes(data)
    with pytest.raises(DieuPhoiError, match=r"copies\.damaged"):
        manifest.checked(copy)


async def test_a_file_without_a_manifest_is_no_copy_and_goes(filled: Database, backups: Settings) -> None:
    copy = await asyncio.to_thread(back_up, backups, filled, now=NOW)
    manifest.beside(copy).unlink()
    with pytest.raises(DieuPhoiError, match=r"copies\.no_manifest"):
        manifest.checked(copy)
    assert found_in(copy.parent) == []
    await asyncio.to_thread(back_up, backups, filled, now=NOW + timedelta(hours=1))
    assert not copy.exists()


def test_a_manifest_that_cannot_be_read_stops_no_backup_and_has_the_term(on_sqlite: str, backups: Settings) -> None:
    database = Database(on_sqlite)
    folder = Path(backups.backup.folder)
    folder.mkdir()
    old, young = (f"dieuphoi-{at:%Y%m%dT%H%M%SZ}-0002.sqlite3" for at in (NOW - LONGEST, NOW - timedelta(days=1)))
    for name in (old, young):
        (folder / name).write_bytes(b"no copy")
        (folder / f"{name}.json").write_text("{}")
    copy = back_up(backups, database, now=NOW)
    assert newest(backups, database, now=NOW) == NOW
    left = {path.name for path in folder.glob("dieuphoi-*")}
    assert left == {young, f"{young}.json", copy.name, manifest.beside(copy).name}


def test_what_upgrades_and_restores_have_kept_beside_the_file_has_the_term_too(
    on_sqlite: str, backups: Settings, tmp_path: Path
) -> None:
    database = Database(on_sqlite)
    file = database.file
    assert file is not None
    old, young = NOW - LONGEST, NOW - LONGEST + timedelta(hours=1)
    kinds = ("before-{:%Y%m%dT%H%M%S}Z", "before-{:%Y%m%dT%H%M%S}Z-wal", "0001.{:%Y%m%dT%H%M%S}.copy")
    for kind in kinds:
        for at in (old, young):
            (tmp_path / f"{file.name}.{kind.format(at)}").write_bytes(b"names and numbers")
    back_up(backups, database, now=NOW)
    left = {path.name for path in tmp_path.glob(f"{file.name}.*")}
    assert left == {f"{file.name}.{kind.format(young)}" for kind in kinds}


async def test_so_has_a_schema_that_a_restore_has_kept(postgresql: str, backups: Settings) -> None:
    database = Database(await fresh_database(postgresql))
    await upgrade(database, now=NOW)
    old, young = aside(NOW - LONGEST), aside(NOW - LONGEST + timedelta(hours=1))
    async with database.writer.begin() as connection:
        for name in (old, young, "before_noon"):
            await connection.execute(text(f"CREATE SCHEMA {name} CREATE TABLE delegate ()"))
    await asyncio.to_thread(back_up, backups, database, now=NOW)
    async with database.reader.connect() as connection:
        found = await connection.scalars(text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before%'"))
        assert set(found) == {young, "before_noon"}
    await database.close()


async def test_a_copy_by_a_wrong_clock_neither_counts_as_the_newest_nor_pushes_others_out(
    filled: Database, backups: Settings
) -> None:
    ahead = NOW + timedelta(days=365)
    for at in (ahead, NOW):
        await asyncio.to_thread(back_up, backups, filled, now=at)
    assert newest(backups, filled, now=NOW) == NOW
    assert kept([ahead, NOW - timedelta(days=3)], now=NOW, daily=1, weekly=0) == {ahead, NOW - timedelta(days=3)}


async def test_a_second_backup_at_once_is_turned_away(filled: Database, backups: Settings) -> None:
    with only_backup(Path(backups.backup.folder)), pytest.raises(DieuPhoiError, match=r"copies\.second_backup"):
        await asyncio.to_thread(back_up, backups, filled, now=NOW)


LIMITED = """
import resource, signal, sys
from datetime import UTC, datetime
from bot.config import Settings
from bot.config_sections import Backup
from bot.db.backup import back_up
from bot.db.engine import Database
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
back_up(Settings(backup=Backup(folder=sys.argv[2])), Database(sys.argv[1]), now=datetime.now(UTC))
"""


async def test_a_full_disk_leaves_no_copy_and_keeps_the_older_ones(filled: Database, backups: Settings) -> None:
    """A limit on the size of files stands for the disk: the write fails half-way, as on a full one."""
    copy = await asyncio.to_thread(back_up, backups, filled, now=NOW)
    url = filled.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", LIMITED, url, backups.backup.folder, str(copy.stat().st_size // 2)]
    failed = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)
    assert failed.returncode == 1
    assert "copies.failed" in failed.stderr or "copies.program_failed" in failed.stderr
    assert [found.file for found in found_in(copy.parent)] == [copy.name]
    assert {path.name for path in copy.parent.glob("dieuphoi-*")} == {copy.name, manifest.beside(copy).name}


INSTANTS = st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 23), timezones=st.just(UTC)), max_size=60)  # noqa: DTZ001 - hypothesis wants them so


@given(made=INSTANTS, daily=st.integers(1, 35), weekly=st.integers(0, 5))
def test_what_is_kept_is_young_and_holds_the_newest_of_each_day(made: list[datetime], daily: int, weekly: int) -> None:
    stay = kept(made, now=NOW, daily=daily, weekly=weekly)
    young = {at for at in made if NOW - at < LONGEST}
    assert stay <= young
    assert {at for at in young if NOW - at < timedelta(days=1)} <= stay
    assert not young or max(young) in stay
    assert len({day_of(at) for at in stay}) <= daily + weekly + 2
    days = sorted({day_of(at) for at in young}, reverse=True)
    assert all(max(at for at in young if day_of(at) == day) in stay for day in days[:daily])


def day_of(at: datetime) -> date:
    return at.astimezone(OFFICE_ZONE).date()


def test_a_month_of_daily_copies_leaves_seven_days_and_four_weeks() -> None:
    made = [NOW - timedelta(days=days) for days in range(60)]
    stay = kept(made, now=NOW, daily=7, weekly=4)
    assert [(NOW - at).days for at in sorted(stay, reverse=True)] == [0, 1, 2, 3, 4, 5, 6, 8, 15]
