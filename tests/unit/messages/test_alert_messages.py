"""What owners are told when something is out of bounds, as it reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.messages.alerts import MessagesLost, Over, PressAgain, Raised
from bot.messages.base import Message
from tests.golden.check import check

AT = datetime(2026, 11, 30, 2, 15, tzinfo=UTC)
LATER = AT + timedelta(minutes=12)

CASES: dict[str, Message] = {
    "updates_waiting": Raised("updates_waiting", AT, {"count": 3}),
    "update_parked": Raised("update_parked", AT, {"count": 1}),
    "messages_waiting": Raised("messages_waiting", AT, {"count": 40}),
    "in_doubt": Raised("in_doubt", AT, {"count": 2}),
    "pings_late": Raised("pings_late", AT, {"minutes": 25}),
    "jobs_waiting": Raised("jobs_waiting", AT, {"count": 1}),
    "unsealed": Raised("unsealed", AT, {"count": 7}),
    "pending_updates": Raised("pending_updates", AT, {"count": 512}),
    "clock_skew": Raised("clock_skew", AT, {"seconds": 42}),
    "webhook_error": Raised("webhook_error", AT, {"reason": "Wrong response from the webhook: 502 <Bad Gateway>"}),
    "disk_full": Raised("disk_full", AT, {"percent": 4}),
    "copy_old": Raised("copy_old", AT, {"hours": 31}),
    "over": Over("pings_late", AT, LATER),
    "over_token": Over("token_refused", AT, LATER),
    "press_again": PressAgain(AT, LATER),
    "press_again_lost": PressAgain(AT, AT + timedelta(hours=25), messages_lost=True),
    "lost": MessagesLost(AT, AT + timedelta(hours=1)),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_golden(name: str) -> None:
    check(f"alerts/{name}", CASES[name])
