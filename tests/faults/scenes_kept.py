"""Scenes of copies and of the audit trail: what a bot leaves out, and what a hand changes in its files."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.services.audit import note
from tests.faults import seed
from tests.faults.part_power import worked
from tests.faults.process import told
from tests.faults.scenes import SOMEBODY, Scene, answered, begun, counted, scene, shows
from tests.faults.stage import Mode, Stage
from tests.faults.trials import Run

LINES, CUTS = 3, 5
ACKNOWLEDGED = "updates lost that were acknowledged"
SEALED = "SELECT count(*) FROM audit WHERE seal IS NOT NULL"
CHANGED = "UPDATE audit SET object = 'conference 999' WHERE seal = 2"
TAKEN = "DELETE FROM audit WHERE seal = 2"


async def _sealed(found: Stage) -> None:
    """Write lines into the trail, and wait until a bot has sealed them and is gone."""
    async with seed.province(found.bot.place, now := datetime.now(UTC)) as province:
        for number in range(LINES):
            note(province.world.session, None, "trial.line", f"trial {number}", now=now)
    await begun(found)
    await shows(found, lambda: _all_sealed(found))
    await found.bot.stop()


async def _all_sealed(found: Stage) -> int:
    return int(await counted(found, SEALED) >= LINES)


async def chained(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Let a bot seal the trail, and walk it."""
    async with scene(run, name, arguments) as found:
        await _sealed(found)
        return await told(found.bot.place, "audit", "verify")


async def _edited(run: Run, name: str, arguments: Sequence[str], change: str) -> int:
    """Walk the trail, change the file as somebody can who owns it, and walk again."""
    async with scene(run, name, arguments) as found:
        await _sealed(found)
        assert await told(found.bot.place, "audit", "verify") == 0, "whole before"
        with contextlib.closing(sqlite3.connect(found.bot.place.database, isolation_level=None)) as hand:
            for trigger in ("audit_is_only_sealed", "audit_is_kept"):
                hand.execute(f"DROP TRIGGER {trigger}")
            assert hand.execute(change).rowcount == 1, "a line of the trail"
        return await told(found.bot.place, "audit", "verify")


async def changed(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Change a line."""
    return await _edited(run, name, arguments, CHANGED)


async def taken(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Take a line away."""
    return await _edited(run, name, arguments, TAKEN)


async def returned(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Lose the file some updates after a copy, and go back to that; count the updates that it has not."""
    async with scene(run, name, arguments) as found:
        await begun(found)
        assert await told(found.bot.place, "backup") == 0, "a copy"
        first = found.telegram.world.updates.next_id
        await answered(found, SOMEBODY)
        await found.bot.stop()
        for file in found.bot.place.folder.glob("bot.sqlite3*"):
            file.unlink()
        assert await told(found.bot.place, "restore", str(_copy(found))) == 0, "a way back"
        return 1 - await counted(found, f"SELECT count(*) FROM inbox WHERE update_id = {first}")


async def spoiled(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Change one byte of a copy; going back to it must fail."""
    async with scene(run, name, arguments) as found:
        await begun(found)
        assert await told(found.bot.place, "backup") == 0, "a copy"
        await found.bot.stop()
        copy = _copy(found)
        data = bytearray(copy.read_bytes())
        data[len(data) // 2] ^= 1
        copy.write_bytes(data)
        return await told(found.bot.place, "restore", str(copy))


async def cut_off(run: Run, name: str, arguments: Sequence[str]) -> int:
    """Cut the power right after acknowledgements."""
    found = await worked(run, name, Mode(), arguments, CUTS)
    return int(str(found.figures[ACKNOWLEDGED]))


def _copy(found: Stage) -> Path:
    """Return the only copy."""
    (copy,) = (found.bot.place.folder / "backups").glob("dieuphoi-*.sqlite3")
    return copy


SCENES = {
    "seals lines without the hash before": Scene("breaks in the audit trail", chained),
    "keeps no journal": Scene("updates lost by a return from a copy", returned),
}
TRACED = {"doesn't wait for the disk": Scene(ACKNOWLEDGED, cut_off)}
"""Where strace can watch a bot."""
HANDS = {
    "changes a line of the audit trail": Scene("breaks in the audit trail", changed),
    "takes a line of the audit trail away": Scene("breaks in the audit trail", taken),
    "changes a byte of a copy": Scene("copies refused", spoiled),
}
"""What is done to the files of the bot as it is."""
