from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.deadlines import Deadline, Due, due
from bot.calendar.reminders import next_overdue, office_instant, plan
from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE

CALENDAR = Calendar()
EARLY = datetime(2020, 1, 1, tzinfo=UTC)
DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
MOMENTS = st.builds(datetime.combine, DAYS, st.times(), st.just(UTC))
HOURS = st.one_of(st.none(), st.times())


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=OFFICE_ZONE)  # type: ignore[misc,arg-type]


def due_on(day: date, hour: time | None = None) -> Due:
    found = due(Deadline("", absolute=day, hour=hour), None, CALENDAR)
    assert found is not None
    return found


def rings(day: date, now: datetime = EARLY, hour: time | None = None) -> list[tuple[str, datetime]]:
    return [(ring.rule, ring.at) for ring in plan(due_on(day, hour), now=now, calendar=CALENDAR)]


def test_seven_three_one_and_the_day() -> None:
    assert rings(date(2024, 7, 19)) == [
        ("7d", at(2024, 7, 12, 8)),
        ("3d", at(2024, 7, 16, 8)),
        ("1d", at(2024, 7, 18, 8)),
        ("day", at(2024, 7, 19, 8)),
    ]


def test_days_off_ring_earlier_and_the_most_urgent_stays() -> None:
    # Due on a Monday: three days and one day before both fall on the Friday.
    assert rings(date(2024, 7, 15)) == [
        ("7d", at(2024, 7, 8, 8)),
        ("1d", at(2024, 7, 12, 8)),
        ("day", at(2024, 7, 15, 8)),
    ]


def test_what_is_past_is_dropped() -> None:
    assert [rule for rule, _ in rings(date(2024, 7, 19), now=at(2024, 7, 16, 8, 0))] == ["3d", "1d", "day"]
    assert [rule for rule, _ in rings(date(2024, 7, 19), now=at(2024, 7, 16, 8, 1))] == ["1d", "day"]
    assert rings(date(2024, 7, 19), now=at(2024, 7, 19, 9)) == []


def test_a_deadline_before_office_opens_rings_the_day_before() -> None:
    assert rings(date(2024, 7, 19), hour=time(7, 30))[-1] == ("day", at(2024, 7, 18, 8))


def test_overdue_rings_each_working_day() -> None:
    owed = due_on(date(2024, 7, 18))
    first = next_overdue(owed, after=owed.last_moment, calendar=CALENDAR)
    assert (first.rule, first.at) == ("overdue:2024-07-19", at(2024, 7, 19, 8))
    second = next_overdue(owed, after=first.at, calendar=CALENDAR)
    assert (second.rule, second.at) == ("overdue:2024-07-22", at(2024, 7, 22, 8))


def test_overdue_never_before_the_deadline() -> None:
    owed = due_on(date(2024, 7, 18))
    assert next_overdue(owed, after=EARLY, calendar=CALENDAR).at == at(2024, 7, 19, 8)


def test_messages_that_can_wait_come_in_office_hours() -> None:
    assert office_instant(at(2024, 7, 19, 9, 5), CALENDAR) == at(2024, 7, 19, 9, 5)
    assert office_instant(at(2024, 7, 19, 6), CALENDAR) == at(2024, 7, 19, 7)
    assert office_instant(at(2024, 7, 19, 12), CALENDAR) == at(2024, 7, 19, 13, 30)
    assert office_instant(at(2024, 7, 19, 17), CALENDAR) == at(2024, 7, 22, 7)
    assert office_instant(at(2024, 7, 20, 9), CALENDAR) == at(2024, 7, 22, 7)


@given(DAYS, HOURS, MOMENTS, st.lists(st.integers(1, 30), max_size=5))
def test_rings_are_worked_mornings_apart_to_come_and_before_the_deadline(
    day: date, hour: time | None, now: datetime, before: list[int]
) -> None:
    owed = due_on(day, hour)
    planned = plan(owed, now=now, days_before=before, calendar=CALENDAR)
    days = [ring.at.astimezone(OFFICE_ZONE).date() for ring in planned]
    assert days == sorted(set(days))
    assert all(CALENDAR.is_working_day(day) for day in days)
    assert all(ring.at.astimezone(OFFICE_ZONE).time() == time(8) for ring in planned)
    assert all(now <= ring.at < owed.last_moment for ring in planned)
    assert all(
        day <= owed.last_day - timedelta(int(r.rule[:-1]))
        for r, day in zip(planned, days, strict=True)
        if r.rule != "day"
    )


@given(DAYS, HOURS, MOMENTS)
def test_the_last_ring_planned_is_for_the_day_itself(day: date, hour: time | None, now: datetime) -> None:
    planned = plan(due_on(day, hour), now=now, calendar=CALENDAR)
    assert not planned or planned[-1].rule == "day"


@given(DAYS, MOMENTS)
def test_overdue_is_a_worked_morning_after_both(day: date, after: datetime) -> None:
    owed = due_on(day)
    ring = next_overdue(owed, after=after, calendar=CALENDAR)
    local = ring.at.astimezone(OFFICE_ZONE)
    assert ring.at > max(after, owed.last_moment)
    assert local.time() == time(8)
    assert CALENDAR.is_working_day(local.date())
    assert ring.rule == f"overdue:{local.date()}"


@given(MOMENTS)
def test_an_office_instant_is_never_earlier_and_stays_where_it_is(moment: datetime) -> None:
    found = office_instant(moment, CALENDAR)
    assert found >= moment
    assert office_instant(found, CALENDAR) == found
    assert CALENDAR.is_working_day(found.astimezone(OFFICE_ZONE).date())
