"""What is said about a broadcast to whoever sent it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.base import Rendered, button, clip, lines
from bot.texts import say


@dataclass(frozen=True)
class Board:
    """The progress message: counts up while the broadcast goes out, then says it is through."""

    broadcast_id: int
    conference_id: int
    kind: str
    title: str
    waiting: int
    sent: int
    blocked: int
    unsure: int
    not_joined: int

    def render(self, language: str) -> Rendered:
        """Return the board; once through, with the buttons for what is left to do."""
        through = self.waiting == 0
        text = lines(
            [
                say(language, f"broadcasts.{self.kind}_{'through' if through else 'under_way'}"),
                say(language, "common.conference", title=clip(self.title, 90)),
                "",
                say(language, "broadcasts.sent", count=self.sent),
                say(language, "broadcasts.waiting", count=self.waiting) if self.waiting else None,
                say(language, "broadcasts.blocked", count=self.blocked) if self.blocked else None,
                say(language, "broadcasts.unsure", count=self.unsure) if self.unsure else None,
                self._not_joined(language),
                say(language, "broadcasts.to_phone") if through and self._to_phone else None,
            ]
        )
        show = button(language, "broadcasts.show_unreached", "broadcast.unreached", self.broadcast_id, 0)
        status = button(language, "broadcasts.status", "status.open", self.conference_id)
        rows = ((show,), (status,)) if self._left else ((status,),)
        return Rendered(text, rows if through else ())

    def _not_joined(self, language: str) -> Markup | None:
        """Say how many units have nobody yet; an invitation reaches them on joining, a nudge doesn't."""
        if not self.not_joined:
            return None
        key = "broadcasts.invitation_not_joined" if self.kind == "invitation" else "broadcasts.not_joined"
        return say(language, key, count=self.not_joined)

    @property
    def _to_phone(self) -> bool:
        """Whether anybody has to be phoned: whom the message won't reach by itself."""
        return self.blocked + self.unsure > 0 or (self.kind != "invitation" and self.not_joined > 0)

    @property
    def _left(self) -> bool:
        return self.blocked + self.unsure + self.not_joined > 0
