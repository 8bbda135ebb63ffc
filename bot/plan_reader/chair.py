"""Who chairs the event."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.plan_reader.duty_text import Duty
from bot.plan_reader.group import Group
from bot.plan_reader.hours import hours_in
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.places import source
from bot.plan_reader.words import cased, plain, trim

_LABEL = re.compile(
    r"(?:nguoi |dong |lanh dao )?(?:chu tri|chu toa)(?: (?:va dieu hanh|dieu hanh|hoi nghi|hoi "
    r"thao|toa dam|cuoc hop|cac buoi|cac cuoc|buoi|doi thoai|dai hoi|dien dan|le|phien hop)\b[^:.]{0,40})?\s*[:–-]\s*"
)
_BRACKET = re.compile(r"\(\s*(?:đồng\s+)?(?:chủ trì|chủ tọa)(?! tại (?:các )?điểm)[^()]{0,60}\)", re.IGNORECASE)
_SAID = re.compile(
    r"^(.{5,160}?)\s+(?:sẽ\s+|đồng\s+)?(?:chủ trì|chủ tọa)\s+(?:và\s+[^.]{0,30})?(?:Hội nghị|"
    r"hội nghị|Hội thảo|Tọa đàm|cuộc họp|buổi|phiên)",
    re.IGNORECASE,
)
_LED_BY = re.compile(
    cased(
        r"(?:Hội nghị|Hội thảo|Tọa đàm|[Cc]uộc họp|[Bb]uổi (?:họp|làm việc|lễ|gặp mặt)|[Pp]hiên họp|Lễ|Đại hội|"
        r"Diễn đàn)\s+"
        r"(?:[^.;:,]{0,60}\s)?do\s+(?P<who>(?:đồng chí\s|ông\s|bà\s)?<A>[^.;:]{4,150}?)\s+(?:đồng\s+)?(?:chủ trì|"
        r"chủ tọa|làm chủ)\b"
    )
)
""" "Hội nghị do Phó Chủ tịch UBND tỉnh … chủ trì"."""
_CHAIRS_EVENT = re.compile(
    r"^(?:đồng\s+)?chủ trì\s+(?:và điều hành\s+|điều hành\s+)?(?:buổi|Hội nghị|Tọa đàm|Hội thảo|cuộc họp|phiên)",
    re.IGNORECASE,
)
_APPOSED = re.compile(
    r"^(.{4,150}?)\s*(?::|\s[-–])\s*(?:đồng\s+)?(?:chủ trì|chủ tọa)"
    r"(?:\s+(?:và điều hành|hội nghị|hội thảo|tọa đàm|cuộc họp|buổi|phiên|đối thoại|lễ)\b[^;]{0,60})?\s*[.;]?$",
    re.IGNORECASE,
)
_POST_AND_NAME = re.compile(
    cased(
        r"^((?:Phó Thủ tướng|Thủ tướng|Bộ trưởng|Thứ trưởng|Chủ tịch|Phó Chủ tịch|Giám đốc|Phó Giám đốc|"
        r"Cục trưởng|Vụ trưởng|"
        r"Bí thư|Phó Bí thư)(?:\s[^,]{0,60}?)?)\s+((?:<A>(?:<a>|')+\s+){2,4}<A>(?:<a>|')+)$"
    )
)
_AFTER_CLAUSE = re.compile(r",\s+(?=(?:đồng chí|đ/c|ông|bà)\s)", re.IGNORECASE)
"""What leads up to a person in a sentence: "Thực hiện Chương trình công tác, đồng chí … chủ trì cuộc họp"."""
_TITLE = r"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)"
_PERSON = re.compile(
    cased(rf"^(?:{_TITLE}\s*:?\s*)?((?:<A>(?:<a>|')*\s+){{1,4}}<A>(?:<a>|')+)\s*(?:,|[-–]|\()\s*(.+)$")
)


@dataclass
class Chair:
    """The chair: a name where the plan gives one, and the post."""

    name: str | None
    position: str
    source: dict[str, Any] = field(default_factory=dict)
    certainty: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the form of the contract."""
        out = {"name": self.name, "position": self.position, "source": self.source}
        return out if self.certainty is None else {**out, "certainty": self.certainty}


