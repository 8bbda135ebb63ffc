from __future__ import annotations

import pytest

from bot.plan_reader.people import crowd_in, number_of_people, per_unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các sở, ban, ngành (02 người/đơn vị)", 2),
        ("mỗi đơn vị 01 lãnh đạo, 01 chuyên viên", 2),
        ("01 lãnh đạo và 01 chuyên viên mỗi cơ quan", 2),
        ("không quá 10 người/điểm cầu", 10),
        ("từ 15 - 20 người/điểm cầu", None),
        ("từ 15 đến 20 người/đơn vị", None),
        ("Trưởng ban; 05 báo cáo viên mỗi xã", 5),
        ("Giấy mời năm 2026 gửi mỗi đơn vị", None),
        ("01 chuyên viên", None),
        ("Mỗi lớp 40 học viên", None),
        ("trưởng thôn và 25 hộ dân mỗi thôn", 25),
        ("mỗi đơn vị cử 01 lãnh đạo và 01 tổ trưởng chuyên môn", 2),
        ("Các chi đoàn còn lại: 05 đồng chí/chi đoàn", 5),
        ("Ban đại diện cha mẹ học sinh các lớp (mỗi lớp 01 người)", 1),
    ],
)
def test_how_many_each_unit_sends(text: str, expected: int | None) -> None:
    assert per_unit(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trường Đại học Hà Lam: 30 sinh viên", (30, 30)),
        ("Doanh nghiệp: 60 đại diện doanh nghiệp; 40 hộ kinh doanh", (100, 100)),
        ("40 - 60 đại biểu", (40, 60)),
        ("Quy mô: 15 doanh nghiệp và khoảng 500 lao động", (500, 500)),
        ("Nội dung: 02 ngày; 03 buổi", None),
        ("Học sinh đạt giải: 46 em", (46, 46)),
        ("khoảng 150 doanh nghiệp", None),
    ],
)
def test_how_many_people(text: str, expected: tuple[int, int] | None) -> None:
    assert number_of_people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Doanh nghiệp lữ hành, lưu trú: 80 doanh nghiệp", 80),
        ("Khoảng 35 cựu chiến binh tiêu biểu", 35),
        ("đại diện 50 hộ kinh doanh chợ Thanh An", 50),
        ("Hội Doanh nhân trẻ, đại diện 50 doanh nghiệp", None),
        ("Doanh nghiệp: 20 doanh nghiệp lớn; 30 doanh nghiệp nhỏ", None),
        ("25 đội bóng", None),
    ],
)
def test_a_line_that_counts_a_crowd(text: str, expected: int | None) -> None:
    assert crowd_in(text) == expected
