from __future__ import annotations

import contextlib
import zipfile
from datetime import date, datetime, time
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.archive import MOST_PARTS, MOST_ROWS, SPARE_ROWS, check_workbook
from bot.documents.sheet_in import find_columns, read_sheet, text_at
from bot.errors import Unreadable
from tests.unit.documents.workbooks import repacked, workbook

SMALL = workbook([["Tên đơn vị"], ["Sở Nội vụ"]])
SHEET = "xl/worksheets/sheet1.xml"


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_sheet(data)
    return caught.value.key


def test_cells_become_texts_and_dates() -> None:
    rows = read_sheet(
        workbook(
            [["  Sở\u200b Nội vụ ", 25.0, 2.5, 900000123, None, datetime.combine(date(2025, 7, 1), time(8)), True]]
        )
    ).rows
    assert rows == [(1, ["Sở Nội vụ", "25", "2.5", "900000123", "", date(2025, 7, 1), "True"])]


def test_row_numbers_are_those_of_the_sheet() -> None:
    assert [number for number, _ in read_sheet(workbook([[None], ["a"], [None], ["b"]])).rows] == [2, 4]


def test_columns_are_found_below_a_title() -> None:
    sheet = read_sheet(workbook([["DANH MỤC"], ["Cấp", "TÊN ĐƠN VỊ (đầy đủ)"], ["xã", "An Bình"]]))
    found = find_columns(sheet, {"name": ["ten don vi"], "level": ["cap"]}, "name")
    assert found is not None
    columns, below = found
    assert columns == {"level": 0, "name": 1}
    assert [text_at(cells, columns, "name") for _, cells in below] == ["An Bình"]
    assert text_at(["x"], columns, "name") == text_at(["x"], columns, "parent") == ""


def test_other_files_are_no_workbooks() -> None:
    with_nothing = BytesIO()
    zipfile.ZipFile(with_nothing, "w").close()
    for data in (b"", b"hello", b"%PDF-1.7", SMALL[:-40], b"\xd0\xcf\x11\xe0" + bytes(600), with_nothing.getvalue()):
        assert refused(data) == "registry.not_xlsx"
    assert refused(repacked(SMALL, "xl/workbook.xml", b"<broken")) == "registry.not_xlsx"


def test_bombs_are_not_opened() -> None:
    assert refused(repacked(SMALL, "xl/media/a.bin", bytes(3_000_000))) == "registry.bomb"
    assert refused(repacked(SMALL, SHEET, b" " * 51_000_000)) == "registry.bomb"
    many = BytesIO(SMALL)
    with zipfile.ZipFile(many, "a") as archive:
        for n in range(MOST_PARTS):
            archive.writestr(f"p{n}", b"")
    assert refused(many.getvalue()) == "registry.bomb"


@pytest.mark.parametrize("place", ["A1048576", "XFD1", f"B{MOST_ROWS + 200}"])
def test_far_cells_are_refused_before_room_is_made_for_them(place: str) -> None:
    cell = f'<c r="{place}" t="inlineStr"><is><t>x</t></is></c>'
    content = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>{cell}</row></sheetData></worksheet>'
    with pytest.raises(Unreadable) as caught:
        check_workbook(repacked(SMALL, SHEET, content.encode()))
    assert caught.value.key == "registry.too_big"


def test_empty_coloured_cells_far_away_do_no_harm() -> None:
    content = '<worksheet><sheetData><row r="1048576"><c r="A1048576" s="1"/></row></sheetData></worksheet>'
    check_workbook(repacked(SMALL, SHEET, content.encode()))


def test_too_many_rows() -> None:
    assert refused(workbook([[n] for n in range(MOST_ROWS + SPARE_ROWS + 1)])) == "registry.too_big"


@given(st.binary(max_size=400), st.integers(0, len(SMALL)))
def test_damaged_files_are_refused_or_read(noise: bytes, place: int) -> None:
    damaged = SMALL[:place] + noise + SMALL[place + len(noise) :]
    with contextlib.suppress(Unreadable):
        assert isinstance(read_sheet(damaged).rows, list)


def test_parts_longer_than_they_say_are_not_opened() -> None:
    data = bytearray(repacked(SMALL, "xl/media/a.bin", bytes(900_000)))
    stated = (900_000).to_bytes(4, "little")
    while (place := data.find(stated)) >= 0:
        data[place : place + 4] = (9).to_bytes(4, "little")
    assert refused(bytes(data)) == "registry.bomb"
