"""One bullet of the duties: who leads, who joins in, what is to be done, by when and to whom it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from bot.plan_reader.deadlines import Deadline, deadlines_in
from bot.plan_reader.duty_leaders import ASKED, JOINING, JOINING_BEHIND, LED, joined_in, leaders_of
from bot.plan_reader.hours import spelled
from bot.plan_reader.submission import submit_to
from bot.plan_reader.units import START, leading, split
from bot.plan_reader.words import sentence_case, trim

_SEMICOLON = re.compile(r";\s+")
_ACTS_NOW = re.compile(r"\s*[^\W\d]")
_STOPS = re.compile(r"[.;]\s+|;")


@dataclass
class Duty:
    """What one bullet asks; `words` is the whole bullet as it stands."""

    lead: list[str]
    coordinating: list[str]
    text: str
    words: str
    deadline: Deadline | None = None
    submit_to: str | None = None
    source: dict[str, Any] = field(default_factory=dict)
    certainty: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the form of the contract, with the deadline's own words, hour and way of counting beside it."""
        due = self.deadline
        out = {
            "lead": self.lead,
            "coordinating": self.coordinating,
            "text": self.text,
            "deadline": due.as_dict() if due else None,
            "deadline_words": trim(self.words[due.start : due.end]) if due else None,
            "deadline_hour": spelled(due.hour) if due else None,
            "deadline_working_days": bool(due and due.working_days),
            "submit_to": self.submit_to,
            "words": self.words,
            "source": self.source,
        }
        return out if self.certainty is None else {**out, "certainty": self.certainty}


def duties_in(text: str, lead: list[str], *, signed: date | None, year: int | None) -> list[Duty]:
    """Return the duties of one bullet: one, or one for each deadline that it states."""
    found: list[Duty] = []
    for part in _parts(text, signed, year):
        before = found[-1].lead if found else lead
        found.append(_duty(part, before, given=bool(lead) and not found, signed=signed, year=year))
    return found


def _parts(text: str, signed: date | None, year: int | None) -> list[str]:
    """Cut between two different deadlines, at the stop between them."""
    due = deadlines_in(text, signed=signed, year=year)
    cuts = [0, *_other_leads(text)]
    for one, other in pairwise(due):
        stop = _STOPS.search(text, one.end, other.start)
        if stop and (one.on, one.back) != (other.on, other.back):
            cuts.append(stop.end())
    cuts = sorted(set(cuts))
    return [part for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True) if (part := text[a:b].strip())]


def _other_leads(text: str) -> list[int]:
    """ "Yêu cầu A thông báo …; B chuẩn bị …": after the semicolon another unit is asked to act."""
    asked = ASKED.match(text)
    begin = asked.end() if asked else 0
    names, end = leading(text[begin:])
    if not names:
        return []
    stops = (found.end() for found in _SEMICOLON.finditer(text, begin + end + 5))
    return [at for at in stops if _leads_from(text, at)]


def _leads_from(text: str, at: int) -> bool:
    """Another unit acts from there on, asked to ("; đề nghị B bố trí …") or not."""
    asked = ASKED.match(text, at)
    begin = asked.end() if asked else at
    end = leading(text[begin:])[1]
    return bool(end and _ACTS_NOW.match(text, begin + end))


def _duty(words: str, lead: list[str], *, given: bool, signed: date | None, year: int | None) -> Duty:
    due = deadlines_in(words, signed=signed, year=year)
    leaders, act = leaders_of(words, given=given)
    joined, act = joined_in(act)
    led, joins = LED.search(words), JOINING.search(words)
    leaders = leaders or (split(led[1].strip()) if led and START.match(led[1].strip()) else []) or lead
    joins = joins or JOINING_BEHIND.search(words)
    if joins and START.match(joins[1].strip()):
        joined += split(joins[1].strip())
    joined = [name for name in dict.fromkeys(joined) if name not in leaders]
    text = sentence_case(trim(act))
    return Duty(leaders, joined, text, words, due[0] if due else None, submit_to(words))
