"""The morning digest: what an organiser needs to know before the day begins, and nothing where there is nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.calendar.words import day_words
from bot.messages.base import Button, Rendered, button, clip, lines
from bot.messages.duty_titles import duty_title
from bot.texts import say

SHOWN = 8
NAMED = 2


@dataclass(frozen=True)
class DigestLine:
    """A thing by a unit; `days` late where it is late."""

    unit: str
    text: str
    section: str | None = None
    days: int = 0


@dataclass(frozen=True)
class Digest:
    """The digest of one conference. `unreached` are units that pings couldn't reach."""

    conference_id: int
    title: str
    today: tuple[DigestLine, ...] = ()
    late: tuple[DigestLine, ...] = ()
    waiting: tuple[DigestLine, ...] = ()
    unreached: tuple[str, ...] = ()
    lists_late: int = 0
    lists_today: int = 0
    attending: int = 0
    absent: int = 0
    requests: int = 0

    def __bool__(self) -> bool:
        """Return whether there is anything to tell."""
        counts = (self.lists_late, self.lists_today, self.attending, self.absent, self.requests)
        return any((self.today, self.late, self.waiting, self.unreached, *counts))


@dataclass(frozen=True)
class Morning:
    """The digests of all conferences of one organiser."""

    day: date
    digests: tuple[Digest, ...]

    def render(self, language: str) -> Rendered:
        """Return them in one message."""
        text = lines(
            [
                say(language, "digests.heading", day=day_words(self.day, language)),
                *(line for digest in self.digests for line in _part(language, digest)),
            ]
        )
        named = len(self.digests) > 1
        return Rendered(text, tuple(row for digest in self.digests for row in _rows(language, digest, named=named)))


def _part(language: str, digest: Digest) -> Iterator[Markup]:
    yield Markup("")
    yield say(language, "common.conference", title=clip(digest.title, 90))
    yield from _listed(language, "late", digest.late)
    if digest.lists_late:
        yield say(language, "digests.lists_late", count=digest.lists_late)
    yield from _listed(language, "today", digest.today)
    if digest.lists_today:
        yield say(language, "digests.lists_today", count=digest.lists_today)
    yield from _listed(language, "waiting", digest.waiting)
    if digest.attending or digest.absent:
        yield say(language, "digests.answers", attending=digest.attending, absent=digest.absent)
    if digest.requests:
        yield say(language, "digests.requests", count=digest.requests)
    if digest.unreached:
        yield say(language, "digests.unreached", count=len(digest.unreached), units=_names(language, digest.unreached))


def _names(language: str, units: Sequence[str]) -> Markup:
    """Return the first few names, and how many more there are."""
    names = Markup.escape(clip("; ".join(units[:SHOWN]), 400))
    if (more := len(units) - SHOWN) > 0:
        return say(language, "digests.units_more", units=names, count=more)
    return names


def _listed(language: str, key: str, items: Sequence[DigestLine]) -> Iterator[Markup]:
    """Yield a heading with its count, then the first few things; what many units have in common is told once."""
    if not items:
        return
    yield say(language, f"digests.{key}", count=len(items))
    groups: defaultdict[tuple[str, str | None, int], list[str]] = defaultdict(list)
    for item in items:
        groups[item.text, item.section, item.days].append(item.unit)
    shown = list(groups.items())[:SHOWN]
    for (text, place, days), units in shown:
        section = say(language, "due.section", section=place) if place else Markup("")
        line = "digests.line_late" if days else "digests.line"
        yield say(language, line, unit=_by(language, units), text=duty_title(text, 100), section=section, days=days)
    if rest := len(items) - sum(len(units) for _, units in shown):
        yield say(language, "digests.more", count=rest)


def _by(language: str, units: Sequence[str]) -> Markup:
    """Return the units by name where they are few, else how many they are."""
    if len(units) <= NAMED:
        return Markup("; ").join(Markup.escape(unit) for unit in units)
    return say(language, "digests.units", count=len(units))


def _rows(language: str, digest: Digest, *, named: bool) -> Iterator[tuple[Button, ...]]:
    board = button(language, "duties.open_board", "duties.board", digest.conference_id)
    status = button(language, "duties.open_status", "status.open", digest.conference_id)
    if named:
        board = Button(f"{board.text}: {clip(digest.title, 30)}", board.press)
        yield (board,)
        return
    yield (board, status)
