"""`backup`, `restore`, `release`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from bot.cli.base import CONFIG, LANGUAGE, group, settings_of, text


@group.command(help=text("copies.help_backup"))
@CONFIG
def backup(config: Path | None) -> None:
    """Make a copy, beside a running bot or not."""
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.db.backup import back_up  # noqa: PLC0415
    from bot.db.engine import Database  # noqa: PLC0415
    from bot.db.owner import given_to_the_owner  # noqa: PLC0415

    settings = settings_of(config)
    with given_to_the_owner(settings):
        copy = back_up(settings, Database(settings.database.url), now=SystemClock().now())
    print(text("copies.made", file=copy))


@group.command(help=text("restorations.help_restore"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@CONFIG
def restore(file: Path, config: Path | None) -> None:
    """Go back to a copy; the bot then starts held."""
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.db.owner import given_to_the_owner  # noqa: PLC0415
    from bot.returning import report  # noqa: PLC0415
    from bot.returning import restore as back  # noqa: PLC0415

    settings = settings_of(config)
    with given_to_the_owner(settings):
        found = asyncio.run(back(settings, file, now=SystemClock().now()))
    for line in report(found, LANGUAGE):
        print(line)


@group.command(help=text("restorations.help_release"))
@click.option("--drop", is_flag=True, help=text("restorations.help_drop"))
@CONFIG
def release(drop: bool, config: Path | None) -> None:  # noqa: FBT001 - click gives a flag
    """Let messages go out again."""
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.db.owner import given_to_the_owner  # noqa: PLC0415
    from bot.returning import release as let_go  # noqa: PLC0415

    settings = settings_of(config)
    with given_to_the_owner(settings):
        count = asyncio.run(let_go(settings, drop=drop, now=SystemClock().now()))
    key = "console_dropped" if drop else "console_released"
    print(text(f"restorations.{key}", count=count))
