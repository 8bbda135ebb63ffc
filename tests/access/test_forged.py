"""Buttons that nobody was shown: mutated data, foreign numbers, older versions. Nothing is granted or broken."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from models.inbox import UpdateState
from tests.access import updates
from tests.access.cases import Case, all_cases
from tests.access.province import Province
from tests.access.stage import Stage
from tests.access.test_matrix import PEOPLE

ODD = (
    "", "0", "-1", "00", "1_0", "+1", " 1", "\uff11", "\u0663", "1.0", "1e3", "2147483648", "9223372036854775808",
    "9" * 40, "NaN", "all", "unit", "conference", "h", "s", "d", "x" * 60, "\x00", "\ud800", "\u202e1", "<b>",
    "' OR 1=1 --", "%s", "../..", "2026-12-26", "9999-12-31", "0001-01-01", "99991231", "202612042359", "in_person",
    "commune", "title", "units",
)  # fmt: skip
"""What a changed client may put where a number or a word of ours stood."""


def mutated(cases: list[Case], seed: int, count: int) -> Iterator[Case]:
    """Yield presses of which one part or more is another, drawn by `seed`."""
    dice = random.Random(seed)
    presses = [case for case in cases if case.kind == "presses"]
    for _ in range(count):
        case = dice.choice(presses)
        verb, *arguments = case.sent.split(":")
        match dice.randrange(6):
            case 0 if arguments:
                arguments[dice.randrange(len(arguments))] = dice.choice(ODD)
            case 1 if arguments:
                arguments[dice.randrange(len(arguments))] = str(dice.randrange(30))
            case 2:
                arguments = arguments[: dice.randrange(len(arguments) + 1)]
            case 3:
                arguments += [dice.choice(ODD)]
            case 4:
                verb = dice.choice(presses).name
            case _:
                arguments = [dice.choice(ODD) for _ in range(dice.randrange(6))]
        yield Case("presses", case.name, ":".join((verb, *arguments)), step=case.step)


@pytest.mark.parametrize("name", PEOPLE)
async def test_a_forged_button_breaks_nothing(stage: Stage, province: Province, name: str) -> None:
    """Every mutated press ends well, and who has no part in anything changes nothing by it."""
    who = province.people[name]
    for case in mutated(all_cases(province), seed=PEOPLE.index(name), count=100):
        seen = await stage.tries(updates.press(who.telegram_id, case.sent), step=case.step)
        assert seen.state is UpdateState.DONE, f"{case.sent!r} {case.step}: {seen.error}"
        if who.roles == {"anyone"} and case.sent.split(":")[0] not in OWN:
            assert not seen.changed, case.sent
            assert not seen.others, case.sent


OWN = {"join.agree", "join.confirm", "join.renew", "own.withdraw_sure", "lang.set", "command.run"}
"""What anybody may change: what is theirs, or what a code grants them."""


@pytest.mark.parametrize("data", [*ODD, ":", "::::", "duty.open:", ":1:2", "start", "/start", "command.run:start:AAAA"])
async def test_what_is_no_button_gets_a_hint(stage: Stage, province: Province, data: str) -> None:
    seen = await stage.tries(updates.press(province.people["organiser"].telegram_id, data))
    assert seen.state is UpdateState.DONE, seen.error
    assert not seen.changed


async def test_a_press_of_an_older_version_changes_nothing(stage: Stage, province: Province) -> None:
    """Each press that carries a version, with another one: the fresh screen, and not a row is written."""
    who, tried = province.people, 0
    for case in all_cases(province):
        older = VERSIONED.sub(r"\1:7", case.sent)
        if case.kind != "presses" or older == case.sent or case.name in WITHOUT_VERSION:
            continue
        tried += 1
        for one in who.values():
            if case.allowed(one):
                seen = await stage.tries(updates.press(one.telegram_id, older), step=case.step)
                assert seen.state is UpdateState.DONE, seen.error
                assert not seen.changed & DECIDED, (older, seen)
                break
    assert tried > 30


SUBJECTS = "answer|delegate|delegates|duty|invitation|nudge|sessions|lists_due|plan"
VERSIONED = re.compile(rf"^((?:{SUBJECTS})\.\w+:\d+):1")
WITHOUT_VERSION = {"delegates.open", "delegates.add", "delegates.copy"}
"""Presses in which the second number is a conference or a page."""
DECIDED = {"duty", "assignment", "delegate", "invitation", "conference", "conference_session", "recipient", "plan_unit"}
