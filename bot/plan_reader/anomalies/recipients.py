"""Those invited or on duty against "Nơi nhận", in both directions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.plan_reader.anomalies.found import Anomaly, some
from bot.plan_reader.anomalies.presence import Presence
from bot.plan_reader.likeness import words_of
from bot.plan_reader.markers import Rank
from bot.plan_reader.reading import Reading
from bot.plan_reader.units import START, act_at, split
from bot.plan_reader.words import plain, trim

_INFORMED = re.compile(
    r"\((?:de )?(?:b/c|bao cao|biet|theo doi|phoi hop|dang tai|dua tin|xin y kien)|:|\bluu\b|\bde (?:b/c|bao cao|biet)"
)
"""A copy for information asks nothing of who gets it."""
_ABOVE = re.compile(
    r"(?:bo(?! chi huy)|van phong|vp|thuong truc|tinh uy|thanh uy|huyen uy|dang uy|hdnd|hoi dong|ban (?:chap hanh|"
    r"thuong)|doan (?:dai bieu|dbqh)|trung uong|cong |bao |dai |trung tam (?:cong bao|thong tin|tin hoc)|trang)\b"
)
"""Superiors, offices that pass papers on, and the press get every plan."""
_SHORT = re.compile(r"\b(?!UBND|HĐND|MTTQ)[A-ZĐ]{2,}\b|&")
_PLACE = {"section": None, "line": None}


def check_recipients(reading: Reading) -> Iterator[Anomaly]:
    """Yield the units that are invited or on duty and get no copy; then those that get one and have no part."""
    if not reading.recipients:
        return
    copies = Presence.of_recipients(reading)
    missing = [unit for unit in dict.fromkeys(_taking_part(reading)) if not copies.holds(unit)]
    if missing:
        yield Anomaly("recipient_mismatch", _PLACE, {"units": some(missing), "count": len(missing)})
    if reading.groups and (idle := _idle(reading)):
        values = {"units": some(idle), "count": len(idle)}
        yield Anomaly("recipient_mismatch", _PLACE, values, sentence="recipient_without_part")


def _taking_part(reading: Reading) -> Iterator[str]:
    for group in reading.groups:
        yield from group.units
    for duty in reading.duties:
        yield from (*duty.lead, *duty.coordinating)


def _idle(reading: Reading) -> list[str]:
    """Return the units in "Nơi nhận" that take no part and that the body never names; short forms can't be told."""
    part = Presence.of_taking_part(reading)
    body = [words_of(n.text) for top in reading.root.children if top.rank is not Rank.ANNEX for n in top.walk()]
    named = [unit for unit in dict.fromkeys(_addressed(reading)) if not _SHORT.search(unit) and not part.holds(unit)]
    return [unit for unit in named if not any(words_of(unit) <= words for words in body)]


def _addressed(reading: Reading) -> Iterator[str]:
    """Yield the units that "Nơi nhận" gives the plan to carry out."""
    for line in reading.recipients:
        if START.match(line) and not _INFORMED.search(plain(line)) and act_at(line) == len(line):
            yield from (unit for unit in split(trim(line)) if not _ABOVE.match(plain(unit)))
