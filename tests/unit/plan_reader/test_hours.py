from __future__ import annotations

import pytest

from bot.plan_reader.hours import day_span_of, half_day_in, hours_in, span_of, spelled
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02 giờ, bắt đầu từ 19 giờ 30 phút", ["19:30"]),
        ("trong 03 giờ (từ 8 giờ 00)", ["08:00"]),
        ("Thời lượng: 02 giờ", []),
        ("8 giờ 00, từ ngày 05/5", ["08:00"]),
    ],
)
def test_how_long_it_lasts_is_no_hour(text: str, expected: list[str]) -> None:
    assert [spelled(hour.at) for hour in hours_in(plain(text))] == expected


@pytest.mark.parametrize("text", ["25/7/2024", "số 1397/QĐ", "200 chỗ", "30 phút", "25 giờ", "tỷ lệ 1:3"])
def test_no_hours(text: str) -> None:
    assert hours_in(plain(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13:30 – 14:00", ("13:30", "14:00")),
        ("7h30 -9h00", ("07:30", "09:00")),
        ("13:30 - 14:00: Đón khách", ("13:30", "14:00")),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sáng: từ 8g00 đến 11g30; chiều: từ 13g30 đến 16g30", ["08:00", "16:30"]),
        ("- Sáng: Từ 07.30 đến 11.30 - Chiều: Từ 13.30 đến 16.30", ["07:30", "16:30"]),
        ("Sáng từ 8 giờ 00, chiều từ 14 giờ 00", ["08:00", None]),
        ("Buổi sáng: 8h00 - 11h00", ["08:00", "11:00"]),
    ],
)
def test_the_hours_of_a_day_of_two_halves(text: str, expected: list[str | None]) -> None:
    assert [spelled(at) for at in day_span_of(plain(text))] == expected


@pytest.mark.parametrize("text", ["mục 07.30", "tăng 8.15 %", "ngày 07.11.2025", "từ 07.11.2025"])
def test_a_dot_makes_no_hour_by_itself(text: str) -> None:
    assert hours_in(plain(text)) == []
