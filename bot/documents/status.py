"""How far each unit is, as a table (.xlsx): one sheet of all units, one of who still owes what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.documents.sheet_out import Column, Filled, Page, Value, instant_cell, write_book


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One unit: `quota` is None where the plan sets no number; duties by state.

    `answer` is attending, absent, None while it is missing, or not_invited for a unit that only has duties.
    """

    unit: str
    joined: bool
    answer: str | None
    delegates: int
    quota: int | None
    done: int
    waiting: int
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class OwedRow:
    """Something a unit still owes: in words, with its last moment (aware) and whom to phone."""

    unit: str
    what: str
    due: datetime | None = None
    days_late: int = 0
    contact: str = ""


@dataclass(frozen=True, slots=True)
class StatusTable:
    """The state of one conference at one moment (`as_of`, aware); rows in the order in which they are to stand."""

    title: str
    as_of: datetime
    rows: Sequence[StatusRow]
    owed: Sequence[OwedRow]


def _totals(table: StatusTable, words: Mapping[str, str]) -> str:
    rows = table.rows
    return words["status_totals"].format(
        units=len(rows),
        joined=sum(row.joined for row in rows),
        answered=sum(row.answer in {"attending", "absent"} for row in rows),
        delegates=sum(row.delegates for row in rows),
        quota=sum(row.quota or 0 for row in rows),
        done=sum(row.done for row in rows),
        waiting=sum(row.waiting for row in rows),
        open=sum(row.open for row in rows),
        late=sum(row.late for row in rows),
    )


def _cells(number: int, row: StatusRow, words: Mapping[str, str]) -> list[Value | Filled]:
    joined = words["joined_yes"] if row.joined else Filled(words["joined_no"], "warn")
    answer = words[f"answer_{row.answer}"] if row.answer else Filled(words["answer_none"], "warn")
    short = row.quota is not None and row.delegates < row.quota and row.answer != "absent"
    delegates = Filled(row.delegates, "warn") if short else row.delegates
    late = Filled(row.late, "bad") if row.late else row.late
    return [number, row.unit, joined, answer, delegates, row.quota, row.done, row.waiting, row.open, late]


def _fill_units(book: Any, table: StatusTable, words: Mapping[str, str]) -> None:
    names = ("no", "unit", "joined", "answered", "delegates", "quota", "done", "waiting", "open", "late")
    widths = (5, 42, 16, 18, 12, 10, 12, 12, 12, 12)
    columns = [
        Column(words[f"column_{name}"], width, centred=name != "unit")
        for name, width in zip(names, widths, strict=True)
    ]
    page = Page(book, words["sheet_status"], columns, landscape=True)
    page.title(table.title, words["status_as_of"].format(moment=instant_cell(table.as_of)), _totals(table, words))
    page.head()
    for number, row in enumerate(table.rows, 1):
        page.add(_cells(number, row, words))
    page.filter()


def _fill_owed(book: Any, table: StatusTable, words: Mapping[str, str]) -> None:
    names, widths = ("no", "unit", "owed", "due", "days_late", "contact"), (5, 38, 50, 18, 10, 34)
    centred = {"no", "due", "days_late"}
    columns = [
        Column(words[f"column_{name}"], width, centred=name in centred)
        for name, width in zip(names, widths, strict=True)
    ]
    page = Page(book, words["sheet_owed"], columns, landscape=True)
    page.title(table.title, words["status_as_of"].format(moment=instant_cell(table.as_of)), words["personal_data"])
    page.head()
    for number, row in enumerate(table.owed, 1):
        days = Filled(row.days_late, "bad") if row.days_late else None
        page.add((number, row.unit, row.what, instant_cell(row.due), days, row.contact))
    page.filter()


def write_status(table: StatusTable, words: Mapping[str, str]) -> bytes:
    """Return the state as a workbook: units on the first sheet, what is owed on the second."""

    def fill(book: Any) -> None:
        _fill_units(book, table, words)
        _fill_owed(book, table, words)

    return write_book(fill)
