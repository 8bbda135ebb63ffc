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


@given(st.lists(st.floats(0, 0.3), min_size=40, max_size=120), st.sampled_from([20.0, 28.0, 29.0, 30.0]))
def test_calls_that_leave_together_are_never_over_the_limit(pauses: list[float], rate: float) -> None:
    pace, now, sent = Pace(rate, 1000, 1000), 0.0, list[float]()
    for chat, pause in enumerate(pauses, 1):
        now += pause
        now += pace.wait_all(now)
        for _ in range(pace.places(now)):
            pace.took(chat, now)
            sent.append(now)
    assert all(sum(first <= each < first + 1 for each in sent) <= 30 for first in sent)


def test_a_probe_leaves_alone() -> None:
    pace = Pace(28)
    assert pace.places(1.0) == 2
    pace.flooded(7, 3.0)
    assert pace.places(1.0) == 1


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


def flooded(pace: Pace, chat: int, now: float, until: float) -> float | None:
    pace.took(chat, now)
    return pace.flooded(chat, until)


def test_after_a_flood_answer_one_call_probes_another_chat() -> None:
    pace = Pace(28)
    assert flooded(pace, 7, 0.0, 5.0) is None
    assert not pace.probing
    pace.took(8, 0.1)
    assert pace.probing
    pace.answered(8, surely=True)
    assert not pace.probing
    pace.took(9, 0.2)
    assert not pace.probing
    assert pace.wait(7, 0.2) == 4.8
    assert pace.wait(10, 1.0) == 0.0


def test_a_probe_that_is_flooded_too_holds_the_bot_until_the_longest_end_and_no_burst_follows() -> None:
    pace = Pace(28)
    flooded(pace, 7, 0.0, 9.0)
    assert flooded(pace, 8, 0.1, 5.0) == 9.0
    assert pace.wait(9, 1.0) >= 8.0
    assert pace.wait_all(9.0) > 0
    now = 9.0 + pace.wait_all(9.0)
    pace.took(9, now)
    assert pace.probing
    assert pace.wait_all(now) > 0


def test_the_first_call_after_a_hold_of_the_bot_tells_whether_it_goes_on() -> None:
    pace = Pace(28)
    flooded(pace, 7, 0.0, 3.0)
    flooded(pace, 8, 0.1, 3.0)
    assert flooded(pace, 7, 3.2, 6.0) == 6.0
    pace.took(9, 6.2)
    pace.answered(9, surely=True)
    pace.took(10, 6.4)
    assert not pace.probing


def test_the_same_chat_once_more_says_nothing_about_the_others() -> None:
    pace = Pace(28)
    flooded(pace, 7, 0.0, 1.0)
    assert flooded(pace, 7, 1.1, 2.0) is None
    assert pace.wait(8, 1.2) == 0.0


def test_a_flood_answer_to_a_call_that_left_before_is_no_probe() -> None:
    pace = Pace(28)
    pace.took(7, 0.0)
    pace.took(8, 0.1)
    assert pace.flooded(7, 3.0) is None
    assert pace.flooded(8, 3.0) is None
    assert pace.wait(9, 0.2) == 0.0


def test_a_probe_whose_answer_was_lost_leaves_the_doubt() -> None:
    pace = Pace(28)
    flooded(pace, 7, 0.0, 5.0)
    pace.took(8, 0.1)
    pace.answered(8, surely=False)
    pace.took(9, 0.2)
    assert pace.probing
