"""The agenda as a table of hours, items and presenters."""

from __future__ import annotations

import re

from bot.plan_reader.agenda_item import Item
from bot.plan_reader.blocks import Row, Table
from bot.plan_reader.dates import days_in
from bot.plan_reader.hours import span_of
from bot.plan_reader.outline import Node
from bot.plan_reader.places import source
from bot.plan_reader.rows import columns, whole
from bot.plan_reader.words import plain, trim

_COLUMNS = {
    "time": re.compile(r"thoi gian|^gio\b|thoi luong|thoi diem"),
    "content": re.compile(r"noi dung|chuong trinh|hoat dong"),
    "presenter": re.compile(
        r"thuc hien|trinh bay|phu trach|chu tri|dieu hanh|don vi|nguoi|bao cao vien|phan cong|bo phan|ghi chu"
    ),
}
_TASKS = re.compile(r"nhiem vu|phoi hop|hoan thanh|san pham|thoi han|tien do|kinh phi|don vi tinh")
ITEM = re.compile(
    r"(?:khai mac|be mac|bao cao|tham luan|thao luan|phat bieu|khen thuong|trinh bay|ky (?:ket|giao uoc)|trao|van nghe|"
    r"tuyen bo|ket luan|gioi thieu dai bieu|thong qua|bau|y kien|trao doi|giai dap|bieu quyet|tham quan|don tiep|"
    r"chao co|giai lao|nghi giai lao|phat dong|cong bo|dien van)\b"
)
"""How the items of a programme begin."""
_PART_NUMBER = re.compile(r"\s*(?:[IVX]{1,4}|[A-H])?[.)]?\s*")


def rows_of(table: Table, node: Node, *, told: bool) -> list[Item]:
    """Return the items of a table, [] where it is no programme.

    Where a heading has `told` that this is the programme, its rows need no hours.
    """
    known = columns(table, _COLUMNS) or _without_head(table)
    if known is None or "content" not in known[0] or _TASKS.search(_head(table, known[1])):
        return []
    at, skip = known
    hours = [plain(row.cells[at["time"]]) if "time" in at else "" for row in table.rows[skip:]]
    if sum(bool(days_in(hour)) for hour in hours) * 2 > len(hours):
        return []  # events of several days, each a session
    rows = whole(table.rows[skip:], sorted({0, at.get("time", 0)} - {at["content"]}))
    items: list[Item] = []
    part = 0
    for row, torn in rows:
        if item := _item(row, at, node, torn=torn):
            item.part = part
            items.append(item)
        else:
            part += 1
    timed = sum(item.start is not None for item in items)
    usual = sum(bool(ITEM.match(plain(item.content))) for item in items)
    return items if (timed * 3 >= len(items) and "time" in at) or (told and usual * 2 >= len(items)) else []


def _without_head(table: Table) -> tuple[dict[str, int], int] | None:
    """Columns of a table whose first row is an item already: hours first, then the item, then who."""
    timed = [span_of(plain(row.cells[0]), dotted=True)[0] for row in table.rows]
    if len(table.rows[0].cells) < 2 or len(timed) < 2 or timed[0] is None or sum(map(bool, timed)) * 2 < len(timed):
        return None
    names = ("time", "content", "presenter")
    return {name: i for i, name in enumerate(names) if i < len(table.rows[0].cells)}, 0


def _head(table: Table, rows: int) -> str:
    return plain(" ".join(cell for row in table.rows[:rows] for cell in row.cells))


def _item(row: Row, at: dict[str, int], node: Node, *, torn: bool) -> Item | None:
    """A row of one text without an hour heads the rows below it ("Buổi sáng", "I. Khai mạc") and is no item."""
    start, end = span_of(plain(row.cells[at["time"]]), dotted=True) if "time" in at else (None, None)
    content = trim(row.cells[at["content"]])
    if not content or (start is None and sum(not _PART_NUMBER.fullmatch(cell) for cell in row.cells) == 1):
        return None
    presenter = trim(row.cells[at["presenter"]]) if "presenter" in at else ""
    return Item(start, end, content, presenter or None, source(node, row), torn)
