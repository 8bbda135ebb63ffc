from __future__ import annotations

from datetime import date

import pytest

from bot.plan_reader.blocks import Paragraph, Place, numbered, table
from bot.plan_reader.duties import find_duties
from bot.plan_reader.duty_leaders import units_in_charge
from bot.plan_reader.duty_text import Duty
from bot.plan_reader.outline import outline

HEAD = ["TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời hạn"]


def duties_of(*rows: list[str]) -> list[Duty]:
    made = table([(cells, Place(1)) for cells in [HEAD, *rows]])
    assert made
    root = outline(numbered([Paragraph("IV. PHÂN CÔNG NHIỆM VỤ", Place(1)), made]))
    return find_duties(root, signed=date(2024, 5, 2), year=2024)


@pytest.mark.parametrize(
    ("cell", "lead", "joining"),
    [
        ("Sở Nội vụ", ["Sở Nội vụ"], []),
        ("Văn phòng chủ trì, Phòng Nội vụ phối hợp", ["Văn phòng"], ["Phòng Nội vụ"]),
        ("Chủ trì: Văn phòng; Phối hợp: Phòng Nội vụ, Phòng Y tế", ["Văn phòng"], ["Phòng Nội vụ", "Phòng Y tế"]),
        ("Đ/c Nguyễn Văn Ái", ["Đ/c Nguyễn Văn Ái"], []),
        ("", [], []),
    ],
)
def test_a_cell_that_says_who(cell: str, lead: list[str], joining: list[str]) -> None:
    assert units_in_charge(cell) == (lead, joining)


def test_the_same_unit_again() -> None:
    found = duties_of(["1", "In tài liệu", "Sở Nội vụ", ""], ["2", "Trang trí", "-nt-", ""])
    assert [duty.lead for duty in found] == [["Sở Nội vụ"], ["Sở Nội vụ"]]


def test_a_list_in_a_cell_is_a_duty_an_item() -> None:
    found = duties_of(["1", "- Xây dựng kịch bản - Mời đại biểu", "Sở Nội vụ", "10/6/2024"])
    assert [duty.text for duty in found] == ["Xây dựng kịch bản", "Mời đại biểu"]
    assert [duty.deadline.on for duty in found if duty.deadline] == 2 * [date(2024, 6, 10)]


@pytest.mark.parametrize(
    ("cell", "day"),
    [("10-12/6/2024", 12), ("Từ 10/6/2024 đến 12/6/2024", 12), ("10/6/2024; gửi lại trước 12/6/2024", 10)],
)
def test_days_from_to_end_with_the_last(cell: str, day: int) -> None:
    (found,) = duties_of(["1", "Trang trí", "Sở Nội vụ", cell])
    assert found.deadline
    assert found.deadline.on == date(2024, 6, day)
