from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.working_days import Calendar, shipped_days

CALENDAR = Calendar()
DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),
        (date(2025, 5, 2), False),
        (date(2025, 4, 26), True),
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),
        (date(2026, 2, 16), False),
        (date(2026, 4, 27), False),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2026, 11, 24), False),
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
    ],
)
def test_known_days(day: date, worked: bool) -> None:
    assert CALENDAR.is_working_day(day) is worked


@given(DAYS, st.booleans())
def test_an_override_wins_over_everything(day: date, worked: bool) -> None:
    assert Calendar({day: worked}).is_working_day(day) is worked


def test_an_office_can_work_on_a_shipped_day_off() -> None:
    assert all(Calendar({day: not worked}).is_working_day(day) is not worked for day, worked in shipped_days().items())


@given(DAYS)
def test_neighbours_are_worked_and_nothing_worked_lies_between(day: date) -> None:
    before, after = CALENDAR.previous_working_day(day), CALENDAR.next_working_day(day)
    assert before < day < after
    worked = [
        d for d in (before + timedelta(n) for n in range((after - before).days + 1)) if CALENDAR.is_working_day(d)
    ]
    assert worked == ([before, day, after] if CALENDAR.is_working_day(day) else [before, after])


@given(DAYS)
def test_until_and_from_keep_a_working_day(day: date) -> None:
    earlier, later = CALENDAR.working_day_until(day), CALENDAR.working_day_from(day)
    assert earlier <= day <= later
    assert (earlier == day == later) is CALENDAR.is_working_day(day)


@given(DAYS, st.integers(0, 30))
def test_working_days_add_up_and_back(day: date, n: int) -> None:
    start = CALENDAR.working_day_from(day)
    there = CALENDAR.add_working_days(start, n)
    assert CALENDAR.add_working_days(there, -n) == start


def test_tet_is_jumped_over() -> None:
    assert CALENDAR.add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert CALENDAR.add_working_days(date(2026, 2, 23), -1) == date(2026, 2, 13)
    assert CALENDAR.add_working_days(date(2026, 2, 15), 0) == date(2026, 2, 15)
