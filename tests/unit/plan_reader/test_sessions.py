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


def test_classes_of_a_school_come_at_hours_of_their_own() -> None:
    first, second = sessions(
        "Thời gian: Ngày 14/9/2024 (Thứ Bảy)",
        "- Khối 1, 2, 3: từ 7h30 đến 9h30",
        "- Khối 4, 5: từ 10h00 đến 11h30",
        "Địa điểm: Phòng học của các lớp.",
    )
    assert (first["name"], first["starts"][:16]) == ("Khối 1, 2, 3", "2024-09-14T07:30")
    assert (second["starts"][:16], second["venue"]) == ("2024-09-14T10:00", "Phòng học của các lớp")


def test_a_line_for_nobody_among_them_leaves_one_event() -> None:
    found = sessions(
        "Thời gian: Ngày 14/9/2024 (Thứ Bảy)", "- Khối 1: từ 7h30", "- Khối 2: từ 9h00", "- Tổng kết: 10h00"
    )
    assert len(found) == 1


def test_what_comes_before_the_event_is_not_the_event() -> None:
    (found,) = sessions(
        "2. Thời gian, địa điểm",
        "- Họp bốc thăm: 14h00 ngày 05/5/2023 tại phòng họp Sở A.",
        "- Khai mạc: 7h00 ngày 12/5/2023.",
        "- Địa điểm thi đấu: Nhà thi đấu tỉnh.",
    )
    assert (found["starts"][:16], found["venue"]) == ("2023-05-12T07:00", "Nhà thi đấu tỉnh")


def test_halves_of_a_day_for_the_same_people_are_one() -> None:
    (found,) = sessions("1. Thời gian: ngày 25/3/2026:", "- Buổi sáng: từ 08h00;", "- Buổi chiều: từ 13h30.")
    assert found["start_time"] == "08:00"


def test_a_lunar_day_is_no_day_of_the_event() -> None:
    (found,) = sessions("Thời gian: 9 giờ 00, ngày 18 tháng 01 năm 2026 (nhằm ngày 30 tháng 11 năm Ất Tỵ)")
    assert found["window"] == ["2026-01-18", "2026-01-18"]


def test_each_session_counts_its_own_people() -> None:
    first, second = sessions(
        "I. THỜI GIAN, ĐỊA ĐIỂM",
        "1. Cụm số 1",
        "- Thời gian: 18 giờ 00 ngày 10/6/2026.",
        "- Số lượng: 120 người.",
        "2. Cụm số 2",
        "- Thời gian: 18 giờ 00 ngày 12/6/2026.",
        "- Số lượng: 100 người.",
    )
    assert (first["expected_delegates"]["max"], second["expected_delegates"]["max"]) == (120, 100)


def test_the_place_beside_the_form() -> None:
    (found,) = sessions(
        "1. Thời gian: 8 giờ 30, ngày 20/12/2019.",
        "2. Hình thức, địa điểm: trực tiếp kết hợp trực tuyến; điểm cầu chính tại Hội trường tầng 6, phố Thử.",
    )
    assert found["venue"] == "Hội trường tầng 6, phố Thử"


def test_an_hour_and_a_day_without_a_label() -> None:
    (found,) = sessions("Đúng 19 giờ 00 phút ngày 17 tháng 5 năm 2024 (thứ sáu)", "Tại: Nhà sinh hoạt thôn")
    assert (found["starts"][:16], found["venue"]) == ("2024-05-17T19:00", "Nhà sinh hoạt thôn")


def test_a_time_in_brackets_of_the_sentence_that_calls() -> None:
    (found,) = sessions("Tòa án tổ chức Hội nghị tập huấn, thời gian 01 ngày (bắt đầu 7h30, ngày 06/11/2020).")
    assert found["starts"][:16] == "2020-11-06T07:30"


def test_a_hall_below_the_heading_on_time_and_place() -> None:
    (found,) = sessions("II. Thời gian - địa điểm", "- 08 giờ 00, 22/12/2023.", "- Hội trường Tỉnh đoàn, số 3 phố Thử.")
    assert found["venue"] == "Hội trường Tỉnh đoàn, số 3 phố Thử"


def test_the_opening_begins_it_not_the_reception() -> None:
    (found,) = sessions("2. Thời gian", "- Đón tiếp: 7h00 ngày 09/6/2023.", "- Khai mạc: 7h30 cùng ngày.")
    assert found["starts"][:16] == "2023-06-09T07:30"
