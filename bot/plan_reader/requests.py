"""What a paper without a section on duties asks of whom: sentences such as "Giao Sở Nội vụ …", and lists below one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.plan_reader.deadlines import deadlines_in
from bot.plan_reader.duties import duties_of, duties_under
from bot.plan_reader.duty_text import Duty
from bot.plan_reader.outline import Node, Rank
from bot.plan_reader.units import LED_BY, START, leading
from bot.plan_reader.words import plain

_GIVEN = re.compile(r"(?:Đề nghị|Yêu cầu|Giao|Phân công|Kính đề nghị|Trân trọng đề nghị)\s+")
_YOU = re.compile(
    r"[Qq]uý\s+(?:[Cc]ơ quan|[Đđ]ơn vị|[Ss]ở|[Bb]an|[Vv]ị|[ỦU]y ban|[Bb]ộ|[Dd]oanh nghiệp|[Tt]rường|[Hh]ội)(?:,? "
    r"(?:cơ quan|đơn vị|địa phương))*"
)
_SENTENCE = re.compile(r"(?<=\.)\s+(?=(?:Đề nghị|Yêu cầu|Giao|Quý|Kính đề nghị)\s)")
_LABEL = re.compile(r"[^:.;]{3,40}:\s*(?=(?:Đề nghị|Kính đề nghị|Quý)\s)")
_PEOPLE = re.compile(
    r"(?:[Cc]ác|[Qq]uý)\s(?:đại biểu|cổ đông|khách mời|thành viên|đồng chí|hội viên|học viên|thầy cô|nhà khoa học|vị)\b"
)
_SENDS = re.compile(r"\b(?:gui|dang ky|nop|xac nhan)\b")
_ATTEND = re.compile(
    r"\W*(?:bo tri|sap xep|thu xep|tham du|du\b|den du|co mat|nghien cuu|quan tam|luu y|"
    r"(?:nghiem tuc |khan truong )?(?:trien khai |to chuc )?thuc hien\W*$|"
    r"cu (?:nguoi|can bo|dai bieu|dai dien|lanh dao|thanh phan)[^.;:]{0,40}\b(?:tham )?du\b)"
)
_ASKS_BELOW = re.compile(
    r"\b(?P<verb>yêu cầu|đề nghị|giao nhiệm vụ|giao|phân công|chỉ đạo)\b(?P<whom>[^:;]{0,200}):\s*$", re.IGNORECASE
)
_OTHER = re.compile(
    r"(?:ve )?(?:thoi gian|dia diem|thanh phan|noi dung|chu tri|hinh thuc|kinh phi|doi tuong|so luong|trang phuc)\b"
)
_ITEMS = {Rank.NUMBER, Rank.DECIMAL, Rank.LETTER, Rank.BULLET, Rank.PLUS, Rank.ROMAN}


@dataclass(frozen=True)
class _Paper:
    """What the requests of a paper are read with: whom it calls "Quý cơ quan", and its day and year."""

    sent_to: list[str]
    signed: date | None
    year: int | None


def find_requests(root: Node, sent_to: list[str], *, signed: date | None, year: int | None) -> list[Duty]:
    """Return what named units are asked to do, in order; coming to the event is no task.

    `sent_to` are the units that the paper addresses as "Quý cơ quan".
    """
    body = [part for part in root.children if part.rank is not Rank.ANNEX]
    return list(_among(body, _Paper(sent_to, signed, year)))


def _among(nodes: list[Node], paper: _Paper) -> Iterator[Duty]:
    skip: list[Node] = []
    for i, node in enumerate(nodes):
        if any(node is done for done in skip):
            continue
        items = node.children or _siblings(nodes[i + 1 :])
        if listed := _listed(node, items, paper):
            yield from listed
            yield from _among(_tail(items[-1]), paper)
            skip = items
            continue
        for sentence in _SENTENCE.split(node.text):
            yield from _request(replace(node, text=sentence), paper)
        yield from _among(node.children, paper)


def _siblings(after: list[Node]) -> list[Node]:
    """The numbered paragraphs that follow one: "Chủ tịch yêu cầu:" over "1. Sở A …; 2. Sở B …"."""
    end = next((i for i, n in enumerate(after) if n.rank not in _ITEMS or n.rank is not after[0].rank), len(after))
    return after[:end]


def _listed(node: Node, items: list[Node], paper: _Paper) -> list[Duty]:
    """The items below a paragraph that ends in a request and a colon; who is asked there leads what names nobody."""
    asks = _ASKS_BELOW.search(node.text)
    if asks is None or not items or any(_OTHER.match(item.plain) for item in items):
        return []
    if re.search(r"\b(?:tham du|den du|moi)\b", plain(asks["whom"])):
        return []
    whom = _whom(asks["whom"].strip(), paper)
    if not whom and not _names_a_unit(items[0]):
        return []
    kept = [*items[:-1], replace(items[-1], children=[c for c in items[-1].children if c not in _tail(items[-1])])]
    return duties_under(replace(node, children=kept), whom, paper.signed, paper.year)


def _whom(text: str, paper: _Paper) -> list[str]:
    if _YOU.match(text):
        return paper.sent_to
    post = LED_BY.match(text)
    return leading(text[post.end() if post else 0 :])[0]


def _names_a_unit(item: Node) -> bool:
    post = LED_BY.match(item.text)
    return bool(START.match(item.text, post.end() if post else 0)) or bool(_GIVEN.match(item.text))


def _tail(item: Node) -> list[Node]:
    """Plain paragraphs below the last item go on with the paper, not with the item."""
    return [child for child in item.children if child.rank is Rank.PLAIN]


def _request(node: Node, paper: _Paper) -> list[Duty]:
    node = replace(node, text=_LABEL.sub("", node.text, count=1))
    given = _GIVEN.match(node.text)
    start = given.end() if given else 0
    you = _YOU.match(node.text, start)
    names, end = leading(node.text[start:])
    rest = node.text[you.end() if you else start + end :]
    people = None if names else _PEOPLE.match(node.text, start)
    if people and not (you and paper.sent_to):
        names, end, rest, you = [people[0]], people.end(), node.text[people.end() :], people
    sends = _SENDS.search(plain(rest)) and deadlines_in(rest, signed=paper.signed, year=paper.year)
    if not sends and (people or not given or _ATTEND.match(plain(rest))):
        return []
    if you:
        asked = replace(node, text=rest.lstrip())
        whom = [people[0]] if people and names else paper.sent_to
        return duties_of(asked, whom, paper.signed, paper.year) if whom else []
    return duties_of(node, [], paper.signed, paper.year) if names else []
