"""`db upgrade`, `db check`, `doctor`."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.cli.base import CONFIG, group, report, settings_of, text


@group.group(help=text("cli.help_db"))
def db() -> None:
    """Hold what is done with the database."""


@db.command("upgrade", help=text("cli.help_db_upgrade"))
@CONFIG
def db_upgrade(config: Path | None) -> None:
    """Bring the schema up to date."""
    from bot.db.owner import given_to_the_owner  # noqa: PLC0415
    from bot.run import upgrade_database  # noqa: PLC0415

    settings = settings_of(config)
    with given_to_the_owner(settings):
        copy = asyncio.run(upgrade_database(settings))
    print(text("cli.db_upgraded") if copy is None else text("cli.db_upgraded_copy", file=copy))


@db.command("check", help=text("cli.help_db_check"))
@CONFIG
def db_check(config: Path | None) -> None:
    """Check the schema and the rows."""
    from bot.doctor import database_findings  # noqa: PLC0415

    report(asyncio.run(database_findings(settings_of(config))))


@group.command(help=text("cli.help_doctor"))
@CONFIG
def doctor(config: Path | None) -> None:
    """Check token, database, clock, zone and addresses; each finding says what to do."""
    from bot.doctor import examine  # noqa: PLC0415

    report(asyncio.run(examine(settings_of(config))))
