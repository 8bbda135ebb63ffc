"""Deadlines against the days of signing and of the event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.plan_reader.anomalies.days import is_off, working_days
from bot.plan_reader.anomalies.found import Anomaly, some
from bot.plan_reader.anomalies.head import FIXED
from bot.plan_reader.duty_text import Duty
from bot.plan_reader.reading import Reading
from bot.plan_reader.words import plain

_AFTERWARDS = re.compile(
    r"\bsau (?:khi )?(?:ket thuc|hoi nghi|hoi thao|toa dam)|ket qua (?:to chuc )?hoi nghi|thong "
    r"bao ket luan|quyet toan|bien ban|rut kinh nghiem"
)
_LISTS = re.compile(
    r"danh sach[^.;]{0,80}(?:dai bieu|tham du|tham gia|can bo)|(?:dang ky|cu)[^.;]{0,40}(?:dai bieu|tham du|tham gia)"
)
_LEAST = 3
"""Working days ahead that an invitation must leave (Decision 45/2018/QĐ-TTg)."""


def check_deadlines(reading: Reading) -> Iterator[Anomaly]:
    """Yield deadlines on days off, after the event, before the signing; and those that stand while the day is open."""
    fixed = [s.first for s in reading.sessions if s.first and s.precision in FIXED]
    event = min(fixed) if len(fixed) == len(reading.sessions) else None
    signed = reading.head.signed
    dated = [(duty, on) for duty in reading.duties if (on := _last_day(duty, event))]
    for on, duty in {on: duty for duty, on in reversed(dated) if is_off(on)}.items():
        yield Anomaly("deadline_on_day_off", duty.source, {"day": on.strftime("%d/%m/%Y")})
    for duty, on in dated:
        if event and not _AFTERWARDS.search(plain(duty.words)):
            yield from _after(duty, max(fixed))
        if (signed and on < signed) or (reading.head.month and on.strftime("%Y-%m") < reading.head.month):
            yield Anomaly("deadline_before_signing", duty.source, {"day": on.strftime("%d/%m/%Y")})
    yield from _open_event(reading)
    if event:
        yield from _too_late(reading, dated, event)


def _after(duty: Duty, event: date) -> Iterator[Anomaly]:
    if duty.deadline and duty.deadline.on and duty.deadline.on > event:
        yield Anomaly("deadline_after_event", duty.source, {"day": duty.deadline.on.strftime("%d/%m/%Y")})


def _last_day(duty: Duty, event: date | None) -> date | None:
    """Return the last day on which the duty is in time: "trước ngày X" ends the day before."""
    due = duty.deadline
    if due is None:
        return None
    if due.on:
        return due.on - timedelta(1) if due.before else due.on
    return event - timedelta(due.back) if event and due.back is not None and not due.working_days else None


def _open_event(reading: Reading) -> Iterator[Anomaly]:
    absolute = [d for d in reading.duties if d.deadline and d.deadline.on]
    if absolute and any(s.precision not in FIXED for s in reading.sessions):
        yield Anomaly("deadline_event_open", absolute[0].source, {"days": some([_day(d) for d in absolute])})


def _day(duty: Duty) -> str:
    return duty.deadline.on.strftime("%d/%m/%Y") if duty.deadline and duty.deadline.on else ""


def _too_late(reading: Reading, dated: list[tuple[Duty, date]], event: date) -> Iterator[Anomaly]:
    lists = [(duty, on) for duty, on in dated if _LISTS.search(plain(duty.words)) and on <= event]
    signed = reading.head.signed
    if signed and signed <= event and working_days(signed, event) < _LEAST:
        yield Anomaly("invitation_too_late", {"section": None, "line": 1}, {"day": signed.strftime("%d/%m/%Y")})
    for duty, on in lists[:1]:
        if working_days(on, event) < _LEAST:
            yield Anomaly("invitation_too_late", duty.source, {"day": on.strftime("%d/%m/%Y")})
