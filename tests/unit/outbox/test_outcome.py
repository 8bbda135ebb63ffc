"""What follows from the outcome of a call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.outbox.delivery import outcome_of
from bot.outbox.outcome import MAX_TRIES, Gone, Outcome, Refused, Sent, Unsure, Wait, learn, settle
from models.outbox import OutboxMessage, OutboxState

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KEY = ConnectionKey("127.0.0.1", 9, False, True, None, None, None)


def row(*, again: bool, tries: int = 0) -> OutboxMessage:
    return OutboxMessage(key="k", chat_id=7, lane=0, method="sendMessage", payload={}, again=again, tries=tries)


@pytest.mark.parametrize(
    ("outcome", "again", "state"),
    [
        (Sent(5), False, OutboxState.SENT),
        (Gone("blocked"), True, OutboxState.GONE),
        (Refused("too long"), True, OutboxState.REFUSED),
        (Unsure("answer lost"), False, OutboxState.UNSURE),
        (Unsure("answer lost"), True, OutboxState.WAITING),
        (Wait(3, "later"), False, OutboxState.WAITING),
    ],
)
def test_every_outcome_leads_to_a_state(outcome: Outcome, again: bool, state: OutboxState) -> None:
    message = row(again=again)
    settle(message, outcome, NOW)
    assert message.state is state
    assert (message.settled_at is None) == (state is OutboxState.WAITING)


def test_a_reply_in_doubt_goes_once_more_and_no_oftener() -> None:
    message = row(again=True)
    settle(message, Unsure("answer lost"), NOW)
    settle(message, Unsure("answer lost"), NOW)
    assert message.state is OutboxState.UNSURE


def test_waiting_is_not_trying_again_in_doubt() -> None:
    message = row(again=True)
    settle(message, Wait(3, "no connection"), NOW)
    assert message.again
    assert message.not_before == NOW + timedelta(seconds=3)


def test_a_row_is_given_up_in_the_end() -> None:
    message = row(again=True, tries=MAX_TRIES)
    settle(message, Wait(3, "no connection"), NOW)
    assert message.state is OutboxState.REFUSED


def claimed(state: OutboxState, *, epoch: int, tries: int = 0) -> OutboxMessage:
    message = row(again=False, tries=tries)
    message.state, message.epoch = state, epoch
    return message


@pytest.mark.parametrize("state", [OutboxState.UNSURE, OutboxState.WAITING])
def test_that_it_did_arrive_is_learned_late(state: OutboxState) -> None:
    now, then = claimed(state, epoch=1, tries=1), claimed(OutboxState.SENDING, epoch=1)
    assert learn(now, then, Sent(5), NOW)
    assert (now.state, now.message_id) == (OutboxState.SENT, 5)


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        (claimed(OutboxState.UNSURE, epoch=1, tries=1), Unsure("answer lost")),
        (claimed(OutboxState.WAITING, epoch=1, tries=1), Gone("blocked")),
        (claimed(OutboxState.SENT, epoch=1, tries=1), Unsure("answer lost")),
        (claimed(OutboxState.CANCELLED, epoch=1, tries=1), Sent(5)),
        (claimed(OutboxState.SENDING, epoch=2, tries=1), Sent(5)),
        (claimed(OutboxState.SENDING, epoch=1, tries=1), Gone("blocked")),
        (claimed(OutboxState.WAITING, epoch=2, tries=2), Sent(5)),
    ],
)
def test_nothing_else_that_comes_late_has_an_effect(now: OutboxMessage, outcome: Outcome) -> None:
    state = now.state
    assert not learn(now, claimed(OutboxState.SENDING, epoch=1), outcome, NOW)
    assert (now.state, now.message_id) == (state, None)


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (RetryAfter(timedelta(seconds=2)), Wait),
        (InvalidToken(), Wait),
        (Forbidden("bot was blocked by the user"), Gone),
        (BadRequest("Chat not found"), Gone),
        (BadRequest("Message is too long"), Refused),
        (caused(NetworkError("x"), aiohttp.ClientConnectorError(KEY, OSError("refused"))), Wait),
        (caused(TimedOut("x"), aiohttp.ConnectionTimeoutError("slow")), Wait),
        (caused(TimedOut("x"), aiohttp.SocketTimeoutError("slow")), Unsure),
        (caused(NetworkError("x"), aiohttp.ServerDisconnectedError("cut")), Unsure),
        (NetworkError("Bad Gateway"), Unsure),
    ],
)
def test_errors_are_told_apart_by_whether_the_call_can_have_arrived(error: TelegramError, outcome: type) -> None:
    assert isinstance(outcome_of(error, 0), outcome)
