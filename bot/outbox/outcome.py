"""Outcome of a call as a value, and what follows from it; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.outbox import OutboxMessage, OutboxState


@dataclass(frozen=True)
class Sent:
    """It arrived; `message_id` is Telegram's, `file_id` that of a document it carried."""

    message_id: int | None = None
    file_id: str | None = None


@dataclass(frozen=True)
class Wait:
    """Not sent: try again after `seconds`; `whole_bot` where the hold concerns every chat.

    `flood`: Telegram ordered the hold (429); it doesn't say whether for the chat or for the bot.
    """

    seconds: float
    reason: str
    whole_bot: bool = False
    flood: bool = False


@dataclass(frozen=True)
class Gone:
    """Never again to this chat: blocked, deactivated, or it never existed."""

    reason: str


@dataclass(frozen=True)
class Refused:
    """Telegram will not take this call, however often it is tried."""

    reason: str


@dataclass(frozen=True)
class Unsure:
    """It may or may not have arrived: the answer was lost."""

    reason: str


Outcome = Sent | Wait | Gone | Refused | Unsure

MAX_TRIES = 50
"""Tries that surely failed before a row is given up (at the longest pause: about four hours)."""


def settle(row: OutboxMessage, outcome: Outcome, now: datetime) -> None:
    """Write into `row` what follows from `outcome`.

    An unsure row goes once more where `again` says so (a second copy of a reply does no harm) and is settled as unsure
    otherwise: an invitation is never sent blindly twice (docs/decisions/0004).
    """
    row.tries += 1
    row.error = None if isinstance(outcome, Sent) else outcome.reason[:300]
    match outcome:
        case Sent(message_id):
            row.state, row.message_id = OutboxState.SENT, message_id or row.message_id
        case Wait(seconds) if row.tries < MAX_TRIES:
            row.state, row.not_before = OutboxState.WAITING, now + timedelta(seconds=seconds)
        case Gone():
            row.state = OutboxState.GONE
        case Unsure() if row.again:
            row.state, row.again = OutboxState.WAITING, False
            row.not_before = now + timedelta(seconds=1)
        case Unsure():
            row.state = OutboxState.UNSURE
        case _:
            row.state = OutboxState.REFUSED
    if row.state not in (OutboxState.WAITING, OutboxState.SENDING):
        row.settled_at = now


def learn(row: OutboxMessage, claimed: OutboxMessage, outcome: Outcome, now: datetime) -> bool:
    """Write into `row`, as it stands now, the outcome of the call that was made for it as `claimed`; return whether so.

    The outcome of the claim itself is settled. One that comes late, after the row was found half-sent, may say that the
    message did arrive: then a row in doubt, or one that waits to go again, is sent; that is the truth. Nothing else
    comes late to any effect, and a row that was claimed anew belongs to its new claim.
    """
    if row.state is OutboxState.SENDING and (row.epoch, row.tries) == (claimed.epoch, claimed.tries):
        settle(row, outcome, now)
        return True
    if (
        isinstance(outcome, Sent)
        and row.state in (OutboxState.WAITING, OutboxState.UNSURE)
        and row.epoch == claimed.epoch
    ):
        settle(row, outcome, now)
        return True
    return False


def pause(tries: int) -> float:
    """Return the seconds to wait after `tries` calls that surely did not arrive: 1, 2, 4 … at most 300."""
    return float(min(300, 2 ** min(tries, 9)))
