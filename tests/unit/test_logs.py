"""What may stand in a log, and what may not."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import structlog
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot import logs
from bot.config_sections import Log


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