def find_chair(root: Node, groups: list[Group], duties: list[Duty], kind: str | None) -> Chair | None:
    """Return the chair: as labelled, as a line of the composition, or the unit whose duty it is; None when unsaid.

    Who is told to chair another event than one of `kind` (a workshop beside a conference) is not the chair, nor is who
    leads a row of the programme.
    """
    lines = [n for part in root.children if part.rank is not Rank.ANNEX for n in part.walk()]
    body = [n for n in lines if not hours_in(n.plain[:12])]
    return _labelled(body) or _in_a_group(groups) or _apposed(body) or _said(body, kind) or _by_duty(duties, kind)


def _labelled(body: list[Node]) -> Chair | None:
    for node in body:
        if found := _LABEL.match(
            f"{node.plain} :" if node.children and ":" not in node.plain and len(node.text) < 60 else node.plain
        ):
            rest = trim(node.text[found.end() :]) or next((trim(c.text) for c in node.children), "")
            if rest:
                return _chair(rest, node)
    return None


def _in_a_group(groups: list[Group]) -> Chair | None:
    for group in groups:
        if _BRACKET.search(group.label):
            name, position = _person(trim(_BRACKET.sub("", group.label)))
            return Chair(name, position, group.source)
    return None


def _apposed(body: list[Node]) -> Chair | None:
    """ "Chủ tịch UBND huyện - Chủ trì cuộc họp"."""
    found = ((_APPOSED.match(node.text), node) for node in body)
    return next((_chair(m[1], node) for m, node in found if m), None)


def _is_of(found: re.Match[str], kind: str | None) -> bool:
    """The match ends in the event that is chaired: the plan's own kind, or a word for any meeting."""
    flat = plain(found[0])
    return flat.endswith(("hop", "buoi", "phien", plain(kind or "hop")))


def _said(body: list[Node], kind: str | None) -> Chair | None:
    for node in body:
        if led := _LED_BY.search(node.text):
            return _chair(led["who"], node, certainty=0.7)
        if (
            len(node.text) < 250
            and (found := _SAID.match(node.text))
            and _is_of(found, kind)
            and "," not in found[1][-3:]
            and not re.search(r"phoi hop|^(?:tai|trong|viec|ngay \d)", plain(found[1]))
        ):
            return _chair(_AFTER_CLAUSE.split(found[1].rpartition(": ")[2])[-1], node, certainty=0.7)
    return None


def _by_duty(duties: list[Duty], kind: str | None) -> Chair | None:
    for duty in duties:
        found = _CHAIRS_EVENT.match(duty.words)
        if duty.lead and found and _is_of(found, kind):
            return Chair(None, ", ".join(duty.lead), duty.source, 0.7)
    return None


def _chair(text: str, node: Node, certainty: float | None = None) -> Chair:
    name, position = _person(re.split(r"\.\s+(?=[A-ZĐ])|;\s+(?=đồng chủ)", text)[0])
    return Chair(name, position, source(node), certainty)


def _person(text: str) -> tuple[str | None, str]:
    """ "Đồng chí A B C, Phó Chủ tịch …" is a name and a post."""
    text = re.sub(r"\s*\((?:chủ trì|dự kiến)[^()]*\)", "", text)
    found = _PERSON.match(text)
    if found and not re.match(r"(?:Chủ tịch|Phó|Lãnh đạo|Thường trực|Giám đốc|Sở|Ban|Ủy|Bộ|Đại diện)", found[1]):
        return found[1].strip(), trim(found[2])
    if both := _POST_AND_NAME.match(re.sub(rf"^{_TITLE}\s+", "", text)):
        return both[2], trim(both[1])
    return None, trim(re.sub(cased(rf"^{_TITLE}\s+(?=<A>)"), "", text))
