"""The sessions: when, where, in which form, with how many people."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time

from bot.plan_reader.agenda import Item
from bot.plan_reader.dates import Day, days_in, span_in, week_in, weekday_in
from bot.plan_reader.head import Head
from bot.plan_reader.hours import day_span_of, half_day_in, half_day_of, hours_in
from bot.plan_reader.outline import Node, Rank
from bot.plan_reader.places import source
from bot.plan_reader.session import Session
from bot.plan_reader.session_table import rows_of_sessions
from bot.plan_reader.units import split
from bot.plan_reader.venues import venue_in, venue_of
from bot.plan_reader.words import plain, sentence_case, trim

_TIME = re.compile(
    r"(?:du kien )?(?:ve )?(?:thoi gian|thoi diem|ngay to chuc|ngay,? gio|vao (?:luc|hoi)|(?:luc|hoi)(?=\s*:))\b"
    r"(?! hoan thanh| thuc hien| gui| nop| bao cao| lam viec| qua)"
)
_PLACE = re.compile(r"(?:dia diem|thanh phan|hinh thuc|noi dung|chu tri|kinh phi|cac don vi|so luong)")
_UNITS = re.compile(r"(?:cac )?(?:don vi|dia phuong) tham du\s*:")
_COUNTED = re.compile(
    r"(?:Cụm|Đợt|Lớp|Phiên|Buổi|Khu vực|Điểm|Hội nghị|Tọa đàm|Cuộc|Ngày)\s+(?:thứ\s+)?(?:số\s+)?\w+", re.IGNORECASE
)
_PART = re.compile(r"(?:buoi|phien|vong|dot|lop|cum|khu vuc|hoi nghi|toa dam|ngay) (?:thu )?[^:]{1,60}:")
_PART_BEHIND = re.compile(r"\d\s*:\s+(?=(?:phien|vong|dot|lop)\b)")
_CLASS = re.compile(r"(?:lop|dot|cum|khu vuc|phien|buoi|vong) (?:thu |so )?[^:]{1,40}:")
_APART = re.compile(r"[^:]{2,60}:.*\d.*\btai [a-z]")
"""Steps of an event, each on its own day in its own place: "Khai mạc: … tại trường A" and "Tổng kết: … tại Sở"."""
_DAILY = re.compile(r"(?:buoi )?sang\b.*\bchieu\b|bat dau (?:tu|luc)")
_BY_THEN = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|han (?:chot|cuoi|gui))\b[^.;,]{0,25}?(?:ngay )?\d[\d/.\- ]*(?:thang.*|nam.*)?$"
)
_GENERAL = re.compile(r"(?:thoi gian|dia diem|noi dung|to chuc|doi tuong|hinh thuc|ke hoach|cac noi dung)\b")
_TOP = 15
_HELD = re.compile(
    r"\b(?:to chuc|dien ra|khai mac|(?:tham |toi |den )du|du (?:hop|hoi|le|buoi|cuoc|toa)|moi hop|trieu tap)\b"
)
_CLOSES = re.compile(r"\b(?:be mac|ket thuc)\b")
_LONG_BRACKETS = re.compile(r"\([^()\d]{30,}\)")


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
    _tell_apart(sessions, nodes, body)
    _share_hours(sessions, body)
    for session in sessions:
        session.venue = session.venue or venue_of(body)
    return settled(sessions, head, agenda)


def _listed(root: Node, head: Head) -> list[Session]:
    """The sessions of a table, when it gives more than one."""
    found = []
    for line, name, venue, units in rows_of_sessions([p for p in root.children if p.rank is not Rank.ANNEX]):
        session = session_of(line, head)
        session.name, session.venue, session.units = name, venue or session.venue, units
        found.append(session)
    return found if len(found) > 1 else []


def _share_hours(sessions: list[Session], body: list[Node]) -> None:
    common = _common_hours(body) if len(sessions) > 1 else (None, None)
    for session in sessions:
        if session.start is None:
            session.start, session.end = common


def _common_hours(body: list[Node]) -> tuple[time | None, time | None]:
    """ "Thời gian bắt đầu của mỗi lớp: 8 giờ 00": the hours of all sessions that give none."""
    lines = (n for n in body if (_TIME.match(n.plain) or _DAILY.match(n.plain)) and not days_in(n.plain))
    return next((day_span_of(line.plain) for line in lines if hours_in(line.plain)), (None, None))


def settled(sessions: list[Session], head: Head, agenda: list[Item]) -> list[Session]:
    """Complete the sessions: hours of the agenda, precision, and a name."""
    for session in sessions:
        _hours_of_agenda(session, agenda)
        _settle(session)
        session.name = session.name or sentence_case(head.kind or "")
    return sessions


def time_nodes(body: list[Node], head: Head) -> list[Node]:
    """Return the lines that tell a time: several only when each gives a day, or a part of one, of its own."""
    parts = _parts(body, head)
    if len(parts) > 1:
        return parts
    telling = [n for n in body if _TIME.match(n.plain) and len(n.text) < 600]
    lowest = [n for n in telling if not any(_TIME.match(c.plain) for below in n.children for c in below.walk())]
    exact = [n for n in lowest if days_in(plain(_words(n)))]
    if len({_days_of(n) for n in exact}) > 1:
        return exact
    vague = [n for n in lowest if span_in(plain(_words(n)), head.year)]
    return (exact or vague or [n for n in lowest if hours_in(plain(_words(n)))] or lowest)[:1]


def _parts(body: list[Node], head: Head) -> list[Node]:
    """Return the named parts below the section on time ("Phiên toàn thể: sáng ngày …"), each with its own day.

    Days below a time that spans them are days of one event.
    """
    for node in body:
        if _TIME.match(node.plain):
            named = [c for c in node.children if _names_part(c.plain) and _tells(c.plain, head)]
            apart = [c for c in node.children if _APART.match(c.plain) and days_in(c.plain)]
            if len(apart) > 1 and len(apart) == len(node.children):
                return apart
            of_days = any(c.plain.startswith("ngay") for c in named) and days_in(node.plain)
            if len(named) > 1 and not of_days:
                return named
    return _classes(body)


def _classes(body: list[Node]) -> list[Node]:
    """ "- Lớp 1: 8 giờ 00 ngày 20/5" and the like, where no line is labelled with the time."""
    if any(_TIME.match(n.plain) for n in body):
        return []
    named = [n for n in body if _CLASS.match(n.plain) and days_in(n.plain) and hours_in(n.plain)]
    return named if len({n.rank for n in named}) == 1 else []


def _names_part(flat: str) -> bool:
    """ "Phiên trù bị: 14 giờ …" and "Từ 13h30 ngày 14/9: Phiên thứ nhất"."""
    return bool(_PART.match(flat) or _PART_BEHIND.search(flat))


def _tells(flat: str, head: Head) -> bool:
    return bool(days_in(flat) or span_in(flat, head.year))


def _days_of(node: Node) -> tuple[tuple[int, int], ...]:
    return tuple((d.day, d.month) for d in days_in(plain(_words(node))))


def _words(node: Node) -> str:
    """A label with the lines below it: "Thời gian:" over "- 7h30, ngày …"."""
    return " ".join([node.text, *(c.text for c in node.children[:6] if not _PLACE.match(c.plain))])


def session_of(node: Node, head: Head) -> Session:
    """Return the session that a line tells, with the lines below it."""
    words = _words(node)
    flat = plain(_LONG_BRACKETS.sub("", words))
    session = Session(source=source(node), half_day=half_day_in(flat), weekday=weekday_in(flat), venue=venue_in(words))
    _when(session, flat, head)
    if hours := hours_in(flat):
        session.start, session.end = day_span_of(flat)
        session.end = session.end or _closing_hour(flat[hours[0].end :])
    return session


def _closing_hour(flat: str) -> time | None:
    """ "Bế mạc: 16 giờ 30 phút, ngày …" below the hour of the opening."""
    closes = _CLOSES.search(flat)
    return next((hour.at for hour in hours_in(flat[closes.end() :])), None) if closes else None


def _when(session: Session, flat: str, head: Head) -> None:
    days = [on for day in _days_meant(flat) if (on := day.on(head.year))]
    if len(days) > 1 and week_in(flat):
        session.precision, session.window = "week", (min(days), max(days))
    elif days:
        first, last, session.written = _in_the_plans_year(min(days), max(days), head)
        session.first, session.last, session.window, session.precision = first, last, (first, last), "day"
    elif span := span_in(flat, head.year):
        session.precision = span.precision
        session.window = (span.first, span.last) if span.first and span.last else None


def _days_meant(flat: str) -> list[Day]:
    """Beside another time a day by which to act is none of the event's; alone it is all that is said."""
    return days_of_event(flat) or ([] if span_in(flat, None) else days_in(flat))


