from __future__ import annotations

import pytest

from bot.errors import Unreadable
from bot.plan_reader.whole import read
from bot.texts import LANGUAGES, say
from tests.unit.plan_reader.hostile import FILES


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_read_or_ends_in_a_clear_sentence(name: str) -> None:
    made, expected = FILES[name]
    problem: Unreadable | None = None
    try:
        assert read(made(), f"{name}.docx")["file"]
    except Unreadable as caught:
        problem = caught
    assert problem is None or all(say(language, problem.key, **problem.values) for language in LANGUAGES)
    assert expected in {None, problem.key.removeprefix("plan_reader.") if problem else "read"}
