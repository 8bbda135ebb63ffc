"""Power cuts in the commands that replace files: a backup, an upgrade of the schema, a return to a copy."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.clock import SystemClock
from bot.db.copies import found_in
from bot.db.engine import Database
from bot.db.version import newest
from bot.errors import DieuPhoiError
from bot.run import brought_up
from tests.faults import seed
from tests.faults.checker import Findings
from tests.faults.cuts import Cuts
from tests.faults.part_kept import LINES, make_old, whole
from tests.faults.process import COMMAND, BotProcess, Place, told
from tests.faults.traced import TRACED, written
from tests.faults.trials import Run

CUTS, LONG = 15, 400
NOWHERE = "http://127.0.0.1:9"
VERSION = "SELECT version_num FROM alembic_version"
MARK = "INSERT INTO tick_mark (name, occurrence, done_at) VALUES ('after the copy', '', '2026-11-23 02:00:00.000000')"

Look = Callable[[Path, bool], Coroutine[Any, Any, str]]
"""Looks at the folder that a power cut left, once the command had ended if the flag is up; returns what is wrong."""


async def in_a_backup(run: Run) -> None:
    """Cut it in a backup."""
    place = await _filled(run, "power cut in a backup")
    await _tried(run, place, _copied, "backup")


async def in_a_first_start(run: Run) -> None:
    """Cut it while the tables are made, in a folder that isn't there yet."""
    await _tried(run, _fresh(run.folder / "power cut in a first start" / "0"), _made, "db", "upgrade")


async def in_an_upgrade(run: Run) -> None:
    """Cut it while an old schema is brought up to date."""
    place = Place(run.folder / "power cut in an upgrade" / "0").settle(NOWHERE)
    database = Database(place.address)
    await make_old(database)
    await database.close()
    await _tried(run, place, _upgraded, "db", "upgrade")


async def in_a_restore(run: Run) -> None:
    """Cut it in a return to a copy, after which something was done."""
    place = await _filled(run, "power cut in a restore")
    assert await told(place, "backup") == 0
    with closing(sqlite3.connect(place.database)) as connection, connection:
        connection.execute(MARK)
    await _tried(run, place, _restored, "restore", str(_copy(place)))


def _fresh(folder: Path) -> Place:
    return Place(folder, f"sqlite+aiosqlite:///{folder}/data/bot.sqlite3").settle(NOWHERE)


async def _filled(run: Run, name: str) -> Place:
    place = Place(run.folder / name / "0").settle(NOWHERE)
    async with seed.province(place, datetime.now(UTC)) as province:
        await seed.crowd(province, 300)
    return place


async def _tried(run: Run, place: Place, look: Look, *command: str) -> None:
    """Run the command, cut the power at some of its changes and after its end, and look at each."""
    folder, chance = place.folder.parent, run.random(place.folder.parent.name)
    record = folder / "record"
    process = BotProcess(place, (*TRACED, str(record), *COMMAND, *command))
    await process.start()
    assert await process.ended() == 0, place.log.read_text(encoding="utf-8")
    await written(record)
    cuts = Cuts(record, place.folder)
    changes = cuts.changes()
    instants = {*chance.sample(changes, min(LONG if run.long else CUTS, len(changes))), *changes[-1:]}
    found, wrong = Findings(), []
    for left in cuts.play(instants, chance):
        fault = await look(left, cuts.at == changes[-1])
        wrong += [fault] if fault else []
    found.figures["power cuts, each with two disks"] = f"{len(instants)} of {len(changes)} possible"
    found.expect("left in a state that it should not be in", len(wrong))
    found.expect("files that the record tells otherwise", cuts.differing())
    found.broken += sorted(set(wrong))
    run.tell(folder.name, found)


async def _copied(left: Path, ended: bool) -> str:
    """Want every copy whole, and once the command has ended there is one."""
    folder = left / "backups"
    try:
        copies = found_in(folder)
    except DieuPhoiError as error:
        return str(error)
    if not all([await asyncio.to_thread(whole, folder, copy) for copy in copies]):
        return "a copy that isn't whole"
    return "a copy was told of and is gone" if ended and not copies else ""


async def _made(left: Path, ended: bool) -> str:
    """Want a start to come to the newest schema, and once the command has ended that it is there already."""
    place = _fresh(left)
    file = left / "data" / "bot.sqlite3"
    if ended and not (file.exists() and _value(file, VERSION) == newest()):
        return "the tables were told of and are gone"
    return await _refused(place) or ("" if _value(file, VERSION) == newest() else "no tables")


async def _upgraded(left: Path, ended: bool) -> str:
    """Want a start to come to the newest schema with every line of the trail."""
    place = Place(left)
    if ended and _value(place.database, VERSION) != newest():
        return "an upgrade was told of and is gone"
    if refused := await _refused(place):
        return refused
    return "" if _value(place.database, "SELECT count(*) FROM audit") >= LINES else "lines of the trail are gone"


async def _restored(left: Path, ended: bool) -> str:
    """Want what was there before, or the copy, or a start that says that the command is to be run again."""
    place = Place(left).settle(NOWHERE)
    refused = await _refused(place)
    if refused.startswith("copies.interrupted") and not ended:
        if await told(place, "restore", str(_copy(place))) != 0:
            return "could not be run again"
        refused, ended = await _refused(place), True
    if refused:
        return refused
    marked, held = (_value(place.database, f"SELECT count(*) FROM {table}") for table in ("tick_mark", "restoration"))
    if ended and not held:
        return "a return was told of and is gone"
    kept = [file for file in place.folder.glob("bot.sqlite3.before-*") if file.suffix not in ("-wal", "-shm")]
    aside = held and not any(_value(file, "SELECT count(*) FROM tick_mark") for file in kept)
    return "neither the one nor the other" if marked + held != 1 else "what was there is gone" if aside else ""


async def _refused(place: Place) -> str:
    """Return why a start would not serve what is there; empty: it does."""
    database = Database(place.address)
    try:
        async with seed.MIGRATING:
            await brought_up(database, SystemClock())
    except DieuPhoiError as error:
        return f"{error.key}: {error}"
    finally:
        await database.close()
    return ""


def _copy(place: Place) -> Path:
    return place.folder / "backups" / found_in(place.folder / "backups")[-1].file


def _value(file: Path, query: str) -> Any:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchone()[0]
