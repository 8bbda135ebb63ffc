"""Which lines of a plan tell the times of its sessions, and what each of several is called."""

from __future__ import annotations

import re

from bot.plan_reader.dates import Day, days_in, span_in
from bot.plan_reader.head import Head
from bot.plan_reader.hours import hours_in
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.words import plain, trim

TIME = re.compile(
    r"(?:du kien )?(?:ve )?(?:thoi gian|thoi diem|ngay to chuc|ngay,? gio|vao (?:luc|hoi)|(?:luc|hoi)(?=\s*:)|"
    r"(?:vao )?(?:dung|luc|hoi)(?= \d{1,2} ?(?:h|g|gio|:)\b.{0,40}\bngay \d))\b"
    r"(?! hoan thanh| thuc hien| gui| nop| bao cao| lam viec| qua)"
)
_BESIDE = re.compile(
    r"(?:tong duyet|so duyet|tap luyen|chay thu|hop (?:boc tham|chuyen mon|ky thuat|truong doan|tru bi)|boc tham|"
    r"dia diem|thanh phan|hinh thuc|noi dung|chu tri|kinh phi|cac don vi|so luong)"
)
_COUNTED = re.compile(
    r"(?:Cụm|Đợt|Lớp|Phiên|Buổi|Khu vực|Điểm|Hội nghị|Tọa đàm|Cuộc|Ngày)\s+(?:thứ\s+)?(?:số\s+)?\w+", re.IGNORECASE
)
_PART = re.compile(r"(?:buoi|phien|vong|dot|lop|cum|khu vuc|hoi nghi|toa dam|ngay) (?:thu )?[^:]{1,60}:")
_CLASS = re.compile(r"(?:lop|dot|cum|khu vuc|phien|buoi|vong) (?:thu |so )?[^:]{1,40}:")
_PART_BEHIND = re.compile(r"\d\s*:\s+(?=(?:phien|vong|dot|lop)\b)")
_APART = re.compile(r"(?!tong duyet|so duyet|tap luyen|chay thu)[^:]{2,60}:.*\d.*\btai [a-z]")
"""Steps of an event, each on its own day in its own place: "Khai mạc: … tại trường A" and "Tổng kết: … tại Sở"."""
_BY_THEN = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|han (?:chot|cuoi|gui))\b[^.;,]{0,25}?(?:ngay )?\d[\d/.\- ]*(?:thang.*|nam.*)?$"
)
_ITS_TIME = re.compile(r",\s+(?:từ|lúc|vào|ngày|bắt đầu)\b", re.IGNORECASE)
""" "Buổi sáng, từ 8h00 ngày …: …" is called "Buổi sáng"."""
_FOR = re.compile(r":\s*(?:danh cho|doi voi|cho|gom|moi)\b")
_AUDIENCE = re.compile(r"(?:khoi|nhom|doi voi|danh cho|cac (?:lop|don vi|xa|phuong)) ?[^:]{0,60}:")
_LEVEL = re.compile(r"cap [^:]{2,60}:")
_GENERAL = re.compile(r"(?:thoi gian|dia diem|noi dung|to chuc|doi tuong|hinh thuc|ke hoach|cac noi dung)\b")


def time_nodes(body: list[Node], head: Head) -> list[Node]:
    """Return the lines that tell a time: several only when each gives a day, or a part of one, of its own."""
    parts = _parts(body, head)
    if len(parts) > 1:
        return parts
    telling = [n for n in body if TIME.match(n.plain) and len(n.text) < 600]
    lowest = [n for n in telling if not any(TIME.match(c.plain) for below in n.children for c in below.walk())]
    exact = [_of_the_event(n) for n in lowest if days_in(plain(words_of(n)))]
    if len({_days_of(n) for n in exact}) > 1:
        return exact
    vague = [n for n in lowest if span_in(plain(words_of(n)), head.year)]
    return (exact or vague or [n for n in lowest if hours_in(plain(words_of(n)))] or lowest)[:1]


