from __future__ import annotations

from typing import Any

from bot.plan_reader.whole import read


def sessions(*lines: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read("\n".join(["GIẤY MỜI", "Dự Hội nghị", *lines]).encode(), "plan.txt")["sessions"]
    return found


def test_halves_of_a_day_for_different_people_are_sessions() -> None:
    first, second = sessions(
        "1. Thời gian: ngày 25/3/2026, chia làm 2 buổi:",
        "- Buổi sáng, từ 08h00 đến 11h30: dành cho doanh nghiệp;",
        "- Buổi chiều, từ 13h30 đến 17h00: dành cho hộ kinh doanh.",
        "2. Địa điểm: Hội trường A.",
    )
    assert (first["name"], first["starts"][:16]) == ("Buổi sáng", "2026-03-25T08:00")
    assert (second["name"], second["starts"][:16]) == ("Buổi chiều", "2026-03-25T13:30")


def test_halves_of_a_day_for_the_same_people_are_one() -> None:
    (found,) = sessions("1. Thời gian: ngày 25/3/2026:", "- Buổi sáng: từ 08h00;", "- Buổi chiều: từ 13h30.")
    assert found["start_time"] == "08:00"


def test_the_opening_begins_it_not_the_reception() -> None:
    (found,) = sessions("2. Thời gian", "- Đón tiếp: 7h00 ngày 09/6/2023.", "- Khai mạc: 7h30 cùng ngày.")
    assert found["starts"][:16] == "2023-06-09T07:30"
