from __future__ import annotations

import pytest

from bot.plan_reader.agenda import find_agenda
from bot.plan_reader.blocks import Paragraph, Place, numbered, table
from bot.plan_reader.outline import outline

Row = tuple[str | None, str | None, str, str | None]


def rows_of(*lines: str, cells: list[list[str]] | None = None) -> list[Row]:
    blocks = [Paragraph(text, Place(1)) for text in lines]
    made = table([(row, Place(1)) for row in cells or []])
    found = [item.as_dict() for item in find_agenda(outline(numbered([*blocks, *([made] if made else [])])))]
    return [(item["start"], item["end"], item["content"], item["presenter"]) for item in found]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("- 8h00’ – 8h15’: Khai mạc", ("08:00", "08:15", "Khai mạc", None)),
        ("- 7.30 - 8.00: Đón tiếp đại biểu", ("07:30", "08:00", "Đón tiếp đại biểu", None)),
        ("+ 7g30 - 8g00: Đón tiếp đại biểu", ("07:30", "08:00", "Đón tiếp đại biểu", None)),
        ("1. 8 giờ 00 phút: Khai mạc - Giám đốc Sở", ("08:00", None, "Khai mạc", "Giám đốc Sở")),
        ("1. Đối thoại (từ 8 giờ 15' đến 10 giờ 45')", ("08:15", "10:45", "Đối thoại", None)),
        ("1. Báo cáo - Sở Y tế (8h15 - 9h00)", ("08:15", "09:00", "Báo cáo", "Sở Y tế")),
        ("1. Khai mạc: 8h00", ("08:00", None, "Khai mạc", None)),
        ("1. Giao 15 sản phẩm, 8h00 nghỉ tại chỗ", (None, None, "Giao 15 sản phẩm, 8h00 nghỉ tại chỗ", None)),
        ("1. Thảo luận. Chủ trì: Phó Chủ tịch UBND tỉnh", (None, None, "Thảo luận", "Phó Chủ tịch UBND tỉnh")),
        ("1. Tổng kết năm do Sở Nội vụ trình bày.", (None, None, "Tổng kết năm do Sở Nội vụ trình bày", "Sở Nội vụ")),
        (
            "1. Khai mạc, đồng chí Nguyễn Văn A - Phó Giám đốc phát biểu",
            (
                None,
                None,
                "Khai mạc, đồng chí Nguyễn Văn A - Phó Giám đốc phát biểu",
                "đồng chí Nguyễn Văn A - Phó Giám đốc",
            ),
        ),
        ("1. Chiếu phim do người dân giới thiệu", (None, None, "Chiếu phim do người dân giới thiệu", None)),
    ],
)
def test_a_line_of_the_programme(line: str, row: Row) -> None:
    other = f"{line[0].replace('1', '2')}{line[1:2]} Bế mạc"
    assert rows_of("II. CHƯƠNG TRÌNH", line, other) == [row, (None, None, "Bế mạc", None)]


def test_a_programme_below_a_bulleted_label() -> None:
    lines = ("- Chương trình:", "13:30 - 14:00: Đón khách", "14:00 - 14:15: Khai mạc")
    root = outline([Paragraph(text, Place(i + 1)) for i, text in enumerate(lines)])
    assert [item.content for item in find_agenda(root)] == ["Đón khách", "Khai mạc"]


def test_a_part_over_lines_without_hours_is_no_item() -> None:
    lines = [
        "II. CHƯƠNG TRÌNH",
        "1. Phần thứ nhất: Nghi lễ",
        "- Chào cờ;",
        "2. Phần thứ hai",
        "- Báo cáo;",
        "- Bế mạc.",
    ]
    assert [row[2] for row in rows_of(*lines)] == ["Chào cờ", "Báo cáo", "Bế mạc"]


HEAD = ["TT", "Nội dung", "Người thực hiện"]
OPENS, REPORTS = ["1", "Khai mạc", "Lãnh đạo Sở"], ["2", "Báo cáo", "Sở Y tế"]


def test_a_table_below_the_programmes_heading_needs_no_hours() -> None:
    wanted = [(None, None, "Khai mạc", "Lãnh đạo Sở"), (None, None, "Báo cáo", "Sở Y tế")]
    assert rows_of("IV. CHƯƠNG TRÌNH HỘI NGHỊ", cells=[HEAD, OPENS, REPORTS]) == wanted


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("IV. CÁC VIỆC", [HEAD, OPENS, REPORTS]),
        ("IV. CHƯƠNG TRÌNH", [HEAD, ["1", "In tài liệu", "Văn phòng"], ["2", "Thuê xe", "Văn phòng"]]),
        ("IV. CHƯƠNG TRÌNH", [["TT", "Nội dung nhiệm vụ", "Người thực hiện"], OPENS, REPORTS]),
    ],
)
def test_a_table_that_is_no_programme(heading: str, cells: list[list[str]]) -> None:
    assert rows_of(heading, cells=cells) == []


def test_a_row_of_a_number_and_a_name_heads_the_rows_below_it() -> None:
    cells = [["STT", "Nội dung", "Thời gian"], ["I", "Phần khai mạc", ""], ["1", "Đón tiếp", "7h30"], ["2", "Lễ", "8h"]]
    assert rows_of("IV. CHƯƠNG TRÌNH", cells=cells) == [
        ("07:30", None, "Đón tiếp", None),
        ("08:00", None, "Lễ", None),
    ]


def test_a_programme_of_two_tables_is_one_agenda() -> None:
    first, second = (
        table([(cells, Place(1)) for cells in rows])
        for rows in (
            [["Thời gian", "Nội dung"], ["8h00", "Khai mạc"], ["9h00", "Báo cáo"]],
            [["Thời gian", "Nội dung"], ["8h00", "Bế mạc"], ["9h00", "Tham quan"]],
        )
    )
    lines = [Paragraph(text, Place(1)) for text in ("IV. CHƯƠNG TRÌNH", "1. Ngày thứ nhất", "2. Ngày thứ hai")]
    assert first
    assert second
    found = find_agenda(outline(numbered([*lines[:2], first, lines[2], second])))
    assert [(item.content, item.part) for item in found] == [
        ("Khai mạc", 0),
        ("Báo cáo", 0),
        ("Bế mạc", 1),
        ("Tham quan", 1),
    ]
