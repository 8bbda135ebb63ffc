"""A PostgreSQL server of the tests' own where Debian's programs are installed: run as its own user, gone at the end."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CARELESS = " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def programs() -> Path | None:
    """Return the folder of the newest server's programs, None where there is none."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    return Path(found[-1]).parent if found else None


def stop(folder: Path, home: Path) -> None:
    """Stop a server at once, as a crash of its machine does: nothing is put in order, nobody is told."""
    _run(_user(), folder / "pg_ctl", "-D", home / "data", "-w", "-m", "immediate", "stop")


def start(folder: Path, home: Path, *, durable: bool) -> None:
    """Start a server whose data are in `home` and wait until it has recovered."""
    options = f"-k {home} -c listen_addresses=''" + ("" if durable else CARELESS)
    _run(_user(), folder / "pg_ctl", "-D", home / "data", "-w", "-l", home / "log", "-o", options, "start")


@contextmanager
def server(folder: Path, *, durable: bool = False) -> Iterator[str]:
    """Run a server; give the address of its databases with `{name}` for the name of one.

    One that isn't `durable` doesn't wait for the disk: faster, and a crash of the machine loses what was committed.
    PostgreSQL refuses to run as root, so root lends it to the user `postgres` (or `nobody`).
    """
    home = Path(tempfile.mkdtemp(prefix="dieuphoi-pg-", dir="/tmp"))
    user = _user()
    if user is not None:
        shutil.chown(home, user)
    try:
        _run(
            user, folder / "initdb", "-D", home / "data", "-U", "tests", "--auth=trust", "--encoding=UTF8", "--locale=C"
        )
        start(folder, home, durable=durable)
        try:
            yield f"postgresql+asyncpg://tests@/{{name}}?host={home}"
        finally:
            stop(folder, home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(user: str | None, *command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, user=user, cwd="/tmp", timeout=60)
