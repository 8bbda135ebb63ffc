"""What a unit gets about a conference: the invitation, and the nudge to answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.calendar.words import instant_words
from bot.language.folding import fold
from bot.messages.base import Rendered, Rows, button, clip, lines
from bot.messages.delegate_words import group_words
from bot.messages.lists_due import basis
from bot.messages.meetings import Meeting, meeting_lines
from bot.messages.papers import paper_words
from bot.texts import say

_UNIT_BUTTON = {"nothing": "moved.my_unit", "confirm": "letters.my_list", "go_on": "letters.my_list"}
"""What leads to the unit's page where registering isn't what comes next."""
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
UNIT_WORDS = frozenset({"don vi", "unit"})
"""What may stand in braces in an organiser's own text, folded: the name of the unit."""


@dataclass(frozen=True)
class Seats:
    """The places of the unit in one group; `seats` None where the plan sets no number."""

    group: str
    seats: int | None
    section: str | None


@dataclass(frozen=True)
class Occasion:
    """The conference as its letters tell it; the same for all units."""

    conference_id: int
    title: str
    number: str | None
    body: str | None
    chair: str | None
    meetings: tuple[Meeting, ...]
    lists_due: datetime | None
    lists_section: str | None
    lists_by: str = "plan"


@dataclass(frozen=True)
class Addressee:
    """A unit that gets letters, with its invitation and the `answer` it has given (none, attending, absent).

    `delegates` are on its list; `complete`: the unit has said that they are all.
    """

    unit_id: int
    name: str
    invitation_id: int
    version: int
    seats: tuple[Seats, ...]
    answer: str = "none"
    delegates: int = 0
    complete: bool = False

    @property
    def step(self) -> str:
        """What the unit has to do next: answer, register, go_on registering, confirm its full list, or nothing."""
        if self.answer == "none":
            return "answer"
        if self.answer == "absent" or (self.complete and self.delegates):
            return "nothing"
        if not self.delegates:
            return "register"
        places = [part.seats for part in self.seats]
        full = None not in places and self.delegates >= sum(filter(None, places))
        return "confirm" if full else "go_on"


@dataclass(frozen=True)
class Letter:
    """The invitation to one unit. `own` is the organiser's own text instead of the proposed one.

    `sample` is the preview: the very same to look at, but its buttons answer for nobody.
    """

    occasion: Occasion
    to: Addressee
    own: str | None = None
    sample: bool = False

    def render(self, language: str) -> Rendered:
        """Return the letter with the receiver's buttons."""
        body = self._proposed(language) if self.own is None else [own_words(self.own, self.to.name)]
        text = lines(
            [
                say(language, "letters.title", title=clip(self.occasion.title, 300)),
                "",
                *body,
                "",
                *self._next(language),
                say(language, "letters.paper"),
            ]
        )
        return Rendered(text, answer_rows(language, self.occasion, self.to, sample=self.sample))

    def _next(self, language: str) -> Iterator[Markup]:
        """Yield what the unit has done, and what is still asked of it."""
        if self.to.answer != "none":
            yield say(language, f"letters.answered_{self.to.answer}")
        if self.to.delegates:
            yield say(language, "letters.listed", count=self.to.delegates)
        if self.to.step != "nothing":
            yield _by(self.occasion, self.to.step, language)
        elif self.to.answer != "absent":
            yield say(language, "letters.complete")

    def _proposed(self, language: str) -> Iterator[str | Markup]:
        occasion = self.occasion
        yield say(language, "letters.to", unit=self.to.name)
        yield ""
        body = occasion.body or say(language, "letters.the_organisers")
        yield say(language, "letters.invites", body=body)
        yield from meeting_lines(occasion.meetings, language)
        if occasion.chair:
            yield say(language, "letters.chair", chair=occasion.chair)
        if occasion.number:
            yield say(language, "letters.plan", paper=paper_words(language, occasion.number))
        yield ""
        yield say(language, "letters.composition")
        for part in self.to.seats:
            yield _seats(part, language)


@dataclass(frozen=True)
class Nudge:
    """The nudge to a unit that has not answered; `sample` as in `Letter`."""

    occasion: Occasion
    to: Addressee
    sample: bool = False

    def render(self, language: str) -> Rendered:
        """Return the nudge with the same buttons as the invitation."""
        text = lines(
            [
                say(language, "letters.nudge", unit=self.to.name),
                say(language, "common.conference", title=clip(self.occasion.title, 200)),
                *meeting_lines(self.occasion.meetings, language),
                "",
                _by(self.occasion, "answer", language),
            ]
        )
        return Rendered(text, answer_rows(language, self.occasion, self.to, sample=self.sample))


def own_words(text: str, unit: str) -> str:
    """Return an organiser's own text with the name of the unit where {đơn vị} stands."""
    return PLACEHOLDER.sub(lambda found: unit if fold(found[1]) in UNIT_WORDS else found[0], text)


def unknown_placeholders(text: str) -> list[str]:
    """Return what stands in braces in an organiser's own text and means nothing."""
    return [found[0] for found in PLACEHOLDER.finditer(text) if fold(found[1]) not in UNIT_WORDS]


def answer_rows(language: str, occasion: Occasion, to: Addressee, *, sample: bool) -> Rows:
    """Return the buttons under a letter; under a sample they only say that it is one."""
    attend = ("answers.attend", "answer.attend", to.invitation_id, to.version)
    absent = ("answers.absent", "answer.absent", to.invitation_id, to.version)
    unit = (_UNIT_BUTTON.get(to.step, "letters.my_unit"), "myunit.open", to.unit_id, occasion.conference_id)
    if sample:
        attend, absent, unit = ((key, "invitation.sample", a, b) for key, _, a, b in (attend, absent, unit))
    wanted = {"none": (attend, absent), "attending": (absent,), "absent": (attend,)}[to.answer]
    return (tuple(button(language, *one) for one in wanted), (button(language, *unit),))


def _seats(part: Seats, language: str) -> Markup:
    label, section = group_words(part.group), _section(part.section, language)
    if part.seats is None:
        return say(language, "letters.seats_open", group=label, section=section)
    return say(language, "letters.seats", group=label, seats=part.seats, section=section)


def _by(occasion: Occasion, key: str, language: str) -> Markup:
    """Return what is asked (`Addressee.step`) and by when."""
    if occasion.lists_due is None:
        return say(language, f"letters.{key}_soon")
    section = basis(language, occasion.lists_by, occasion.lists_section)
    return say(language, f"letters.{key}_by", due=instant_words(occasion.lists_due, language), section=section)


def _section(section: str | None, language: str) -> Markup:
    return say(language, "letters.section", section=section) if section else Markup("")
