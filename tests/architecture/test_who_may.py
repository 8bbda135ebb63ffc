"""The page on who may says what the table says."""

from __future__ import annotations

from pathlib import Path

from bot.services.rights import TABLE, Action
from handlers.dispatch import ROUTES
from tests.architecture.who_may import page

FILE = Path(__file__).parents[2] / "docs" / "who_may.md"


def test_the_page_is_written_from_the_table() -> None:
    assert FILE.read_text(encoding="utf-8") == page()


def test_every_action_is_in_the_table_and_asked_for_by_some_route() -> None:
    used = {route.action for routes in vars(ROUTES).values() for route in routes.values()}
    assert set(TABLE) == set(Action) == used
