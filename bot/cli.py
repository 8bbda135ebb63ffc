"""The commands. Exit codes: 0 done · 1 it failed, or something was found · 2 the call or the settings are wrong."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

import click

from bot.config import BadSettings, Settings, load
from bot.errors import DieuPhoiError
from bot.texts import say

LANGUAGE = "vi" if os.environ.get("LANG", "").startswith("vi") else "en"
CONFIG = click.option("--config", type=click.Path(path_type=Path), help=str(say(LANGUAGE, "cli.help_config")))


def main() -> NoReturn:
    """Run the command line."""
    try:
        group(standalone_mode=False)
    except BadSettings as error:
        _fail(2, _say("settings"), *error.lines)
    except DieuPhoiError as error:
        _fail(1, str(say(LANGUAGE, error.key, **error.values).unescape()))
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(130)
    sys.exit(0)


def _say(key: str, **values: object) -> str:
    return str(say(LANGUAGE, f"cli.{key}", **values).unescape())


def _fail(code: int, *lines: str) -> NoReturn:
    for line in lines:
        print(line, file=sys.stderr)
    sys.exit(code)


def _settings(path: Path | None) -> Settings:
    """Read the settings: the file named, else `config.toml` of the working folder where there is one."""
    default = Path("config.toml")
    return load(path or (default if default.exists() else None))


def _wait(work: Coroutine[Any, Any, None]) -> None:
    """Run until done; an interrupt or a termination ends it cleanly."""

    async def run() -> None:
        import signal  # noqa: PLC0415 - commands that don't run the bot start without it

        task = asyncio.ensure_future(work)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        try:
            await task
        except asyncio.CancelledError:
            print(_say("stopped"), file=sys.stderr)

    asyncio.run(run())


@click.group(help=_say("help"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("dieuphoi"), prog_name="dieuphoi")
def group() -> None:
    """Hold the commands."""


@group.command(help=_say("help_run"))
@CONFIG
def run(config: Path | None) -> None:
    """Run the bot on Telegram; with no token, the playground."""
    settings = _settings(config)
    if settings.telegram.token:
        from bot.run import serve  # noqa: PLC0415

        _wait(serve(settings))
    else:
        from bot.play import play as start  # noqa: PLC0415

        _wait(start(settings, port=0, browser=True))


@group.command(help=_say("help_play"))
@click.option("--port", default=0, type=click.IntRange(0, 65535), help=_say("help_port"))
@click.option("--no-browser", is_flag=True, help=_say("help_no_browser"))
@CONFIG
def play(port: int, no_browser: bool, config: Path | None) -> None:  # noqa: FBT001 - click gives a flag
    """Run the playground."""
    from bot.play import play as start  # noqa: PLC0415

    _wait(start(_settings(config), port=port, browser=not no_browser))


@group.group(help=_say("help_plan"))
def plan() -> None:
    """Hold what is done with a plan."""


@plan.command("read", help=_say("help_plan_read"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_say("help_json"))
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


@group.group(help=_say("help_db"))
def db() -> None:
    """Hold what is done with the database."""


@db.command("upgrade", help=_say("help_db_upgrade"))
@CONFIG
def db_upgrade(config: Path | None) -> None:
    """Bring the schema up to date."""
    from bot.run import upgrade_database  # noqa: PLC0415

    copy = asyncio.run(upgrade_database(_settings(config)))
    print(_say("db_upgraded") if copy is None else _say("db_upgraded_copy", file=copy))


@db.command("check", help=_say("help_db_check"))
@CONFIG
def db_check(config: Path | None) -> None:
    """Check the schema and the rows."""
    from bot.doctor import database_findings  # noqa: PLC0415

    _report(asyncio.run(database_findings(_settings(config))))


@group.command(help=str(say(LANGUAGE, "copies.help_backup")))
@CONFIG
def backup(config: Path | None) -> None:
    """Make a copy, beside a running bot or not."""
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.db.backup import back_up  # noqa: PLC0415
    from bot.db.engine import Database  # noqa: PLC0415

    settings = _settings(config)
    copy = back_up(settings, Database(settings.database.url), now=SystemClock().now())
    print(say(LANGUAGE, "copies.made", file=copy).unescape())


@group.command(help=str(say(LANGUAGE, "restorations.help_restore")))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@CONFIG
def restore(file: Path, config: Path | None) -> None:
    """Go back to a copy; the bot then starts held."""
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.returning import report  # noqa: PLC0415
    from bot.returning import restore as back  # noqa: PLC0415

    for line in report(asyncio.run(back(_settings(config), file, now=SystemClock().now())), LANGUAGE):
        print(line)


@group.command(help=str(say(LANGUAGE, "restorations.help_release")))
@click.option("--drop", is_flag=True, help=str(say(LANGUAGE, "restorations.help_drop")))
@CONFIG
def release(drop: bool, config: Path | None) -> None:  # noqa: FBT001 - click gives a flag
    """Let messages go out again."""
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.returning import release as let_go  # noqa: PLC0415

    count = asyncio.run(let_go(_settings(config), drop=drop, now=SystemClock().now()))
    key = "console_dropped" if drop else "console_released"
    print(say(LANGUAGE, f"restorations.{key}", count=count).unescape())


@group.group(help=_say("help_audit"))
def audit() -> None:
    """Hold what is done with the audit trail."""


@audit.command("verify", help=_say("help_audit_verify"))
@click.option("--head", metavar="N:HASH", help=_say("help_audit_head"))
@CONFIG
def audit_verify(head: str | None, config: Path | None) -> None:
    """Walk the chain; exit with 1 at the first line that is wrong."""
    from bot.audit_report import noted, verified  # noqa: PLC0415

    found = asyncio.run(verified(_settings(config), noted(head)))
    if found.fault is not None:
        _fail(1, _say(f"audit_{found.fault}", number=found.number))
    print(_say("audit_whole", count=found.head.number, head=f"{found.head.number}:{found.head.hash}"))
    if found.waiting:
        print(_say("audit_waiting", count=found.waiting))


LAST = click.option("--last", default=100, type=click.IntRange(1), help=_say("help_audit_last"))


@audit.command("exports", help=_say("help_audit_exports"))
@LAST
@CONFIG
def audit_exports(last: int, config: Path | None) -> None:
    """Print which files went out, to whom."""
    from bot.audit_report import exported  # noqa: PLC0415

    _print(asyncio.run(exported(_settings(config), LANGUAGE, last)))


@audit.command("purges", help=_say("help_audit_purges"))
@LAST
@CONFIG
def audit_purges(last: int, config: Path | None) -> None:
    """Print what was erased, and why."""
    from bot.audit_report import purged  # noqa: PLC0415

    _print(asyncio.run(purged(_settings(config), LANGUAGE, last)))


def _print(lines: list[str]) -> None:
    print("\n".join(lines) or _say("audit_none"))


@group.command(help=_say("help_doctor"))
@CONFIG
def doctor(config: Path | None) -> None:
    """Check token, database, clock, zone and addresses; each finding says what to do."""
    from bot.doctor import examine  # noqa: PLC0415

    _report(asyncio.run(examine(_settings(config))))


def _report(findings: list[tuple[bool, str, dict[str, object]]]) -> None:
    """Print findings (well, key, values), those that need doing marked; exit with 1 if there are any."""
    for well, key, values in findings:
        print(("✓ " if well else "✗ ") + str(say(LANGUAGE, f"doctor.{key}", **values).unescape()))
    if not all(well for well, _, _ in findings):
        sys.exit(1)
