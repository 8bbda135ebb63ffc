"""What a unit should do next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.services.next_steps import ListState, Task, next_step
from models.duties import AssignmentState, Part
from models.invitations import Answer

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DUE = NOW + timedelta(days=10)
LIST = ListState(Answer.ATTENDING, has_places=True, entered=1, left=1, complete=False, due=DUE, section="III.1")
DUTY = Task(1, "Chuẩn bị báo cáo", Part.LEAD, AssignmentState.OPEN, NOW + timedelta(days=3), None, "V.1")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"answer": Answer.NONE}, "answer"),
        ({"entered": 0}, "enter"),
        ({}, "add"),
        ({"left": 0}, "complete"),
        ({"left": None}, "add"),
        ({"complete": True}, "nothing"),
        ({"complete": True, "entered": 0}, "enter"),
        ({"answer": Answer.ABSENT}, "absent"),
        ({"has_places": False, "answer": Answer.NONE}, "nothing"),
    ],
)
def test_the_list_alone(changes: dict[str, object], key: str) -> None:
    assert next_step(replace(LIST, **changes), [], now=NOW).key == key  # type: ignore[arg-type]


def test_the_earliest_deadline_is_first() -> None:
    assert next_step(LIST, [DUTY], now=NOW).subject == "Chuẩn bị báo cáo"
    assert next_step(LIST, [replace(DUTY, due=DUE + timedelta(days=1))], now=NOW).key == "add"
    assert next_step(LIST, [replace(DUTY, due=None)], now=NOW).key == "add"


def test_of_equal_deadlines_the_list_is_first() -> None:
    assert next_step(LIST, [replace(DUTY, due=DUE)], now=NOW).key == "add"


def test_what_was_returned_or_is_late_is_said_so() -> None:
    step = next_step(LIST, [replace(DUTY, state=AssignmentState.RETURNED, due=NOW - timedelta(days=1))], now=NOW)
    assert (step.key, step.late, step.section) == ("returned", True, "V.1")


@pytest.mark.parametrize(
    "changes",
    [
        {"part": Part.COORDINATING},
        {"state": AssignmentState.HANDED_IN},
        {"state": AssignmentState.ACCEPTED},
        {"state": AssignmentState.WITHDRAWN},
    ],
)
def test_what_is_not_owed_is_no_step(changes: dict[str, object]) -> None:
    done = replace(LIST, complete=True)
    assert next_step(done, [replace(DUTY, **changes)], now=NOW).key == "nothing"  # type: ignore[arg-type]
