"""Deadlines as officials type them: what includes its day, what leaves it out, and parts of months."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.spoken import read_instant
from bot.calendar.spoken_due import read_due

NOW = datetime(2026, 11, 10, 2, 0, tzinfo=UTC)  # a Tuesday, 9:00 in the office


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("16/12/2026", date(2026, 12, 16), None),
        ("chậm nhất ngày 16/12", date(2026, 12, 16), None),
        ("Chậm nhất là ngày 16 tháng 12 năm 2026", date(2026, 12, 16), None),
        ("đến hết ngày 16/12", date(2026, 12, 16), None),
        ("trong ngày 16/12", date(2026, 12, 16), None),
        ("hạn chót 16/12", date(2026, 12, 16), None),
        ("han cham nhat 16h ngay 16/12", date(2026, 12, 16), time(16)),
        ("trước 16 giờ ngày 16/12", date(2026, 12, 16), time(16)),
        ("trước ngày 16/12", date(2026, 12, 15), None),
        ("trước thứ 6 tuần sau", date(2026, 11, 19), None),
        ("cuối tháng", date(2026, 11, 30), None),
        ("hết tháng này", date(2026, 11, 30), None),
        ("cuối tháng sau", date(2026, 12, 31), None),
        ("chậm nhất giữa tháng 12", date(2026, 12, 15), None),
        ("đầu tháng 1", date(2027, 1, 1), None),
        ("cuối tháng 2/2028", date(2028, 2, 29), None),
        ("cuối tháng 3/2026", date(2026, 3, 31), None),
        ("quý IV", date(2026, 12, 31), None),
        ("hết quý 1", date(2027, 3, 31), None),
        ("trong quý III/2026", date(2026, 9, 30), None),
        ("chậm nhất cuối quý II năm 2027", date(2027, 6, 30), None),
        ("thứ 6 tuần sau", date(2026, 11, 20), None),
    ],
)
def test_what_is_the_last_day(text: str, day: date, hour: time | None) -> None:
    assert read_due(text, NOW) == (day, hour)


@pytest.mark.parametrize(
    "text", ["đầu tháng này", "cuối tháng 13", "chậm nhất", "trước", "trước khi họp", "hạn", "cuối tuần"]
)
def test_what_is_unsure_or_past(text: str) -> None:
    assert read_due(text, NOW) is None


@given(st.text(max_size=40))
def test_any_text_is_read_or_not(text: str) -> None:
    found = read_due(text, NOW)
    assert found is None or isinstance(found[0], date)


@given(st.dates(date(2026, 11, 11), date(2027, 6, 1)), st.sampled_from(["{:%d/%m/%Y}", "ngày {:%d/%m/%Y}"]))
def test_a_bare_day_is_read_as_everywhere(day: date, form: str) -> None:
    text = form.format(day)
    assert read_due(text, NOW) == read_instant(text, NOW) == (day, None)
    assert read_due(f"chậm nhất {text}", NOW) == (day, None)
