from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan_reader.dates import days_in, span_in, week_in, weekday_in
from bot.plan_reader.words import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 05 tháng 4 năm 2023", [(5, 4, 2023)]),
        ("05/4/2023", [(5, 4, 2023)]),
        ("05.4.2023", [(5, 4, 2023)]),
        ("05-4-2023", [(5, 4, 2023)]),
        ("08-09/01/2018", [(8, 1, 2018), (9, 1, 2018)]),
        ("19 và 20-8", [(19, 8, None), (20, 8, None)]),
        ("từ ngày 11 đến ngày 13 tháng 6 năm 2024", [(11, 6, 2024), (13, 6, 2024)]),
        ("thứ Tư, ngày 10/7", [(10, 7, None)]),
        ("ngày 18 tháng 7", [(18, 7, None)]),
        ("chiều thứ 6, 12.7.2024", [(12, 7, 2024)]),
        ("ngày    tháng 3 năm 2023", []),
        ("ngày … tháng … năm 2024", []),
        ("Số 6C Rạch Gầm, Phường 1", []),
        ("1/2 ngày", []),
        ("tuần 3 tháng 6/2024", []),
        ("tháng 5 - 6/2024", []),
        ("31/02/2024", []),
        ("Nghị định số 30/2020/NĐ-CP", []),
    ],
)
def test_days(text: str, expected: list[tuple[int, int, int | None]]) -> None:
    assert [(d.day, d.month, d.year) for d in days_in(plain(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dự kiến quý 3 năm 2024", ("quarter", date(2024, 7, 1), date(2024, 9, 30))),
        ("quý I/2020", ("quarter", date(2020, 1, 1), date(2020, 3, 31))),
        ("tháng 7 năm 2024", ("month", date(2024, 7, 1), date(2024, 7, 31))),
        ("giữa tháng 6/2020", ("month", date(2020, 6, 1), date(2020, 6, 30))),
        ("trong tháng 10", ("month", date(2023, 10, 1), date(2023, 10, 31))),
        ("quý III năm 2024 (dự kiến cuối tháng 8)", ("month", date(2024, 8, 1), date(2024, 8, 31))),
        ("quý III năm 2024, sau hội nghị tháng 2", ("quarter", date(2024, 7, 1), date(2024, 9, 30))),
        ("tuần 3 tháng 6/2024", ("month", date(2024, 6, 1), date(2024, 6, 30))),
        ("sau khi có kết quả", None),
    ],
)
def test_vague_times(text: str, expected: tuple[str, date, date] | None) -> None:
    span = span_in(plain(text), 2023)
    assert (span and (span.precision, span.first, span.last)) == expected


def test_a_vague_time_without_any_year_has_no_window() -> None:
    span = span_in("quy ii", None)
    assert span is not None
    assert (span.first, span.last) == (None, None)


@pytest.mark.parametrize(("text", "expected"), [("thứ Hai", 0), ("thứ 6", 4), ("Chủ nhật", 6), ("buổi sáng", None)])
def test_weekdays(text: str, expected: int | None) -> None:
    assert weekday_in(plain(text)) == expected


def test_a_week() -> None:
    assert week_in(plain("tuần từ 11/11/2024 đến 15/11/2024"))
    assert week_in(plain("01 ngày, trong khoảng từ ngày 15 đến 20/6/2024"))
    assert not week_in(plain("từ 11/11/2024 đến 12/11/2024"))


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(["/", "-", "."]))
def test_every_written_day_is_read_back(day: date, mark: str) -> None:
    written = f"ngày {day.day:02d}{mark}{day.month}{mark}{day.year}"
    assert [d.on(None) for d in days_in(plain(written))] == [day]
