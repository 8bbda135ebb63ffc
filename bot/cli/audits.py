"""`audit verify`, `audit exports`, `audit purges`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from bot.cli.base import CONFIG, LANGUAGE, fail, group, settings_of, text


@group.group(help=text("cli.help_audit"))
def audit() -> None:
    """Hold what is done with the audit trail."""


@audit.command("verify", help=text("cli.help_audit_verify"))
@click.option("--head", metavar="N:HASH", help=text("cli.help_audit_head"))
@CONFIG
def audit_verify(head: str | None, config: Path | None) -> None:
    """Walk the chain; exit with 1 at the first line that is wrong."""
    from bot.audit_report import noted, verified, waiting_words  # noqa: PLC0415
    from bot.clock import SystemClock  # noqa: PLC0415

    found = asyncio.run(verified(settings_of(config), noted(head)))
    if found.fault is not None:
        fail(1, text(f"cli.audit_{found.fault}", number=found.number))
    print(text("cli.audit_whole", count=found.head.number, head=f"{found.head.number}:{found.head.hash}"))
    if found.waiting:
        print(waiting_words(found, LANGUAGE, now=SystemClock().now()))


LAST = click.option("--last", default=100, type=click.IntRange(1), help=text("cli.help_audit_last"))


@audit.command("exports", help=text("cli.help_audit_exports"))
@LAST
@CONFIG
def audit_exports(last: int, config: Path | None) -> None:
    """Print which files went out, to whom."""
    from bot.audit_report import exported  # noqa: PLC0415

    _print(asyncio.run(exported(settings_of(config), LANGUAGE, last)))


@audit.command("purges", help=text("cli.help_audit_purges"))
@LAST
@CONFIG
def audit_purges(last: int, config: Path | None) -> None:
    """Print what was erased, and why."""
    from bot.audit_report import purged  # noqa: PLC0415

    _print(asyncio.run(purged(settings_of(config), LANGUAGE, last)))


def _print(lines: list[str]) -> None:
    print("\n".join(lines) or text("cli.audit_none"))
