from __future__ import annotations

from datetime import date

import pytest

from bot.plan_reader.duty_text import Duty, duties_in
from bot.plan_reader.submission import submit_to


def read(text: str, lead: list[str] | None = None) -> list[Duty]:
    return duties_in(text, lead or [], signed=date(2024, 6, 1), year=None)


def test_each_of_a_class_is_charged() -> None:
    (duty,) = duties_in("Mỗi đơn vị gửi 01 bài tham luận về Sở A", [], signed=None, year=None)
    assert (duty.lead, duty.submit_to) == (["Mỗi đơn vị"], "Sở A")


def test_a_role_is_charged() -> None:
    (duty,) = duties_in("Giáo viên chủ nhiệm: lập danh sách vận động viên", [], signed=None, year=None)
    assert (duty.lead, duty.text) == (["Giáo viên chủ nhiệm"], "Lập danh sách vận động viên")


def test_under_a_units_heading_the_unit_leads() -> None:
    (duty,) = read("Chủ trì, phối hợp với Sở Tài chính tham mưu bố trí kinh phí.", ["Sở Nội vụ"])
    assert (duty.lead, duty.coordinating, duty.text) == (["Sở Nội vụ"], ["Sở Tài chính"], "Tham mưu bố trí kinh phí")


def test_joining_another_does_not_take_the_lead_away() -> None:
    (duty,) = read("Phối hợp với Sở Xây dựng chuẩn bị hội trường", ["Sở Nội vụ"])
    assert (duty.lead, duty.coordinating) == (["Sở Nội vụ"], ["Sở Xây dựng"])


def test_asking_others_is_an_act_of_the_unit() -> None:
    (duty,) = read("Đề nghị các cơ quan, đơn vị chuẩn bị tham luận", ["Sở Nội vụ"])
    assert duty.lead == ["Sở Nội vụ"]


def test_without_a_heading_those_asked_lead() -> None:
    (duty,) = read("Đề nghị Hội Nông dân tỉnh chuẩn bị tham luận")
    assert (duty.lead, duty.text) == (["Hội Nông dân tỉnh"], "Chuẩn bị tham luận")


def test_the_post_is_not_the_unit() -> None:
    (duty,) = read("Yêu cầu Thủ trưởng các sở, ban, ngành cử cán bộ tham dự")
    assert (duty.lead, duty.text) == (["các sở, ban, ngành"], "Cử cán bộ tham dự")


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí: Sở Tài chính tham mưu bố trí",
        "Trang trí hội trường do Sở Tài chính thực hiện",
        "In ấn tài liệu (Sở Tài chính)",
        "In ấn tài liệu; Đơn vị chủ trì: Sở Tài chính; Thời gian: trước ngày 10/7/2024",
    ],
)
def test_the_lead_stands_inside(text: str) -> None:
    assert read(text)[0].lead == ["Sở Tài chính"]


def test_two_deadlines_are_two_duties() -> None:
    first, second = read(
        "Dự thảo gửi Sở Nội vụ trước ngày 25/7/2024. Sở Nội vụ trình UBND tỉnh trước ngày 30/7/2024.", ["Sở Y tế"]
    )
    assert [(d.lead, d.deadline and d.deadline.on, d.submit_to) for d in (first, second)] == [
        (["Sở Y tế"], date(2024, 7, 25), "Sở Nội vụ"),
        (["Sở Nội vụ"], date(2024, 7, 30), "UBND tỉnh"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gửi kết quả về Văn phòng Ủy ban nhân dân tỉnh trước ngày 16/7/2024", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("gửi Sở Nội vụ tổng hợp", "Sở Nội vụ"),
        ("gửi danh sách về Văn phòng tỉnh để báo cáo Ủy ban nhân dân tỉnh", "Văn phòng tỉnh"),
        ("gửi Giấy mời cho đại biểu cấp thành phố", "đại biểu cấp thành phố"),
        ("trình Chủ tịch UBND tỉnh xem xét", "Chủ tịch UBND tỉnh"),
        ("báo cáo Thường trực Ủy ban nhân dân tỉnh về công tác chuẩn bị", "Thường trực Ủy ban nhân dân tỉnh"),
        ("trình Ban Thường trực trước ngày 30/9/2023", "Ban Thường trực"),
        ("phát hành Giấy mời của Ủy ban nhân dân tỉnh", None),
        ("xây dựng chương trình Sở Nội vụ", None),
        ("trình bày báo cáo của Sở Nội vụ", None),
        ("chuẩn bị Báo cáo kết quả", None),
    ],
)
def test_to_whom_it_goes(text: str, expected: str | None) -> None:
    assert submit_to(text) == expected
