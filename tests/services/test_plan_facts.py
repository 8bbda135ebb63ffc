"""Corrections: an answer changes one fact and what follows from it, or nothing; the form stays valid."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.working_days import Calendar
from bot.errors import Refusal
from bot.messages.plan_draft import Draft
from bot.messages.plan_items import FACTS, ItemCard
from bot.messages.plans import Summary
from bot.plan_reader.form import LISTS
from bot.services.plan_facts import (
    BLANK,
    FIELDS,
    NEEDED,
    Day,
    Fact,
    add_item,
    correct,
    leave_open,
    see_checks,
    take_out,
)
from tests.plan_examples import READING, reading

TODAY = Day(date(2026, 11, 23), Calendar())


def corrected(fact: Fact, text: str) -> dict[str, Any]:
    """Return the item of `fact` after the answer."""
    changed = correct(READING, fact, text, TODAY)
    item: dict[str, Any] = changed if fact.part == "h" else changed[LISTS[fact.part]][fact.item]
    return item


def test_the_card_asks_for_what_can_be_corrected() -> None:
    assert {part: set(fields) for part, fields in FACTS.items()} == {p: set(f) for p, f in FIELDS.items()}


def test_a_day_moves_start_and_end_with_it() -> None:
    meeting = corrected(Fact("s", 0, "day"), "18/12/2026")
    assert meeting["window"] == ["2026-12-18", "2026-12-18"]
    assert meeting["starts"] == "2026-12-18T07:30:00+07:00"
    assert meeting["date_precision"] == "exact"


def test_a_window_has_no_instant() -> None:
    meeting = corrected(Fact("s", 0, "day"), "quý I/2027")
    assert meeting["window"] == ["2027-01-01", "2027-03-31"]
    assert (meeting["starts"], meeting["ends"], meeting["date_precision"]) == (None, None, "quarter")


def test_a_session_does_not_end_before_it_starts() -> None:
    with pytest.raises(Refusal, match="end_before_start"):
        correct(READING, Fact("s", 0, "end_time"), "7h00", TODAY)


def test_an_afternoon_follows_from_its_hour() -> None:
    later = correct(READING, Fact("s", 0, "end_time"), "17h", TODAY)
    meeting = correct(later, Fact("s", 0, "start_time"), "13h30", TODAY)["sessions"][0]
    assert (meeting["half_day"], meeting["starts"]) == ("afternoon", "2026-12-10T13:30:00+07:00")


@pytest.mark.parametrize(
    ("said", "absolute", "days", "before", "hour", "working"),
    [
        ("4/12/2026", "2026-12-04", None, False, None, False),
        ("chậm nhất ngày 4/12/2026", "2026-12-04", None, False, None, False),
        ("trước ngày 27/11/2026", "2026-11-27", None, True, None, False),
        ("trước 16h ngày 27/11", "2026-11-27", None, True, "16:00", False),
        ("trước 05 ngày tổ chức Hội nghị", None, 5, True, None, False),
        ("Trước 3 ngày làm việc", None, 3, True, None, True),
    ],
)
def test_deadlines_as_people_say_them(
    said: str, absolute: str | None, days: int | None, before: bool, hour: str | None, working: bool
) -> None:
    duty = corrected(Fact("d", 0, "deadline"), said)
    assert duty["deadline"] == {"absolute": absolute, "relative_days_before_event": days, "before": before}
    assert (duty["deadline_hour"], duty["deadline_working_days"]) == (hour, working)
    assert duty["deadline_words"] is None


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Fact("s", 0, "day"), "hôm nào rảnh"),
        (Fact("s", 0, "day"), "9/12/2026 đến 5/12/2026"),
        (Fact("s", 0, "start_time"), "25h"),
        (Fact("s", 0, "expected_delegates"), "60-40"),
        (Fact("d", 0, "deadline"), "trước 5 ngày 20/12"),
        (Fact("d", 0, "lead"), " ; "),
        (Fact("h", 0, "number"), "kế hoạch"),
        (Fact("a", 0, "hours"), "9h - 8h"),
        (Fact("g", 0, "quota_per_unit"), "hai"),
        (Fact("g", 0, "mode"), "qua điện thoại"),
    ],
)
def test_what_is_not_clear_is_refused(fact: Fact, said: str) -> None:
    with pytest.raises(Refusal, match=r"plans\."):
        correct(READING, fact, said, TODAY)


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("Trực tiếp", "in_person"),
        ("dự trực tuyến", "online"),
        ("truc tuyen", "online"),
        ("trực tiếp hoặc trực tuyến", "both"),
        ("Cả hai", "both"),
        ("online", "online"),
        ("both", "both"),
    ],
)
def test_how_a_group_attends(said: str, mode: str) -> None:
    assert corrected(Fact("g", 0, "mode"), said)["mode"] == mode


def test_names_are_parted_by_lines_and_semicolons_only() -> None:
    duty = corrected(Fact("d", 0, "lead"), "Sở Văn hóa, Thể thao và Du lịch; Sở Y tế\nSở Y tế")
    assert duty["lead"] == ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]


def test_what_a_conference_needs_cannot_be_open() -> None:
    with pytest.raises(Refusal, match="needed"):
        leave_open(READING, Fact("h", 0, "title"))
    assert leave_open(READING, Fact("d", 0, "deadline"))["duties"][0]["deadline"] is None


def test_taking_out_and_putting_back() -> None:
    out = take_out(READING, "d", 1)
    assert out["duties"][1]["removed"] is True
    assert take_out(out, "d", 1)["duties"][1]["removed"] is False
    with pytest.raises(Refusal, match="old_button"):
        take_out(READING, "s", 0)


@pytest.mark.parametrize("part", sorted(BLANK))
def test_an_item_that_was_not_found_can_be_added(part: str) -> None:
    added, number = add_item(READING, part, "Họp báo", TODAY)
    assert number == len(READING[LISTS[part]])
    assert len(added[LISTS[part]]) == number + 1
    for field in set(FIELDS[part]) - {needed for of, needed in NEEDED if of == part}:
        added = leave_open(added, Fact(part, number, field))
    assert ItemCard(Draft(1, 1, added), part, number).render("vi").text
    assert Summary(Draft(1, 1, added)).render("vi").text
    with pytest.raises(Refusal, match="not_words"):
        add_item(READING, part, " ", TODAY)


def test_what_was_looked_at_is_marked() -> None:
    seen = see_checks(READING, 0, 1)
    assert [bool(check.get("seen")) for check in seen["anomalies"]] == [True, False]


@pytest.mark.parametrize(
    "fact", [Fact("x", 0, "title"), Fact("d", 9, "text"), Fact("d", -1, "text"), Fact("d", 0, "venue")]
)
def test_a_fact_that_is_none_is_an_old_button(fact: Fact) -> None:
    with pytest.raises(Refusal, match="old_button"):
        correct(READING, fact, "x", TODAY)


ANSWERS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["18/12/2026", "tháng 1/2027", "8h - 9h", "13h30", "trước 5 ngày", "40-60", "Sở Y tế; Sở Nội vụ", "7"]
    ),
    st.dates(date(2026, 1, 1), date(2030, 1, 1)).map(lambda day: f"{day.day}/{day.month}/{day.year}"),
)
FACT = st.sampled_from([Fact(part, 0, field) for part, fields in FIELDS.items() for field in fields])


@given(st.lists(st.tuples(FACT, st.one_of(st.none(), ANSWERS)), max_size=12))
def test_corrections_keep_the_form_valid(steps: list[tuple[Fact, str | None]]) -> None:
    now: dict[str, Any] = reading()
    for fact, answer in steps:
        before = repr(now)
        try:
            now = leave_open(now, fact) if answer is None else correct(now, fact, answer, TODAY)
        except Refusal:
            assert repr(now) == before
    valid(now)
    for part in FIELDS:
        assert ItemCard(Draft(1, 1, now), part, 0).render("vi").text
    assert Summary(Draft(1, 1, now)).render("vi").text


def valid(now: dict[str, Any]) -> None:
    """Check the form of docs/plan_form.md."""
    assert now.keys() == READING.keys()
    for part, field in NEEDED:
        holder = now if part == "h" else now[LISTS[part]][0]
        assert holder[field]
    for meeting in now["sessions"]:
        first, last = (date.fromisoformat(day) for day in meeting["window"]) if meeting["window"] else (None, None)
        assert first is None or last is None or first <= last
        times = [time.fromisoformat(meeting[key]) for key in ("start_time", "end_time") if meeting[key]]
        assert times == sorted(times)
        known = first is not None and first == last
        assert bool(meeting["starts"]) == bool(known and meeting["start_time"])
        assert (meeting["date_precision"] in {"exact", "day", "half_day"}) == known
    for duty in now["duties"]:
        assert isinstance(duty["lead"], list)
        deadline = duty["deadline"]
        assert deadline is None or (deadline["absolute"] is None) != (deadline["relative_days_before_event"] is None)
    for row in now["agenda"]:
        assert not (row["start"] and row["end"]) or row["start"] < row["end"]
    for group in now["invitee_groups"]:
        assert group["quota_per_unit"] is None or group["quota_per_unit"] >= 0
