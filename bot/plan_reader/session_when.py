"""What a line says of a session: its days, its hours and its place."""

from __future__ import annotations

import re
from datetime import date, time

from bot.plan_reader.dates import Day, days_in, span_in, week_in, weekday_in
from bot.plan_reader.head import Head
from bot.plan_reader.hours import day_span_of, half_day_in, hours_in
from bot.plan_reader.outline import Node
from bot.plan_reader.places import source
from bot.plan_reader.session import Session
from bot.plan_reader.session_lines import by_then, words_of
from bot.plan_reader.venues import venue_in
from bot.plan_reader.words import plain

_CLOSES = re.compile(r"\b(?:be mac|ket thuc)\b")
_RECEPTION = re.compile(r"\b(?:don tiep|don khach|tap trung)\b[^.;]*?\d[^;]*?(?=\bkhai mac\b[^;,]{0,12}\d)")
"""The event begins with its opening, not when people are received: "Đón tiếp: 7h00 …; Khai mạc: 7h30 cùng ngày"."""
_LUNAR = re.compile(
    r"\(?\b(?:nham|tuc|nhan) (?:la )?(?:ngay|mung|ram) [^.;)]{2,50}?(?:am lich|nam [a-z]+ [a-z]+|al\b)\)?"
)
_LONG_BRACKETS = re.compile(r"\([^()\d]{30,}\)")


def session_of(node: Node, head: Head) -> Session:
    """Return the session that a line tells, with the lines below it."""
    words = words_of(node)
    flat = _LUNAR.sub("", plain(_LONG_BRACKETS.sub("", words)))
    session = Session(source=source(node), half_day=half_day_in(flat), weekday=weekday_in(flat), venue=venue_in(words))
    _when(session, flat, head)
    flat = _RECEPTION.sub("", flat)
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
    return [day for day in days_in(flat) if not by_then(flat, day)]


def _in_the_plans_year(first: date, last: date, head: Head) -> tuple[date, date, date | None]:
    signed = head.signed or (date.fromisoformat(f"{head.month}-01") if head.month else None)
    if signed is None or first >= signed or first.year == signed.year or first.month == last.month == 2:
        return first, last, None
    moved = first.replace(year=signed.year), last.replace(year=signed.year + last.year - first.year)
    return (*moved, first) if moved[0] >= signed else (first, last, None)
