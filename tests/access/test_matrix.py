"""Role × way in × object: allowed where the table says so and nowhere else; where denied, nothing changes."""

from __future__ import annotations

import pytest

from bot.texts import say
from handlers.dispatch import ROUTES
from models.inbox import UpdateState
from tests.access import updates
from tests.access.cases import Case, all_cases, astray
from tests.access.province import One, Province, Side
from tests.access.stage import Seen, Stage

KEYS = ("denied", "stranger", "other_unit", "other_conference", "other_person")
DENIALS = {str(say("vi", f"access.{key}")) for key in KEYS}
DEAD_ENDS = {str(say("vi", f"common.{key}")) for key in ("old_button", "unknown_command", "hint")}
BY_CODE = {"join.agree", "join.confirm"}
"""What a code grants to whoever holds it: nobody is a stranger to its unit after that."""
NEW = {"newcomer", "Telegram itself"}
PEOPLE = (
    "owner",
    "organiser",
    "other organiser",
    "revoked organiser",
    "focal",
    "other focal",
    "revoked focal",
    "stranger",
    "newcomer",
    "Telegram itself",
)


async def tried(stage: Stage, case: Case, who: One) -> Seen:
    """Let `who` take a way in."""
    match case.kind:
        case "presses":
            update = updates.press(who.telegram_id, case.sent)
        case "files":
            update = updates.document(who.telegram_id, case.sent)
        case _:
            update = updates.text(who.telegram_id, case.sent)
    seen = await stage.tries(update, step=case.step)
    assert seen.state is UpdateState.DONE, f"{case}: {seen.error}"
    return seen


def test_every_way_in_is_tried(province: Province) -> None:
    cases = all_cases(province)
    for kind in ("commands", "presses", "steps", "files"):
        assert {case.name for case in cases if case.kind == kind} == set(getattr(ROUTES, kind))


@pytest.mark.parametrize("name", PEOPLE)
async def test_only_who_may_can(stage: Stage, province: Province, name: str) -> None:
    who, wrong = province.people[name], []
    for case in all_cases(province):
        if name in NEW and case.step is not None:
            continue  # who never wrote before stands at no step
        seen = await tried(stage, case, who)
        denied = bool(DENIALS & set(seen.said))
        if denied == case.allowed(who):
            wrong.append(f"{case.sent}: {'denied' if denied else 'allowed'}: {seen.said}")
        elif denied and (len(seen.said) != 1 or seen.others or seen.changed or set(seen.said) - DENIALS):
            wrong.append(f"{case.sent}: denied, but {seen}")
        elif case.name not in BY_CODE and (told := _leaks(province, who, seen)):
            wrong.append(f"{case.sent}: tells {told}")
        elif who is first_allowed(province, case) and set(seen.said) & DEAD_ENDS:
            wrong.append(f"{case.sent}: leads nowhere: {seen.said}")  # the objects of the cases are real ones
    assert not wrong, "\n".join(wrong)


def first_allowed(province: Province, case: Case) -> One:
    """Return the first of the people who may take a way in: to them no button is an old one."""
    return next(who for who in province.people.values() if case.allowed(who))


@pytest.mark.parametrize("name", ["focal", "other focal"])
async def test_a_unit_sees_no_conference_that_it_has_no_part_in(stage: Stage, province: Province, name: str) -> None:
    who = province.people[name]
    for case in astray(province):
        seen = await tried(stage, case, who)
        assert not _leaks(province, who, seen), case.sent
        assert not seen.changed, case.sent


def _leaks(province: Province, who: One, seen: Seen) -> list[str]:
    """Return what an answer tells of a side that is not the person's; an owner has both."""
    told = "\n".join([*seen.said, *seen.buttons])
    foreign = [side for side in (province.ours, province.theirs) if not _of(who, side)]
    return [secret for side in foreign for secret in side.secrets if secret in told and "owner" not in who.roles]


def _of(who: One, side: Side) -> bool:
    return side.conference.id in who.conferences or side.invitation.unit_id in who.units


async def test_elsewhere_nobody_may_anything(stage: Stage, province: Province) -> None:
    """Groups, channels, bots and whoever hides behind a chat are not answered, though the owner's id stands in them."""
    owner = province.people["owner"].telegram_id
    batch = [
        update
        for case in {case.name: case for case in all_cases(province)}.values()
        for update in updates.elsewhere(owner, case.sent, case.sent)
    ]
    assert await stage.works_all(batch) == ({UpdateState.DONE}, 0, set())
