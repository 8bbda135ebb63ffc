"""Documents in the child that reads them: what each takes beyond the start of Python, and its memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.plan_reader.child import LIMITS
from tests.bench.figures import Figure, Spread

PLANS = Path(__file__).parents[1] / "plans"
KINDS = ("txt", "docx", "pdf")
CHILD = (sys.executable, "-m", "bot.plan_reader.child", str(LIMITS.cpu), str(LIMITS.memory))
WATCHED = """
import os, sys, time
began = time.monotonic()
if not (child := os.fork()):
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execv(sys.argv[1], sys.argv[1:])
_, _, used = os.wait4(child, 0)
print(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file=sys.stderr)
"""
"""A small process that starts the child: Linux counts the memory of whoever forks as the child's."""
NOTHING = b"x\n"
"""A file that is read and found to be no plan: what starting takes."""


@dataclass(frozen=True)
class Took:
    """Seconds and processor seconds of a child, and its memory at most in MB."""

    seconds: float
    work: float
    peak: float


def once(data: bytes) -> Took:
    """Read a file in a child as the bot does."""
    done = subprocess.run([sys.executable, "-c", WATCHED, *CHILD], input=data, stderr=subprocess.PIPE, check=True)
    return Took(*map(float, done.stderr.split()[-3:]))


def measure(*, rounds: int) -> list[Figure]:
    """Read every document of tests/plans `rounds` times, by kinds."""
    starts = [once(NOTHING) for _ in range(5)]
    start = Took(
        median(took.seconds for took in starts),
        median(took.work for took in starts),
        max(took.peak for took in starts),
    )
    found = [("child that reads nothing", f"{start.seconds:.2f} s ({start.work:.2f} s), {start.peak:.0f} MB", "")]
    for kind in KINDS:
        if files := sorted(PLANS.glob(f"*.{kind}")):
            found += _kind(kind, files, start, rounds)
    return found


def _kind(kind: str, files: Iterable[Path], start: Took, rounds: int) -> list[Figure]:
    took = [once(file.read_bytes()) for file in files for _ in range(rounds)]
    beyond = Spread.of([each.seconds - start.seconds for each in took])
    work = Spread.of([each.work - start.work for each in took])
    peak = max(each.peak for each in took)
    return [
        (f".{kind} ({len(took) // rounds}) beyond the start, median", f"{beyond.p50:.2f} s ({work.p50:.2f} s)", ""),
        (f".{kind} … 99th percentile", f"{beyond.p99:.2f} s ({work.p99:.2f} s)", "goal 0.5 s"),
        (f".{kind} … memory", f"{peak:.0f} MB", "goal 150 MB"),
    ]
