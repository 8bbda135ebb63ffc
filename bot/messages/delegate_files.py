"""What is said with a table of delegates."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.base import Rendered, clip, lines
from bot.texts import say


@dataclass(frozen=True)
class DelegatesFile:
    """The list of a conference as a table, with how many stand on it."""

    file_id: int
    title: str
    count: int

    def render(self, language: str) -> Rendered:
        """Return the file with its caption."""
        text = lines(
            [
                say(language, "delegate_files.drawn", count=self.count),
                say(language, "common.conference", title=clip(self.title, 90)),
                say(language, "delegate_files.personal"),
            ]
        )
        return Rendered(text, file_id=self.file_id)
