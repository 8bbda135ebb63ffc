"""The bot as a process of the machine: started from a settings file, killed or stopped by signals."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOKEN = "987654321:AA-invented-token-of-the-faults-00000"
RUN = ("-c", "from bot.cli import main; main()", "run")
"""What the installed command `dieuphoi run` does, with the tree that these tests stand in."""

SETTINGS = """
[telegram]
token = "{token}"
api_url = "{api_url}"
[database]
url = "sqlite:///{database}"
[limits]
chat_per_second = 30
chat_burst = 30
[log]
level = "{level}"
"""


@dataclass(frozen=True)
class Place:
    """The folder of one bot: its settings, its database, its log."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def database(self) -> Path:
        return self.folder / "bot.sqlite3"

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    def settle(self, api_url: str, *, level: str = "warning") -> Place:
        """Make the folder and write the settings."""
        self.folder.mkdir(parents=True, exist_ok=True)
        text = SETTINGS.format(token=TOKEN, api_url=api_url, database=self.database, level=level)
        self.config.write_text(text, encoding="utf-8")
        return self


class BotProcess:
    """One bot; `arguments` are those of the interpreter, before `--config`."""

    def __init__(self, place: Place, arguments: Sequence[str] = RUN) -> None:
        self.place = place
        self._arguments = arguments
        self._process: Process | None = None

    async def start(self) -> None:
        """Start it; what it says goes to the end of the log."""
        with self.place.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self._arguments,
                "--config",
                str(self.place.config),
                cwd=self.place.folder,
                env={"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

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

    async def stop(self) -> int:
        """Ask it to end (SIGTERM); return the exit code."""
        self.striker(signal.SIGTERM)()
        try:
            return await self.ended(20)
        except TimeoutError:
            self.striker(signal.SIGKILL)()
            return await self.ended()
