"""What a person must look at in a plan: contradictions, gaps and doubts. Nothing is repaired."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.plan_reader.anomalies.agenda import check_agenda
from bot.plan_reader.anomalies.deadlines import check_deadlines
from bot.plan_reader.anomalies.duties import check_duties
from bot.plan_reader.anomalies.found import Anomaly
from bot.plan_reader.anomalies.head import check_head
from bot.plan_reader.anomalies.recipients import check_recipients
from bot.plan_reader.anomalies.seats import check_seats
from bot.plan_reader.reading import Reading

CHECKS: tuple[Callable[[Reading], Iterator[Anomaly]], ...] = (
    check_head,
    check_deadlines,
    check_agenda,
    check_seats,
    check_duties,
    check_recipients,
)


def find_anomalies(reading: Reading) -> list[Anomaly]:
    """Return the anomalies of a reading in the order of its parts."""
    return [anomaly for check in CHECKS for anomaly in check(reading)]
