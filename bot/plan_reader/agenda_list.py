"""The agenda as a list: an item a line, its hours before or behind it."""

from __future__ import annotations

import re
from datetime import time

from bot.plan_reader.agenda_item import Item
from bot.plan_reader.hours import Hour, hours_in, span_of
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.places import source
from bot.plan_reader.presenters import with_presenter
from bot.plan_reader.subjects import reports
from bot.plan_reader.words import trim

_LEAD = re.compile(r"(?:tu|luc|vao luc|khoang|[\s(])*")
_BEHIND = re.compile(r"[\s(\[:,-]*(?:(?:thoi gian|du kien|tu|luc|vao luc|khoang)\s*:?\s*)*$")
_ENDS = re.compile(r"\s*(?:phut)?['\s)\].;,]*")
_DOTTED = re.compile(r"(?:tu |luc )?\d{1,2}\.\d{2}\s*(?:-|den |:)")
_PART = re.compile(r"(?:phan|buoi|ngay|phien)\s+(?:thu\s|\d|[ivx]+\b|sang|chieu|toi)")


def items_below(section: Node, part: int = 0) -> list[Item]:
    """Return the items below a heading; `part` counts the days or halves before it.

    A line without an hour over lines with hours heads them ("Buổi sáng", "Ngày thứ nhất") and is no item.
    """
    nodes = [n for n in section.children if n.rank is not Rank.PLAIN or _has_hour(n) or _heads(n)]
    if len(nodes) == 1 and nodes[0].children and not _begins_with_hour(nodes[0]):
        return items_below(nodes[0], part)
    found: list[Item] = []
    for node in nodes:
        part += _heads(node)
        if _heads(node):
            found += items_below(node, part)
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
