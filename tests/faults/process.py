"""The bot as a process of the machine: started from a settings file, killed or stopped by signals."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOKEN = "987654321:AA-invented-token-of-the-faults-00000"
COMMAND = ("-c", "from bot.cli import main; main()")
"""What the installed command `dieuphoi` does, with the tree that these tests stand in."""
RUN = (*COMMAND, "run")
PATIENCE = 120.0
"""Seconds for which a bot that was asked to end may take its time."""

Section = Mapping[str, str | float | list[int]]

SETTINGS: dict[str, Section] = {
    "telegram": {"token": TOKEN},
    "database": {},
    "limits": {"chat_per_second": 30, "chat_burst": 30, "updates_per_minute": 100_000},
    "log": {"level": "warning"},
}


@dataclass(frozen=True)
class Place:
    """The folder of one bot: its settings, its database (a file here unless `url` names another), its log."""

    folder: Path
    url: str = ""

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def database(self) -> Path:
        return self.folder / "bot.sqlite3"

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    @property
    def address(self) -> str:
        """The database's address, with its driver."""
        return self.url or f"sqlite+aiosqlite:///{self.database}"

    def settle(self, api_url: str, **sections: Section) -> Place:
        """Make the folder and write the settings: those of all trials, and over them `sections`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        own: dict[str, Section] = {"telegram": {"api_url": api_url}, "database": {"url": self.address}}
        names = {**SETTINGS, **sections}
        merged = {name: {**SETTINGS.get(name, {}), **own.get(name, {}), **sections.get(name, {})} for name in names}
        self.config.write_text("".join(map(_section, merged, merged.values())), encoding="utf-8")
        return self


def _section(name: str, values: Section) -> str:
    """Write a table of TOML; its plain values look as in JSON."""
    return "".join((f"[{name}]\n", *(f"{key} = {json.dumps(value)}\n" for key, value in values.items())))


async def told(place: Place, *command: str) -> int:
    """Run a command of the command line to its end; return its exit code."""
    process = BotProcess(place, (*COMMAND, *command))
    await process.start()
    return await process.ended()


class BotProcess:
    """One bot; `arguments` are those of the interpreter, before `--config`."""

    def __init__(self, place: Place, arguments: Sequence[str] = RUN, zone: str = "UTC") -> None:
        self.place = place
        self.arguments = arguments
        self.zone = zone
        self._process: Process | None = None

    async def start(self) -> None:
        """Start it; what it says goes to the end of the log."""
        with self.place.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self.arguments,
                "--config",
                str(self.place.config),
                cwd=self.place.folder,
                env={"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "TZ": self.zone},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def started(self) -> bool:
        """Whether there is a process that has not ended."""
        return self._process is not None and self._process.returncode is None

    @property
    def said(self) -> int:
        """How many bytes it has said so far."""
        return self.place.log.stat().st_size if self.place.log.exists() else 0

    @property
    def pid(self) -> int:
        """The id of the process."""
        assert self._process is not None, "not started"
        return self._process.pid

    def striker(self, number: signal.Signals) -> Callable[[], None]:
        """Return what sends a signal to the process of now, never to one started later."""
        process = self._process

        def strike() -> None:
            if process is not None and process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.send_signal(number)

        return strike

    async def ended(self, timeout: float | None = None) -> int:  # noqa: ASYNC109 - what follows from it is the caller's
        """Wait for the end; return the exit code, negative for a signal. Raises TimeoutError."""
        assert self._process is not None, "not started"
        async with asyncio.timeout(timeout):
            return await self._process.wait()

    async def kill(self) -> None:
        """End it at once, where it still runs."""
        if self._process is not None:
            self.striker(signal.SIGKILL)()
            await self.ended()

    async def stop(self) -> int:
        """Ask it to end (SIGTERM); return the exit code, 0 for one that was never started."""
        if self._process is None:
            return 0
        self.striker(signal.SIGTERM)()
        try:
            return await self.ended(PATIENCE)
        except TimeoutError:
            self.striker(signal.SIGKILL)()
            return await self.ended()
