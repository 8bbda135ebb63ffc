"""A new version against what runs: items are paired by their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.deadlines import Deadline
from bot.services.plan_changes import Running, compare, pairs
from bot.services.plan_wanted import Wanted, WantedDuty
from models.duties import Part

REPORT = WantedDuty(
    "Xây dựng báo cáo trung tâm trình bày tại Hội nghị",
    Deadline("trước ngày 27/11/2026", absolute=date(2026, 11, 27), before=True),
    None,
    {1: Part.LEAD},
    "VI.2",
)
MONEY = WantedDuty("Bố trí kinh phí tổ chức Hội nghị", Deadline(""), None, {2: Part.LEAD}, "VI.4")
HALL = WantedDuty("Chuẩn bị hội trường, khánh tiết, âm thanh, ánh sáng", Deadline(""), None, {3: Part.LEAD}, "VI.5")


def kinds(old: list[WantedDuty], new: list[WantedDuty]) -> dict[str, str]:
    running = Running((), (), list(enumerate(old, start=10)))
    changes = compare(running, Wanted((), (), tuple(new)))
    return {(pair.new or pair.old or REPORT).text: pair.kind for pair in changes.duties}


def test_the_same_plan_renumbered_changes_nothing() -> None:
    renumbered = [replace(HALL, section="V.1"), replace(REPORT, section="V.2"), replace(MONEY, section="V.3")]
    assert set(kinds([REPORT, MONEY, HALL], renumbered).values()) == {"same"}


def test_another_spelling_of_the_same_deadline_is_no_change() -> None:
    same = replace(REPORT, deadline=replace(REPORT.deadline, literal="trước 27/11/2026"))
    assert kinds([REPORT], [same]) == {REPORT.text: "same"}
    later = replace(REPORT, deadline=replace(REPORT.deadline, absolute=date(2026, 11, 30)))
    assert kinds([REPORT], [later]) == {REPORT.text: "changed"}


def test_added_dropped_and_reworded() -> None:
    reworded = replace(REPORT, text="Xây dựng báo cáo trung tâm trình bày tại Hội nghị và dự thảo kết luận")
    found = kinds([REPORT, MONEY], [reworded, HALL])
    assert found == {reworded.text: "changed", HALL.text: "added", MONEY.text: "dropped"}


def test_one_on_each_side_is_the_same_however_it_is_worded() -> None:
    (pair,) = pairs([(7, "Hội nghị trực tiếp")], ["Phiên toàn thể"], str)
    assert (pair.row_id, pair.kind) == (7, "changed")


def test_two_alike_are_not_confused() -> None:
    one = replace(REPORT, parts={1: Part.LEAD})
    other = replace(REPORT, parts={2: Part.LEAD})
    running = Running((), (), [(10, one), (11, other)])
    changes = compare(running, Wanted((), (), (other, one)))
    assert [(pair.row_id, pair.kind) for pair in changes.duties] == [(11, "same"), (10, "same")]


WORDS = st.lists(st.text("abc ", min_size=1, max_size=6), max_size=8)


@given(WORDS, WORDS)
def test_every_item_stands_in_one_pair(old: list[str], new: list[str]) -> None:
    found = pairs(list(enumerate(old)), new, str)
    assert [pair.new for pair in found if pair.new is not None] == new
    assert sorted(pair.row_id for pair in found if pair.row_id is not None) == list(range(len(old)))
    assert all(old[pair.row_id] == pair.old for pair in found if pair.row_id is not None)
