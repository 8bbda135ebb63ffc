from __future__ import annotations

import pytest

from bot.plan_reader.hours import half_day_in, hours_in, span_of, spelled
from bot.plan_reader.words import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("07h30'", "07:30"),
        ("07h30’", "07:30"),
        ("7h30", "07:30"),
        ("8h30p", "08:30"),
        ("13g30", "13:30"),
        ("8 giờ 05", "08:05"),
        ("08 giờ 30 phút", "08:30"),
        ("8 giờ đúng", "08:00"),
        ("08 giờ", "08:00"),
        ("8 giờ tối", "20:00"),
        ("13:30", "13:30"),
    ],
)
def test_hours(text: str, expected: str) -> None:
    assert [spelled(hour.at) for hour in hours_in(plain(text))] == [expected]


@pytest.mark.parametrize("text", ["25/7/2024", "số 1397/QĐ", "200 chỗ", "30 phút", "25 giờ", "tỷ lệ 1:3"])
def test_no_hours(text: str) -> None:
    assert hours_in(plain(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13:30 – 14:00", ("13:30", "14:00")),
        ("7h30 -9h00", ("07:30", "09:00")),
        ("7 giờ 30 - 8 giờ", ("07:30", "08:00")),
        ("9 giờ 45- 10 giờ 45", ("09:45", "10:45")),
        ("từ 14 giờ 00 phút đến 17 giờ 00 phút", ("14:00", "17:00")),
        ("13.30 - 14.00", ("13:30", "14:00")),
        ("7h45", ("07:45", None)),
        ("15 phút", (None, None)),
    ],
)
def test_spans(text: str, expected: tuple[str | None, str | None]) -> None:
    start, end = span_of(plain(text), dotted=True)
    assert (spelled(start), spelled(end)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("buổi sáng ngày 18", "morning"), ("chiều ngày 5", "afternoon"), ("sáng và chiều", None), ("cả ngày", None)],
)
def test_half_days(text: str, expected: str | None) -> None:
    assert half_day_in(plain(text)) == expected
