"""Part `kept`: kills in the middle of a backup beside a bot at work, and of bringing the schema up to date."""

from __future__ import annotations

import asyncio
import itertools
import signal
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import text

from bot.db import manifest
from bot.db.backup import examined
from bot.db.copies import found_in
from bot.db.engine import Database
from bot.db.schema import run as migrate
from bot.db.version import newest
from bot.errors import DieuPhoiError
from tests.faults.checker import Findings
from tests.faults.dying import DYING
from tests.faults.process import BotProcess, Place, told
from tests.faults.seed import MIGRATING
from tests.faults.stage import Mode, Stage, stage
from tests.faults.trial import Trial
from tests.faults.trials import Run

OLD = "0001"
LINES = 20
LINE = (
    "INSERT INTO audit (at, action, object, details) VALUES ('2026-11-23 02:00:00.000000', 'code.issue', 'focal', '{}')"
)
SHAPE = {
    "sqlite": "SELECT type || name || coalesce(sql, '') FROM sqlite_master ORDER BY 1",
    "postgresql": "SELECT table_name || ' ' || column_name || ' ' || data_type || is_nullable"
    " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1",
}


async def kept(run: Run) -> None:
    """Try both on each engine that there is."""
    pieces = []
    for mode in [Mode(), Mode(server=run.server)][: 1 + bool(run.server)]:
        engine = "PostgreSQL" if mode.server else "SQLite"
        pieces += [
            run.piece(f"killed in a backup ({engine})", lambda inner, m=mode: _backups(inner, m)),  # type: ignore[misc]
            run.piece(f"killed in a migration ({engine})", lambda inner, m=mode: _migrations(inner, m)),  # type: ignore[misc]
        ]
    await asyncio.gather(*pieces)


async def _killed(place: Place, what: str, nth: int, *command: str) -> bool:
    """Run a command that dies the `nth` time; return whether it did, rather than come to its end."""
    process = BotProcess(place, (*DYING, what, str(nth), *command))
    await process.start()
    return await process.ended() == -signal.SIGKILL


async def _backups(run: Run, mode: Mode) -> None:
    """Make a copy, then kill one backup after another further on; the copies that there are must be whole."""
    name, kills, unsound, left = f"killed in a backup ({mode})", 0, 0, 0

    async def meanwhile(found: Stage) -> None:
        nonlocal kills, unsound, left
        place = found.bot.place
        assert await told(place, "backup") == 0, "a backup beside a bot at work"
        step = 1 if run.long else 8
        for nth in itertools.count(1, step):
            if not await _killed(place, "files", nth, "backup"):
                break
            kills += 1
            unsound += await asyncio.to_thread(_unsound, _folder(place, mode))
        left = await asyncio.to_thread(_leftovers, _folder(place, mode))

    trial = Trial(mode=mode, units=2, per_second=10, meanwhile=meanwhile)
    found = await trial.run(run.folder / name, run.random(name))
    found.figures["backups killed"] = kills
    found.broken += [] if kills > 1 else ["no backup was killed"]
    found.expect("copies that aren't whole", unsound)
    found.expect("files left behind after the last backup", left)
    run.tell(name, found)


def _folder(place: Place, mode: Mode) -> Path:
    return place.folder / "data" / "backups" if mode.server else place.folder / "backups"


def _unsound(folder: Path) -> int:
    """Return how many of the files that count as copies differ from their manifests, and 1 where there is none."""
    copies = found_in(folder)
    return sum(not whole(folder, each) for each in copies) + (not copies)


def whole(folder: Path, found: manifest.Manifest) -> bool:
    copy = folder / found.file
    try:
        manifest.checked(copy)
        return found.dialect != "sqlite" or examined(copy) == (found.schema, found.tables)
    except DieuPhoiError:
        return False


def _leftovers(folder: Path) -> int:
    """Return how many files are neither a copy nor its manifest."""
    known = {path for each in found_in(folder) for path in (folder / each.file, manifest.beside(folder / each.file))}
    return len(set(folder.glob("dieuphoi-*")) - known)


async def _migrations(run: Run, mode: Mode) -> None:
    """Upgrade an old database and kill that at one statement after another, until one goes through; a bot serves it."""
    name = f"killed in a migration ({mode})"
    async with stage(run.folder / name, mode, run.random(name)) as found:
        database, new = Database(found.bot.place.address), await _upgraded(run, name, mode)
        await make_old(database)
        old, mixed, kills = await _shape(database), 0, 0
        for nth in itertools.count(run.random(name).randint(1, 9), 3 if run.long else 29):
            if not await _killed(found.bot.place, "statements", nth, "db", "upgrade"):
                break
            kills += 1
            seen = await _shape(database)
            mixed += seen not in (old, new)
        await found.bot.start()
        await found.serving()
        version, lines, shape = await _shape(database)
        await database.close()
    findings = Findings({"upgrades killed": kills})
    findings.expect("schemas that are neither the old nor the new one", mixed)
    findings.expect("not up to date in the end", int(version != newest() or shape == old[2]))
    findings.expect("lines lost", LINES - lines)
    run.tell(name, findings)


async def _upgraded(run: Run, name: str, mode: Mode) -> tuple[str, int, Sequence[str]]:
    """Return what a database looks like that was upgraded undisturbed."""
    async with stage(run.folder / f"{name}, undisturbed", mode, run.random(name)) as found:
        database = Database(found.bot.place.address)
        await make_old(database)
        async with MIGRATING:
            await migrate(database, "upgrade", "head")
        shape = await _shape(database)
        await database.close()
        return shape


async def make_old(database: Database) -> None:
    """Make the tables of the first release, and lines in its trail."""
    async with MIGRATING:
        await migrate(database, "upgrade", OLD)
    async with database.writer.begin() as connection:
        await connection.execute(text(LINE), [{}] * LINES)


async def _shape(database: Database) -> tuple[str, int, Sequence[str]]:
    """Return the version, how many lines the trail has, and what the schema looks like."""
    async with database.writer.connect() as connection:
        version = await connection.scalar(text("SELECT version_num FROM alembic_version"))
        lines = await connection.scalar(text("SELECT count(*) FROM audit"))
        shape = (await connection.scalars(text(SHAPE[database.dialect]))).all()
    return str(version), int(lines or 0), shape
