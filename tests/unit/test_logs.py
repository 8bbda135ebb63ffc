"""What may stand in a log, and what may not."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import DataError, IntegrityError
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest

from bot import logs
from bot.config_sections import Log
from bot.errors import Refusal
from bot.tracing import words_of


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Give the other tests their loggers back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def test_what_people_wrote_is_not_logged_when_an_answer_breaks_off(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure(Log())
    with pytest.raises(TelegramError):
        BaseRequest.parse_json_payload('{"ok": true, "result": [{"text": "số riêng 0900 000 001'.encode())
    assert capfd.readouterr().err == ""


def test_a_token_is_not_logged(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure(Log())
    logging.getLogger("anything").warning("calling bot987654321:AA-invented-token-of-the-tests-000000/getMe")
    shown = capfd.readouterr().err
    assert "<token>" in shown
    assert "invented" not in shown


@pytest.mark.parametrize("phone", ["0900 000 001", "0900000001", "+84900000001", "84 900 000 001", "0900.000.001"])
def test_a_phone_number_is_not_logged(phone: str, capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure(Log())
    structlog.get_logger("any").info("said", what=f"gọi số {phone}, xin cảm ơn")
    shown = capfd.readouterr().err
    assert "gọi số <phone>, xin cảm ơn" in shown


def test_ids_and_instants_are_no_phone_numbers(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure(Log())
    structlog.get_logger("any").info("said", update_id=840900000001, at="2026-11-23T02:00:00.012345+00:00")
    shown = capfd.readouterr().err
    assert "840900000001" in shown
    assert "2026-11-23T02:00:00.012345+00:00" in shown


def test_what_libraries_say_below_a_warning_is_not_logged_at_any_level(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure(Log(level="debug"))
    for name in ("telegram.Bot", "sqlalchemy.engine.Engine", "httpx", "aiosqlite", "asyncio"):
        logging.getLogger(name).info("with all that is in it")
    structlog.get_logger("any").debug("ours")
    shown = capfd.readouterr().err
    assert "with all" not in shown
    assert "dieuphoi.any: ours" in shown


def test_lines_for_machines_are_json_with_the_ids_at_hand(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure(Log(form="json"))
    with structlog.contextvars.bound_contextvars(update_id=17):
        structlog.get_logger("inbox").info("update", seconds=0.02)
    found = json.loads(capfd.readouterr().err)
    assert found.pop("timestamp").endswith("Z")
    expected = {"event": "update", "level": "info", "logger": "dieuphoi.inbox", "seconds": 0.02, "update_id": 17}
    assert found == expected


NAME = "Nguyễn Văn Bình"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError(f"invalid literal: {NAME!r}"), ""),
        (KeyError(NAME), ""),
        (Refusal("access.denied", name=NAME), "access.denied"),
        (NetworkError("Bad Gateway"), "Bad Gateway"),
        (FileNotFoundError(2, "No such file or directory"), "[Errno 2] No such file or directory"),
        (sqlite3.OperationalError("database or disk is full"), "database or disk is full"),
        (
            IntegrityError("INSERT", [NAME], Exception("UNIQUE constraint failed")),
            "(builtins.Exception) UNIQUE constraint failed",
        ),
        (DataError("INSERT", [NAME], Exception(f"invalid input: {NAME}")), ""),
    ],
)
def test_the_words_of_an_error_are_logged_where_they_quote_nobody(error: Exception, words: str) -> None:
    assert words_of(error) == words


def test_a_trace_says_where_and_what_kind_and_what_led_to_it(capfd: pytest.CaptureFixture[str]) -> None:
    def read(told: dict[str, Any]) -> None:
        try:
            told[NAME]
        except KeyError as error:
            raise ValueError(f"nobody is called {NAME}") from error

    logs.configure(Log())
    try:
        read({})
    except ValueError:
        structlog.get_logger("any").exception("failed")
    shown = capfd.readouterr().err
    assert NAME not in shown
    assert shown.index("KeyError") < shown.index("ValueError")
    assert "in read" in shown
