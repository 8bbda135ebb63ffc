"""When and where an event was set before a paper turns it, and when and where it is set now."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.plan_reader.dates import days_in, span_in
from bot.plan_reader.former import Former, without_citations
from bot.plan_reader.head import Head
from bot.plan_reader.moved_place import moved_place
from bot.plan_reader.outline import Node
from bot.plan_reader.session import Session
from bot.plan_reader.session_lines import time_nodes
from bot.plan_reader.session_when import days_of_event, session_of
from bot.plan_reader.venues import venue_of
from bot.plan_reader.words import plain

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
_PUT_OFF = re.compile(r"\b(?:hoan|lui|doi|tam dung)\b[^.]{0,200}?\b(?:thoi gian|thoi diem)\b[^.;]{0,40}?\bdu kien\b")
""" "hoãn tổ chức Đại hội; thời gian tổ chức dự kiến trong quý IV"."""
_PLANNED = re.compile(r"\b(?:du kien|ke hoach|se) to chuc\b|to chuc (?:trong|vao) thang")
_ONLINE = re.compile(r"\bsang (?:hinh thuc )?truc tuyen\b")
_FORMER = re.compile(
    r"\b(?:cu|truoc day|ban dau|da (?:thong bao|moi|ghi|neu|in|an dinh)|theo ke hoach|theo giay moi|thay vi)\b"
)
_UNKNOWN = re.compile(
    r"(?:thoi diem|thoi gian|dip) (?:khac|phu hop|thich hop)|thong bao sau|thong bao (?:lai|cu the) sau|"
    r"den khi co thong bao|se (?:duoc )?thong bao"
)


def put_off(body: list[Node], cited: Node | None, head: Head) -> bool:
    """Tell whether the event is moved to a time that is told later: no change but a postponement."""
    told = any(days_in(n.plain) for n in time_nodes(body, head) if not _FORMER.search(n.plain[:60]))
    return any(_UNKNOWN.search(n.plain) for n in body) and not told and _moved(body, cited, head) is None


def session_before(body: list[Node], former: Former | None, head: Head) -> Session:
    """Return the event as it was set: in the sentence that cites the paper, up to where it is moved."""
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


def session_now(body: list[Node], cited: Node | None, before: Session, unknown: Session, head: Head) -> Session:
    """Return the event as it is set now: the labelled time and place, else the words behind "sang"; `unknown` where
    no time is named.
    """
    labelled = [n for n in time_nodes(body, head) if not _FORMER.search(n.plain[:60]) and days_in(n.plain)]
    session = session_of(labelled[0], head) if labelled else _moved(body, cited, head)
    session = session or replace(unknown)
    places = [n for n in body if not _FORMER.search(n.plain[:60])]
    session.venue = venue_of(places) or moved_place([n.text for n in body])[1] or session.venue
    if any(_ONLINE.search(n.plain) for n in body):
        session.modes, session.venue = ["online"], None
    elif session.first:
        session.venue = session.venue or before.venue
        session.start = session.start or (before.start if _same_hour(body) else None)
    return session


def _same_hour(body: list[Node]) -> bool:
    """The hour stays only where the text keeps the rest as it was."""
    return any(re.search(r"noi dung khac [^.;]{0,60}(?:giu nguyen|khong (?:thay )?doi|nhu cu)", n.plain) for n in body)


def _moved(body: list[Node], cited: Node | None, head: Head) -> Session | None:
    """The words behind "sang" say it; "tổ chức vào" does where it isn't the paper before that is told."""
    later = [n for n in body if n is not cited]
    for pattern, nodes in ((_MOVED, body), (_HELD, later), (_PUT_OFF, later)):
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
        if (days_in(clause) or span_in(clause, None)) and not _UNKNOWN.search(clause):
            return found.start() if moved is not _PUT_OFF else found.end()
    return None
