"""What a paper without a section on duties asks of whom: sentences such as "Giao Sở Nội vụ …", and lists below one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.plan_reader.duties import duties_under
from bot.plan_reader.duty_text import Duty
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.request_text import GIVEN, YOU, Paper, request_in
from bot.plan_reader.units import LED_BY, START, leading
from bot.plan_reader.words import plain

_SENTENCE = re.compile(
    rf"(?<=\.)\s+(?=(?:Đề nghị|Yêu cầu|Giao|Quý|Kính đề nghị|Xin)\s|Đại biểu (?:vắng|không)|{START.pattern})"
)
_ASKS_BELOW = re.compile(
    r"\b(?P<verb>yêu cầu|đề nghị|giao nhiệm vụ|giao|phân công|chỉ đạo|kết luận)\b(?P<whom>[^:;]{0,200}):\s*$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:ve )?(?:thoi gian|dia diem|thanh phan|noi dung|chu tri|hinh thuc|kinh phi|doi tuong|so luong|trang phuc)\b"
)
_ITEMS = {Rank.NUMBER, Rank.DECIMAL, Rank.LETTER, Rank.BULLET, Rank.PLUS, Rank.ROMAN}


def find_requests(root: Node, sent_to: list[str], *, signed: date | None, year: int | None) -> list[Duty]:
    """Return what named units are asked to do, in order; coming to the event is no task.

    `sent_to` are the units that the paper addresses as "Quý cơ quan".
    """
    body = [part for part in root.children if part.rank is not Rank.ANNEX]
    return list(_among(body, Paper(sent_to, signed, year)))


def _among(nodes: list[Node], paper: Paper) -> Iterator[Duty]:
    skip: list[Node] = []
    for i, node in enumerate(nodes):
        if any(node is done for done in skip):
            continue
        items, after = _items(node, nodes[i + 1 :])
        if listed := _listed(node, items, paper):
            yield from listed
            yield from _among([*_tail(items[-1]), *after], paper)
            skip = items
            continue
        for sentence in _SENTENCE.split(node.text):
            yield from request_in(replace(node, text=sentence), paper)
        yield from _among(node.children, paper)


def _items(node: Node, following: list[Node]) -> tuple[list[Node], list[Node]]:
    """The items of a paragraph, and the plain paragraphs that hang behind marked ones and go on with the paper."""
    below = node.children or _siblings(following)
    marked = [item for item in below if item.rank is not Rank.PLAIN]
    return (marked, [item for item in below if item.rank is Rank.PLAIN]) if marked else (below, [])


def _siblings(after: list[Node]) -> list[Node]:
    """The numbered paragraphs that follow one: "Chủ tịch yêu cầu:" over "1. Sở A …; 2. Sở B …"."""
    end = next((i for i, n in enumerate(after) if n.rank not in _ITEMS or n.rank is not after[0].rank), len(after))
    return after[:end]


def _listed(node: Node, items: list[Node], paper: Paper) -> list[Duty]:
    """The items below a paragraph that ends in a request and a colon; who is asked there leads what names nobody."""
    asks = _ASKS_BELOW.search(node.text)
    if asks is None or not items or any(_OTHER.match(item.plain) for item in items):
        return []
    if re.search(r"\b(?:tham du|den du|moi)\b", plain(asks["whom"])):
        return []
    whom = _whom(asks["whom"].strip(), paper)
    named = [item for item in items if whom or _names_a_unit(item)]
    if len(named) * 2 < len(items):
        return []
    items = named
    kept = [*items[:-1], replace(items[-1], children=[c for c in items[-1].children if c not in _tail(items[-1])])]
    return duties_under(replace(node, children=kept), whom, paper.signed, paper.year)


def _whom(text: str, paper: Paper) -> list[str]:
    if you := YOU.match(text):
        return paper.sent_to or [you[0]]
    post = LED_BY.match(text)
    return leading(text[post.end() if post else 0 :])[0]


def _names_a_unit(item: Node) -> bool:
    post = LED_BY.match(item.text)
    return bool(START.match(item.text, post.end() if post else 0)) or bool(GIVEN.match(item.text))


def _tail(item: Node) -> list[Node]:
    """Plain paragraphs below the last item go on with the paper, not with the item."""
    return [child for child in item.children if child.rank is Rank.PLAIN]
