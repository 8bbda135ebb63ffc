from __future__ import annotations

from datetime import UTC, datetime

from bot.documents.status import OwedRow, StatusRow, StatusTable, write_status
from bot.documents.words import words
from tests.unit.documents.workbooks import opened, values

AT = datetime(2026, 11, 23, 1, 5, tzinfo=UTC)
TABLE = StatusTable(
    "Hội nghị tổng kết",
    AT,
    [
        StatusRow("Sở Nội vụ", True, "attending", 2, 2, 3, 0, 1, 0),
        StatusRow("Sở Y tế", True, "absent", 0, 2, 0, 0, 0, 0),
        StatusRow("=cmd", False, None, 0, None, 0, 2, 1, 2),
    ],
    [
        OwedRow(
            "=cmd", "Gửi danh sách đại biểu", datetime(2026, 11, 20, 10, 0, tzinfo=UTC), 1, "Lê Văn Tư, 09•• ••• 001"
        )
    ],
)


def test_units_stand_with_their_state_and_totals() -> None:
    table = values(write_status(TABLE, words("vi")))
    assert table[1][0] == "Số liệu đến 23/11/2026, 08:05"
    assert table[2][0] == (
        "Tổng số 3 đơn vị: đã tham gia 2, đã trả lời 2; đại biểu 2/4; nhiệm vụ hoàn thành 3, "
        "đã nộp chờ chấp nhận 2, đang làm 2, trễ 2"
    )
    assert table[5] == [1, "Sở Nội vụ", "Đã tham gia", "Tham dự", 2, 2, 3, 0, 1, 0]
    assert table[7] == [3, "=cmd", "Chưa tham gia", "Chưa trả lời", 0, None, 0, 2, 1, 2]


def test_who_owes_what_stands_on_the_second_sheet() -> None:
    table = values(write_status(TABLE, words("vi")), sheet=1)
    assert table[-1] == [1, "=cmd", "Gửi danh sách đại biểu", "20/11/2026, 17:00", 1, "Lê Văn Tư, 09•• ••• 001"]


def test_what_is_late_or_missing_is_coloured_and_nothing_else() -> None:
    sheet = opened(write_status(TABLE, words("vi"))).worksheets[0]
    coloured = {cell.coordinate for row in sheet.iter_rows(min_row=6) for cell in row if cell.fill.fill_type}
    assert coloured == {"C8", "D8", "J8"}


def test_headings_stay_and_filter() -> None:
    book = opened(write_status(TABLE, words("en")))
    assert [sheet.freeze_panes for sheet in book.worksheets] == ["A6", "A6"]
    assert [sheet.auto_filter.ref for sheet in book.worksheets] == ["A5:J8", "A5:F6"]


def test_an_empty_state_makes_an_empty_table() -> None:
    book = opened(write_status(StatusTable("x", AT, [], []), words("vi")))
    assert [sheet.auto_filter.ref for sheet in book.worksheets] == [None, None]
