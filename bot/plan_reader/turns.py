"""Papers that change, postpone or cancel an event: which one, and what was set before and now."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.plan_reader.former import Former, former_paper
from bot.plan_reader.former_brackets import set_apart
from bot.plan_reader.head import Head
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.paper import turned
from bot.plan_reader.session import Session
from bot.plan_reader.turn_table import lines_of_turn
from bot.plan_reader.turn_times import put_off, session_before, session_now
from bot.plan_reader.words import plain

_ANNOUNCED = re.compile(r"thong bao|quyet dinh|thong nhat|xin phep|dong y")


@dataclass
class Turn:
    """What a paper turns: its kind (change, postponement, cancellation), the paper before, the sessions before and
    now.
    """

    kind: str
    former: Former | None
    before: Session
    subject: str = ""
    now: list[Session] = field(default_factory=list)

    def changes(self) -> list[dict[str, Any]]:
        """Return {what, old, new} for the time and the venue; ISO instants or days, None for what isn't known."""
        if self.kind == "cancellation":
            return [{"what": "cancelled", "old": _time(self.before), "new": None}]
        new = self.now[0] if self.now else Session()
        rows = [("time", _time(self.before), _time(new)), ("venue", self.before.venue, new.venue)]
        told = [
            row for row in rows if row[1] != row[2] and (row[2] or row[0] == "time") and (row[1] or self.says(row[0]))
        ]
        return [{"what": what, "old": old, "new": now} for what, old, now in told]

    def says(self, what: str) -> bool:
        """Tell whether the subject names what is turned; without the old value nothing else tells that it is new."""
        return bool(_TURNED[what].search(plain(self.subject)))


_TURNED = {
    "time": re.compile(r"thoi gian|thoi diem|\bngay\b|\bgio\b|lich|\bhoan\b|\blui\b"),
    "venue": re.compile("dia diem"),
}


def _time(session: Session) -> str | None:
    instant: str | None = session.as_dict()["starts"]
    return instant or (session.first.isoformat() if session.first else None)


def find_turn(root: Node, head: Head) -> Turn | None:
    """Return what a paper turns, None for one that announces an event itself."""
    top = head.lines.get("title", 0)
    body = [
        n
        for part in root.children
        if part.rank is not Rank.ANNEX
        for n in part.walk()
        if n.place.line > top and n.place.line != head.lines.get("signing")
    ]
    body = set_apart(body)
    body += lines_of_turn(body)
    kind = turned(head.title or "") or (_announced(body) if head.paper != "plan" else None)
    if kind is None:
        return None
    former = former_paper(body)
    before = session_before(body, former, head)
    turn = Turn(kind, former, before, head.title or "")
    cited = former.node if former else None
    if kind == "change" and turn.says("time") and put_off(body, cited, head):
        turn.kind = kind = "postponement"
    unknown = Session(source=before.source) if kind == "postponement" else before
    turn.now = [before] if kind == "cancellation" else [session_now(body, cited, before, unknown, head)]
    return turn


def _announced(body: list[Node]) -> str | None:
    """The text says it where the subject does not: "… thông báo hoãn tổ chức Hội nghị"."""
    for node in body:
        for found in _ANNOUNCED.finditer(node.plain):
            if kind := turned(node.text[found.end() : found.end() + 60]):
                return kind
    return None
