"""Checks of lines before they count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.services.delegate_checks import Entry, Known, free_key, key_of, review
from bot.services.seats import Seats

HALL = Seats(1, "Lãnh đạo các sở, ban, ngành", "III.1", ("in_person",), seats=2, entered=0, group_left=None)
LAN = Entry("Đỗ Thị Lan", "Giám đốc", "+84900000101", "in_person", 1)
HA = Entry("Nguyễn Văn Hà", "Chánh Văn phòng", None, "in_person", 1)


def verdicts(
    *entries: Entry, seats: Seats = HALL, own: tuple[Known, ...] = (), elsewhere: tuple[str, ...] = ()
) -> list[str]:
    found = review(entries, {seats.group_id: seats}, own, elsewhere)
    return [":".join((line.verdict.value, *line.findings)) for line in found]


def test_a_whole_line_is_good() -> None:
    assert verdicts(LAN, HA) == ["good", "good"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"full_name": ""}, "name_missing"),
        ({"full_name": "Lan " * 30}, "name_long"),
        ({"position": None}, "missing_office"),
        ({"position": "x" * 201}, "too_long"),
        ({"group_id": 7}, "no_such_group"),
        ({"mode": "online"}, "mode_not_offered"),
        ({"mode": None}, "mode_not_offered"),
        ({"problems": ("bad_phone", "missing_phone")}, "bad_phone"),
    ],
)
def test_what_must_be_mended_is_named(changes: dict[str, object], problem: str) -> None:
    assert verdicts(replace(LAN, **changes)) == [f"bad:{problem}"]  # type: ignore[arg-type]


def test_a_phone_may_be_missing() -> None:
    assert verdicts(replace(LAN, phone=None, problems=("missing_phone",))) == ["good"]


def test_the_first_lines_get_the_seats() -> None:
    third = replace(LAN, full_name="Trần Văn Sơn")
    assert verdicts(LAN, HA, third) == ["good", "good", "full:no_seat"]
    assert verdicts(LAN, HA, third, seats=replace(HALL, seats=None)) == ["good"] * 3
    assert verdicts(LAN, HA, third, seats=replace(HALL, group_left=1)) == ["good", "full:no_seat", "full:no_seat"]


def test_a_line_to_be_mended_takes_no_seat() -> None:
    third = replace(LAN, full_name="Trần Văn Sơn")
    assert verdicts(replace(LAN, position=""), HA, third) == ["bad:missing_office", "good", "good"]


def test_the_same_person_twice_is_refused() -> None:
    own = (Known("Đỗ Thị  Lan", "giám đốc", "do thi lan"),)
    assert verdicts(LAN, own=own) == ["bad:entered_already"]
    assert verdicts(LAN, LAN) == ["good", "bad:repeated"]


def test_a_name_that_only_folds_alike_is_asked_about() -> None:
    own = (Known("Nguyễn Văn Hạ", "Chánh Văn phòng", "nguyen van ha"),)
    assert verdicts(HA, own=own) == ["asked:namesake"]
    assert verdicts(HA, replace(HA, position="Chuyên viên")) == ["good", "asked:namesake"]


def test_another_units_delegate_is_asked_about() -> None:
    assert verdicts(LAN, HA, elsewhere=("do thi lan",)) == ["asked:elsewhere", "good"]


def test_namesakes_get_numbered_keys() -> None:
    assert key_of("Ông Nguyễn Văn Hà") == "nguyen van ha"
    taken = {free_key("Nguyễn Văn Hà", set())}
    taken.add(free_key("Nguyễn Văn Hạ", taken))
    assert taken == {"nguyen van ha", "nguyen van ha 2"}
    assert {key_of(key) for key in taken} == {"nguyen van ha"}
