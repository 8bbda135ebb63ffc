from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.telegram import ApiError, Limits
from bot.playground.telegram.limits import Pace


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def refused_after(pace: Pace, chat_id: int) -> int:
    with pytest.raises(ApiError) as refused:
        pace.take(chat_id)
    assert refused.value.code == 429
    return refused.value.parameters["retry_after"]


def test_a_private_chat_takes_four_at_once_then_one_a_second() -> None:
    seconds = Seconds()
    pace = Pace(Limits(private_burst=4), seconds)
    for _ in range(4):
        pace.take(1)
    assert refused_after(pace, 1) == 1
    seconds.now = 1.0
    pace.take(1)
    assert refused_after(pace, 1) == 1


def test_the_bot_sends_thirty_in_a_second() -> None:
    seconds = Seconds()
    pace = Pace(Limits(), seconds)
    for chat_id in range(1, 31):
        pace.take(chat_id)
    assert refused_after(pace, 31) == 1
    seconds.now = 1.0
    pace.take(31)


def test_a_group_takes_twenty_a_minute() -> None:
    seconds = Seconds()
    pace = Pace(Limits(), seconds)
    for _ in range(20):
        pace.take(-5)
    seconds.now = 30.5
    assert refused_after(pace, -5) == 30
    seconds.now = 60.0
    pace.take(-5)


def test_switched_off_everything_passes() -> None:
    pace = Pace(Limits(enforced=False), Seconds())
    for _ in range(200):
        pace.take(1)


@given(st.lists(st.floats(0, 0.5), max_size=80))
def test_no_window_of_a_second_holds_more_than_thirty(pauses: list[float]) -> None:
    seconds, passed = Seconds(), []
    pace = Pace(Limits(), seconds)
    for chat_id, pause in enumerate(pauses, start=1):
        seconds.now += pause / 10
        try:
            pace.take(chat_id)
        except ApiError:
            continue
        passed.append(seconds.now)
    assert all(sum(1 for at in passed if start <= at < start + 1) <= 30 for start in passed)
