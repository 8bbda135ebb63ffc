"""What is said with a table of delegates."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.base import Rendered, button, clip, lines
from bot.texts import say


@dataclass(frozen=True)
class DelegatesFile:
    """The list of a conference as a table, with how many stand on it; `phones`: with their numbers whole."""

    file_id: int
    conference_id: int
    title: str
    count: int
    phones: bool

    def render(self, language: str) -> Rendered:
        """Return the file with its caption."""
        text = lines(
            [
                say(language, "delegate_files.drawn", count=self.count),
                say(language, "common.conference", title=clip(self.title, 90)),
                say(language, "exports.personal" if self.phones else "exports.personal_masked"),
            ]
        )
        more = button(language, "exports.with_phones", "delegates.export_phones", self.conference_id)
        return Rendered(text, () if self.phones else ((more,),), file_id=self.file_id, protect=self.phones)
