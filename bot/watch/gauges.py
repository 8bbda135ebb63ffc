"""Gauges: each figure with its name, its meaning and where it is read from; docs/operating.md tells what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from prometheus_client.metrics_core import GaugeMetricFamily

from bot.watch.figures import Figures
from bot.watch.here import Here
from bot.watch.probe import Answer
from models.outbox import Lane

T = TypeVar("T")


@dataclass(frozen=True)
class Gauge(Generic[T]):
    """One gauge; `read` gives its value (None: unknown, then it isn't shown) or, under `label`, several."""

    name: str
    help: str
    read: Callable[[T], float | Mapping[str, float] | None]
    label: str = ""

    def family(self, source: T) -> GaugeMetricFamily:
        """Return it with its present values."""
        found = self.read(source)
        family = GaugeMetricFamily(f"dieuphoi_{self.name}", self.help, labels=[self.label] if self.label else None)
        values = {"": found} if found is None or isinstance(found, float | int) else found
        for label, value in values.items():
            if value is not None:
                family.add_metric([label] if self.label else [], value)
        return family


def by_lane(read: Callable[[Figures, Lane], float]) -> Callable[[Figures], dict[str, float]]:
    """Return a reading of `read` for every lane, whether anything waits there or not."""
    return lambda figures: {lane.name.lower(): read(figures, lane) for lane in Lane}


def _waiting(figures: Figures, lane: Lane) -> float:
    return figures.outbox[lane].count if lane in figures.outbox else 0


def _oldest(figures: Figures, lane: Lane) -> float:
    return figures.outbox[lane].oldest if lane in figures.outbox else 0.0


OF_ROWS: tuple[Gauge[Figures], ...] = (
    Gauge("inbox_waiting", "Updates that are stored and not yet worked.", lambda f: f.inbox.count),
    Gauge("inbox_oldest_seconds", "Since the oldest of them came in.", lambda f: f.inbox.oldest),
    Gauge("inbox_parked", "Updates that were given up after their tries.", lambda f: f.parked),
    Gauge("inbox_ignored", "Updates put aside unread: their sender wrote too much.", lambda f: f.ignored),
    Gauge("outbox_waiting", "Messages that wait to be sent.", by_lane(_waiting), "lane"),
    Gauge("outbox_oldest_seconds", "Since the oldest of them was put.", by_lane(_oldest), "lane"),
    Gauge("outbox_sending", "Messages on the wire.", by_lane(lambda f, lane: f.sending.get(lane, 0)), "lane"),
    Gauge("outbox_in_doubt", "Receivers in doubt whom an organiser has to decide about.", lambda f: f.in_doubt.count),
    Gauge("outbox_in_doubt_seconds", "Since the oldest of them is in doubt.", lambda f: f.in_doubt.oldest),
    Gauge("reminders_open", "Reminders that are planned.", lambda f: f.reminders),
    Gauge("reminders_late_seconds", "Since the oldest due reminder should have rung.", lambda f: f.reminders_late),
    Gauge("pings_late_seconds", "How late the latest ping of the last 15 minutes rang.", lambda f: f.pings_late),
    Gauge("jobs_waiting", "Long work that waits.", lambda f: f.jobs.count),
    Gauge("jobs_oldest_seconds", "Since the oldest of it was asked for.", lambda f: f.jobs.oldest),
    Gauge("jobs_working", "Long work under way.", lambda f: f.jobs_working),
    Gauge("audit_unsealed", "Lines of the audit trail without a seal.", lambda f: f.unsealed.count),
    Gauge("audit_unsealed_seconds", "Since the oldest of them was written.", lambda f: f.unsealed.oldest),
    Gauge("leadership_epoch", "How many leaderships there have been.", lambda f: f.epoch),
    Gauge("held_chats", "Chats that Telegram ordered to wait.", lambda f: f.holds),
    Gauge("hold_seconds", "For how long Telegram lets nothing leave at all.", lambda f: f.whole_bot_held),
    Gauge("held", "Whether a returned copy waits for its release.", lambda f: f.held),
    Gauge(
        "alerts", "Alerts that the owners were told of and that last.", lambda f: dict.fromkeys(f.alerts, 1), "alert"
    ),
)

OF_HERE: tuple[Gauge[Here], ...] = (
    Gauge("disk_free_ratio", "Free share of the fullest disk with data.", lambda h: h.free_disk),
    Gauge("copy_age_seconds", "Age of the newest copy of the database.", lambda h: h.copy_age),
)

OF_TELEGRAM: tuple[Gauge[Answer], ...] = (
    Gauge("telegram_up", "Whether Telegram answered last time.", lambda a: float(a.reached)),
    Gauge("telegram_token_refused", "Whether Telegram refuses the token.", lambda a: float(a.token_refused)),
    Gauge("telegram_pending_updates", "Updates that wait at Telegram.", lambda a: a.pending),
    Gauge("clock_skew_seconds", "By how much this clock is ahead of Telegram's.", lambda a: a.skew),
)