def _of_the_event(node: Node) -> Node:
    """Of levels below a time ("Cấp phòng: từ … đến …", "Cấp công ty: 7h30 …") the one that is called to an hour."""
    levels = [c for c in node.children if _LEVEL.match(c.plain) and days_in(c.plain)]
    called = [c for c in levels if hours_in(c.plain)]
    return called[0] if len(levels) > 1 and len(called) == 1 else node


def _parts(body: list[Node], head: Head) -> list[Node]:
    """Return the named parts below the section on time ("Phiên toàn thể: sáng ngày …"), each with its own day.

    Days below a time that spans them are days of one event.
    """
    for node in body:
        if TIME.match(node.plain):
            named = [c for c in node.children if _names_part(c.plain) and _tells(c, head)]
            apart = [c for c in node.children if _APART.match(c.plain) and days_in(c.plain)]
            if len(apart) > 1 and len(apart) == len(node.children):
                return apart
            levels = [c for c in node.children if _LEVEL.match(c.plain) and span_in(c.plain, head.year)]
            if len(levels) > 1 and not any(days_in(c.plain) for c in levels):
                return levels
            of_days = any(c.plain.startswith("ngay") for c in named) and days_in(node.plain)
            if len(named) > 1 and not of_days:
                return named
            if len(halves := _halves(node)) > 1:
                return halves
    return _classes(body)


def _halves(node: Node) -> list[Node]:
    """Halves of one day that are for different people ("Buổi sáng, từ 8h00: dành cho doanh nghiệp")."""
    days = days_in(node.plain)
    apart = [c for c in node.children if _is_for_some(c.plain) and hours_in(c.plain)]
    if len(days) != 1 or len(apart) < sum(c.rank is not Rank.PLAIN for c in node.children):
        return []
    return apart


def _is_for_some(flat: str) -> bool:
    return bool(_AUDIENCE.match(flat) or (_PART.match(flat) and _FOR.search(flat)))


def _classes(body: list[Node]) -> list[Node]:
    """ "- Lớp 1: 8 giờ 00 ngày 20/5" and the like, where no line is labelled with the time."""
    if any(TIME.match(n.plain) for n in body):
        return []
    named = [n for n in body if _CLASS.match(n.plain) and days_in(n.plain) and hours_in(n.plain)]
    return named if len({n.rank for n in named}) == 1 else []


def _names_part(flat: str) -> bool:
    """ "Phiên trù bị: 14 giờ …" and "Từ 13h30 ngày 14/9: Phiên thứ nhất"."""
    return bool(_PART.match(flat) or _PART_BEHIND.search(flat))


def _tells(node: Node, head: Head) -> bool:
    """Tell whether a part has a time of its own; a day by which it is to be over is none."""
    days = days_in(node.plain)
    return any(not by_then(node.plain, day) for day in days) if days else bool(span_in(node.plain, head.year))


def by_then(flat: str, day: Day) -> bool:
    """Tell whether a plain text asks for something by a day, instead of holding the event on it."""
    return bool(_BY_THEN.search(flat[max(0, day.start - 40) : day.end]))


def _days_of(node: Node) -> tuple[tuple[int, int], ...]:
    return tuple((d.day, d.month) for d in days_in(plain(words_of(node))))


def words_of(node: Node) -> str:
    """A label with the lines below it: "Thời gian:" over "- 7h30, ngày …"."""
    return " ".join([node.text, *(c.text for c in node.children[:6] if not _BESIDE.match(c.plain))])


def name_of(body: list[Node], at: int) -> str:
    """A part names itself before its colon, a time stands below its name ("Cụm 1")."""
    if any(named.match(body[at].plain) for named in (_PART, _APART, _LEVEL, _AUDIENCE)):
        return trim(_ITS_TIME.split(body[at].text.partition(":")[0], maxsplit=1)[0])
    if behind := _PART_BEHIND.search(body[at].plain):
        return trim(body[at].text[behind.end() :])
    parent = next((n for n in reversed(body[:at]) if any(child is body[at] for child in n.children)), None)
    if parent and 5 < len(parent.text) < 150 and not _GENERAL.match(parent.plain):
        return trim(parent.text)
    above = reversed(body[max(0, at - 3) : at])
    return next((trim(n.text) for n in above if _COUNTED.match(n.text) and len(n.text) < 90), "")
