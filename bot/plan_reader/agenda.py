"""The agenda: a table of hours, items and presenters, else the items of the section on the programme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from bot.plan_reader.blocks import Row, Table
from bot.plan_reader.dates import days_in
from bot.plan_reader.hours import Hour, hours_in, span_of, spelled
from bot.plan_reader.outline import Node, Rank
from bot.plan_reader.places import source
from bot.plan_reader.presenters import with_presenter
from bot.plan_reader.rows import columns, whole
from bot.plan_reader.subjects import reports, timed_subjects
from bot.plan_reader.words import plain, trim

_COLUMNS = {
    "time": re.compile(r"thoi gian|^gio\b|thoi luong|thoi diem"),
    "content": re.compile(r"noi dung|chuong trinh|hoat dong"),
    "presenter": re.compile(
        r"thuc hien|trinh bay|phu trach|chu tri|dieu hanh|don vi|nguoi|bao cao vien|phan cong|bo phan|ghi chu"
    ),
}
_TASKS = re.compile(r"nhiem vu|phoi hop|hoan thanh|san pham|thoi han|tien do|kinh phi|don vi tinh")
_SECTION = re.compile(r"(?:noi dung(?:,| va)? )?(?:du kien )?chuong trinh\b")
_CONTENTS = re.compile(r"(?:cac )?noi dung(?: chinh)?(?: (?:hoi nghi|hoi thao|toa dam|dai hoi|le|cuoc hop|hop))?\s*:?")
_PROGRAMME = re.compile(
    r"(?:khai mac|be mac|bao cao|tham luan|thao luan|phat bieu|khen thuong|trinh bay|ky (?:ket|giao uoc)|trao|van nghe|"
    r"tuyen bo|ket luan|gioi thieu dai bieu|thong qua|bau|y kien|trao doi|giai dap|bieu quyet|tham quan|don tiep|"
    r"chao co|giai lao|nghi giai lao|phat dong|cong bo|dien van)\b"
)
_LEAD = re.compile(r"(?:tu|luc|vao luc|khoang|[\s(])*")
_BEHIND = re.compile(r"[\s(\[:,-]*(?:(?:thoi gian|du kien|tu|luc|vao luc|khoang)\s*:?\s*)*$")
_ENDS = re.compile(r"\s*(?:phut)?['\s)\].;,]*")
_DOTTED = re.compile(r"(?:tu |luc )?\d{1,2}\.\d{2}\s*(?:-|den |:)")
_PART_NUMBER = re.compile(r"\s*(?:[IVX]{1,4}|[A-H])?[.)]?\s*")
_PART = re.compile(r"(?:phan|buoi|ngay|phien)\s+(?:thu\s|\d|[ivx]+\b|sang|chieu|toi)")


@dataclass
class Item:
    """A row of the agenda; `torn` when a page break split it, `part` counts the days or halves that rows head."""

    start: time | None
    end: time | None
    content: str
    presenter: str | None
    source: dict[str, Any] = field(default_factory=dict)
    torn: bool = False
    part: int = 0
    certainty: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the form of the contract."""
        out = {
            "start": spelled(self.start),
            "end": spelled(self.end),
            "content": self.content,
            "presenter": self.presenter,
            "source": self.source,
        }
        return out if self.certainty is None else {**out, "certainty": self.certainty}


def find_agenda(root: Node) -> list[Item]:
    """Return the rows of the agenda in order."""
    programme = {id(n) for head in root.walk() if _SECTION.match(head.plain) for n in head.walk()}
    for node, table in root.all_tables():
        if items := _of_table(table, node, told=id(node) in programme):
            return items
    sections = list(_sections(root))
    return [item for section in sections or _contents(root) or timed_subjects(root) for item in _of_list(section)]


def _contents(root: Node) -> list[Node]:
    """Without a programme: the section on the contents, when its items are those of a programme."""
    if any(_SECTION.match(node.plain) for node in root.walk()):
        return []
    named = [node for node in root.walk() if _CONTENTS.fullmatch(node.plain) and len(node.children) > 1]
    return [n for n in named if sum(bool(_PROGRAMME.match(c.plain)) for c in n.children) * 2 >= len(n.children)][:1]


