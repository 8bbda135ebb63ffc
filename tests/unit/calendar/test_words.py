from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.spoken import read_day, read_instant
from bot.calendar.words import day_words, instant_words, short_day, window_words
from bot.clock import OFFICE_ZONE


def test_days_and_instants_as_officials_write_them() -> None:
    assert day_words(date(2024, 7, 12), "vi") == "thứ Sáu, 12/7/2024"
    assert day_words(date(2024, 7, 7), "vi") == "Chủ nhật, 7/7/2024"
    assert day_words(date(2024, 7, 12), "en") == "Friday, 12/7/2024"
    assert short_day(date(2024, 7, 5)) == "5/7/2024"


def test_instants_are_shown_in_the_zone_of_the_office() -> None:
    assert instant_words(datetime(2024, 7, 12, 10, 0, tzinfo=UTC), "vi") == "thứ Sáu, 12/7/2024, 17:00"
    assert instant_words(datetime(2024, 7, 12, 18, 5, tzinfo=UTC), "en") == "Saturday, 13/7/2024, 01:05"


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        (date(2024, 7, 1), date(2024, 9, 30), "quarter", "quý III/2024"),
        (date(2024, 7, 1), date(2024, 7, 31), "month", "tháng 7/2024"),
        (date(2024, 7, 8), date(2024, 7, 12), "week", "tuần từ 8/7/2024 đến 12/7/2024"),
        (date(2024, 7, 8), date(2024, 7, 20), "none", "từ 8/7/2024 đến 20/7/2024"),
        (date(2024, 7, 12), date(2024, 7, 12), "exact", "thứ Sáu, 12/7/2024"),
    ],
)
def test_windows(first: date, last: date, precision: str, words: str) -> None:
    assert window_words(first, last, precision, "vi") == words


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_what_is_shown_can_be_typed_back(day: date) -> None:
    assert read_day(day_words(day, "vi"), date(2026, 11, 21)) == day


@given(st.builds(datetime.combine, st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.times(), st.just(UTC)))
def test_instants_shown_can_be_typed_back(moment: datetime) -> None:
    local = moment.astimezone(OFFICE_ZONE)
    answer = (local.date(), local.time().replace(second=0, microsecond=0))
    assert read_instant(instant_words(moment, "vi"), moment) == answer
