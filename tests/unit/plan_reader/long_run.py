"""The long form of the trials, by hand: `python -m tests.unit.plan_reader.long_run 10000`.

Reads that many mutated documents (no crash, no invented day) and every hostile file in a child process as the bot does,
and prints what came of it; the exit status is 1 when anything went wrong.
"""

from __future__ import annotations

import asyncio
import random
import resource
import sys
import time
from pathlib import Path

from bot.errors import Unreadable
from bot.plan_reader.child import read_in_child
from bot.plan_reader.whole import read
from tests.unit.plan_reader.hostile import FILES
from tests.unit.plan_reader.written_days import invented

TEXTS = [f.read_text(encoding="utf-8") for f in sorted((Path(__file__).parents[2] / "plans").glob("*.txt"))]
_NOISE = "0123456789/.-:()\t \u0301đĐ;,"
_SECONDS = 10.0


def mutant(draw: random.Random) -> str:
    """Return a document with lines dropped, doubled, moved, cut, joined, spoiled, or taken from another one."""
    lines = draw.choice(TEXTS).splitlines()
    for _ in range(draw.randint(1, 12)):
        at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
        change = draw.choice(["drop", "double", "move", "cut", "join", "spoil", "take"])
        if change == "drop" and len(lines) > 3:
            lines.pop(at)
        elif change == "double":
            lines.insert(other, lines[at])
        elif change == "move":
            lines.insert(other, lines.pop(at))
        elif change == "cut":
            lines[at] = lines[at][: draw.randint(0, len(lines[at]))]
        elif change == "join":
            lines[at] += " " + lines[other]
        elif change == "take":
            lines.insert(at, draw.choice(draw.choice(TEXTS).splitlines()))
        else:
            place = draw.randint(0, len(lines[at]))
            lines[at] = lines[at][:place] + draw.choice(_NOISE) + lines[at][place + draw.randint(0, 2) :]
    return "\n".join(lines)


def mutants(count: int) -> int:
    """Read `count` mutants and return how many crashed or held an invented day."""
    draw, wrong, refused, slowest = random.Random(count), 0, 0, 0.0
    for number in range(count):
        text = mutant(draw)
        began = time.monotonic()
        try:
            days = invented(text, read(text.encode(), "plan.txt"))
        except Unreadable:
            refused, days = refused + 1, []
        except Exception as error:  # noqa: BLE001 - a crash is what is looked for
            wrong += 1
            print(f"mutant {number}: {error!r}")
            continue
        slowest = max(slowest, time.monotonic() - began)
        if days:
            wrong += 1
            print(f"mutant {number}: invented {[day.isoformat() for day in days]}")
    print(f"{count} mutants: {refused} refused, {wrong} wrong, slowest {slowest:.2f} s")
    return wrong


async def hostile() -> int:
    """Read each hostile file in a child and return how many ended otherwise than they must, or too late."""
    wrong, slowest = 0, ("", 0.0)
    for name, (made, expected) in FILES.items():
        data = made()
        began = time.monotonic()
        try:
            await read_in_child(data, name)
            ended = "read"
        except Unreadable as problem:
            ended = problem.key.removeprefix("plan_reader.")
        took = time.monotonic() - began
        slowest = max(slowest, (name, took), key=lambda s: s[1])
        if took > _SECONDS or expected not in {None, ended}:
            wrong += 1
            print(f"{name}: {ended} after {took:.1f} s, expected {expected}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(FILES)} hostile files: {wrong} wrong, slowest {slowest[1]:.1f} s ({slowest[0]}), peak {peak:.0f} MB")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if mutants(int(sys.argv[1])) + asyncio.run(hostile()) else 0)
