"""Seats: the table against its total, the hall, and groups without a number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from textwrap import shorten

from bot.plan_reader.anomalies.found import Anomaly, some
from bot.plan_reader.composition import composition_nodes
from bot.plan_reader.outline import Node
from bot.plan_reader.people import number_of_people, per_unit
from bot.plan_reader.places import source
from bot.plan_reader.reading import Reading
from bot.plan_reader.units import START, split
from bot.plan_reader.venues import seats_in
from bot.plan_reader.words import plain

_OPEN = re.compile(
    r"\bmot so\b|(?:thanh phan|khach moi|dai bieu|co quan|don vi)(?: khac| co lien quan khac)\b|"
    r"tuy (?:tinh hinh|theo)|neu can"
)

_TOTAL = re.compile(r"\(?tong (?:cong|so)\b")


def check_seats(reading: Reading) -> Iterator[Anomaly]:
    """Yield what is wrong with the numbers of people."""
    quotas, groups = reading.quotas, reading.groups
    counted = sum(row["count"] for row in quotas.rows)
    if quotas.total is not None and counted != quotas.total:
        yield Anomaly("quota_sum_mismatch", quotas.place, {"sum": counted, "total": quotas.total})
    if groups and not quotas.rows and not any(g.quota_total or g.quota_per_unit for g in groups):
        yield Anomaly("quota_missing", groups[0].source)
    online = [g for g in groups if g.mode == "online"]
    if online and not any(g.quota_total or g.quota_per_unit for g in online):
        yield Anomaly("online_without_quota", online[0].source)
    for group in groups:
        if not group.quota_total and _OPEN.search(plain(group.label)):
            yield Anomaly("open_ended_quota", group.source, {"label": shorten(group.label, 120, placeholder="…")})
    yield from _headings(reading)
    yield from _underived(reading)
    yield from _hall(reading)
    yield from _twice(reading)


def _headings(reading: Reading) -> Iterator[Anomaly]:
    """The composition states a total, and each of its parts a number of its own."""
    for node in composition_nodes(reading.root):
        total, parts = number_of_people(node.text) or _stated_below(node), _parts(node)
        if total and len(parts) > 1 and not total[0] <= sum(parts) <= total[1]:
            yield Anomaly("quota_sum_mismatch", source(node), {"sum": sum(parts), "total": total[0]})


def _parts(node: Node) -> list[int]:
    """Return the numbers that the parts of a composition state: all of them, else those that have lines below."""
    lines = [child for child in node.children if not _TOTAL.match(child.plain)]
    counts = [people[0] for child in lines if per_unit(child.text) is None and (people := number_of_people(child.text))]
    if len(counts) == len(lines):
        return counts
    return [people[0] for child in node.children if child.children and (people := number_of_people(child.text))]


def _underived(reading: Reading) -> Iterator[Anomaly]:
    """A total is stated that the lines of the composition don't add up to, because some of them carry no number."""
    session = next((s for s in reading.sessions if s.expected), None)
    if session is None or session.expected is None or reading.quotas.total is not None:
        return
    bare = [g for g in reading.groups if g.mode == "in_person" and g.quota_total is None]
    if bare and not any(sum(_parts(node)) >= session.expected[0] for node in composition_nodes(reading.root)):
        values = {"total": session.expected[1], "count": len(bare)}
        yield Anomaly("expected_total_not_derivable", session.source, values)


def _stated_below(node: Node) -> tuple[int, int] | None:
    """ "Tổng cộng: 260 đại biểu" in a line of its own below the parts."""
    lines = (n for n in node.walk() if not n.children and _TOTAL.match(n.plain))
    return next((people for line in lines if (people := number_of_people(line.text))), None)


def _hall(reading: Reading) -> Iterator[Anomaly]:
    for session in reading.sessions:
        seats = seats_in(session.venue or "")
        people = session.expected[1] if session.expected else reading.quotas.total
        if seats and people and people > seats:
            yield Anomaly("seats_exceeded", session.source, {"people": people, "seats": seats})


def _twice(reading: Reading) -> Iterator[Anomaly]:
    """One unit twice in one row or line."""
    rows = [(row["label"], row["source"]) for row in reading.quotas.rows]
    for label, place in [*rows, *((group.label, group.source) for group in reading.groups)]:
        listed = label.partition(":")[2].strip() or label
        begins = START.search(listed)
        names = Counter(plain(name) for name in split(listed[begins.start() :])) if begins else Counter()
        if twice := [name for name in split(listed) if names[plain(name)] > 1]:
            yield Anomaly("duplicate_unit", place, {"units": some(list(dict.fromkeys(twice)))})
