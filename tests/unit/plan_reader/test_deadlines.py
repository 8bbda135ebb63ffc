from __future__ import annotations

from datetime import date, time

import pytest

from bot.plan_reader.deadlines import Deadline, deadlines_in

SIGNED = date(2024, 6, 1)


def one(text: str) -> Deadline:
    (found,) = deadlines_in(text, signed=SIGNED, year=None)
    return found


@pytest.mark.parametrize(
    ("text", "on", "before"),
    [
        ("gửi về Văn phòng trước ngày 16 tháng 7 năm 2024", date(2024, 7, 16), True),
        ("hoàn thành trước 20/6/2024", date(2024, 6, 20), True),
        ("xong trước ngày thứ Sáu, ngày 12/7/2024", date(2024, 7, 12), True),
        ("chậm nhất là ngày 05/7/2024", date(2024, 7, 5), False),
        ("đến hết ngày 10 tháng 7", date(2024, 7, 10), False),
        ("trong ngày 10-7-2024", date(2024, 7, 10), False),
        ("Hạn chót: 12.7.2024", date(2024, 7, 12), False),
        ("Thời gian hoàn thành: ngày 10/7/2024", date(2024, 7, 10), False),
        ("trước ngày 15/01", date(2025, 1, 15), True),
        ("in giấy mời (hoàn thành 21/8)", date(2024, 8, 21), False),
        ("thử kỹ thuật vào chiều ngày 23/10/2024", date(2024, 10, 23), False),
        ("chuẩn bị quà, hạn chót 18/12", date(2024, 12, 18), False),
        ("chuẩn bị nhân sự, trình Ban Thường vụ ngày 07/6/2024", date(2024, 6, 7), False),
    ],
)
def test_a_day(text: str, on: date, before: bool) -> None:
    found = one(text)
    assert (found.on, found.before, found.back) == (on, before, None)


@pytest.mark.parametrize("text", ["trước 16 giờ 30 ngày 12/7/2024", "chậm nhất 16h30, ngày 12/7/2024"])
def test_an_hour_ends_on_its_own_day(text: str) -> None:
    found = one(text)
    assert (found.on, found.hour, found.before) == (date(2024, 7, 12), time(16, 30), False)


@pytest.mark.parametrize(
    ("text", "days", "working"),
    [
        ("trước 05 ngày tổ chức Hội nghị", 5, False),
        ("trước 03 ngày làm việc so với ngày tổ chức Hội nghị", 3, True),
        ("chậm nhất 05 ngày trước ngày tổ chức Hội nghị", 5, False),
        ("trước khi tổ chức Hội nghị ít nhất 02 ngày", 2, False),
        ("trước ngày diễn ra Hội nghị 03 ngày", 3, False),
        ("gửi trước Hội nghị 05 ngày", 5, False),
    ],
)
def test_counted_back_from_the_event(text: str, days: int, working: bool) -> None:
    found = one(text)
    assert (found.back, found.on, found.before, found.working_days) == (days, None, True, working)


@pytest.mark.parametrize(
    "text",
    [
        "theo Kế hoạch số 132/KH-UBND ngày 05/7/2024 của Ủy ban nhân dân tỉnh",
        "vào lúc 7h30 ngày 18/7/2024",
        "trước, trong và sau Hội nghị",
        "gửi kèm Báo cáo số 12/BC-SNV ngày 05/7/2024",
        "trong 02 ngày",
    ],
)
def test_other_days_are_no_deadlines(text: str) -> None:
    assert deadlines_in(text, signed=SIGNED, year=None) == []


def test_two_deadlines_in_order() -> None:
    text = "gửi Sở Nội vụ trước ngày 25/7/2024. Sở Nội vụ tổng hợp trước ngày 30/7/2024"
    assert [d.on for d in deadlines_in(text, signed=SIGNED, year=None)] == [date(2024, 7, 25), date(2024, 7, 30)]


def test_a_day_without_any_year_is_not_guessed() -> None:
    assert deadlines_in("trước ngày 25/7", signed=None, year=None) == []
