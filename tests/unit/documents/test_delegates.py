from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.documents.delegates import DelegateRow, read_delegates_sheet, write_delegates
from bot.documents.sheet_in import read_sheet
from bot.documents.words import words
from bot.language.people import DelegateLine
from tests.unit.documents.workbooks import opened, values, workbook

ROW = DelegateRow("Nguyễn Văn An", "Giám đốc", "Sở Nội vụ", "0900 000 001", "in_person", "Thay mặt")


def of_table(data: bytes) -> list[DelegateLine]:
    return read_delegates_sheet(read_sheet(data))


def test_the_form_of_official_lists() -> None:
    table = values(write_delegates([ROW], "DANH SÁCH ĐẠI BIỂU", words("vi")))
    assert table[0][0] == "DANH SÁCH ĐẠI BIỂU"
    assert table[1][0] == words("vi")["personal_data"]
    assert table[3] == ["TT", "Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại", "Hình thức", "Ghi chú"]
    assert table[4] == [1, "Nguyễn Văn An", "Giám đốc", "Sở Nội vụ", "0900 000 001", "Trực tiếp", "Thay mặt"]


def test_masked_phones_stay_masked() -> None:
    row = DelegateRow("Nguyễn Văn An", None, "Sở Nội vụ", "09•• ••• 001", "online")
    assert values(write_delegates([row], "x", words("vi")))[4][4:6] == ["09•• ••• 001", "Trực tuyến"]


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    row = DelegateRow('=HYPERLINK("http://x.example")', "@a", "+1", None, "online", "-1")
    cells = next(opened(write_delegates([row], "=1", words("vi"))).worksheets[0].iter_rows(min_row=5))
    assert [cell.data_type for cell in cells] == ["n", "s", "s", "s", "n", "s", "s"]
    assert cells[1].value == row.name


def test_our_own_list_reads_back() -> None:
    for language in ("vi", "en"):
        assert of_table(write_delegates([ROW], "DANH SÁCH", words(language))) == [
            DelegateLine("Nguyễn Văn An", "Giám đốc", "+84900000001", "in_person", "", 5)
        ]


def test_columns_in_any_order_and_numbers_that_lost_their_zero() -> None:
    people = of_table(
        workbook(
            [
                ["DANH SÁCH ĐĂNG KÝ"],
                ["SĐT", "STT", "Họ tên", "Chức danh", "Hình thức tham dự"],
                [900000002, 1, "Bà Trần Thị Bình", "Kế toán trưởng", "Dự trực tuyến"],
                [None, 2, None, None, None],
                ["123", 3, "Lê Văn Tư", None, None],
            ]
        )
    )
    assert people == [
        DelegateLine("Trần Thị Bình", "Kế toán trưởng", "+84900000002", "online", "Bà", 3),
        DelegateLine("Lê Văn Tư", None, None, None, "", 5, ("missing_office", "bad_phone")),
    ]


def test_a_list_without_headings_reads_like_pasted_lines() -> None:
    people = of_table(workbook([[], [1, "Trần Thị Bình", "Kế toán trưởng", 900000002]]))
    assert people == [DelegateLine("Trần Thị Bình", "Kế toán trưởng", "+84900000002", None, "", 2)]


@given(st.lists(st.lists(st.none() | st.text(max_size=12) | st.integers(0, 10**10), max_size=4), max_size=6))
def test_any_table_is_read_without_error(rows: list[list[str | int | None]]) -> None:
    clean = [[c if not isinstance(c, str) else "".join(x for x in c if x.isprintable()) for c in row] for row in rows]
    for person in of_table(workbook(clean)):
        assert 1 <= person.line <= len(rows)
