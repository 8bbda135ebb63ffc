"""The annexed table of seats: how many delegates each row may send, and its stated total."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.plan_reader.blocks import Row, Table
from bot.plan_reader.outline import Node
from bot.plan_reader.people import number_of_people
from bot.plan_reader.places import source
from bot.plan_reader.rows import columns, whole
from bot.plan_reader.words import plain, trim

_COLUMNS = {
    "number": re.compile(r"^(?:stt|tt|so tt)\b"),
    "total": re.compile(r"\btong\b|^cong\b"),
    "count": re.compile(r"so luong|so dai bieu|so nguoi|chi tieu|so ghe|phan bo|dai bieu tham du"),
    "form": re.compile(r"^hinh thuc|^diem cau|^ghi chu"),
    "label": re.compile(r"don vi|thanh phan|dai bieu|noi dung|doi tuong|co quan|ten"),
}
_TOTAL = re.compile(r"(?:tổng(?! (?:cục|công ty))|cộng)\b|(?:tong )?cong\s*:?$|tong (?:cong|so)\b")
"""With its marks: "Công an tỉnh" and "Tổng cục" are rows, no sums."""
_SUM = re.compile(r"\(?tong (?:cong|so)\b")
_COUNT = re.compile(r"(?<![\d/])(\d{1,3}(?:[.\s]\d{3})+|\d{1,5})(?![\d/])")


@dataclass
class Quotas:
    """The rows of the table ({no, label, count, source}) and its total as it states it."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    total: int | None = None
    place: dict[str, Any] = field(default_factory=dict)


def find_quotas(root: Node) -> Quotas:
    """Return the first table of seats of the document, empty when there is none."""
    for node, table in root.all_tables():
        found = _read(table, node)
        if found.rows:
            found.total = _below(root, node) if found.total is None else found.total
            return found
    return Quotas()


def _below(root: Node, node: Node) -> int | None:
    """ "Tổng cộng: 226 đại biểu" on the line below the table."""
    nodes = list(root.walk())
    after = nodes[next(i for i, n in enumerate(nodes) if n is node) + 1 :][:1]
    people = next((number_of_people(n.text) for n in after if _SUM.match(n.plain)), None)
    return people[0] if people and people[0] == people[1] else None


def _read(table: Table, node: Node) -> Quotas:
    known = columns(table, _COLUMNS)
    if known is None or "label" not in known[0] or not {"count", "total"} & known[0].keys():
        return Quotas()
    at, skip = known
    column = at.get("total", at.get("count", 0))
    found = Quotas(place=source(node, table.rows[0]))
    part: str | None = None
    for row, _ in whole(table.rows[skip:], [at.get("number", 0), column]):
        count, label = number_in(row.cells[column]), trim(row.cells[at["label"]])
        if _TOTAL.match((label or " ".join(row.cells[:column]).strip()).lower()):
            found.total = count
        elif count is not None and label and (no := _ordinal(row, at)) is not None:
            place = source(node, row, column)
            found.rows.append(
                {"no": no, "label": label, "count": count, "part": part, "source": place} | _form(row, at)
            )
        elif label:
            part = label
    return found


def _form(row: Row, at: dict[str, int]) -> dict[str, str]:
    """How the people of a row take part ("Trực tuyến", "Điểm cầu cấp xã"), where a column says it."""
    said = trim(row.cells[at["form"]]) if "form" in at else ""
    return {"form": said} if said else {}


def _ordinal(row: Row, at: dict[str, int]) -> int | None:
    """Rows without a number of their own head a group; their counts are sums."""
    if "number" not in at:
        return row.place.line
    digits = re.fullmatch(r"\s*(\d{1,3})\s*[.)]?\s*", row.cells[at["number"]])
    return int(digits[1]) if digits else None


def number_in(cell: str) -> int | None:
    """Return the number of people in a cell ("05", "1.200", "10 người"), None when there is none."""
    found = _COUNT.search(plain(cell))
    return int(re.sub(r"\D", "", found[1])) if found else None
