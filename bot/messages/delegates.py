"""What is said about a unit's list of delegates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.messages.base import PAGE, Button, Rendered, Rows, button, clip, lines, pager, pages_of, press
from bot.messages.delegate_words import PersonLine, PlaceLine
from bot.messages.lists_due import due_words
from bot.texts import say


@dataclass(frozen=True)
class DelegateList:
    """The list of a unit for one conference: places, people, and what can be done.

    `can_copy` counts the people of the unit's last other list; `changeable` is false once the conference is over.
    """

    title: str
    unit: str
    unit_id: int
    conference_id: int
    invitation_id: int
    version: int
    answer: str
    places: tuple[PlaceLine, ...]
    people: tuple[tuple[int, PersonLine], ...]
    complete_at: datetime | None = None
    due: datetime | None = None
    due_by: str = "plan"
    due_section: str | None = None
    late: bool = False
    changeable: bool = True
    can_copy: int = 0
    page: int = 0
    done: tuple[str, int] | None = None
    attends_now: bool = False

    def render(self, language: str) -> Rendered:
        """Return what was just done, the state of the list, the places and one page of people."""
        first = self.page * PAGE
        shown = self.people[first : first + PAGE]
        done = say(language, f"delegates.done_{self._done_key}", count=self.done[1]) if self.done else None
        text = lines(
            [
                done,
                say(language, "delegates.attends_now") if self.attends_now else None,
                say(language, "delegates.heading", unit=self.unit),
                say(language, "common.conference", title=clip(self.title, 90)),
                *self._state(language),
                "",
                *(place.words(language) for place in self.places),
                "" if shown else None,
                *(
                    say(language, "delegates.line", number=first + number, person=person.words(language, own=True))
                    for number, (_, person) in enumerate(shown, 1)
                ),
            ]
        )
        return Rendered(text, self._rows(language, shown, first))

    def _state(self, language: str) -> Iterator[Markup]:
        due = due_words(language, self.due, self.due_by, self.due_section) if self.due else ""
        if not self.places:
            yield say(language, "delegates.no_places")
            return
        if self.complete_at is not None:
            yield say(language, "delegates.completed", when=instant_words(self.complete_at, language))
        if not self.changeable:
            yield say(language, "delegates.over")
        elif self.answer == "absent":
            yield say(language, "delegates.unit_absent")
        elif self.late:
            yield say(language, "delegates.late", due=due)
        elif self.complete_at is None:
            key = "full" if self._full and self.people else "please"
            yield say(language, f"delegates.{key}_by" if due else f"delegates.{key}_now", due=due)

    @property
    def _done_key(self) -> str:
        """Where no place is left there is no button to enter the other lines with: then another way is named."""
        done = self.done[0] if self.done else ""
        return "entered_some_full" if done == "entered_some" and self._full else done

    @property
    def _full(self) -> bool:
        return all(place.left == 0 for place in self.places)

    def _rows(self, language: str, shown: tuple[tuple[int, PersonLine], ...], first: int) -> Rows:
        where = (self.unit_id, self.conference_id)
        back = (button(language, "my_unit.open", "myunit.open", *where),)
        if not self.changeable or self.answer == "absent":
            return (back,)
        people = [
            (Button(clip(f"{first + number}. {person.full_name}", 40), press("delegate.open", delegate_id)),)
            for number, (delegate_id, person) in enumerate(shown, 1)
        ]
        turn = pager(language, "delegates.open", *where, page=self.page, pages=pages_of(len(self.people)))
        more = (button(language, "delegates.add", "delegates.add", *where),) if self.places and not self._full else ()
        copy = Button(
            str(say(language, "delegates.copy", count=self.can_copy).unescape()), press("delegates.copy", *where)
        )
        copying = (copy,) if more and self.can_copy else ()
        return (*people, turn, more, copying, self._completing(language), back)

    def _completing(self, language: str) -> tuple[Button, ...]:
        verb = "reopen" if self.complete_at is not None else "full"
        if not self.people or (verb == "reopen" and self.late):
            return ()
        return (button(language, f"delegates.{verb}", f"delegates.{verb}", self.invitation_id, self.version),)


@dataclass(frozen=True)
class DelegateCard:
    """One delegate with what can be changed; `groups` and `modes` are true where there is a choice."""

    delegate_id: int
    version: int
    person: PersonLine
    title: str
    unit: str
    unit_id: int
    conference_id: int
    groups: bool = False
    modes: bool = False
    late: bool = False

    def render(self, language: str) -> Rendered:
        """Return the delegate; after the deadline it says that changes are asked of the organisers."""
        text = lines(
            [
                say(language, "delegates.card", person=self.person.words(language, own=True)),
                say(language, "delegates.of_unit", unit=self.unit),
                say(language, "common.conference", title=clip(self.title, 90)),
                say(language, "delegates.card_late") if self.late else None,
            ]
        )
        row = (self.delegate_id, self.version)
        fields = ["full_name", "position", "phone"] + ["group_id"] * self.groups + ["mode"] * self.modes
        edits = [button(language, f"delegates.edit_{name}", "delegate.edit", *row, name) for name in fields]
        rows = (
            tuple(edits[:3]),
            tuple(edits[3:]),
            (button(language, "delegates.replace", "delegate.replace", *row),),
            (button(language, "delegates.withdraw", "delegate.withdraw", *row),),
            (button(language, "delegates.back", "delegates.open", self.unit_id, self.conference_id),),
        )
        return Rendered(text, rows)
