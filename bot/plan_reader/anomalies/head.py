"""Number, signing and days of the event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.plan_reader.anomalies.found import Anomaly
from bot.plan_reader.reading import Reading
from bot.plan_reader.session import Session

FIXED = ("exact", "half_day", "day")
_TOP: dict[str, Any] = {"section": None, "line": 1}


def check_head(reading: Reading) -> Iterator[Anomaly]:
    """Yield what is wrong with number and date of the plan, and with the days of its sessions."""
    head = reading.head
    if head.number is None or head.signed is None:
        yield Anomaly("number_or_date_blank", _TOP)
    for session in reading.sessions:
        yield from _year(session, head.signed)
        if (
            session.weekday is not None
            and session.first
            and session.first == session.last
            and session.weekday != session.first.weekday()
        ):
            yield Anomaly("weekday_mismatch", session.source, {"day": session.first.strftime("%d/%m/%Y")})
    still_open = [s for s in reading.sessions if s.precision not in FIXED]
    if still_open:
        yield Anomaly("event_date_open", still_open[0].source)


def _year(session: Session, signed: date | None) -> Iterator[Anomaly]:
    if session.written and session.first:
        yield Anomaly(
            "year_inconsistent",
            session.source,
            {"written": session.written.strftime("%d/%m/%Y"), "year": session.first.year},
        )
    elif signed and session.first and (session.first < signed or (session.first - signed).days > 400):
        yield Anomaly(
            "year_inconsistent", session.source, {"written": session.first.strftime("%d/%m/%Y"), "year": signed.year}
        )