def days_of_event(flat: str) -> list[Day]:
    """Return the days of a plain text but those by which something is to be done ("trước ngày 5/8")."""
    return [day for day in days_in(flat) if not _BY_THEN.search(flat[max(0, day.start - 40) : day.end])]


def _in_the_plans_year(first: date, last: date, head: Head) -> tuple[date, date, date | None]:
    signed = head.signed or (date.fromisoformat(f"{head.month}-01") if head.month else None)
    if signed is None or first >= signed or first.year == signed.year or first.month == last.month == 2:
        return first, last, None
    moved = first.replace(year=signed.year), last.replace(year=signed.year + last.year - first.year)
    return (*moved, first) if moved[0] >= signed else (first, last, None)


def _tell_apart(sessions: list[Session], nodes: list[Node], body: list[Node]) -> None:
    """Give each of several sessions the name, place and units that stand between its time and the next one's."""
    places = [next(i for i, n in enumerate(body) if n is node) for node in nodes]
    for session, at, to in zip(sessions, places, [*places[1:], len(body)], strict=False):
        scope = body[at:to] if len(sessions) > 1 else body
        session.units = next((split(trim(n.text[m.end() :])) for n in scope if (m := _UNITS.match(n.plain))), [])
        if len(sessions) > 1:
            session.venue = venue_of(scope) or session.venue
            session.name = _name(body, at)


def _name(body: list[Node], at: int) -> str:
    """A part names itself before its colon, a time stands below its name ("Cụm 1")."""
    if _PART.match(body[at].plain) or _APART.match(body[at].plain):
        return trim(body[at].text.partition(":")[0])
    if behind := _PART_BEHIND.search(body[at].plain):
        return trim(body[at].text[behind.end() :])
    parent = next((n for n in reversed(body[:at]) if any(child is body[at] for child in n.children)), None)
    if parent and 5 < len(parent.text) < 150 and not _GENERAL.match(parent.plain):
        return trim(parent.text)
    above = reversed(body[max(0, at - 3) : at])
    return next((trim(n.text) for n in above if _COUNTED.match(n.text) and len(n.text) < 90), "")


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
            and re.search(r"\b(?:vao|luc|trong) ", node.plain[held.start() :])
        ):
            after = replace(node, text=node.text[held.start() :], children=[])
            session = session_of(after, head)
            session.certainty = 0.5
            return session
    return Session(source={"section": None, "line": None}, certainty=0.5)
