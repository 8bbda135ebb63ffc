"""Whom a broadcast did not reach, and the question before what is in doubt is sent again."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import PAGE, Rendered, Rows, button, clip, labelled, lines, pager, pages_of
from bot.messages.phones import masked
from bot.texts import say


@dataclass(frozen=True)
class Line:
    """One receiver who was not reached, as the list tells it."""

    recipient_id: int
    unit: str
    reason: str
    name: str | None
    phone: str | None
    unit_reached: bool


@dataclass(frozen=True)
class UnreachedList:
    """Whom a broadcast did not reach, to phone; `rows` are all of them, of which one page is shown."""

    broadcast_id: int
    version: int
    kind: str
    title: str
    rows: tuple[Line, ...]
    page: int

    def render(self, language: str) -> Rendered:
        """Return a page of the list, with a button for each that is in doubt."""
        page = min(self.page, pages_of(len(self.rows)) - 1)
        here = self.rows[page * PAGE : (page + 1) * PAGE]
        text = lines(
            [
                say(language, "broadcasts.list" if self.rows else "broadcasts.list_empty", count=len(self.rows)),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                *(self._line(language, number, row) for number, row in enumerate(here, page * PAGE + 1)),
                *self._hint(language),
            ]
        )
        pages = pager(language, "broadcast.unreached", self.broadcast_id, page=page, pages=pages_of(len(self.rows)))
        back = button(language, "common.back", "broadcast.board", self.broadcast_id)
        return Rendered(text, (*self._again(language, here), *self._calls(language, page, here), pages, (back,)))

    def _calls(self, language: str, page: int, here: tuple[Line, ...]) -> Rows:
        shows = button(language, "calls.show", "calls.unreached", self.broadcast_id, page)
        return ((shows,),) if any(row.phone for row in here) else ()

    @property
    def _in_doubt(self) -> int:
        return sum(row.reason == "unsure" for row in self.rows)

    def _hint(self, language: str) -> list[str | Markup]:
        return ["", say(language, "broadcasts.list_unsure")] if self._in_doubt else []

    def _line(self, language: str, number: int, row: Line) -> Markup:
        late = self.kind == "invitation" and row.reason == "not_joined"
        reason = say(language, "broadcasts.reason_on_joining" if late else f"broadcasts.reason_{row.reason}")
        phone = masked(row.phone) if row.phone else say(language, "broadcasts.no_phone")
        who = say(language, "broadcasts.who", name=row.name, phone=phone) if row.name else Markup("")
        other = say(language, "broadcasts.other_reached") if row.unit_reached else Markup("")
        return say(language, "broadcasts.line", number=number, unit=row.unit, reason=reason, who=who, other=other)

    def _again(self, language: str, here: tuple[Line, ...]) -> Rows:
        held = (self.broadcast_id, self.version)
        rows = [
            (
                labelled(
                    language, "broadcasts.again", "broadcast.again", *held, row.recipient_id, unit=clip(row.unit, 40)
                ),
            )
            for row in here
            if row.reason == "unsure"
        ]
        if self._in_doubt > 1:
            rows.append(
                (labelled(language, "broadcasts.again_all", "broadcast.again_all", *held, count=self._in_doubt),)
            )
        return tuple(rows)


@dataclass(frozen=True)
class ConfirmAgain:
    """Asks once more before all that is in doubt is sent again: some may get it twice."""

    broadcast_id: int
    version: int
    title: str
    count: int

    def render(self, language: str) -> Rendered:
        """Return the question."""
        text = lines(
            [
                say(language, "broadcasts.again_confirm", count=self.count),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                say(language, "broadcasts.again_twice"),
            ]
        )
        yes = button(language, "broadcasts.again_yes", "broadcast.again", self.broadcast_id, self.version, 0)
        no = button(language, "common.back", "broadcast.unreached", self.broadcast_id, 0)
        return Rendered(text, ((yes,), (no,)))
