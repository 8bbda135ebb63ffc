"""What is read off Telegram's answer (Bot API: getWebhookInfo)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.clock import SystemClock
from bot.config_sections import Telegram
from bot.playground.telegram import SimulatedTelegram
from bot.watch.probe import Answer, ask, read, skew_of

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TOKEN = "987654321:AA-invented-token-of-the-tests-000000"


def body(**values: Any) -> dict[str, Any]:
    return {"ok": True, "result": {"url": "", "pending_update_count": 7, **values}}


def test_pending_updates_and_the_clock() -> None:
    date = format_datetime(NOW - timedelta(seconds=9), usegmt=True)
    assert read(200, body(), date, now=NOW) == Answer(reached=True, pending=7, skew=9.0)


@pytest.mark.parametrize(("minutes", "told"), [(4, "Connection timed out"), (6, None)])
def test_a_failed_delivery_counts_while_it_is_new(minutes: int, told: str | None) -> None:
    at = int((NOW - timedelta(minutes=minutes)).timestamp())
    answer = read(200, body(last_error_date=at, last_error_message="Connection timed out"), None, now=NOW)
    assert answer.webhook_error == told


@pytest.mark.parametrize("status", [401, 404])
def test_a_token_that_is_not_known(status: int) -> None:
    answer = read(status, {"ok": False, "error_code": status}, None, now=NOW)
    assert answer == Answer(reached=True, token_refused=True)


@pytest.mark.parametrize(("status", "found"), [(502, None), (200, "a page"), (200, {"ok": True}), (429, {"ok": False})])
def test_what_is_not_an_answer_is_not_taken_for_one(status: int, found: Any) -> None:
    assert read(status, found, None, now=NOW) == Answer(reached=False)


@pytest.mark.parametrize("date", [None, "", "yesterday"])
def test_a_date_that_cannot_be_read_tells_nothing(date: str | None) -> None:
    assert skew_of(date, NOW) is None


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
results = st.fixed_dictionaries(
    {}, optional={"pending_update_count": json, "last_error_date": json, "last_error_message": json}
)


@given(st.sampled_from([200, 401, 500]), json | results.map(lambda found: {"result": found}), st.none() | st.text())
def test_whatever_is_answered_is_read(status: int, found: Any, date: str | None) -> None:
    assert isinstance(read(status, found, date, now=NOW), Answer)


@pytest.mark.parametrize("zone", ["GMT", "-0000", "+0000", ""])
def test_a_date_is_greenwich_time(zone: str) -> None:
    assert skew_of(f"Mon, 23 Nov 2026 01:59:58 {zone}", NOW) == 2.0


async def test_asked_over_http() -> None:
    telegram = SimulatedTelegram(TOKEN, clock=SystemClock())
    settings = Telegram(token=SecretStr(TOKEN), api_url=await telegram.start())
    telegram.add_user(5, "Người 5")
    await telegram.user_sends_text(5, "xin chào")
    answer = await ask(settings, now=SystemClock().now())
    assert (answer.reached, answer.pending) == (True, 1)
    assert answer.skew is not None
    assert abs(answer.skew) < 5
    other = settings.model_copy(update={"token": SecretStr("1:other")})
    assert (await ask(other, now=SystemClock().now())).token_refused
    await telegram.stop()
    assert await ask(settings, now=SystemClock().now()) == Answer(reached=False)
