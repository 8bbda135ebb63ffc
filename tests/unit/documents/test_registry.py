from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.registry import RegistryRow, RegistryTable
from bot.documents.registry_in import read_registry
from bot.documents.registry_out import write_registry
from bot.documents.sheet_in import read_sheet
from bot.documents.words import words
from bot.errors import Unreadable
from bot.language.folding import fold
from bot.language.unit_kind import KINDS, LEVELS
from bot.texts import LANGUAGES, say, sentences
from tests.unit.documents.workbooks import opened, values, workbook

VI = words("vi")
HEAD = ["Mã", "Tên đơn vị", "Tên khác (cách nhau bởi ;)", "Cấp", "Loại", "Trực thuộc", "Hiệu lực từ", "Hiệu lực đến"]
SNV = RegistryRow(
    "Sở Nội vụ", "SNV", ("SNV", "Sở NV"), "province", "department", "UBND tỉnh", date(2025, 3, 1), None, 2
)


def of_table(data: bytes) -> RegistryTable:
    return read_registry(read_sheet(data))


def test_the_table_has_vietnamese_headings_and_words() -> None:
    assert values(write_registry([SNV], VI))[:2] == [
        HEAD,
        ["SNV", "Sở Nội vụ", "SNV; Sở NV", "Cấp tỉnh", "Sở, cơ quan chuyên môn", "UBND tỉnh", "1/3/2025", None],
    ]


def test_level_and_kind_can_be_chosen_from_lists() -> None:
    sheet = opened(write_registry([SNV], VI)).worksheets[0]
    assert [str(rule.sqref).split(":")[0] for rule in sheet.data_validations.dataValidation] == ["D2", "E2"]


def test_a_formula_stays_text() -> None:
    evil = RegistryRow('=HYPERLINK("http://x.example","a")', "+1", ("@a", "-2"), row=2)
    data = write_registry([evil], VI)
    cells = next(opened(data).worksheets[0].iter_rows(min_row=2))
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value for cell in cells][:2] == ["+1", evil.name]
    assert of_table(data).rows == [evil]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_in_either_language_reads_back(language: str) -> None:
    rows = [RegistryRow(f"Đơn vị {n}", level=level, kind=kind, row=n) for n, (level, kind) in enumerate(PAIRS, 2)]
    assert of_table(write_registry(rows, words(language))).rows == rows


PAIRS = [(level, kind) for level in LEVELS for kind in KINDS]


def test_columns_stand_in_any_order_below_a_title() -> None:
    table = of_table(
        workbook(
            [["DANH MỤC ĐƠN VỊ"], [], ["Cấp", "Ghi chú", "TÊN ĐƠN VỊ", "Mã"], ["Xã", "x", "UBND xã An Bình", 12.0]]
        )
    )
    assert table.rows == [RegistryRow("UBND xã An Bình", "12", level="commune", kind="commune", row=4)]
    assert table.problems == []


def test_empty_level_and_kind_take_what_the_name_says() -> None:
    (row,) = of_table(workbook([HEAD, [None, "Công an tỉnh"]])).rows
    assert (row.level, row.kind) == ("province", "armed")


def test_each_mistake_is_named_by_its_row_and_the_rest_is_kept() -> None:
    table = of_table(
        workbook(
            [
                HEAD,
                ["1", "Sở Nội vụ"],
                ["2", None],
                ["3", "Sở Y tế", None, "cấp vùng"],
                ["4", "Sở Tư pháp", None, None, "kho"],
                ["5", "Sở Xây dựng", None, None, None, None, "năm 2025"],
                ["6", "Sở Tài chính", None, None, None, None, date(2025, 3, 1), "1/2/2025"],
                ["1", "Thanh tra tỉnh"],
                ["8", "SỞ NỘI VỤ"],
                ["9", "x" * 201],
                ["10", "Sở Ngoại vụ", None, None, None, None, "31/2/2025"],
                ["11", "Công an tỉnh", None, None, None, None, "1/3/2025"],
            ]
        )
    )
    assert [(p.row, p.key.removeprefix("registry.row_")) for p in table.problems] == [
        (3, "without_name"),
        (4, "bad_level"),
        (5, "bad_kind"),
        (6, "bad_date"),
        (7, "dates_reversed"),
        (8, "code_twice"),
        (9, "name_twice"),
        (10, "too_long"),
        (11, "bad_date"),
    ]
    assert [row.name for row in table.rows] == ["Sở Nội vụ", "Công an tỉnh"]
    assert table.rows[1].valid_from == date(2025, 3, 1)
    for problem in table.problems:
        for language in LANGUAGES:
            assert str(problem.row) in say(language, problem.key, **problem.values)


def test_one_name_under_two_parents_is_two_units() -> None:
    rows = [RegistryRow("Phòng Kinh tế", parent="xã A", row=2), RegistryRow("Phòng Kinh tế", parent="xã B", row=3)]
    assert [row.parent for row in of_table(write_registry(rows, VI)).rows] == ["xã A", "xã B"]


def test_a_table_without_headings_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        of_table(workbook([["Sở Nội vụ", "SNV"]]))
    assert caught.value.key == "registry.no_header"


def test_what_can_be_refused_has_a_sentence() -> None:
    for language in LANGUAGES:
        texts = sentences(language)
        assert {f"registry.{key}" for key in ("not_xlsx", "no_header", "too_big", "bomb")} <= texts.keys()
        assert {
            f"documents.{what}_{key}" for what, keys in (("level", LEVELS), ("kind", KINDS)) for key in keys
        } <= texts.keys()


NAMES = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40)
ROWS = st.lists(
    st.builds(
        RegistryRow,
        name=NAMES.map(lambda s: " ".join(s.split())).filter(fold),
        level=st.sampled_from(LEVELS),
        kind=st.sampled_from(KINDS),
        valid_from=st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    ),
    max_size=5,
    unique_by=lambda row: fold(row.name),
)


@given(ROWS)
def test_what_is_written_reads_back(rows: list[RegistryRow]) -> None:
    table = of_table(write_registry(rows, VI))
    assert not table.problems
    assert [(r.level, r.kind, r.valid_from, fold(r.name)) for r in table.rows] == [
        (r.level, r.kind, r.valid_from, fold(r.name)) for r in rows
    ]
