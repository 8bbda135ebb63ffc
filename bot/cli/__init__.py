"""The commands. Exit codes: 0 done · 1 it failed, or something was found · 2 the call or the settings are wrong."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from bot.cli import audits, copies, database, plans, running  # noqa: F401 - each adds its commands to the group
from bot.cli.base import fail, group, text
from bot.config import BadSettings
from bot.errors import DieuPhoiError


def main() -> NoReturn:
    """Run the command line."""
    try:
        group(standalone_mode=False)
    except BadSettings as error:
        fail(2, text("cli.settings"), *error.lines)
    except DieuPhoiError as error:
        fail(1, text(error.key, **error.values))
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(130)
    sys.exit(0)
