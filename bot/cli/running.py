"""`run`, `play`."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.base import CONFIG, group, settings_of, text, wait


@group.command(help=text("cli.help_run"))
@CONFIG
def run(config: Path | None) -> None:
    """Run the bot on Telegram; with no token, the playground."""
    settings = settings_of(config)
    if settings.telegram.token:
        from bot.run import serve  # noqa: PLC0415

        wait(serve(settings))
    else:
        from bot.play import play as start  # noqa: PLC0415

        wait(start(settings, port=0, browser=True))


@group.command(help=text("cli.help_play"))
@click.option("--port", default=0, type=click.IntRange(0, 65535), help=text("cli.help_port"))
@click.option("--no-browser", is_flag=True, help=text("cli.help_no_browser"))
@CONFIG
def play(port: int, no_browser: bool, config: Path | None) -> None:  # noqa: FBT001 - click gives a flag
    """Run the playground."""
    from bot.play import play as start  # noqa: PLC0415

    wait(start(settings_of(config), port=port, browser=not no_browser))
