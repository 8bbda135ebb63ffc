"""Duties given as a table: work, who leads, who joins in, by when."""

from __future__ import annotations

import re
from datetime import date

from bot.plan_reader.blocks import Table
from bot.plan_reader.duty_text import Duty, duties_in
from bot.plan_reader.outline import Node
from bot.plan_reader.places import source
from bot.plan_reader.rows import columns, whole
from bot.plan_reader.units import START, split
from bot.plan_reader.words import plain, trim

_COLUMNS = {
    "joining": re.compile(r"phoi hop"),
    "lead": re.compile(r"chu tri|thuc hien|phu trach|trach nhiem|don vi"),
    "due": re.compile(r"thoi gian|thoi han|hoan thanh|tien do|han "),
    "work": re.compile(r"noi dung|nhiem vu|cong viec|cong tac"),
    "number": re.compile(r"^(?:stt|tt|so tt)$"),
}
_TASKS = re.compile(r"nhiem vu|cong viec|phoi hop|hoan thanh|thoi han|tien do")


def duties_of_table(table: Table, node: Node, *, signed: date | None, year: int | None) -> list[Duty]:
    """Return the duties of a table whose head names work and who leads; [] for any other table."""
    known = columns(table, _COLUMNS)
    if known is None or not {"lead", "work"} <= known[0].keys() or not _is_of_tasks(table):
        return []
    at, skip = known
    found: list[Duty] = []
    for row, _ in whole(table.rows[skip:], [at.get("number", 0)]):
        work = trim(row.cells[at["work"]])
        lead = _units(row.cells[at["lead"]])
        if not work or not (lead or ("due" in at and row.cells[at["due"]])):
            continue
        due = row.cells[at["due"]] if "due" in at else ""
        words = f"{work}; hoàn thành {due}" if due else work
        duty = duties_in(words, lead, signed=signed, year=year)[0]
        duty.coordinating += (
            [n for n in _units(row.cells[at["joining"]]) if n not in duty.coordinating] if "joining" in at else []
        )
        duty.text, duty.words, duty.source = work, words, source(node, row)
        found.append(duty)
    return found


def _is_of_tasks(table: Table) -> bool:
    return bool(_TASKS.search(plain(" ".join(cell for row in table.rows[:2] for cell in row.cells))))


def _units(cell: str) -> list[str]:
    return split(cell) if START.match(cell) else ([trim(cell)] if trim(cell) else [])
