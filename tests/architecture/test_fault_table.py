"""The table of faults names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`((?:\w+/)+(?:test_\w+\.py)?|test_\w+\.py)`")


def test_every_test_that_it_names_is_there() -> None:
    page = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    table = [line for line in page.splitlines() if re.match(r"\| [\d–, ]+ \|", line)]
    named = {name for line in table for name in NAMED.findall(line)}
    assert len(named) > 25
    missing = [name for name in sorted(named) if not (ROOT / "tests" / name).exists()]
    assert missing == []
