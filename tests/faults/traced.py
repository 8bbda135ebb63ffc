"""A program whose calls of the kernel are written down: `python -m tests.faults.traced RECORD program …`.

It becomes `program` (arguments of the interpreter), watched by strace from a process apart. Beside the file RECORD
stands `RECORD.before`: the working folder as it was at the start.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

TRACED = ("-m", "tests.faults.traced")
CALLS = (
    "openat,write,writev,pwrite64,pwritev,fsync,fdatasync,ftruncate,fallocate,rename,renameat,renameat2,link,linkat,"
    "unlink,unlinkat,mkdir,mkdirat,rmdir,sendto,sendmsg,recvfrom,recvmsg"
)
OUTSIDE = ("log.txt", "*-shm")
"""Names of files that aren't the bot's work, or that SQLite makes anew by itself after the power was gone."""
STRACE = ("strace", "-f", "-q", "-y", "-xx", "-s", "16777216", "--seccomp-bpf", "--daemonize", "-e", f"trace={CALLS}")


def can_trace() -> bool:
    """Return whether strace is installed and may watch processes here."""
    if shutil.which(STRACE[0]) is None:
        return False
    return subprocess.run([*STRACE, "-o", os.devnull, "true"], check=False, capture_output=True).returncode == 0


def before(record: Path) -> Path:
    """Return where the folder stands as it was at the start."""
    return record.with_name(f"{record.name}.before")


async def written(record: Path) -> None:
    """Wait for the end of the record: strace writes on for a moment after the program's."""
    while not await asyncio.to_thread(_ended, record):  # noqa: ASYNC110
        await asyncio.sleep(0.02)


def _ended(record: Path) -> bool:
    """Return whether the last line tells the end of the process that the first one names."""
    with record.open("rb") as lines:
        process = lines.readline().split()[0]
        lines.seek(-min(200, record.stat().st_size), os.SEEK_END)
        last = lines.readlines()[-1].split()
    return last[:2] == [process, b"+++"]


if __name__ == "__main__":
    kept, *program = sys.argv[1:]
    shutil.copytree(Path.cwd(), before(Path(kept)), ignore=shutil.ignore_patterns(*OUTSIDE))
    os.execvp(STRACE[0], [*STRACE, "-o", kept, sys.executable, *program])
