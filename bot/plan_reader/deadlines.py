"""Deadlines inside a duty: absolute ("trước ngày 16/7/2024") or counted back from the event ("trước 05 ngày …")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from bot.plan_reader.dates import Day, days_in
from bot.plan_reader.hours import hours_in
from bot.plan_reader.words import plain

_DAYS = r"(\d{1,2})\s*(?:\([^)]{1,20}\)\s*)?(?:ngay|hom)(\s+lam viec)?"
_EVENT = r"(?:to chuc|dien ra|khai mac|hoi nghi|hoi thao|toa dam|dai hoi|doi thoai|le\b|hop|su kien|tien hanh|bat dau)"
_BACK = re.compile(
    rf"truoc\s+(?:it nhat\s+|toi thieu\s+|thoi han\s+)?{_DAYS}(?=\s*(?:[.;,)]|$|so voi|truoc|"
    rf"ke tu|tinh|khi|ngay|{_EVENT}))"
    rf"|{_DAYS}\s+truoc\s+(?:khi\s+|ngay\s+|thoi diem\s+|thoi gian\s+)?{_EVENT}"
    rf"|truoc\s+(?:khi\s+|ngay\s+|thoi diem\s+)?{_EVENT}[^.;]{{0,40}}?\s(?:it nhat\s+|toi thieu\s+|"
    rf"cham nhat\s+|la\s+)?{_DAYS}"
)
_BEFORE = re.compile(
    r"truoc\s+(?:het\s+)?(?:(?:\d{1,2}\s*(?:gio|h|g|:)[^,;]{0,20}?,?\s*)?(?:(?:ngay\s+)?thu "
    r"\w+,?\s*)?(?:ngay|sang|chieu)?\s*)$"
)
_UNTIL = re.compile(
    r"(?:cham nhat|muon nhat|den het|het ngay|trong ngay|han chot|han cuoi(?: cung)?|thoi han|"
    r"(?<!gioi )(?<!quyen )han(?=:? (?:ngay )?$)|thoi gian (?:hoan thanh|gui|nop|thuc hien)|"
    r"hoan thanh(?: xong)?(?: vao)?|xong|khong qua|ket thuc)\b[^.;]{0,45}$"
)
_ON_DAY = re.compile(
    r"\bvao\s+(?:(?:(?:luc|hoi) [^,;]{3,20}|\d{1,2}\s*(?:gio|h|g)[^,;]{0,12}),?\s*)?"
    r"(?:(?:buoi\s+)?(?:sang|chieu)\s+)?(?:ngay\s*)?$"
)
_PREPARES = re.compile(
    r"\b(?:kiem tra|kiem thu|dien tap|so duyet|"
    r"chay thu|thu ky thuat|thu duong truyen|tong duyet|van hanh thu|duyet|lap dat|ban giao|"
    r"gui|nop|trinh|bao cao|hop (?:chuan "
    r"bi|thong nhat))\b"
)
_SET_FOR = re.compile(
    r"\b(?:tong duyet|so duyet|duyet|chay thu|tong ve sinh|kiem tra|van hanh thu|lap dat)(?: \w+){0,6}? "
    r"(?:(?:sang|chieu|toi|vao) )?(?:ngay )?$"
)
_SENT_ON = re.compile(
    r"(?:^|[;,]\s|\bva )[^.;,]{0,60}?\b(?:gui|nop|trinh|bao cao|ban giao)\b(?! (?:tai|hoi nghi|"
    r"so ket|tong ket))[^.;,]{0,60}? ngay $"
)
""" "trình Ban Thường vụ ngày 07/11/2022": the day on which something is handed over."""
_CITES = re.compile(r"\bso\b|hoi nghi|\bhop\b|\ble\b|hoi thao|ky ngay|ban hanh|to chuc")
_HELD = re.compile(r"to chuc (?:hoi nghi|hoi thao|toa dam|le)|dien ra|khai mac")
_DUE_WORDS = re.compile(
    r"(?:truoc|cham nhat|muon nhat|den het|trong ngay|han chot|han cuoi|thoi han|hoan thanh|"
    r"xong|khong qua|thoi gian|vao ngay)"
)
_REACH = 70


@dataclass(frozen=True)
class Deadline:
    """A deadline in a text at start:end: a day, or a number of days before the event.

    `before` means that the day itself is too late; `hour` is the hour it ends at; `working_days` how `back` counts.
    """

    start: int
    end: int
    on: date | None = None
    back: int | None = None
    before: bool = False
    hour: time | None = None
    working_days: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the form of the contract."""
        on = self.on.isoformat() if self.on else None
        return {"absolute": on, "relative_days_before_event": self.back, "before": self.before}


def deadlines_in(text: str, *, signed: date | None, year: int | None) -> list[Deadline]:
    """Return the deadlines of a text in order.

    A day without a year takes the year of signing, or the next when it would lie before it (`year` when unsigned).
    """
    flat = plain(text)
    back = [_counted_back(m) for m in _BACK.finditer(flat)]
    days = [found for day in days_in(flat) if (found := _absolute(flat, day, signed, year))]
    return sorted([*back, *days], key=lambda d: d.start)


def _counted_back(found: re.Match[str]) -> Deadline:
    count = next(g for g in (found[1], found[3], found[5]) if g)
    working = any((found[2], found[4], found[6]))
    return Deadline(found.start(), found.end(), back=int(count), before=True, working_days=working)


def _absolute(text: str, day: Day, signed: date | None, year: int | None) -> Deadline | None:
    """A day is a deadline when words of a deadline lead up to it."""
    begin = _digit_at(text, day)
    lead = text[max(0, begin - _REACH) : begin]
    hour = _hour_before(lead)
    before = bool(_BEFORE.search(lead))
    on = _with_year(day, signed, year)
    if on is None or not (before or _UNTIL.search(lead) or _done_on(lead)):
        return None
    words = max((m.start() for m in _DUE_WORDS.finditer(lead)), default=len(lead))
    return Deadline(begin - len(lead) + words, day.end, on=on, before=before and hour is None, hour=hour)


def _done_on(lead: str) -> bool:
    """ "kiểm tra đường truyền vào ngày X": an act of preparation that is set for a day, not the event itself."""
    clause = re.split(r"[.;]\s", lead)[-1]
    if _SET_FOR.search(clause) or (_SENT_ON.search(clause) and not _CITES.search(clause)):
        return True
    return bool(_ON_DAY.search(lead) and _PREPARES.search(clause) and not _HELD.search(clause))


def _digit_at(text: str, day: Day) -> int:
    """Return where the number of the day stands; the day may begin with words that belong to the deadline."""
    return next(i for i in range(day.start, day.end) if text[i].isdigit())


def _hour_before(lead: str) -> time | None:
    hours = [h for h in hours_in(lead) if len(lead) - h.end <= 25]
    return hours[-1].at if hours else None


def _with_year(day: Day, signed: date | None, year: int | None) -> date | None:
    on = day.on(signed.year if signed else year)
    if on and signed and day.year is None and on < signed:
        return day.on(None) or date(on.year + 1, on.month, min(on.day, 28) if on.month == 2 else on.day)
    return on
