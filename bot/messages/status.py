"""How the units of a conference stand, and who still owes what, as an organiser sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import PAGE, Button, Rendered, Rows, button, clip, lines, pager, pages_of, press
from bot.messages.condition import Condition, condition_line
from bot.messages.lists_due import due_words
from bot.messages.standing import FILTERS, Standing, Totals, owing, totals
from bot.texts import say


@dataclass(frozen=True)
class Status:
    """The state of a conference: totals, then a page of the units of the filter `chosen`, latest first.

    `lists_due` is when answers and lists are due (aware); `lists_by` and `lists_section` who says so, and where.
    """

    conference_id: int
    title: str
    lists_due: datetime | None
    lists_section: str | None
    lists_by: str
    units: tuple[Standing, ...]
    chosen: str
    page: int
    condition: Condition = Condition.RUNNING

    def render(self, language: str) -> Rendered:
        """Return the page."""
        found = owing(self.units, self.chosen)
        pages = pages_of(len(found))
        page = max(0, min(self.page, pages - 1))
        here = enumerate(found[page * PAGE : (page + 1) * PAGE], page * PAGE + 1)
        all_of_them = totals(self.units)
        text = lines(
            [
                condition_line(self.condition, language),
                None if self.condition.ended else _first(language, all_of_them.owing),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                *self._totals(language, all_of_them),
                *self._heading(language, len(found)),
                *(
                    say(language, "status.line", number=n, unit=clip(u.name, 80), owes=_owes(u, language))
                    for n, u in here
                ),
            ]
        )
        turn = pager(language, "status.page", self.conference_id, self.chosen, page=page, pages=pages)
        return Rendered(text, (turn, *self._filters(language, all_of_them), *self._acts(language, all_of_them)))

    def _totals(self, language: str, t: Totals) -> Iterator[Markup]:
        yield say(language, "status.joined", joined=t.joined, units=t.units)
        yield say(language, "status.answered", attending=t.attending, absent=t.absent, unanswered=t.unanswered)
        of = say(language, "status.of_seats", seats=t.seats) if t.seats is not None else Markup("")
        yield say(language, "status.delegates", delegates=t.delegates, of=of, missing=t.lists_missing)
        yield say(language, "status.duties", done=t.done, waiting=t.waiting, open=t.open, late=t.late)
        if self.lists_due is not None:
            due = due_words(language, self.lists_due, self.lists_by, self.lists_section)
            yield say(language, "status.lists_due", due=due)

    def _heading(self, language: str, count: int) -> list[str | Markup]:
        """Return the heading of the list; where nobody owes anything, the first line has said it."""
        if not count and self.chosen == "all":
            return []
        return ["", say(language, f"status.list_{self.chosen}", count=count)]

    def _filters(self, language: str, t: Totals) -> Rows:
        counts = {"all": t.owing, "joined": t.units - t.joined, "answer": t.unanswered, "list": t.lists_missing}
        counts["late"] = sum(unit.late > 0 for unit in self.units)
        made = [self._filter(language, name, counts[name]) for name in FILTERS]
        return tuple(made[:1]), tuple(made[1:3]), tuple(made[3:])

    def _filter(self, language: str, name: str, count: int) -> Button:
        mark = "● " if name == self.chosen else ""
        label = mark + str(say(language, f"status.filter_{name}", count=count).unescape())
        return Button(label, press("status.page", self.conference_id, name, 0))

    def _acts(self, language: str, t: Totals) -> Rows:
        table = (
            button(language, "status.table", "status.export", self.conference_id),
            button(language, "progress.button", "status.picture", self.conference_id),
        )
        nudge = (button(language, "status.nudge", "nudge.open", self.conference_id),)
        back = (button(language, "common.back", "conference.open", self.conference_id),)
        return (nudge, table, back) if t.unanswered and not self.condition.ended else (table, back)


def _first(language: str, owing: int) -> Markup:
    return say(language, "status.owing" if owing else "status.nobody_owes", count=owing)


def _owes(unit: Standing, language: str) -> Markup:
    """Say what a unit owes, latest first."""
    parts = [
        say(language, "status.late", late=unit.late, days=unit.late_days) if unit.late else None,
        say(language, "status.not_joined") if not unit.joined else None,
        say(language, "status.unanswered") if unit.unanswered else None,
        _list(unit, language) if unit.list_missing else None,
    ]
    return Markup("; ").join(part for part in parts if part is not None)


def _list(unit: Standing, language: str) -> Markup:
    if not unit.delegates:
        return say(language, "status.no_list")
    short = unit.seats is not None and unit.delegates < unit.seats
    return say(
        language, "status.list_short" if short else "status.list_unfinished", delegates=unit.delegates, seats=unit.seats
    )


@dataclass(frozen=True)
class StatusSheet:
    """The table of a conference, as a file; `phones`: with the numbers of focal persons whole."""

    file_id: int
    conference_id: int
    title: str
    as_of: datetime
    phones: bool

    def render(self, language: str) -> Rendered:
        """Return what stands beside the file."""
        values = {"title": clip(self.title, 90), "as_of": instant_words(self.as_of, language)}
        personal = say(language, "exports.personal" if self.phones else "exports.personal_masked")
        more = button(language, "exports.with_phones", "status.export_phones", self.conference_id)
        return Rendered(
            lines([say(language, "status.sheet", **values), personal]),
            () if self.phones else ((more,),),
            file_id=self.file_id,
            protect=self.phones,
        )


@dataclass(frozen=True)
class ProgressPicture:
    """How a conference stands, as a picture."""

    file_id: int
    conference_id: int
    title: str
    as_of: datetime

    def render(self, language: str) -> Rendered:
        """Return what stands under the picture."""
        as_of = instant_words(self.as_of, language)
        status = button(language, "conferences.status", "status.open", self.conference_id)
        text = say(language, "progress.picture", title=clip(self.title, 200), as_of=as_of)
        return Rendered(text, ((status,),), file_id=self.file_id, picture=True)
