"""The next step of a unit for one conference: the most urgent of all that it owes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from models.duties import OWED, AssignmentState, Part
from models.invitations import Answer

FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Task:
    """A unit's part in a duty, with what the plan says of it; `due` is None where it has no moment (yet)."""

    assignment_id: int
    text: str
    part: Part
    state: AssignmentState
    due: datetime | None
    deadline_words: str | None
    section: str | None

    @property
    def owed(self) -> bool:
        """Whether the unit itself still has to act: only the lead does."""
        return self.part is Part.LEAD and self.state in OWED


@dataclass(frozen=True)
class ListState:
    """How far the unit's answer and list are, due by whose word (`by`). `left`: free seats, None if any may come."""

    answer: Answer
    has_places: bool
    entered: int
    left: int | None
    complete: bool
    due: datetime | None
    section: str | None
    by: str = "plan"


@dataclass(frozen=True)
class NextStep:
    """What to do next (`my_unit.next_<key>`), by when, and by which section of the plan; `subject` is the duty."""

    key: str
    due: datetime | None = None
    section: str | None = None
    subject: str | None = None
    late: bool = False
    by: str = "plan"


def next_step(state: ListState, tasks: Iterable[Task], *, now: datetime) -> NextStep:
    """Return the task with the earliest deadline; of equal ones, the invitation and the list go before duties."""
    steps = [step for step in (_of_list(state), *(_of_task(task) for task in tasks if task.owed)) if step]
    if not steps:
        return NextStep("absent" if state.answer is Answer.ABSENT else "nothing")
    first = min(steps, key=lambda step: step.due or FAR)
    late = first.due is not None and first.due < now
    return NextStep(first.key, first.due, first.section, first.subject, late, first.by)


def _of_list(state: ListState) -> NextStep | None:
    if state.answer is Answer.ABSENT or not state.has_places:
        return None
    if state.answer is Answer.NONE:
        return NextStep("answer", state.due, state.section, by=state.by)
    if state.complete and state.entered:
        return None
    if state.entered and state.left == 0:
        return NextStep("complete", state.due, state.section, by=state.by)
    return NextStep("add" if state.entered else "enter", state.due, state.section, by=state.by)


def _of_task(task: Task) -> NextStep:
    key = "returned" if task.state is AssignmentState.RETURNED else "duty"
    return NextStep(key, task.due, task.section, task.text)
