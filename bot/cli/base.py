"""What all commands share: the language, the settings, how they end. One file a group of commands beside it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

import click

from bot.config import Settings, load
from bot.texts import say

LANGUAGE = "vi" if os.environ.get("LANG", "").startswith("vi") else "en"


def text(key: str, **values: object) -> str:
    """Return a sentence of `bot/texts` for the console."""
    return str(say(LANGUAGE, key, **values).unescape())


CONFIG = click.option("--config", type=click.Path(path_type=Path), help=text("cli.help_config"))


def fail(code: int, *lines: str) -> NoReturn:
    """Say on standard error what is wrong, and exit with `code`."""
    for line in lines:
        print(line, file=sys.stderr)
    sys.exit(code)


def settings_of(path: Path | None) -> Settings:
    """Read the settings: the file named, else `config.toml` of the working folder where there is one."""
    default = Path("config.toml")
    return load(path or (default if default.exists() else None))


def report(findings: list[tuple[bool, str, dict[str, object]]]) -> None:
    """Print findings (well, key, values), those that need doing marked; exit with 1 if there are any."""
    for well, key, values in findings:
        print(("✓ " if well else "✗ ") + text(f"doctor.{key}", **values))
    if not all(well for well, _, _ in findings):
        sys.exit(1)


def wait(work: Coroutine[Any, Any, None]) -> None:
    """Run until done; an interrupt or a termination ends it cleanly."""

    async def run() -> None:
        import signal  # noqa: PLC0415 - commands that don't run the bot start without it

        task = asyncio.ensure_future(work)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        try:
            await task
        except asyncio.CancelledError:
            print(text("cli.stopped"), file=sys.stderr)

    asyncio.run(run())


@click.group(help=text("cli.help"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("dieuphoi"), prog_name="dieuphoi")
def group() -> None:
    """Hold the commands."""
