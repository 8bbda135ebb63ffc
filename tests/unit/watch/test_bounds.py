"""Each bound, from both sides; and that all of them have their sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config_sections import Watch
from bot.texts import sentences
from bot.watch.bounds import Finding, judge
from bot.watch.figures import Figures, Queue
from bot.watch.here import Here
from bot.watch.probe import Answer
from models.outbox import Lane

WELL = Figures()
HERE = Here(Answer(reached=True, pending=0, skew=0.0), free_disk=0.5, copy_age=3600.0)
ANSWER = Answer(reached=True)
HOUR = 3600.0


def names(figures: Figures = WELL, here: Here = HERE) -> list[str]:
    return [finding.name for finding in judge(figures, here, Watch())]


def lane(lane: Lane, age: float) -> Figures:
    return Figures(outbox={lane: Queue(1, age)})


FIGURES = [
    ("updates_waiting", Figures(inbox=Queue(1, 60.0)), Figures(inbox=Queue(1, 60.1))),
    ("update_parked", Figures(parked=5), Figures(parked_lately=1)),
    ("messages_waiting", lane(Lane.REPLY, 60.0), lane(Lane.REPLY, 61.0)),
    ("messages_waiting", lane(Lane.URGENT, 300.0), lane(Lane.URGENT, 301.0)),
    ("messages_waiting", lane(Lane.REMINDER, 900.0), lane(Lane.REMINDER, 901.0)),
    ("messages_waiting", lane(Lane.BROADCAST, 1800.0), lane(Lane.BROADCAST, 1801.0)),
    ("in_doubt", Figures(in_doubt=Queue(1, HOUR)), Figures(in_doubt=Queue(1, HOUR + 1))),
    ("pings_late", Figures(pings_late=60.0), Figures(pings_late=61.0)),
    ("pings_late", Figures(reminders_late=60.0), Figures(reminders_late=61.0)),
    ("unsealed", Figures(unsealed=Queue(1, 300.0)), Figures(unsealed=Queue(1, 301.0))),
    ("jobs_waiting", Figures(jobs=Queue(1, 300.0)), Figures(jobs=Queue(1, 301.0))),
]
PLACES = [
    ("token_refused", ANSWER, replace(ANSWER, token_refused=True)),
    ("pending_updates", replace(ANSWER, pending=200), replace(ANSWER, pending=201)),
    ("clock_skew", replace(ANSWER, skew=5.0), replace(ANSWER, skew=5.1)),
    ("clock_skew", replace(ANSWER, skew=-5.0), replace(ANSWER, skew=-5.1)),
    ("webhook_error", ANSWER, replace(ANSWER, webhook_error="Connection timed out")),
]


def test_nothing_is_out_of_bounds_where_nothing_happens() -> None:
    assert names() == []
    assert judge(Figures(), Here(), Watch()) == []


@pytest.mark.parametrize(("name", "within", "beyond"), FIGURES)
def test_figures(name: str, within: Figures, beyond: Figures) -> None:
    assert names(within) == []
    assert names(beyond) == [name]


@pytest.mark.parametrize(("name", "within", "beyond"), PLACES)
def test_what_telegram_answers(name: str, within: Answer, beyond: Answer) -> None:
    assert names(here=Here(within)) == []
    assert names(here=Here(beyond)) == [name]


@pytest.mark.parametrize(
    ("name", "within", "beyond"),
    [
        ("disk_full", Here(free_disk=0.10), Here(free_disk=0.09)),
        ("copy_old", Here(copy_age=26 * HOUR), Here(copy_age=26 * HOUR + 1)),
    ],
)
def test_this_machine(name: str, within: Here, beyond: Here) -> None:
    assert names(here=within) == []
    assert names(here=beyond) == [name]


def test_messages_that_must_not_leave_are_not_late() -> None:
    late = lane(Lane.REPLY, HOUR)
    assert names(replace(late, held=True)) == []
    assert names(Figures(unsealed=Queue(1, HOUR), held=True)) == []
    assert names(replace(late, whole_bot_held=30.0)) == []


def test_the_bounds_are_settings() -> None:
    patient = Watch(waiting_seconds=600, pending_updates=1000, skew_seconds=60, free_disk_percent=1)
    here = Here(Answer(reached=True, pending=999, skew=59.0), free_disk=0.02)
    assert judge(Figures(inbox=Queue(1, 599.0)), here, patient) == []


ages = st.floats(0, 1e6)
queues = st.builds(Queue, st.integers(0, 10_000), ages)


@given(
    st.builds(
        Figures,
        inbox=queues,
        parked_lately=st.integers(0, 5),
        outbox=st.dictionaries(st.sampled_from(Lane), queues),
        in_doubt=queues,
        pings_late=ages,
        reminders_late=ages,
        jobs=queues,
        unsealed=queues,
    ),
    st.builds(
        Here,
        st.builds(
            Answer,
            reached=st.booleans(),
            token_refused=st.booleans(),
            pending=st.none() | st.integers(0, 10_000),
            skew=st.none() | st.floats(-1e6, 1e6),
            webhook_error=st.none() | st.text(),
        ),
        st.floats(0, 1),
        st.none() | ages,
    ),
)
def test_each_finding_comes_once_and_can_be_said(figures: Figures, here: Here) -> None:
    found = judge(figures, here, Watch())
    assert len({finding.name for finding in found}) == len(found)
    for finding in found:
        assert can_be_said(finding), finding


def can_be_said(finding: Finding) -> bool:
    if not finding.in_chat:
        return f"alerts.{finding.name}" in sentences("vi")
    sentence = sentences("vi")[f"alerts.{finding.name}_what"]
    needed = {key for key in ("count", "minutes", "seconds", "percent", "hours", "reason") if "{" + key in sentence}
    return needed <= set(finding.values) and f"alerts.{finding.name}_do" in sentences("vi")
