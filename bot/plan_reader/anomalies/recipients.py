"""Those invited or on duty against "Nơi nhận"."""

from __future__ import annotations

from collections.abc import Iterator

from bot.plan_reader.anomalies.found import Anomaly, some
from bot.plan_reader.anomalies.presence import Presence
from bot.plan_reader.reading import Reading


def check_recipients(reading: Reading) -> Iterator[Anomaly]:
    """Yield one anomaly naming the units that are invited or on duty and get no copy of the plan."""
    if not reading.recipients:
        return
    copies = Presence.of_recipients(reading)
    named = [unit for group in reading.groups for unit in group.units]
    named += [unit for duty in reading.duties for unit in [*duty.lead, *duty.coordinating]]
    missing = [unit for unit in dict.fromkeys(named) if not copies.holds(unit)]
    if missing:
        yield Anomaly(
            "recipient_mismatch", {"section": None, "line": None}, {"units": some(missing), "count": len(missing)}
        )
