"""Meters: the figures as Prometheus reads them (prometheus.io/docs/practices/naming): seconds, ratios, no persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.metrics_core import Metric

from bot.watch.figures import Figures
from bot.watch.gauges import OF_HERE, OF_ROWS, OF_TELEGRAM, Gauge
from bot.watch.here import Here

T = TypeVar("T")
WAITS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300)


@dataclass(frozen=True)
class Scrape:
    """All that one scrape shows; `figures` are None where the database doesn't answer."""

    figures: Figures | None = None
    here: Here = field(default_factory=Here)
    leads: bool = False
    silences: dict[str, float] = field(default_factory=dict)


OF_PROCESS: tuple[Gauge[Scrape], ...] = (
    Gauge("database_up", "Whether the database answers.", lambda s: float(s.figures is not None)),
    Gauge("leader", "Whether this process polls, rings and sends.", lambda s: float(s.leads)),
    Gauge("loop_silence_seconds", "Since a loop of this process last came round.", lambda s: s.silences, "loop"),
)


class Meters:
    """The meters of one process, in a registry of their own."""

    def __init__(self) -> None:
        self._scrape = Scrape()
        registry = self._registry = CollectorRegistry()
        self._calls = Counter(
            "dieuphoi_calls", "Calls of the Bot API, by method and outcome.", ["method", "outcome"], registry=registry
        )
        self._replies = Histogram(
            "dieuphoi_reply_seconds",
            "From an update to the reply that Telegram took.",
            buckets=WAITS,
            registry=registry,
        )
        ProcessCollector(registry=registry)
        registry.register(self)

    def called(self, method: str, outcome: str) -> None:
        """Count a call by its outcome."""
        self._calls.labels(method, outcome).inc()

    def replied(self, waits: Iterable[float]) -> None:
        """Count replies, each with the seconds that the person waited."""
        for seconds in waits:
            self._replies.observe(seconds)

    def show(self, scrape: Scrape) -> bytes:
        """Return everything in Prometheus' text form."""
        self._scrape = scrape
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """Yield the gauges of the scrape at hand (prometheus_client: custom collectors)."""
        scrape = self._scrape
        yield from _families(OF_PROCESS, scrape)
        yield from _families(OF_HERE, scrape.here)
        yield from _families(OF_TELEGRAM, scrape.here.answer)
        yield from _families(OF_ROWS, scrape.figures)


def _families(gauges: Sequence[Gauge[T]], source: T | None) -> list[Metric]:
    """Return the gauges with their values, none where there is nothing to read them from."""
    return [gauge.family(source) for gauge in gauges] if source is not None else []
