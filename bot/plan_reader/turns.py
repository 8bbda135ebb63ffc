"""Papers that change, postpone or cancel an event: which one, and what was set before and now."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from bot.plan_reader.dates import days_in, span_in
from bot.plan_reader.former import Former, former_paper, without_citations
from bot.plan_reader.former_brackets import set_apart
from bot.plan_reader.head import Head
from bot.plan_reader.moved_place import moved_place
from bot.plan_reader.outline import Node, Rank
from bot.plan_reader.paper import turned
from bot.plan_reader.session import Session
from bot.plan_reader.sessions import days_of_event, session_of, time_nodes
from bot.plan_reader.turn_table import lines_of_turn
from bot.plan_reader.venues import venue_of
from bot.plan_reader.words import plain

_ANNOUNCED = re.compile(r"thong bao|quyet dinh|thong nhat|xin phep|dong y")
_MOVED = re.compile(
    r"\b(?:sang|thanh(?= \d| ngay| luc| vao| hoi| thu)|"
    r"(?:lui|doi|chuyen) (?:thoi gian|thoi diem|lich|ngay|gio|viec|cuoc|buoi|hoi|le|phien|"
    r"ky)\b[^.;,:]{0,80}?\s(?:den|vao)|"
    r"(?:lui|doi|chuyen|hoan)(?: lai)? (?:den|vao)|dieu "
    r"chinh (?:lai )?(?:vao|la)|thoi gian moi|dinh chinh (?:lai )?(?:thanh|la)|"
    r"to chuc lai)\b"
)
_OTHER_WORDS = {"sáng", "đối", "đội", "đôi", "chuyên", "chuyện", "hoàn", "hoạn", "thánh", "thanh", "thạnh"}
"""Words that fold alike with "sang", "đổi", "dời", "chuyển", "hoãn" and "thành"."""
_HELD = re.compile(r"\bto chuc (?:vao|luc|tu)\b")
_PLANNED = re.compile(r"\b(?:du kien|ke hoach|se) to chuc\b|to chuc (?:trong|vao) thang")
_ONLINE = re.compile(r"\bsang (?:hinh thuc )?truc tuyen\b")
_FORMER = re.compile(
    r"\b(?:cu|truoc day|ban dau|da (?:thong bao|moi|ghi|neu|in|an dinh)|theo ke hoach|theo giay moi|thay vi)\b"
)
_UNKNOWN = re.compile(
    r"(?:thoi diem|thoi gian|dip) (?:khac|phu hop|thich hop)|thong bao sau|thong bao (?:lai|cu the) sau|"
    r"den khi co thong bao|se (?:duoc )?thong bao"
)


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
            row for row in rows if row[1] != row[2] and (row[2] or row[0] == "time") and (row[1] or self._says(row[0]))
        ]
        return [{"what": what, "old": old, "new": now} for what, old, now in told]

    def _says(self, what: str) -> bool:
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
    before = _before(body, former, head)
    turn = Turn(kind, former, before, head.title or "")
    if kind == "change" and _put_off(body, turn, head):
        turn.kind = kind = "postponement"
    turn.now = [before] if kind == "cancellation" else [_now(body, turn, head)]
    return turn


def _put_off(body: list[Node], turn: Turn, head: Head) -> bool:
    """Moved to a time that is told later: no change but a postponement."""
    told = any(days_in(n.plain) for n in time_nodes(body, head) if not _FORMER.search(n.plain[:60]))
    later = any(_UNKNOWN.search(n.plain) for n in body) and bool(_TURNED["time"].search(plain(turn.subject)))
    return later and not told and _moved(body, turn.former.node if turn.former else None, head) is None


def _announced(body: list[Node]) -> str | None:
    """The text says it where the subject does not: "… thông báo hoãn tổ chức Hội nghị"."""
    for node in body:
        for found in _ANNOUNCED.finditer(node.plain):
            if kind := turned(node.text[found.end() : found.end() + 60]):
                return kind
    return None


def _before(body: list[Node], former: Former | None, head: Head) -> Session:
    """The event as it was set: in the sentence that cites the paper, up to where it is moved."""
    labelled = [n for n in time_nodes(body, head) if _FORMER.search(n.plain[:60])]
    cited = [former.node] if former else []
    for node in [*labelled, *cited, *(n for n in body if not n.children)]:
        text = without_citations(node)
        moved = _moved_at(text)
        text = text[:moved] if moved is not None else text
        if _tells_time(plain(text)) and not _is_new(node):
            session = session_of(replace(node, text=text, children=[]), head)
            session.venue = _former_venue(body) or session.venue
            return session
    return Session(venue=_former_venue(body))


def _tells_time(flat: str) -> bool:
    """A day of the event, or a month in which it was to be held."""
    return bool(days_of_event(flat)) or (bool(_PLANNED.search(flat)) and span_in(flat, None) is not None)


def _former_venue(body: list[Node]) -> str | None:
    """ "Địa điểm cũ: …", "chuyển địa điểm từ A sang B"."""
    return venue_of([n for n in body if _FORMER.search(n.plain[:60])]) or moved_place([n.text for n in body])[0]


def _is_new(node: Node) -> bool:
    return bool(re.match(r"(?:thoi gian|dia diem)", node.plain)) and not _FORMER.search(node.plain[:60])


def _now(body: list[Node], turn: Turn, head: Head) -> Session:
    """The event as it is set now: the labelled time and place, else the words behind "sang"; open when none is
    named.
    """
    labelled = [n for n in time_nodes(body, head) if not _FORMER.search(n.plain[:60]) and days_in(n.plain)]
    cited = turn.former.node if turn.former else None
    session = session_of(labelled[0], head) if labelled else _moved(body, cited, head)
    if session is None:
        session = Session(source=turn.before.source) if turn.kind == "postponement" else replace(turn.before)
    places = [n for n in body if not _FORMER.search(n.plain[:60])]
    session.venue = venue_of(places) or moved_place([n.text for n in body])[1] or session.venue
    if any(_ONLINE.search(n.plain) for n in body):
        session.modes, session.venue = ["online"], None
    elif session.first:
        session.venue = session.venue or turn.before.venue
        session.start = session.start or (turn.before.start if _same_hour(body) else None)
    return session


def _same_hour(body: list[Node]) -> bool:
    """The hour stays only where the text keeps the rest as it was."""
    return any(re.search(r"noi dung khac [^.;]{0,60}(?:giu nguyen|khong (?:thay )?doi|nhu cu)", n.plain) for n in body)


def _moved(body: list[Node], cited: Node | None, head: Head) -> Session | None:
    """The words behind "sang" say it; "tổ chức vào" does where it isn't the paper before that is told."""
    for pattern, nodes in ((_MOVED, body), (_HELD, [n for n in body if n is not cited])):
        for node in nodes:
            text = without_citations(node)
            at = _moved_at(text, pattern)
            if at is not None:
                return session_of(replace(node, text=text[at:], children=[]), head)
    return None


def _moved_at(text: str, moved: re.Pattern[str] = _MOVED) -> int | None:
    """Return where the new time begins: the first "sang" (or the like) with a day behind it in its sentence."""
    flat = plain(text)
    for found in moved.finditer(flat):
        clause = re.split(r";|\.\s", flat[found.end() : found.end() + 160])[0]
        if text[found.start() : found.end()].split(maxsplit=1)[0].lower() in _OTHER_WORDS:
            continue
        if days_in(clause) and not _UNKNOWN.search(clause):
            return found.start()
    return None
