"""Sessions given as a table: one a row, with its time, its place and who takes part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.plan_reader.blocks import Row, Table
from bot.plan_reader.dates import days_in
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.rows import columns
from bot.plan_reader.units import START, split
from bot.plan_reader.words import plain, trim

_COLUMNS = {
    "time": re.compile(r"thoi gian|^ngay\b|thoi diem"),
    "place": re.compile(r"dia diem|^noi (?:to chuc|dien ra)|hoi truong"),
    "units": re.compile(r"don vi(?! (?:chu tri|thuc hien|phu trach|to chuc))|thanh phan|dia phuong|doi tuong"),
    "name": re.compile(r"\b(?:diem|lop|dot|cum|phien|hoat dong|ten|noi dung|hoi nghi|khu vuc)\b"),
}
_NUMBER = re.compile(r"\d{1,3}[.)]?")


def rows_of_sessions(parts: list[Node]) -> Iterator[tuple[Node, str, str | None, list[str]]]:
    """Yield for each row of a table of sessions its time as a node, its name, its place and its units."""
    for part in parts:
        for node, table in part.all_tables():
            yield from _rows(node, table)


def _rows(node: Node, table: Table) -> Iterator[tuple[Node, str, str | None, list[str]]]:
    known = columns(table, _COLUMNS)
    if known is None or not {"time", "place"} <= known[0].keys():
        return
    at, skip = known
    for row in table.rows[skip:]:
        time = row.cells[at["time"]]
        if days_in(plain(time)):
            units = row.cells[at["units"]] if "units" in at else ""
            line = Node(Rank.PLAIN, "", time, row.place, node.section)
            yield line, _name(row, at), trim(row.cells[at["place"]]) or None, _units(units)


def _units(cell: str) -> list[str]:
    """A cell begins large: "Quận A, quận B"."""
    return split(cell) if START.match(cell) or START.match(cell[:1].lower() + cell[1:]) else []


def _name(row: Row, at: dict[str, int]) -> str:
    """The cell under a name, else the number of the row."""
    if "name" in at:
        return trim(row.cells[at["name"]])
    return next(
        (trim(c) for i, c in enumerate(row.cells) if i not in at.values() and not _NUMBER.fullmatch(c.strip())), ""
    )
