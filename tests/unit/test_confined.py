"""A child sees no secret, writes no file, and ends within its limits; the programs that it runs end with it."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest

from bot.confined import KEPT, ChildDied, Limits, confined
from bot.errors import Unreadable
from tests.patience import PATIENCE

LIMITS = Limits(seconds=30, cpu=10)


async def done(told: bytes, *arguments: str, limits: Limits = LIMITS) -> bytes:
    return await confined("tests.unit.confined_work", told, limits, *arguments)


async def test_what_was_done_comes_back_as_it_is() -> None:
    assert await done(b"\x00\xff") == b"\x00\xff"
    assert json.loads(await done(b"arguments", "3")) == ["3"]


async def test_no_secret_of_ours_is_seen() -> None:
    seen = json.loads(await done(b"environment"))
    assert "PYTEST_CURRENT_TEST" in os.environ.keys() - seen.keys()
    assert seen.keys() <= {*KEPT, "LC_CTYPE", "PTB_TIMEDELTA"}  # these two come from Python itself and from `bot`


async def test_what_is_wrong_with_a_file_comes_back() -> None:
    with pytest.raises(Unreadable) as caught:
        await done(b"unreadable")
    assert (caught.value.key, caught.value.values) == ("plan_reader.empty", {"pages": 3})


@pytest.mark.parametrize("told", [b"write", b"memory"])
async def test_what_is_not_allowed_ends_it(told: bytes) -> None:
    with pytest.raises(ChildDied):
        await done(told)


async def test_computing_has_an_end() -> None:
    with pytest.raises(TimeoutError):
        await done(b"compute", limits=Limits(seconds=60, cpu=1))


async def test_waiting_has_an_end_and_takes_its_programs_along() -> None:
    before = set(sleeping())
    with pytest.raises(TimeoutError):
        await done(b"program", limits=Limits(seconds=1, cpu=5))
    async with asyncio.timeout(PATIENCE):
        while not set(sleeping()) <= before:  # noqa: ASYNC110 - another's process tells nobody of its end
            await asyncio.sleep(0.01)


def sleeping() -> list[str]:
    """Return the processes that sleep for ten minutes."""
    return [f.name for f in Path("/proc").iterdir() if f.name.isdigit() and command(f) == b"sleep\x00600\x00"]


def command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def test_nothing_else_starts_a_process_of_ours() -> None:
    """One way for all children: whoever starts Python beside `bot.confined` would hand it our environment."""
    root = Path(__file__).parents[2]
    starts = {
        str(file.relative_to(root))
        for file in (root / "bot").rglob("*.py")
        if "create_subprocess" in (text := file.read_text(encoding="utf-8")) or "sys.executable" in text
    }
    assert starts == {"bot/confined.py"}
