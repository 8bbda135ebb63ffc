"""Duties given as a table: work, who leads, who joins in, by when."""

from __future__ import annotations

import re
from datetime import date

from bot.plan_reader.blocks import Table
from bot.plan_reader.deadlines import deadlines_in
from bot.plan_reader.duty_leaders import units_in_charge
from bot.plan_reader.duty_text import Duty, duties_in
from bot.plan_reader.outline import Node
from bot.plan_reader.places import source
from bot.plan_reader.rows import columns, whole
from bot.plan_reader.words import cased, plain, trim

_COLUMNS = {
    "joining": re.compile(r"phoi hop"),
    "lead": re.compile(r"chu tri|thuc hien|phu trach|trach nhiem|don vi"),
    "due": re.compile(r"thoi gian|thoi han|hoan thanh|tien do|han "),
    "work": re.compile(r"noi dung|nhiem vu|cong viec|cong tac"),
    "number": re.compile(r"^(?:stt|tt|so tt)$"),
}
_SAME = re.compile(r'\W*(?:nt|nhu tren|")\W*')
_BULLET = re.compile(cased(r"(?:^|(?<=[\s.;]))[-–+]\s+(?=<A>)"))
_RANGE = re.compile(r"(?:tu |ngay )*\d{1,2}(?:/\d{1,2})?(?:/\d{4})?\s*(?:-|den)")
_TASKS = re.compile(r"nhiem vu|cong viec|phoi hop|hoan thanh|thoi han|tien do")


def duties_of_table(table: Table, node: Node, *, signed: date | None, year: int | None) -> list[Duty]:
    """Return the duties of a table whose head names work and who leads; [] for any other table."""
    known = columns(table, _COLUMNS)
    if known is None or not {"lead", "work"} <= known[0].keys() or not _is_of_tasks(table):
        return []
    at, skip = known
    found: list[Duty] = []
    for row, _ in whole(table.rows[skip:], [at.get("number", 0)]):
        cell = {name: row.cells[i] for name, i in at.items()}
        lead, joining = units_in_charge(cell["lead"])
        if _SAME.fullmatch(plain(cell["lead"])) and found:
            lead = found[-1].lead
        if not lead and not cell.get("due"):
            continue
        joining += units_in_charge(cell.get("joining", ""))[0]
        for work in _works(cell["work"]):
            duty = _duty(work, cell.get("due", ""), lead, signed=signed, year=year)
            duty.coordinating += [name for name in joining if name not in duty.coordinating]
            duty.source = source(node, row)
            found.append(duty)
    return found


def _works(cell: str) -> list[str]:
    """A cell may hold a list: "- Xây dựng kịch bản; - Mời đại biểu"."""
    parts = _BULLET.split(cell) if _BULLET.match(cell) else [cell]
    return [work for part in parts if (work := trim(part))]


def _duty(work: str, due: str, lead: list[str], *, signed: date | None, year: int | None) -> Duty:
    """Days from … to … end with the last one."""
    words = f"{work}; hoàn thành {due}" if due else work
    duty = duties_in(words, list(lead), signed=signed, year=year)[0]
    ends = deadlines_in(words, signed=signed, year=year)
    if due and len(ends) > 1 and ends[0].on and ends[-1].on and _RANGE.match(plain(due)):
        duty.deadline = ends[-1]
    duty.text, duty.words = work, words
    return duty


def _is_of_tasks(table: Table) -> bool:
    return bool(_TASKS.search(plain(" ".join(cell for row in table.rows[:2] for cell in row.cells))))
