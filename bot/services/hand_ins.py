"""What a person gathers for a hand-in, file by file, before it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any

from bot.errors import Refusal

MOST_TEXT = 3500
"""Characters: a message to the organisers holds the words and what they are about."""
MOST_FILES = 10


@dataclass(frozen=True)
class SentFile:
    """A file that a person sent: Telegram keeps it, we keep its id."""

    telegram_file_id: str
    name: str
    size: int


@dataclass(frozen=True)
class Gathered:
    """What a person has sent for a hand-in that isn't made yet; it lies in their dialog step."""

    assignment_id: int
    version: int
    duty: str
    text: str = ""
    files: tuple[SentFile, ...] = ()

    def data(self) -> dict[str, Any]:
        """Return it for the dialog step."""
        return {**asdict(self), "files": [astuple(file) for file in self.files]}

    def with_text(self, text: str) -> Gathered:
        """Return it with more text.

        Raises:
            Refusal: there is none, or too much.
        """
        return replace(self, text=checked("\n".join(part for part in (self.text, text) if part)))

    def with_file(self, file: SentFile) -> Gathered:
        """Return it with one more file.

        Raises:
            Refusal: there are too many.
        """
        if len(self.files) == MOST_FILES:
            raise Refusal("reports.too_many_files", most=MOST_FILES)
        return replace(self, files=(*self.files, file))


def gathered(data: Mapping[str, Any]) -> Gathered:
    """Return what a dialog step holds."""
    return Gathered(**{**data, "files": tuple(SentFile(*file) for file in data["files"])})


def checked(text: str) -> str:
    """Return what was typed, where it is neither empty nor too long for a message.

    Raises:
        Refusal: it is.
    """
    if not text:
        raise Refusal("reports.text_only")
    if len(text) > MOST_TEXT:
        raise Refusal("reports.too_long", most=MOST_TEXT)
    return text
