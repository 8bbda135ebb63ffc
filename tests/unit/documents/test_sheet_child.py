"""Foreign tables are read in a child process: whatever they are, the bot gets rows or one sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime

import pytest

from bot.confined import Limits
from bot.documents.archive import MOST_ROWS
from bot.documents.sheet_child import read_sheet_apart
from bot.documents.sheet_in import Cell, read_sheet
from bot.errors import Unreadable
from bot.texts import sentences
from tests.unit.documents.workbooks import repacked, workbook

SMALL = workbook([["Tên đơn vị", "Từ ngày"], ["Sở Nội vụ", datetime(2025, 7, 1)]])  # noqa: DTZ001 - a cell has no zone
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def entities() -> bytes:
    """A table whose one text would unfold to gigabytes (billion laughs), and that asks for a file of the machine."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY a0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
    text = '<c r="A1" t="inlineStr"><is><t>&a9;&f;</t></is></c>'
    rows = f'<sheetData><row r="1">{text}</row></sheetData>'
    return f'<?xml version="1.0"?>{head}<worksheet xmlns="{MAIN}">{rows}</worksheet>'.encode()


def rows_of(count: int) -> bytes:
    empty = "".join(f'<row r="{n}"/>' for n in range(1, count))
    return f'<worksheet xmlns="{MAIN}"><sheetData>{empty}</sheetData></worksheet>'.encode()


FAR = (
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="9"><c r="ZZ1048576" t="n"><v>1</v></c></row></sheetData></worksheet>'
)
HUGE_CELL = workbook([["Tên đơn vị"], ["a" * 32_000]])
FILES = {
    "another kind": (b"%PDF-1.7 not a table", "registry.not_xlsx"),
    "nothing": (b"", "registry.not_xlsx"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "registry.not_xlsx"),
    "programs": (repacked(SMALL, "xl/vbaProject.bin", b"Sub Auto_Open()"), "registry.macros"),
    "a bomb": (repacked(SMALL, SHEET, b" " * 49_000_000), "registry.bomb"),
    "far cells": (repacked(SMALL, SHEET, FAR.encode()), "registry.too_big"),
    "too many rows": (workbook([[n] for n in range(MOST_ROWS + 200)]), "registry.too_big"),
    "broken": (repacked(SMALL, SHEET, b"<worksheet><sheetData><row><c"), None),
    "entities": (repacked(SMALL, SHEET, entities()), None),
    "a million empty rows": (repacked(SMALL, SHEET, rows_of(1_000_000)), None),
    "links": (
        repacked(SMALL, "xl/externalLinks/externalLink1.xml", b'<externalLink href="http://127.0.0.1:1/"/>'),
        None,
    ),
    "a huge cell": (HUGE_CELL, None),
}
"""Files, and the sentence that answers each; None: read, or refused as whatever it is."""


FILE_ERRORS = (
    {"registry.not_xlsx", "registry.bomb", "registry.too_big"} & sentences("vi").keys() & sentences("en").keys()
)


async def test_a_good_table_reads_as_it_does_here() -> None:
    assert (await read_sheet_apart(SMALL)).rows == read_sheet(SMALL).rows
    assert (await read_sheet_apart(SMALL)).rows[1] == (2, ["Sở Nội vụ", date(2025, 7, 1)])


@pytest.mark.parametrize("name", FILES)
async def test_a_hostile_table_gets_one_sentence(name: str) -> None:
    data, key = FILES[name]
    said, rows = await answered(data)
    assert said == key or (key is None and (said is None or said in FILE_ERRORS))
    assert "root:" not in repr(rows)
    assert all(len(str(cell)) <= 500 for _, cells in rows for cell in cells)


async def answered(data: bytes) -> tuple[str | None, Sequence[tuple[int, Sequence[Cell]]]]:
    """Return what is said against a table, and its rows."""
    try:
        return None, (await read_sheet_apart(data, limits=Limits(seconds=20, cpu=20))).rows
    except Unreadable as error:
        return error.key, ()


async def test_the_bot_goes_on_meanwhile_and_a_slow_table_is_given_up() -> None:
    """The child is killed after its time; the loop turns all the while."""
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    going_on = asyncio.create_task(others())
    with pytest.raises(Unreadable) as caught:
        await read_sheet_apart(FILES["too many rows"][0], limits=Limits(seconds=0.01, cpu=10))
    going_on.cancel()
    assert caught.value.key == "registry.bomb"
    assert turns > 10