def _of_table(table: Table, node: Node, *, told: bool) -> list[Item]:
    """Where a heading has `told` that this is the programme, its rows need no hours."""
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
    usual = sum(bool(_PROGRAMME.match(plain(item.content))) for item in items)
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


def _sections(root: Node) -> Iterator[Node]:
    for child in root.children:
        if any(_SECTION.match(inner.plain) for inner in child.children):
            yield from _sections(child)
        elif _SECTION.match(child.plain) and child.rank <= Rank.LETTER and len(child.text) < 150 and child.children:
            yield child
        else:
            yield from _sections(child)


def _of_list(section: Node, part: int = 0) -> list[Item]:
    """A line without an hour over lines with hours heads them ("Buổi sáng", "Ngày thứ nhất") and is no item."""
    nodes = [n for n in section.children if n.rank is not Rank.PLAIN or _has_hour(n) or _heads(n)]
    if len(nodes) == 1 and nodes[0].children and not _begins_with_hour(nodes[0]):
        return _of_list(nodes[0], part)
    found: list[Item] = []
    for node in nodes:
        part += _heads(node)
        if _heads(node):
            found += _of_list(node, part)
        elif item := _of_line(node):
            item.part = part
            found.append(item)
    return found


def _heads(node: Node) -> bool:
    """Over hours, or the name of a part over lines without any ("Phần thứ nhất: Nghi lễ")."""
    if not node.children or _begins_with_hour(node):
        return False
    return bool(_PART.match(node.plain)) or any(_has_hour(child) or _heads(child) for child in node.children)


def _hours(flat: str) -> list[Hour]:
    """Return the hours of a line; written with a dot only where it begins with one ("7.30 - 8.00: Đón tiếp")."""
    return hours_in(flat, dotted=bool(_DOTTED.match(flat)))


def _begins_with_hour(node: Node) -> bool:
    hours = _hours(node.plain[:40])
    return bool(hours) and bool(_LEAD.fullmatch(node.plain[: hours[0].start]))


def _has_hour(node: Node) -> bool:
    return _begins_with_hour(node) or _hours_behind(node.plain) is not None


def _hours_behind(flat: str) -> int | None:
    """Return where the hours at the end of a line begin ("Đối thoại (từ 8 giờ 15' đến 10 giờ 45')")."""
    hours = hours_in(flat)
    if not hours or not _ENDS.fullmatch(flat, hours[-1].end):
        return None
    span = len(hours) > 1 and span_of(flat[hours[-2].start :])[1] is not None
    begin = hours[-2 if span else -1].start
    lead = _BEHIND.search(flat, max(0, begin - 40), begin)
    return lead.start() if lead and 0 < lead.start() < begin else None


def _of_line(node: Node) -> Item | None:
    """ "- 7h30 - 8h00: Đón tiếp đại biểu"; without an hour the whole line is the item."""
    hours = [h for h in _hours(node.plain) if h.start < 40]
    text = node.text
    start = end = None
    if hours and _LEAD.fullmatch(node.plain[: hours[0].start]):
        start, end = span_of(node.plain[:60], dotted=bool(_DOTTED.match(node.plain)))
        last = hours[1] if end and len(hours) > 1 else hours[0]
        text = text[last.end :]
    elif (behind := _hours_behind(node.plain)) is not None:
        start, end = span_of(node.plain[behind:])
        return _item_of(node, text[:behind], start, end)
    return _item_of(node, re.sub(r"^\s*(?:phút|giờ)?\s*[:.,–-]*\s*", "", text) if start else text, start, end)


def _item_of(node: Node, text: str, start: time | None, end: time | None) -> Item | None:
    if not trim(text):
        return None
    content, presenter = with_presenter(trim(text))
    return Item(start, end, content, reports(node) or presenter, source(node), certainty=0.9)
