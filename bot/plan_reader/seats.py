"""The rows of the table of seats, brought to the groups of the composition that they count."""

from __future__ import annotations

import re

from bot.plan_reader.group import Group
from bot.plan_reader.likeness import dice, share
from bot.plan_reader.quotas import Quotas

_ALIKE = 0.7
_CHAIR = re.compile(r"\s*(?:đồng\s+)?(?:chủ trì|chủ tọa)", re.IGNORECASE)


def count_seats(groups: list[Group], quotas: Quotas) -> None:
    """Give each group the sum of the rows that fit it best; a row counts for one group only."""
    sums: dict[int, int] = {}
    for row in quotas.rows:
        chairs = bool(_CHAIR.match(row["label"]))
        ranked = sorted(
            (
                (_fit(group, row["label"]), -i)
                for i, group in enumerate(groups)
                if not chairs or "chủ trì" in group.label.lower()
            ),
            reverse=True,
        )
        if ranked and ranked[0][0] >= _ALIKE:
            at = -ranked[0][1]
            sums[at] = sums.get(at, 0) + row["count"]
    for at, total in sums.items():
        groups[at].quota_total = total


def _fit(group: Group, label: str) -> float:
    whole = f"{group.label}"
    return 0.6 * share(whole, label) + 0.4 * dice(whole, label)
