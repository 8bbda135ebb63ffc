"""Duties: without a deadline, without a lead, twice, or shared by several with none in charge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from textwrap import shorten

from bot.plan_reader.anomalies.found import Anomaly, some
from bot.plan_reader.duty_text import Duty
from bot.plan_reader.likeness import dice, words_of
from bot.plan_reader.reading import Reading
from bot.plan_reader.words import plain

_ALIKE = 0.9
_CLASS = re.compile(
    r"(?:cac|moi|tung)\s|(?:ubnd|uy ban nhan dan) (?:cac|quan|huyen|xa|phuong|thi xa|thanh pho)|"
    r"co quan|don vi|(?:huyen|quan|xa|phuong) "
)
_SEVERAL = re.compile(r"(?:cac|moi|tung)\s|.*\b(?:cac (?:quan|huyen|xa|phuong)|huyen,|xa,|phuong,)|co quan|don vi")
_CHAIRS = re.compile(r"\bchu tri\b|chiu trach nhiem chinh")
_EACH = re.compile(r"\b(?:gui|nop|cu|tham du|dang ky|lap danh sach|dua tin|tuyen truyen|viet bai)\b")
_TASKS = (
    re.compile(r"so do (?:cho ngoi|vi tri|bo tri)|(?:bo tri|sap xep|xep) (?:vi tri|cho) (?:ngoi|dai bieu)"),
    re.compile(r"(?:phat hanh|gui|in) (?:\w+ ){0,2}giay moi"),
    re.compile(r"(?:bien|bang) ten"),
    re.compile(r"don tiep"),
    re.compile(r"kich ban"),
)


def check_duties(reading: Reading) -> Iterator[Anomaly]:
    """Yield what is wrong with the duties."""
    duties = reading.duties
    if missing := [d for d in duties if d.deadline is None]:
        sections = [d.source["section"] or str(d.source["line"]) for d in missing]
        yield Anomaly(
            "duty_without_deadline",
            missing[0].source,
            {"count": len(missing), "sections": ", ".join(dict.fromkeys(sections))},
        )
    for duty in duties:
        if not duty.lead:
            yield Anomaly("duty_without_lead", duty.source, {"text": shorten(duty.text, 120, placeholder="…")})
        elif _nobody_chairs(duty):
            yield Anomaly("shared_duty_without_lead", duty.source, {"units": some(duty.lead)})
    for one, other in combinations(duties[:200], 2):
        if set(one.lead) & set(other.lead) and len(words_of(one.text)) > 5 and dice(one.text, other.text) >= _ALIKE:
            yield Anomaly("duplicate_duty", other.source, {"text": shorten(other.text, 120, placeholder="…")})
        elif _both_own(one, other):
            yield Anomaly("shared_duty_without_lead", other.source, {"units": some([*one.lead, *other.lead])})


def _nobody_chairs(duty: Duty) -> bool:
    """Several named bodies are told to do one thing; where each sends its own part, each has its own duty."""
    words = plain(duty.words)
    named = [unit for unit in duty.lead if not _CLASS.match(plain(unit))]
    return len(named) > 1 and len(named) == len(duty.lead) and not _CHAIRS.search(words) and not _EACH.search(words)


def _both_own(one: Duty, other: Duty) -> bool:
    """Two bodies are given the same task, neither as the chair, neither told to join the other."""
    if set(one.lead) & set(other.lead) or not one.lead or not other.lead:
        return False
    if any(_SEVERAL.match(plain(unit)) for unit in [*one.lead, *other.lead]):
        return False
    a, b = _own_part(one), _own_part(other)
    return any(task.search(a) and task.search(b) for task in _TASKS)


def _own_part(duty: Duty) -> str:
    """What a unit does itself and not as the chair: the words up to where it joins another."""
    words = plain(duty.words)
    return "" if _CHAIRS.search(words) else words.partition("phoi hop")[0]
