"""The duties of a plan: its section on who does what, or a table of tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.plan_reader.duty_leaders import joining_in
from bot.plan_reader.duty_table import duties_of_table
from bot.plan_reader.duty_text import Duty, duties_in
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.places import source
from bot.plan_reader.units import START, act_at, leading, split, without_brackets
from bot.plan_reader.words import plain, trim

_SECTION = re.compile(
    r"(?:cong tac )?(?:to chuc )?(?:va )?(?:to chuc thuc hien|thuc hien nhiem vu|phan cong|trach "
    r"nhiem (?:cua|thuc hien|to chuc|cac)|nhiem vu cu the|"
    r"(?:cac )?nhiem vu(?:,| va) (?:tien do|thoi gian|phan cong)|"
    r"(?:cac |thanh lap (?:cac )?)tieu ban|phan cong nhiem vu|cong tac chuan bi|nhiem vu cua cac|to chuc, phan cong|"
    r"(?:noi dung )?chuan bi(?: noi dung| tai lieu| hoi nghi| hoi thao| cuoc hop| hop| phuc vu [^:]{3,30})?"
    r"(?=\s*:?\s*$))"
)
_CLOSING = re.compile(
    r"(?:tren day la|can cu (?:noi dung )?ke hoach|trong qua trinh|yeu cau (?:thu truong )?cac|"
    r"uy ban nhan dan .{0,40}yeu cau|nhan duoc ke hoach|"
    r"(?:rat|kinh) mong (?:cac|quy|su)|tran trong|rat han hanh)"
)
_LEADS_IN = re.compile(r"(?:nhu sau|sau day|sau|cu the)\s*:\s*$")
_END_MARK = re.compile(r"(?:\./\.?|/\.)\s*$")
_ADDRESSED = re.compile(
    r"(?:đối với|đề nghị|giao|yêu cầu|về phía|phân công|(?:trách )?nhiệm(?: vụ)? của)\s+", re.IGNORECASE
)
_CHARGED = re.compile(
    r"\s*(?:[,:(–-]?\s*(?:(?:cơ quan|đơn vị) (?:thường trực|đầu mối|chủ trì)|"
    r"được chọn|được giao|được phân công|có trách nhiệm|chịu trách nhiệm|là cơ "
    r"quan|là đơn vị|chủ trì thực hiện|thực hiện|chủ trì|"
    r"có nhiệm vụ|căn cứ|trách nhiệm)\b[^:;]{0,160})?\s*[:.;]*\s*$",
    re.IGNORECASE,
)


def find_duties(root: Node, *, signed: date | None, year: int | None) -> list[Duty]:
    """Return the duties in order; `year` stands in for days without one where the signing day is unknown."""
    found: list[Duty] = []
    for section in sections(root):
        for node, table in section.all_tables():
            found += duties_of_table(table, node, signed=signed, year=year)
        found += duties_under(section, [], signed, year)
    return found or _from_tables(root, signed, year)


def _from_tables(root: Node, signed: date | None, year: int | None) -> list[Duty]:
    tables = ((node, table) for node, table in root.all_tables())
    return [duty for node, table in tables for duty in duties_of_table(table, node, signed=signed, year=year)]


def sections(root: Node) -> list[Node]:
    """Return the sections on duties, the highest ones only."""
    return [node for node in _topmost(root) if node.children or node.tables]


def _topmost(node: Node) -> Iterator[Node]:
    for child in node.children:
        if (
            (child.rank <= Rank.NUMBER or (child.children and child.text.endswith(":")))
            and child.rank is not Rank.ANNEX
            and _SECTION.match(child.plain)
            and len(child.text) < 150
        ):
            yield child
        else:
            yield from _topmost(child)


def duties_under(node: Node, lead: list[str], signed: date | None, year: int | None) -> list[Duty]:
    """Return the duties that stand below a node; `lead` are the units that its headings put in charge."""
    found: list[Duty] = []
    for child in node.children:
        if _is_closing(child):
            continue
        names = heading_units(child)
        if names and child.children:
            below = duties_under(child, names, signed, year)
            for duty in below:
                duty.coordinating += [n for n in joining_in(child.text) if n not in {*duty.coordinating, *duty.lead}]
            found += below
        elif _is_heading(child):
            found += duties_under(child, lead, signed, year)
        elif not names:
            found += duties_of(child, lead, signed, year)
            found += duties_under(_without_parts(child), lead, signed, year)
    return found


def _is_closing(node: Node) -> bool:
    """The last paragraph of a plan asks everybody to carry it out, and a line leads in to a table: no duties."""
    if _LEADS_IN.search(node.plain) and not node.children:
        return True
    return node.rank is Rank.PLAIN and bool(_CLOSING.match(node.plain) or _END_MARK.search(node.text))


def heading_units(node: Node) -> list[str]:
    """Return the units when a paragraph is nothing but a heading naming them ("1. Sở Nội vụ:", "a) Đối với …")."""
    text = _ADDRESSED.sub("", node.text, count=1) if _ADDRESSED.match(node.text) else node.text
    if not START.match(text):
        return []
    names, end = leading(text)
    if names and _CHARGED.fullmatch(text[end:]) and (node.children or end == len(text.rstrip(" .:;"))):
        return names
    bare = trim(without_brackets(text))
    return split(bare) if act_at(bare) == len(bare) else []


def _is_heading(node: Node) -> bool:
    """A short line over items, without an act of its own: "Công tác hậu cần"."""
    return (
        bool(node.children)
        and node.rank < Rank.BULLET
        and len(node.text) < 120
        and node.text[-1:] not in {".", ";"}
        and not _labelled(node)
    )


def _labelled(node: Node) -> bool:
    return any(_PART.match(child.plain) for child in node.children)


_PART = re.compile(
    r"(?:(?:don vi|co quan|bo phan) )?(?:chu tri|phoi hop|thuc hien|thoi gian|thoi han|phu trach)[^:]{0,30}:"
)


def _parts(node: Node) -> list[Node]:
    """Sub-items that only spell the duty out; one with a deadline of its own is a duty of its own."""
    return [
        c
        for c in node.children
        if c.rank in {Rank.PLUS, Rank.BULLET, Rank.LETTER, Rank.NAME, Rank.PLAIN}
        and not _is_closing(c)
        and not _of_others(c)
    ]


def _of_others(node: Node) -> bool:
    """A paragraph below the last item that names its own units goes on with the list: "Các đơn vị báo cáo …"."""
    names, end = leading(node.text) if node.rank is Rank.PLAIN and not node.children else ([], 0)
    return bool(names) and node.text.rstrip().endswith(".") and end < len(node.text) - 10


def _without_parts(node: Node) -> Node:
    kept = [c for c in node.children if c not in _parts(node)]
    return replace(node, children=kept)


def duties_of(node: Node, lead: list[str], signed: date | None, year: int | None) -> list[Duty]:
    """Return the duties of a paragraph, read with the sub-items that spell it out as one text."""
    if not node.text or re.fullmatch(r"\(.*\)", node.text):
        return []
    parts = _parts(node)
    glue = "; " if _labelled(node) else " "
    whole = glue.join(
        [node.text.rstrip(), *(trim(c.text) + (";" if c is not parts[-1] and glue == " " else "") for c in parts)]
    )
    duties = duties_in(whole, lead, signed=signed, year=year)
    for duty in duties:
        duty.source = source(node)
        duty.certainty = None if duty.lead else 0.5
    return [duty for duty in duties if len(plain(duty.text)) > 3]
