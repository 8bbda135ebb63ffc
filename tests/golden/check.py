"""Golden files: each message in each language as people see it, kept beside the tests and looked at when it changes.

`GOLDEN=write` in the environment writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

from bot.messages.base import Message, Rendered
from bot.texts import LANGUAGES

FOLDER = Path(__file__).parent


def as_seen(rendered: Rendered) -> str:
    """Return a message as text: what is said, then each row of buttons with what it sends back."""
    rows = [" ".join(f"[{b.text}]({b.url or b.press})" for b in row) for row in rendered.rows if row]
    extra = [f"<file {rendered.file_id}>"] if rendered.file_id is not None else []
    extra += ["<protected>"] if rendered.protect else []
    contact = [f"<contact button: {rendered.ask_contact}>"] if rendered.ask_contact else []
    return "\n".join([str(rendered.text), *extra, *contact, *rows]) + "\n"


def check(name: str, message: Message) -> None:
    """Compare `message` with tests/golden/<name>.<language>.txt in every language."""
    for language in LANGUAGES:
        file = FOLDER / f"{name}.{language}.txt"
        seen = as_seen(message.render(language))
        if os.environ.get("GOLDEN") == "write":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(seen, encoding="utf-8")
        assert file.exists(), f"no golden file {file.name}: look at the message, then write it with GOLDEN=write"
        assert seen == file.read_text(encoding="utf-8")
