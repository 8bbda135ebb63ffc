"""The agenda: a table of hours, items and presenters, else the items of the section on the programme."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.plan_reader.agenda_item import Item
from bot.plan_reader.agenda_list import items_below
from bot.plan_reader.agenda_table import ITEM, rows_of
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.subjects import timed_subjects

_SECTION = re.compile(r"(?:noi dung(?:,| va)? )?(?:du kien )?chuong trinh\b")
_CONTENTS = re.compile(r"(?:cac )?noi dung(?: chinh)?(?: (?:hoi nghi|hoi thao|toa dam|dai hoi|le|cuoc hop|hop))?\s*:?")


def find_agenda(root: Node) -> list[Item]:
    """Return the rows of the agenda in order."""
    programme = {id(n) for head in root.walk() if _SECTION.match(head.plain) for n in head.walk()}
    tables = [(node, table, id(node) in programme) for node, table in root.all_tables()]
    found = [(rows, told) for node, table, told in tables if (rows := rows_of(table, node, told=told))]
    if found:
        return _joined([rows for rows, told in found if told] or [found[0][0]])
    sections = list(_sections(root))
    return [item for section in sections or _contents(root) or timed_subjects(root) for item in items_below(section)]


def _joined(tables: list[list[Item]]) -> list[Item]:
    """The rows of the programme's tables, a day or a half each: its parts count on."""
    out: list[Item] = []
    for rows in tables:
        before = out[-1].part + 1 if out else 0
        for row in rows:
            row.part += before
        out += rows
    return out


def _contents(root: Node) -> list[Node]:
    """Without a programme: the section on the contents, when its items are those of a programme."""
    if any(_SECTION.match(node.plain) for node in root.walk()):
        return []
    named = [node for node in root.walk() if _CONTENTS.fullmatch(node.plain) and len(node.children) > 1]
    return [n for n in named if sum(bool(ITEM.match(c.plain)) for c in n.children) * 2 >= len(n.children)][:1]


def _is_heading(node: Node) -> bool:
    return node.rank <= Rank.LETTER or (node.rank is Rank.BULLET and node.text.endswith(":"))


def _sections(root: Node) -> Iterator[Node]:
    for child in root.children:
        if any(_SECTION.match(inner.plain) for inner in child.children):
            yield from _sections(child)
        elif _SECTION.match(child.plain) and _is_heading(child) and len(child.text) < 150 and child.children:
            yield child
        else:
            yield from _sections(child)
