"""The agenda: its hours, and whether those who speak are invited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from itertools import pairwise
from textwrap import shorten

from bot.plan_reader.agenda_item import Item
from bot.plan_reader.anomalies.found import Anomaly, some
from bot.plan_reader.anomalies.presence import Presence
from bot.plan_reader.hours import spelled
from bot.plan_reader.invitee_units import units_of
from bot.plan_reader.reading import Reading
from bot.plan_reader.words import plain

_NOON = (time(10, 30), time(14, 30))
_EACH_SPEAKS = re.compile(
    r"moi (?:co quan|don vi|dia phuong)[^.;]{0,40}(?:it nhat|toi thieu) (?:0?[1-9]|mot) (?:y kien|tham luan|bai)"
)
_TALK = re.compile(r"thao luan|tham luan|phat bieu y kien|trao doi")
_SHORT = 90


def check_agenda(reading: Reading) -> Iterator[Anomaly]:
    """Yield what is wrong with the agenda."""
    items = reading.agenda
    if items and all(item.start is None for item in items):
        yield Anomaly("agenda_without_times", items[0].source)
    for item in items:
        if item.torn:
            yield Anomaly("agenda_row_split", item.source, {"content": shorten(item.content, 80, placeholder="…")})
    timed = [item for item in items if item.start]
    for one, other in pairwise(timed):
        yield from _between(one, other)
    yield from _speakers(reading)
    yield from _short_talk(reading)


def _between(one: Item, other: Item) -> Iterator[Anomaly]:
    """A row that starts before the one above ends, or a hole between two rows (the noon break is none)."""
    if not one.start or not other.start or one.part != other.part:
        return
    values = {"first": spelled(one.end or one.start), "second": spelled(other.start)}
    if other.start == one.start or (one.end and other.start < one.end) or (one.end is None and other.start < one.start):
        yield Anomaly("agenda_overlap", other.source, values)
    elif (
        one.end
        and other.start > one.end
        and not (_NOON[0] <= one.end and other.start >= time(12, 30) and other.start <= _NOON[1])
    ):
        yield Anomaly("agenda_gap", other.source, values)


def _speakers(reading: Reading) -> Iterator[Anomaly]:
    """Yield the presenters whose body is in no invited group; classes of bodies and the organisers are no strangers."""
    if not reading.groups:
        return
    invited = Presence.of_invited(reading)
    for item in reading.agenda:
        missing = [unit for unit in units_of(item.presenter or "") if not invited.holds(unit)]
        if missing:
            yield Anomaly("presenter_not_invited", item.source, {"units": some(missing)})


def _short_talk(reading: Reading) -> Iterator[Anomaly]:
    """Every unit has to speak, in an hour or so."""
    asked = [duty for duty in reading.duties if _EACH_SPEAKS.search(plain(duty.words))]
    for item in reading.agenda:
        if asked and _TALK.search(plain(item.content)) and (minutes := _minutes(item)) and minutes < _SHORT:
            yield Anomaly("speaking_time_short", item.source, {"minutes": minutes})


def _minutes(item: Item) -> int | None:
    if item.start is None or item.end is None:
        return None
    return (item.end.hour - item.start.hour) * 60 + item.end.minute - item.start.minute
