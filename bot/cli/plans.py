"""`plan read`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import click

from bot.cli.base import LANGUAGE, group, text
from bot.errors import Unreadable


@group.group(help=text("cli.help_plan"))
def plan() -> None:
    """Hold what is done with a plan."""


@plan.command("read", help=text("cli.help_plan_read"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=text("cli.help_json"))
def plan_read(file: Path, as_json: bool) -> None:  # noqa: FBT001 - click gives a flag
    """Read a plan and print what stands in it."""
    import json  # noqa: PLC0415

    reading = _reading(file.read_bytes(), file.name)
    if as_json:
        print(json.dumps(reading, ensure_ascii=False, indent=1))
        return
    from bot.messages.plan_draft import Draft  # noqa: PLC0415
    from bot.messages.plans import Summary  # noqa: PLC0415

    for line in Summary(Draft(0, 0, reading)).render(LANGUAGE).text.split("\n"):
        print(line.striptags())


def _reading(data: bytes, name: str) -> dict[str, Any]:
    from bot.plan_reader.whole import read  # noqa: PLC0415

    try:
        return read(data, name)
    except Unreadable as problem:
        from bot.plan_reader.scans import read_at_once  # noqa: PLC0415

        return asyncio.run(read_at_once(data, name, problem))
