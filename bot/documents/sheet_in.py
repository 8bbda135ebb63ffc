"""Tables that people send (.xlsx): rows of the first sheet as texts and dates, columns found by their headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from bot.documents.archive import MOST_ROWS, SPARE_ROWS, check_workbook
from bot.errors import Unreadable
from bot.language.folding import fold, nfc

HEADING_WITHIN = 20
"""Rows from the top in which the headings have to stand."""
LONGEST_CELL = 500
MOST_LETTERS = 10_000_000

Cell = str | date


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with their numbers as the table program shows them, from 1; cells are NFC texts or dates, empty ones ""."""

    rows: Sequence[tuple[int, Sequence[Cell]]]


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    # Whole numbers come as fractions: 25.0 was typed 25.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return nfc(str(value))[:LONGEST_CELL]


def read_sheet(data: bytes) -> Sheet:
    """Return the filled rows of the first sheet.

    Raises:
        Unreadable: registry.not_xlsx, registry.macros, registry.bomb, registry.too_big.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    check_workbook(data)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            values = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError) as error:
        raise Unreadable("registry.not_xlsx") from error
    rows = [(number, [_cell(value) for value in row]) for number, row in enumerate(values, 1)]
    filled = [(number, row) for number, row in rows if any(row)]
    letters = sum(len(cell) for _, row in filled for cell in row if isinstance(cell, str))
    if len(filled) > MOST_ROWS + SPARE_ROWS or letters > MOST_LETTERS:
        raise Unreadable("registry.too_big", rows=MOST_ROWS)
    return Sheet(filled)


def _columns(row: Sequence[Cell], headings: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return which column stands under which of `headings` (column → its usual words, folded); the first one counts."""
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        folded = fold(str(cell))
        for column, words in headings.items():
            if any(folded == word or folded.startswith(f"{word} ") for word in words):
                found.setdefault(column, index)
                break
    return found


def find_columns(
    sheet: Sheet, headings: Mapping[str, Iterable[str]], needed: str
) -> tuple[dict[str, int], Sequence[tuple[int, Sequence[Cell]]]] | None:
    """Return the columns and the rows below the headings; None where no row near the top heads the `needed` column."""
    for place, (_, row) in enumerate(sheet.rows[:HEADING_WITHIN]):
        columns = _columns(row, headings)
        if needed in columns:
            return columns, sheet.rows[place + 1 :]
    return None


def text_at(row: Sequence[Cell], columns: Mapping[str, int], column: str) -> str:
    """Return the text of a cell; "" where the table has no such column or the row ends before it."""
    cell = cell_at(row, columns, column)
    return cell if isinstance(cell, str) else f"{cell.day}/{cell.month}/{cell.year}"


def cell_at(row: Sequence[Cell], columns: Mapping[str, int], column: str) -> Cell:
    """Return the cell of a row in a column; "" where there is none."""
    index = columns.get(column)
    return row[index] if index is not None and index < len(row) else ""
