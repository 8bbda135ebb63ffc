from __future__ import annotations

from pathlib import Path

import pytest

from bot.confined import Limits
from bot.errors import Unreadable
from bot.plan_reader.child import read_in_child
from bot.plan_reader.whole import read

PLAN = (Path(__file__).parents[2] / "plans" / "son_ha_2026.txt").read_bytes()


async def test_the_child_reads_what_we_read() -> None:
    assert await read_in_child(PLAN, "plan.txt") == read(PLAN, "plan.txt")


async def test_the_child_hands_back_what_is_wrong() -> None:
    with pytest.raises(Unreadable) as caught:
        await read_in_child(b"PK\x03\x04", "plan.docx")
    assert caught.value.key == "plan_reader.damaged"


async def test_the_child_is_stopped_in_time() -> None:
    with pytest.raises(Unreadable) as caught:
        await read_in_child(PLAN, "plan.txt", limits=Limits(seconds=0.001, cpu=9))
    assert caught.value.key == "plan_reader.too_slow"
