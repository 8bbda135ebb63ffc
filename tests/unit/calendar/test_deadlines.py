from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.deadlines import Deadline, Due, due
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE

CALENDAR = Calendar()
EVENT = date(2024, 7, 26)
DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))


def of(event: date | None = EVENT, **rule: object) -> Due | None:
    return due(Deadline("", **rule), event, CALENDAR)  # type: ignore[arg-type]


def ends(day: date, hour: time = time(17)) -> datetime:
    return datetime.combine(day, hour, OFFICE_ZONE)


def test_before_a_day_is_the_last_moment_of_the_day_before() -> None:
    found = of(absolute=date(2024, 7, 16), before=True)
    assert found == Due(ends(date(2024, 7, 15)), date(2024, 7, 15), date(2024, 7, 15), moved_from_day_off=False)


def test_before_a_monday_is_friday_and_says_so() -> None:
    found = of(absolute=date(2024, 7, 15), before=True)
    assert found == Due(ends(date(2024, 7, 12)), date(2024, 7, 12), date(2024, 7, 14), moved_from_day_off=True)


def test_at_the_latest_on_a_day_includes_it() -> None:
    found = of(absolute=date(2024, 7, 16))
    assert found == Due(ends(date(2024, 7, 16)), date(2024, 7, 16), date(2024, 7, 16), moved_from_day_off=False)


def test_a_day_off_moves_back_never_forward() -> None:
    found = of(absolute=date(2022, 7, 30))
    assert found == Due(ends(date(2022, 7, 29)), date(2022, 7, 29), date(2022, 7, 30), moved_from_day_off=True)


def test_before_an_hour_is_that_instant() -> None:
    found = of(absolute=date(2024, 7, 16), before=True, hour=time(16))
    assert found is not None
    assert found.last_moment == datetime(2024, 7, 16, 9, 0, tzinfo=UTC)


def test_an_hour_on_a_day_off_becomes_the_end_of_the_working_day_before() -> None:
    found = of(absolute=date(2024, 7, 14), before=True, hour=time(9))
    assert found == Due(ends(date(2024, 7, 12)), date(2024, 7, 12), date(2024, 7, 14), moved_from_day_off=True)


def test_days_before_the_event_are_calendar_days() -> None:
    found = of(days_before_event=5, before=True)
    assert found == Due(ends(date(2024, 7, 19)), date(2024, 7, 19), date(2024, 7, 21), moved_from_day_off=True)


def test_working_days_before_the_event_jump_days_off() -> None:
    found = of(event=date(2024, 2, 19), days_before_event=3, before=True, working_days=True)
    assert found is not None
    assert found.last_day == date(2024, 2, 7)
    assert not found.moved_from_day_off


def test_before_the_event_itself_is_the_day_before() -> None:
    found = of(days_before_event=0, before=True)
    assert found is not None
    assert found.last_day == date(2024, 7, 25)


def test_open_events_and_missing_deadlines_have_no_moment() -> None:
    assert of(event=None, days_before_event=5, before=True) is None
    assert of() is None
    assert of(event=None, absolute=date(2024, 7, 16)) is not None


@given(DAYS, st.booleans(), st.one_of(st.none(), st.times()))
def test_the_last_moment_is_worked_and_never_after_the_words(day: date, before: bool, hour: time | None) -> None:
    found = of(absolute=day, before=before, hour=hour)
    assert found is not None
    local = found.last_moment.astimezone(OFFICE_ZONE)
    assert found.last_moment.tzinfo is UTC
    assert local.date() == found.last_day <= found.literal_day <= day
    assert CALENDAR.is_working_day(found.last_day)
    assert found.moved_from_day_off is (found.last_day != found.literal_day)
    assert hour is None or local <= datetime.combine(day, hour, OFFICE_ZONE)


@given(DAYS, st.integers(1, 40), st.booleans())
def test_moving_the_event_later_never_brings_a_deadline_forward(event: date, n: int, working: bool) -> None:
    first, later = (
        of(event=day, days_before_event=n, before=True, working_days=working) for day in (event, event + timedelta(7))
    )
    assert first is not None
    assert later is not None
    assert first.last_moment <= later.last_moment
    assert first.last_day <= event - timedelta(n)
