"""The sessions: when, where, in which form, with how many people."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

from bot.plan_reader.agenda_item import Item
from bot.plan_reader.dates import days_in
from bot.plan_reader.head import Head
from bot.plan_reader.hours import day_span_of, half_day_of, hours_in
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.people import number_of_people
from bot.plan_reader.session import Session
from bot.plan_reader.session_lines import TIME, name_of, time_nodes
from bot.plan_reader.session_table import rows_of_sessions
from bot.plan_reader.session_when import session_of
from bot.plan_reader.units import split
from bot.plan_reader.venues import venue_beside, venue_of
from bot.plan_reader.words import sentence_case, trim

_UNITS = re.compile(r"(?:cac )?(?:don vi|dia phuong) tham du\s*:")
_DAILY = re.compile(r"(?:buoi )?sang\b.*\bchieu\b|bat dau (?:tu|luc)")
_SIZE = re.compile(r"(?:du kien )?(?:so luong|quy mo|so dai bieu)\b")
_TOP = 15
_HELD = re.compile(
    r"\b(?:to chuc|dien ra|khai mac|(?:tham |toi |den )du|du (?:hop|hoi|le|buoi|cuoc|toa)|moi hop|trieu tap)\b"
)
_SOME_MONTH = re.compile(
    r"\bdu kien (?:to chuc )?(?:vao |trong )?(?:dau |giua |cuoi )?(?:thang \d{1,2}|quy (?:iv|i{1,3}|\d))(?:/\d{4}|"
    r" nam \d{4})?"
)


def find_sessions(root: Node, head: Head, agenda: list[Item]) -> list[Session]:
    """Return the sessions in order; hours come from the section on time, else from the agenda's first and last row.

    A year that lies before the signing, where the plan's own year does not, is taken for one copied from an older plan:
    `first` carries the plan's year, `written` the literal day.
    """
    body = [node for part in root.children if part.rank is not Rank.ANNEX for node in part.walk()]
    if listed := _listed(root, head):
        _share_hours(listed, body)
        return settled(listed, head, [])
    nodes = time_nodes(body, head)
    sessions = [session_of(node, head) for node in nodes] or [_from_preamble(body, head)]
    _share_day(sessions, nodes, body, head)
    _tell_apart(sessions, nodes, body)
    _share_hours(sessions, body)
    for session in sessions:
        session.venue = session.venue or venue_of(body) or venue_beside(body)
    return settled(sessions, head, agenda)


def _listed(root: Node, head: Head) -> list[Session]:
    """The sessions of a table, when it gives more than one."""
    found = []
    for line, name, venue, units in rows_of_sessions([p for p in root.children if p.rank is not Rank.ANNEX]):
        session = session_of(line, head)
        session.name, session.venue, session.units = name, venue or session.venue, units
        found.append(session)
    return found if len(found) > 1 else []


def _share_day(sessions: list[Session], nodes: list[Node], body: list[Node], head: Head) -> None:
    """Give the halves of a day ("Buổi sáng, từ 8h00: dành cho …") the day of the line above them."""
    for session, node in zip(sessions, nodes, strict=False):
        above = next((n for n in body if any(child is node for child in n.children)), None)
        if session.window is None and above and days_in(above.plain):
            day = session_of(replace(above, children=[]), head)
            session.first, session.last, session.window, session.precision = day.first, day.last, day.window, "day"


def _share_hours(sessions: list[Session], body: list[Node]) -> None:
    common = _common_hours(body) if len(sessions) > 1 else (None, None)
    for session in sessions:
        if session.start is None:
            session.start, session.end = common


def _common_hours(body: list[Node]) -> tuple[time | None, time | None]:
    """ "Thời gian bắt đầu của mỗi lớp: 8 giờ 00": the hours of all sessions that give none."""
    lines = (n for n in body if (TIME.match(n.plain) or _DAILY.match(n.plain)) and not days_in(n.plain))
    return next((day_span_of(line.plain) for line in lines if hours_in(line.plain)), (None, None))


def settled(sessions: list[Session], head: Head, agenda: list[Item]) -> list[Session]:
    """Complete the sessions: hours of the agenda, precision, and a name."""
    for session in sessions:
        _hours_of_agenda(session, agenda)
        _settle(session)
        session.name = session.name or sentence_case(head.kind or "")
    return sessions


def _tell_apart(sessions: list[Session], nodes: list[Node], body: list[Node]) -> None:
    """Give each of several sessions the name, place and units that stand between its time and the next one's."""
    places = [next(i for i, n in enumerate(body) if n is node) for node in nodes]
    for session, at, to in zip(sessions, places, [*places[1:], len(body)], strict=False):
        scope = body[at:to] if len(sessions) > 1 else body
        session.units = next((split(trim(n.text[m.end() :])) for n in scope if (m := _UNITS.match(n.plain))), [])
        if len(sessions) > 1:
            session.venue = venue_of(scope) or session.venue
            session.name = name_of(body, at)
            session.expected = number_of_people(body[at].text) or _counted_among(scope)


def _counted_among(scope: list[Node]) -> tuple[int, int] | None:
    """ "Số lượng: 120 người" among the lines of one of several sessions."""
    return next((people for n in scope if _SIZE.match(n.plain) and (people := number_of_people(n.text))), None)


def _hours_of_agenda(session: Session, agenda: list[Item]) -> None:
    timed = [item for item in agenda if item.start]
    if not timed:
        return
    session.start = session.start or timed[0].start
    last = timed[-1].end
    several = session.first != session.last
    if session.end is None and last and session.start and (several or last > session.start):
        session.end = last


def _settle(session: Session) -> None:
    if session.start:
        session.half_day = half_day_of(session.start)
    if session.precision == "day":
        session.precision = "exact" if session.start else "half_day" if session.half_day else "day"


def _from_preamble(body: list[Node], head: Head) -> Session:
    """Without a section on time: the brackets below the title, or the sentence that says when the event is held."""
    for node in body:
        if (
            node.place.line <= _TOP
            and node.text.startswith("(")
            and days_in(node.plain)
            and "kem theo" not in node.plain
        ):
            return session_of(replace(node, children=[]), head)
        held = _HELD.search(node.plain)
        if (
            held
            and days_in(node.plain[held.start() :])
            and re.search(r"\b(?:vao|luc|trong|bat dau|thoi gian) ", node.plain[held.start() :])
        ):
            after = replace(node, text=node.text[held.start() :], children=[])
            session = session_of(after, head)
            session.certainty = 0.5
            return session
    return _planned(body, head) or Session(source={"section": None, "line": None}, certainty=0.5)


def _planned(body: list[Node], head: Head) -> Session | None:
    """ "Hội nghị (dự kiến trong tháng 7/2023)": a month or a quarter is all that a sentence says."""
    for node in body:
        if found := _SOME_MONTH.search(node.plain):
            session = session_of(replace(node, text=node.text[found.start() : found.end()], children=[]), head)
            session.certainty = 0.5
            return session
    return None
