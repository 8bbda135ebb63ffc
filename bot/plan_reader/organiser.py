"""Which unit carries the work of the event."""

from __future__ import annotations

import re
from collections import Counter

from bot.plan_reader.duty_text import Duty
from bot.plan_reader.head import Head
from bot.plan_reader.outline import Node
from bot.plan_reader.units import leading
from bot.plan_reader.words import plain, trim

_CARRIES = re.compile(
    r"lam dau moi|la dau moi|(?:don vi|co quan) dau moi|dau moi to chuc|thuong truc (?:to chuc|hoi nghi)|"
    r"chiu trach nhiem "
    r"chinh|tham muu to chuc|to chuc hoi nghi theo|(?:chuan bi|tham muu)(?: \w+){0,4} to chuc (?:hoi "
    r"nghi|toa dam|hoi thao)"
)
_MANAGES = re.compile(
    r"(?:do|của|cho|giao)\s+((?:Sở|Ban|Văn phòng|Thanh tra|Hội|Liên đoàn)\s[^.;,()]{2,60}?)(?=\s+(?:năm \d|quản "
    r"lý|chủ trì|làm|bảo đảm|đảm bảo)|[.;,(]|$)"
)
_FOR_THE_EVENT = re.compile(r"(?:tieu ban|ban to chuc$|to giup viec|to cong tac|to phuc vu)\b")
_CLASS = re.compile(
    r"(?:cac|moi|tung|ca)\s|(?:ubnd|uy ban nhan dan) (?:cac|quan|huyen|xa|phuong)|co quan|don vi|"
    r".* cac (?:huyen|quan|tinh|xa|phuong|thanh pho)\b"
)


_PERSON = re.compile(r"(?:d/c|dong chi|ong|ba|thay|co)\s")


def find_organiser(root: Node, duties: list[Duty], head: Head) -> tuple[str, float] | None:
    """Return the unit with the most of the work and how sure that is; None when no unit leads anything.

    Who invites, announces or moves an event by other papers than a plan holds it.
    Words such as "làm đầu mối" weigh as three duties, managing the money as one; classes of units don't count.
    """
    if head.paper != "plan" and head.issuing_body:
        return head.issuing_body, 0.7
    weight: Counter[str] = Counter()
    names: dict[str, str] = {}
    for duty in duties:
        for unit in duty.lead:
            if not _CLASS.match(plain(unit)):
                names.setdefault(plain(unit), unit)
                weight[plain(unit)] += 3 if _CARRIES.search(plain(duty.words)) else 1
    for unit in _managers(root):
        names.setdefault(plain(unit), unit)
        weight[plain(unit)] += 1
    if not weight:
        return None
    (best, most), *rest = weight.most_common(2)
    if (_FOR_THE_EVENT.match(best) or _PERSON.match(best)) and head.issuing_body:
        return head.issuing_body, 0.6
    if re.match(r"(?:phong|van phong so|trung tam|ban|bo phan|ong|ba|dong chi)\b", best) and (
        own := _department(head.issuing_body)
    ):
        return own, 0.7
    return names[best], 0.9 if not rest or most > rest[0][1] else 0.6


def _managers(root: Node) -> list[str]:
    """Units that the section on money names."""
    nodes = [n for n in root.walk() if "kinh phi" in n.plain[:60]]
    found = [m[1] for n in nodes for below in [n, *n.children] for m in _MANAGES.finditer(below.text)]
    return [trim(name) for text in dict.fromkeys(found) for name in leading(text)[0]]


def _department(issuer: str | None) -> str | None:
    """A department's own plan gives the work to its rooms; towards others the department carries it."""
    found = re.match(r"((?:Sở|Trung tâm|Ban Quản lý|Phòng)\s.+?)(?:\s(?:tỉnh|thành phố)\s.*)?$", issuer or "")
    return found[1] if found else None
