"""The outline of a plan: its paragraphs as a tree, by the shape of their markers (I. · 1. · a) · - · +)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.plan_reader.blocks import Block, Paragraph, Place, Table
from bot.plan_reader.inline_list import inline_list
from bot.plan_reader.labels import is_label, unmarked_items
from bot.plan_reader.markers import Rank, marker_of
from bot.plan_reader.words import plain

_ANNEX = re.compile(
    r"(?:phu luc|danh sach|du kien chuong trinh|chuong trinh|bieu mau|mau so|bieu phan bo|so luong dai bieu)\b"
)
_DAY_LABEL = re.compile(r"thoi gian\s*:")
""" "Thời gian: Ngày 14/9/2024 (thứ Bảy)" over a list of hours."""
_SIGNED = re.compile(r"noi nhan ?:?")
_NAME_LENGTH = 70


@dataclass
class Node:
    """A paragraph of the outline with all that stands below it.

    `marker` is as written without its dot ("II", "1", "a", "-", ""), `text` the paragraph without it;
    `section` joins the numbers above it and its own ("II.1.a").
    """

    rank: Rank
    marker: str
    text: str
    place: Place
    section: str = ""
    children: list[Node] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def plain(self) -> str:
        """The text without marks and case, of the same length."""
        return plain(self.text)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_tables(self) -> Iterator[tuple[Node, Table]]:
        """Yield the tables here and below with the node that each follows."""
        for node in self.walk():
            for table in node.tables:
                yield node, table


def outline(blocks: list[Block]) -> Node:
    """Return the root of the outline; tables hang on the paragraph before them."""
    items = unmarked_items(blocks)
    root = Node(Rank.ROOT, "", "", Place(0))
    path = [root]
    seen_end = False
    for i, block in enumerate(blocks):
        if isinstance(block, Table):
            path[-1].tables.append(block)
            continue
        node = _node(block, blocks[i + 1] if i + 1 < len(blocks) else None)
        if i in items:
            node.rank = Rank.BULLET
        elif i + 1 in items or _numbers(node, blocks[i + 1 : i + 2]):
            node.rank = Rank.NAME if i + 1 in items else Rank.ROMAN
        if _SIGNED.match(node.plain):
            seen_end, node.rank = True, Rank.ANNEX
        elif _opens_annex(node, seen_end=seen_end):
            node.rank = Rank.ANNEX
        elif node.rank in {Rank.PLAIN, Rank.NAME} and _is_capitals(node.text) and not seen_end:
            node.rank = Rank.ROMAN
        if node.rank is Rank.ROMAN and not node.marker and path[-1].marker and path[-1].rank is Rank.ROMAN:
            node.rank = _below_heading(node)
        _hang(node, path)
        _spell_out(node)
    return root


def _spell_out(node: Node) -> None:
    """Hang the items of a list inside the paragraph below it."""
    if listed := inline_list(node.text):
        node.text = listed.label
        node.children = [Node(Rank.NUMBER, "", item, node.place, node.section) for item in listed.items]


def _below_heading(node: Node) -> Rank:
    """A label right under a numbered heading goes on with it ("III. THÀNH PHẦN" over "Tổng số 250 đại biểu, gồm:")."""
    return Rank.LABEL if is_label(node.text) and not _is_capitals(node.text) else Rank.ROMAN


def _node(block: Paragraph, after: Block | None) -> Node:
    rank, marker, text = marker_of(block.text)
    if rank is Rank.PLAIN and _is_name(text, after):
        rank = Rank.NAME
    return Node(rank, marker, text, block.place)


def _is_name(text: str, after: Block | None) -> bool:
    """A short line without a stop, or a label, before a lettered or bulleted list names that list ("Cụm 1")."""
    if len(text) > _NAME_LENGTH or not isinstance(after, Paragraph):
        return False
    if text[-1:] in ".;,:)" and not is_label(text) and not (text[-1:] == ")" and _DAY_LABEL.match(plain(text))):
        return False
    return marker_of(after.text)[0] in {Rank.LETTER, Rank.BULLET}


def _numbers(node: Node, after: list[Block]) -> bool:
    """A label over a numbered list of its own ("Nội dung:" over "1. …") stands above it."""
    first = after[0] if after else None
    return node.rank is Rank.PLAIN and is_label(node.text) and isinstance(first, Paragraph) and first.text[:2] == "1."


def _opens_annex(node: Node, *, seen_end: bool) -> bool:
    return seen_end and node.rank in {Rank.PLAIN, Rank.NAME} and bool(_ANNEX.match(node.plain)) and len(node.text) < 200


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 5 and len(text) < 150 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def _hang(node: Node, path: list[Node]) -> None:
    """Close what stands as high or lower than the node, then hang it there.

    A rank that is open already returns to its own level, so "* Cụm 1 / a) / b) / * Cụm 2" nests as written.
    """
    while len(path) > 1 and not _may_hold(path[-1], node, path):
        path.pop()
    parent = path[-1]
    own = node.marker if node.rank not in {Rank.BULLET, Rank.PLUS, Rank.NAME, Rank.PLAIN} else ""
    if node.rank is Rank.DECIMAL and own.startswith(f"{parent.marker}."):
        own = own.removeprefix(f"{parent.marker}.")
    node.section = ".".join(part for part in (parent.section, own) if part)
    parent.children.append(node)
    path.append(node)


def _may_hold(above: Node, node: Node, path: list[Node]) -> bool:
    if above.rank is Rank.PLAIN:
        return False
    if node.rank is Rank.PLAIN and above.rank is Rank.NAME and above.text.endswith(":") and above.children:
        return False
    if node.rank is Rank.PLAIN:
        return above.rank not in {Rank.BULLET, Rank.PLUS} or above.text.rstrip().endswith(":")
    if any(open_.rank is node.rank for open_ in path):
        return above.rank < node.rank and not any(o.rank is node.rank for o in path[path.index(above) :])
    return above.rank < node.rank
