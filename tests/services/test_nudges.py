"""Nudges: only to those who were invited and have not answered, once a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import Refusal
from bot.services import drafts
from bot.services.access import Actor
from bot.services.sending import send
from models.conferences import Conference
from models.invitations import Answer, Invitation
from models.people import Person
from models.units import Unit
from tests.factories import World


@dataclass
class Scene:
    world: World
    actor: Actor
    conference: Conference
    units: list[Unit]
    people: list[Person]

    async def invite(self) -> None:
        await self._send("invitation")

    async def nudge(self) -> None:
        await self._send("nudge")

    async def _send(self, kind: str) -> None:
        now = self.world.now
        draft = await drafts.draft(self.world.session, self.actor, self.conference.id, kind, now=now)
        assert await send(self.world.session, self.actor, draft.id, draft.version, now=now)
        assert not await send(self.world.session, self.actor, draft.id, draft.version, now=now)

    async def answer(self, unit: Unit, answer: Answer) -> None:
        row = await self.world.session.scalar(select(Invitation).where(Invitation.unit_id == unit.id))
        assert row is not None
        row.answer = answer
        await self.world.session.flush()

    async def nudges(self) -> list[int]:
        """Return how many nudges each person got."""
        return [
            sum("chưa trả lời giấy mời" in text for text in await self.world.said(person)) for person in self.people
        ]


@pytest.fixture
async def scene(world: World) -> Scene:
    organiser = await world.organiser()
    conference = await world.conference(organiser)
    units = [await world.unit(name) for name in ("Sở Tư pháp", "Sở Y tế", "Sở Tài chính", "Thanh tra tỉnh")]
    await world.group(conference, units)
    people = [await world.focal(unit) for unit in units[:3]]
    return Scene(world, await world.actor(organiser), conference, units, people)


async def test_only_those_who_have_not_answered_are_nudged(scene: Scene) -> None:
    await scene.invite()
    await scene.answer(scene.units[0], Answer.ATTENDING)
    await scene.answer(scene.units[1], Answer.ABSENT)
    await scene.nudge()
    assert await scene.nudges() == [0, 0, 1]


async def test_a_unit_is_nudged_once_a_day(scene: Scene) -> None:
    await scene.invite()
    await scene.nudge()
    scene.world.clock.advance(timedelta(hours=10))
    with pytest.raises(Refusal, match="nobody_nudge"):
        await scene.nudge()
    scene.world.clock.advance(timedelta(hours=6))  # 01:00 of the next day in the office
    await scene.nudge()
    assert await scene.nudges() == [2, 2, 2]


async def test_who_was_not_invited_is_not_nudged(scene: Scene) -> None:
    with pytest.raises(Refusal, match="nobody_nudge"):
        await scene.nudge()
    await scene.invite()
    added = await scene.world.unit("Sở Nội vụ")
    await scene.world.group(scene.conference, [added])
    scene.people.append(await scene.world.focal(added))
    await scene.nudge()
    assert await scene.nudges() == [1, 1, 1, 0]


async def test_an_answer_between_the_question_and_the_sending_counts(scene: Scene) -> None:
    await scene.invite()
    now = scene.world.now
    draft = await drafts.draft(scene.world.session, scene.actor, scene.conference.id, "nudge", now=now)
    question = await drafts.question(scene.world.session, scene.actor, draft.id, draft.version, now=now)
    assert question is not None
    assert (question.joined, question.not_joined) == (3, 1)
    await scene.answer(scene.units[0], Answer.ATTENDING)
    await scene.nudge()
    assert await scene.nudges() == [0, 1, 1]
