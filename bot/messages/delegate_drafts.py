"""A list shown back, line by line, before it counts."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import PAGE, Button, Rendered, Rows, button, clip, lines, pager, pages_of, press
from bot.messages.delegate_words import PersonLine, PlaceLine
from bot.texts import say

MARKS = {True: "☑", False: "☐"}


@dataclass(frozen=True)
class DraftLine:
    """A line as read, with what was found (keys of `checks`); `chosen` is None where it can't be taken as it is."""

    person: PersonLine
    findings: tuple[str, ...] = ()
    chosen: bool | None = True


@dataclass(frozen=True)
class DraftPage:
    """The lines of a draft: good ones ticked, those with a question or without a seat not, bad ones to be mended."""

    number: int
    title: str
    unit: str
    lines: tuple[DraftLine, ...]
    places: tuple[PlaceLine, ...]
    late: bool = False
    replaces: str | None = None
    page: int = 0

    def render(self, language: str) -> Rendered:
        """Return one page of lines and the button that takes the ticked ones."""
        taken = sum(1 for line in self.lines if line.chosen)
        bad = sum(1 for line in self.lines if line.chosen is None)
        first = self.page * PAGE
        shown = list(enumerate(self.lines[first : first + PAGE], first))
        text = lines(
            [
                self._heading(language, taken),
                say(language, "delegates.of_unit", unit=self.unit),
                say(language, "common.conference", title=clip(self.title, 90)),
                *(place.words(language) for place in self.places),
                "",
                *(part for index, line in shown for part in self._line(language, index, line)),
                "" if bad or self.late else None,
                say(language, "delegate_drafts.mend", count=bad) if bad else None,
                say(language, "delegate_drafts.late") if self.late else None,
            ]
        )
        return Rendered(text, self._rows(language, shown, taken))

    def _heading(self, language: str, taken: int) -> Markup:
        if self.replaces:
            return say(language, "delegate_drafts.heading_replace", name=self.replaces)
        return say(language, "delegate_drafts.heading", count=len(self.lines), taken=taken)

    def _line(self, language: str, index: int, line: DraftLine) -> list[Markup]:
        mark = say(language, "delegate_drafts.bad_mark") if line.chosen is None else MARKS[line.chosen]
        words = line.person.words(language, own=True)
        found = [
            say(language, "delegate_drafts.finding", finding=say(language, f"checks.{key}")) for key in line.findings
        ]
        return [say(language, "delegate_drafts.line", mark=mark, number=index + 1, person=words), *found]

    def _rows(self, language: str, shown: list[tuple[int, DraftLine]], taken: int) -> Rows:
        turn = pager(language, "lines.page", self.number, page=self.page, pages=pages_of(len(self.lines)))
        key = (
            "delegate_drafts.take_late"
            if self.late
            else "delegate_drafts.take_replace"
            if self.replaces
            else "delegate_drafts.take"
        )
        label = str(say(language, key, count=taken).unescape())
        take = (Button(label, press("lines.take", self.number)),) if taken else ()
        picks = [
            (Button(clip(f"{MARKS[line.chosen]} {index + 1}. {line.person.full_name}", 40), self._pick(index)),)
            for index, line in shown
            if line.chosen is not None and (len(self.lines) > 1 or line.findings)
        ]
        return (take, *picks, turn, (button(language, "common.cancel", "common.cancel"),))

    def _pick(self, index: int) -> str:
        return press("lines.pick", self.number, index)
