"""The draft of a broadcast: what stands under its sample, and the question before it goes out."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.base import Rendered, button, clip, labelled, lines
from bot.texts import say


@dataclass(frozen=True)
class Draft:
    """Stands under the sample of a draft: what can be done with it. `sample` counts samples, each of another unit;
    `earlier` is the broadcast of this kind that was sent before.
    """

    broadcast_id: int
    version: int
    conference_id: int
    kind: str
    title: str
    unit: str
    units: int
    own_text: bool
    sample: int
    earlier: int | None

    def render(self, language: str) -> Rendered:
        """Return what was just shown and the next steps."""
        text = lines(
            [
                say(language, f"broadcasts.{self.kind}_sample", unit=self.unit),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                say(language, "broadcasts.sample_next"),
            ]
        )
        verb, draft = self.kind, (self.broadcast_id, self.version)
        rows = [(labelled(language, f"broadcasts.{verb}_send", f"{verb}.confirm", *draft, count=self.units),)]
        if self.units > 1:
            rows.append(
                (button(language, "broadcasts.other_sample", f"{verb}.open", self.conference_id, self.sample + 1),)
            )
        if self.kind == "invitation":
            rows.append((button(language, "broadcasts.write", "invitation.write", *draft),))
        if self.own_text:
            rows.append((button(language, "broadcasts.proposed", "invitation.proposed", *draft),))
        if self.earlier is not None:
            rows.append((button(language, "broadcasts.earlier", "broadcast.board", self.earlier),))
        rows.append((button(language, "common.back", "conference.open", self.conference_id),))
        return Rendered(text, tuple(rows))


@dataclass(frozen=True)
class Confirm:
    """Asks once more before a broadcast goes out, with how many get it and how many can't."""

    broadcast_id: int
    version: int
    conference_id: int
    kind: str
    title: str
    joined: int
    not_joined: int

    def render(self, language: str) -> Rendered:
        """Return the question."""
        left_out = f"broadcasts.{self.kind}_not_joined"
        text = lines(
            [
                say(language, f"broadcasts.{self.kind}_confirm", count=self.joined),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                say(language, "broadcasts.joined", count=self.joined),
                say(language, left_out, count=self.not_joined) if self.not_joined else None,
            ]
        )
        yes = button(language, "broadcasts.yes", f"{self.kind}.send", self.broadcast_id, self.version)
        no = button(language, "common.back", f"{self.kind}.open", self.conference_id)
        return Rendered(text, ((yes,), (no,)))
