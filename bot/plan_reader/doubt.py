"""The reading of a scan: letters were recognised, not read, so no finding is sure and a person compares each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.plan_reader.anomalies.found import Anomaly

AT_MOST = 0.5
_HEAD = (
    "number",
    "symbol",
    "issuing_body",
    "place_and_date_of_signing",
    "title",
    "kind",
    "organiser_unit",
    "signatory",
)
_LISTS = ("sessions", "invitee_groups", "quota_table", "duties", "agenda", "materials", "contacts")


def doubted(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return a reading with no certainty above AT_MOST, and with the anomaly `recognised` before all others."""
    head = {key: AT_MOST for key in _HEAD if _says(found.get(key))}
    known = {key: min(sure, AT_MOST) for key, sure in found["certainty"].items()}
    lists = {key: [_less_sure(item) for item in found[key]] for key in _LISTS}
    why = Anomaly("recognised", {"section": None, "line": 1}).as_dict()
    chair = _less_sure(found["chair"]) if found["chair"] else None
    return {
        **found,
        **lists,
        "chair": chair,
        "certainty": head | known,
        "anomalies": [why, *found["anomalies"]],
    }


def _says(value: Any) -> bool:
    return any(value.values()) if isinstance(value, Mapping) else bool(value)


def _less_sure(item: Any) -> Any:
    if not isinstance(item, Mapping):
        return item
    return {**item, "certainty": min(item.get("certainty", 1.0), AT_MOST)}
