"""Days and hours as people type them in English."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.spoken import read_instant
from bot.calendar.spoken_english import in_known_words
from bot.calendar.spoken_time import bare

NOW = datetime(2026, 11, 10, 2, 0, tzinfo=UTC)  # a Tuesday, 9:00 in the office


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("tomorrow", date(2026, 11, 11), None),
        ("the day after tomorrow", date(2026, 11, 12), None),
        ("today", date(2026, 11, 10), None),
        ("Friday", date(2026, 11, 13), None),
        ("Friday next week", date(2026, 11, 20), None),
        ("Sunday this week", date(2026, 11, 15), None),
        ("12 December", date(2026, 12, 12), None),
        ("December 12th, 2026", date(2026, 12, 12), None),
        ("on 1st of May", date(2027, 5, 1), None),
        ("in 3 days", date(2026, 11, 13), None),
        ("in 2 weeks", date(2026, 11, 24), None),
        ("2pm 12/12", date(2026, 12, 12), time(14)),
        ("at 9:30 am on 12 Dec", date(2026, 12, 12), time(9, 30)),
        ("12 pm 12/12", date(2026, 12, 12), time(12)),
    ],
)
def test_what_is_meant(text: str, day: date, hour: time | None) -> None:
    assert read_instant(text, NOW) == (day, hour)


@pytest.mark.parametrize("text", ["next Friday", "next week", "31 November", "12 maybe", "13pm 12/12", "some day"])
def test_what_is_unsure_is_not_read(text: str) -> None:
    assert read_instant(text, NOW) is None


@given(st.dates(date(2026, 11, 11), date(2027, 8, 1)))
def test_every_way_to_write_a_day_means_that_day(day: date) -> None:
    for text in (f"{day:%d %B %Y}", f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}"):
        assert read_instant(text, NOW) == (day, None)


@pytest.mark.parametrize("text", ["thứ 6 tuần sau", "7h30 ngày 15/12", "sau 3 ngày làm việc", "ngày mai", "mai"])
def test_vietnamese_words_stay_as_they_are(text: str) -> None:
    assert in_known_words(bare(text)) == bare(text)
