"""The daily copy: late rather than never, again after a failure, at once after a gap in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.config import Settings
from bot.config_sections import Backup, DatabaseSection
from bot.db.copies import found_in, newest
from bot.db.engine import Database
from bot.db.journal import Journal
from bot.errors import DieuPhoiError
from bot.schedule.backups import Backups, due

TWO = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
"""02:00 of Monday, 23/11/2026, in the office."""


@pytest.mark.parametrize(
    ("latest", "now", "wanted"),
    [
        (None, TWO, True),
        (TWO, TWO, False),
        (TWO - timedelta(days=1), TWO - timedelta(seconds=1), False),
        (TWO - timedelta(days=1), TWO, True),
        (TWO + timedelta(hours=2), TWO + timedelta(hours=23), False),
        (TWO - timedelta(hours=5), TWO + timedelta(hours=20), True),  # the bot was down at the hour
    ],
)
def test_a_copy_is_due_from_its_hour_on_until_it_is_made(latest: datetime | None, now: datetime, wanted: bool) -> None:
    assert due(latest, Settings(), now) is wanted


@dataclass
class Stage:
    """A clock, a database with its journal, and the copies made of it."""

    clock: MovableClock
    database: Database
    journal: Journal
    settings: Settings
    backups: Backups


@pytest.fixture
def stage(on_sqlite: str, tmp_path: Path) -> Stage:
    database = Database(on_sqlite)
    database.journal = journal = Journal(tmp_path / "journal")
    settings = Settings(database=DatabaseSection(url=on_sqlite), backup=Backup(folder=str(tmp_path / "backups")))
    clock = MovableClock(TWO, running=False)
    return Stage(clock, database, journal, settings, Backups(database, clock, settings))


def test_one_a_day_and_another_after_a_gap_in_the_journal(stage: Stage, tmp_path: Path) -> None:
    assert [stage.backups.look(), stage.backups.look()] == [True, False]
    stage.journal.gap = True
    stage.clock.advance(timedelta(minutes=5))
    assert [stage.backups.look(), stage.backups.look()] == [True, False]
    assert len(found_in(tmp_path / "backups")) == 2
    assert newest(stage.settings, stage.database, now=stage.clock.now()) == TWO + timedelta(minutes=5)


def test_a_copy_that_failed_is_due_still(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("in the way")
    stage.journal.gap = True
    with pytest.raises(DieuPhoiError, match=r"copies\.failed"):
        stage.backups.look()
    assert stage.journal.gap
    (tmp_path / "backups").unlink()
    assert stage.backups.look()
