from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.spoken import read_day, read_instant, read_time
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE

SATURDAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("7h30", time(7, 30)),
        ("07h30'", time(7, 30)),
        ("8h30p", time(8, 30)),
        ("13g30", time(13, 30)),
        ("13:30", time(13, 30)),
        ("8 giờ 05", time(8, 5)),
        ("08 giờ 30 phút", time(8, 30)),
        ("8 giờ đúng", time(8)),
        ("08 giờ", time(8)),
        ("7 giờ rưỡi sáng", time(7, 30)),
        ("2 giờ chiều", time(14)),
        ("14h chiều", time(14)),
        ("8 giờ tối", time(20)),
        ("12 giờ trưa", time(12)),
        ("lúc 17h", time(17)),
        ("8", None),
        ("8h5", None),
        ("25h", None),
        ("8h75", None),
        ("14h sáng", None),
        ("9 giờ kém 15", None),
        ("7h30 - 9h00", None),
        ("8.30", None),
        ("8 hội nghị", None),
        ("", None),
    ],
)
def test_hours(text: str, hour: time | None) -> None:
    assert read_time(text) == hour


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/4/2023", date(2023, 4, 5)),
        ("05.4.2023", date(2023, 4, 5)),
        ("05-4-2023", date(2023, 4, 5)),
        ("5/4/23", date(2023, 4, 5)),
        ("2024-07-12", date(2024, 7, 12)),
        ("ngày 05 tháng 4 năm 2023", date(2023, 4, 5)),
        ("5 thang 4 nam 2023", date(2023, 4, 5)),
        ("ngày 5 tháng 4/2023", date(2023, 4, 5)),
        ("thứ Sáu, 12/7/2024", date(2024, 7, 12)),
        ("thứ Năm, 12/7/2024", None),
        ("25/11", date(2026, 11, 25)),
        ("21/11", SATURDAY),
        ("5/4", date(2027, 4, 5)),
        ("20/11", None),
        ("29/2", None),
        ("31/4/2027", None),
        ("5/4-2023", None),
        ("thứ 2", date(2026, 11, 23)),
        ("thứ hai", date(2026, 11, 23)),
        ("thu sau", date(2026, 11, 27)),
        ("t6", date(2026, 11, 27)),
        ("thứ 7", None),
        ("thứ sáu tuần sau", date(2026, 11, 27)),
        ("thứ 6 tuần này", date(2026, 11, 20)),
        ("thứ 3 tuần tới", date(2026, 11, 24)),
        ("thứ 3 tuần sau nữa", date(2026, 12, 1)),
        ("CN", date(2026, 11, 22)),
        ("chủ nhật tuần sau", date(2026, 11, 29)),
        ("chiều thứ hai", date(2026, 11, 23)),
        ("hôm nay", SATURDAY),
        ("mai", date(2026, 11, 22)),
        ("sáng mai", date(2026, 11, 22)),
        ("mốt", date(2026, 11, 23)),
        ("ngày kia", date(2026, 11, 23)),
        ("mot", None),
        ("một", None),
        ("sau 3 ngày", date(2026, 11, 24)),
        ("3 ngày nữa", date(2026, 11, 24)),
        ("sau 2 tuần", date(2026, 12, 5)),
        ("sau 3 ngày làm việc", date(2026, 11, 26)),
        ("3 ngày", None),
        ("ngày 5", None),
        ("trước ngày 16/7/2024", None),
        ("½ ngày", None),
        ("1/2 ngày", None),
        ("tháng 7/2024", None),
        ("19 và 20-8", None),
        ("mùng 5 tháng 1", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert read_day(text, SATURDAY) == day


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("17h00 ngày 25/11/2026", (date(2026, 11, 25), time(17))),
        ("25/11/2026 17:00", (date(2026, 11, 25), time(17))),
        ("8h 25/11", (date(2026, 11, 25), time(8))),
        ("8h30 sáng mai", (date(2026, 11, 22), time(8, 30))),
        ("2 giờ chiều thứ hai", (date(2026, 11, 23), time(14))),
        ("chiều thứ hai, 14h", (date(2026, 11, 23), time(14))),
        ("trước 16 giờ 30 ngày 02/12", (date(2026, 12, 2), time(16, 30))),
        ("7h30', ngày 05 tháng 4 năm 2027", (date(2027, 4, 5), time(7, 30))),
        ("thứ Sáu, 12/7/2024, 17:00", (date(2024, 7, 12), time(17))),
        ("9h sáng nay", (SATURDAY, time(9))),
        ("chiều mai", (date(2026, 11, 22), None)),
        ("25/11", (date(2026, 11, 25), None)),
        ("17h", None),
        ("trước ngày 25/11", None),
        ("7h30 - 9h00 ngày 25/11", None),
        ("14h sáng mai", None),
        ("khi nào cũng được", None),
    ],
)
def test_instants(text: str, answer: tuple[date, time | None] | None) -> None:
    assert read_instant(text, NOW) == answer


def test_today_is_the_office_s_own() -> None:
    assert read_instant("hôm nay", datetime(2026, 11, 20, 17, 30, tzinfo=UTC)) == (SATURDAY, None)


def test_working_days_follow_the_given_calendar() -> None:
    worked = Calendar({date(2026, 11, 22): True})
    assert read_day("sau 1 ngày làm việc", SATURDAY, calendar=worked) == date(2026, 11, 22)


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from("/.-"), st.dates(date(2020, 1, 1), date(2030, 1, 1))
)
def test_a_full_date_reads_as_itself_whatever_the_day(day: date, mark: str, today: date) -> None:
    assert read_day(f"{day.day}{mark}{day.month}{mark}{day.year}", today) == day


@given(st.integers(1, 31), st.integers(1, 12), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_day_without_a_year_is_never_past(day: int, month: int, today: date) -> None:
    found = read_day(f"{day}/{month}", today)
    assert found is None or (found >= today and (found.day, found.month) == (day, month))


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)))
def test_every_hour_reads_back(hour: time) -> None:
    assert (
        read_time(f"{hour:%H:%M}")
        == read_time(f"{hour.hour}h{hour:%M}")
        == read_time(f"{hour.hour} giờ {hour:%M}")
        == hour
    )


@given(st.text(st.sampled_from("0123456789/-.: hgngàytháứmisauunăđ,"), max_size=24))
def test_anything_is_read_or_refused(text: str) -> None:
    answer = read_instant(text, datetime(2026, 11, 21, 10, 0, tzinfo=OFFICE_ZONE))
    assert answer is None or isinstance(answer[0], date)
