"""The pace: never over Telegram's limits, however the calls come."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.pace import Pace


def test_a_chat_takes_a_short_burst_then_one_a_second() -> None:
    pace = Pace(28, 1, 3)
    now, sent = 0.0, []
    for _ in range(6):
        now += pace.wait(7, now)
        pace.took(7, now)
        sent.append(round(now, 3))
    assert sent[2] < 0.2
    assert sent[5] - sent[2] >= 2.9


def test_a_hold_stops_its_chat_alone_and_that_of_the_bot_everyone() -> None:
    pace = Pace(28)
    pace.hold(7, 3.0)
    assert pace.wait(7, 0.0) == 3.0
    assert pace.wait(8, 0.0) == 0.0
    pace.hold(None, 5.0)
    assert pace.wait(8, 1.0) == 4.0
    assert pace.wait_all(1.0) == 4.0


def test_only_chats_that_have_to_wait_are_slow() -> None:
    pace = Pace(28, 1, 2)
    pace.took(7, 0.0)
    assert pace.slow(0.0) == {}
    pace.took(7, 0.0)
    pace.hold(8, 3.0)
    assert pace.slow(0.5) == {7: 0.5, 8: 2.5}
    assert pace.slow(2.0) == {8: 1.0}
    assert pace.slow(3.0) == {}


@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 0.2)), min_size=1, max_size=300))
def test_never_more_than_thirty_in_any_second(calls: list[tuple[int, float]]) -> None:
    pace = Pace(28)
    now, sent = 0.0, []
    for chat, rest in calls:
        now += rest
        now += pace.wait(chat, now)
        pace.took(chat, now)
        sent.append(now)
    for start in sent:
        assert sum(start <= instant < start + 1 for instant in sent) <= 30
