"""A table that sets what was announced beside what holds now ("Theo giấy mời | Điều chỉnh"), as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.plan_reader.blocks import Table
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.places import source
from bot.plan_reader.words import plain

_FORMER = re.compile(
    r"theo (?:ke hoach|giay moi|thong bao|cong van)|\bcu\b|\btruoc\b|ban dau|da (?:thong bao|an dinh|ghi|moi)|hien tai"
)
_NEW = re.compile(r"dieu chinh|thay doi|dinh chinh|\bmoi\b|\bnay\b|sua (?:doi|lai|thanh)")
_SUBJECT = re.compile(r"thoi gian|dia diem|ngay\b|gio\b")


def lines_of_turn(body: list[Node]) -> list[Node]:
    """Return a line for each cell of such a table: "Thời gian cũ: …" for what was announced, "Thời gian: …" for now."""
    return [line for node in body for table in node.tables for line in _lines(node, table)]


def _lines(node: Node, table: Table) -> Iterator[Node]:
    columns = _columns(table)
    if columns is None:
        return
    former, new = columns
    for row in table.rows[1:]:
        label = next((cell for cell in row.cells if _SUBJECT.match(plain(cell))), None)
        if label is None:
            continue
        for name, at in ((f"{label} cũ", former), (label, new)):
            yield Node(Rank.BULLET, "", f"{name}: {row.cells[at]}", row.place, source(node, row)["section"] or "")


def _columns(table: Table) -> tuple[int, int] | None:
    """Return the columns of what was announced and of what holds now."""
    head = [plain(cell) for cell in table.rows[0].cells]
    former = next((i for i, cell in enumerate(head) if _FORMER.search(cell)), None)
    new = next((i for i, cell in enumerate(head) if _NEW.search(cell) and not _FORMER.search(cell)), None)
    return (former, new) if former is not None and new is not None else None
