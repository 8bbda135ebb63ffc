"""The clock that a visitor moves: it runs on from where it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.clock import MovableClock

MORNING = datetime(2026, 11, 10, 2, 0, tzinfo=UTC)


def test_it_stands_still_while_paused_and_runs_on_from_there() -> None:
    clock = MovableClock(MORNING)
    clock.pause()
    stopped = clock.now()
    assert (clock.running, clock.now()) == (False, stopped)
    clock.advance(timedelta(hours=1))
    assert clock.now() == stopped + timedelta(hours=1)
    clock.resume()
    assert clock.running
    assert stopped + timedelta(hours=1) <= clock.now() < stopped + timedelta(hours=2)
