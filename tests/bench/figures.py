"""Figures: what was measured, its unit, what it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

Figure = tuple[str, str, str]
"""What, how much, and what it is held against."""


@dataclass(frozen=True)
class Spread:
    """Median and 99th percentile, in the unit of the values."""

    p50: float
    p99: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Take them of at least two values."""
        return cls(median(values), quantiles(values, n=100, method="inclusive")[98])


def milliseconds(seconds: float) -> str:
    """Write seconds as milliseconds."""
    return f"{seconds * 1000:.0f} ms"
