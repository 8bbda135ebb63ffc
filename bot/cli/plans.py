"""`plan read`."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.base import LANGUAGE, group, text


@group.group(help=text("cli.help_plan"))
def plan() -> None:
    """Hold what is done with a plan."""


@plan.command("read", help=text("cli.help_plan_read"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=text("cli.help_json"))
def plan_read(file: Path, as_json: bool) -> None:  # noqa: FBT001 - click gives a flag
    """Read a plan and print what stands in it."""
    import json  # noqa: PLC0415

    from bot.plan_reader.whole import read  # noqa: PLC0415

    reading = read(file.read_bytes(), file.name)
    if as_json:
        print(json.dumps(reading, ensure_ascii=False, indent=1))
        return
    from bot.messages.plan_draft import Draft  # noqa: PLC0415
    from bot.messages.plans import Summary  # noqa: PLC0415

    for line in Summary(Draft(0, 0, reading)).render(LANGUAGE).text.split("\n"):
        print(line.striptags())
