"""Broadcasts: drafts, one sending however often it is pressed, outcomes that add up, and what is in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import event, func, select

from bot.errors import Refusal
from bot.outbox.outcome import Gone, Outcome, Refused, Sent, Unsure, settle
from bot.services import delegate_lists, delegates, drafts
from bot.services.access import Actor
from bot.services.boards import board_of, refresh_boards, tally
from bot.services.delegate_checks import Entry
from bot.services.delegate_ground import list_of
from bot.services.newcomers import invite_newcomer
from bot.services.outcomes import again, unreached
from bot.services.sending import send
from models.broadcasts import Broadcast, BroadcastState, Recipient
from models.conferences import Conference, ConferenceState
from models.invitees import InviteeGroup
from models.outbox import Lane, OutboxMessage, OutboxState
from models.people import Person
from models.units import Unit
from tests.factories import World

OUTCOMES: Sequence[Outcome] = (Sent(1), Gone("blocked"), Refused("bad"), Unsure("cut"))


@dataclass
class Scene:
    world: World
    organiser: Person
    actor: Actor
    conference: Conference
    units: list[Unit]
    people: list[Person]

    async def draft(self) -> Broadcast:
        return await drafts.draft(self.world.session, self.actor, self.conference.id, "invitation", now=self.world.now)

    async def sent(self) -> Broadcast:
        broadcast = await self.draft()
        assert await send(self.world.session, self.actor, broadcast.id, broadcast.version, now=self.world.now)
        return broadcast

    async def rows(self) -> list[OutboxMessage]:
        query = select(OutboxMessage).where(OutboxMessage.lane == int(Lane.BROADCAST)).order_by(OutboxMessage.id)
        return list(await self.world.session.scalars(query))

    async def settle(self, *outcomes: Outcome) -> None:
        waiting = [row for row in await self.rows() if row.state is OutboxState.WAITING]
        for row, outcome in zip(waiting, outcomes, strict=True):
            settle(row, outcome, self.world.now)
        await self.world.session.flush()
        await refresh_boards(self.world.session, now=self.world.now)


@pytest.fixture
async def scene(world: World) -> Scene:
    organiser = await world.organiser()
    conference = await world.conference(organiser)
    names = ("Sở Tư pháp", "Sở Y tế", "Sở Tài chính", "Sở Xây dựng", "Thanh tra tỉnh")
    units = [await world.unit(name) for name in names]
    await world.group(conference, units)
    people = [await world.focal(unit, f"Phạm Thị {number}") for number, unit in enumerate(units[:4])]
    return Scene(world, organiser, await world.actor(organiser), conference, units, people)


async def test_each_focal_person_gets_it_once_and_a_second_press_sends_nothing(scene: Scene) -> None:
    second = await scene.world.focal(scene.units[0], "Đỗ Văn Hai")
    broadcast = await scene.sent()
    assert not await send(scene.world.session, scene.actor, broadcast.id, 1, now=scene.world.now)
    rows = await scene.rows()
    assert sorted(row.chat_id for row in rows) == sorted(p.telegram_id for p in [*scene.people, second])
    assert not any(row.again for row in rows)
    assert [row.key for row in rows] == [f"b{broadcast.id}:1:{n}/0" for n in range(1, 6)]
    assert await scene.world.session.scalar(select(func.count()).select_from(Recipient)) == 6


async def test_each_letter_names_its_unit_and_the_buttons_answer_its_invitation(scene: Scene) -> None:
    await scene.sent()
    for row, unit in zip(await scene.rows(), scene.units[:4], strict=True):
        assert f"Kính gửi: <b>{unit.name}</b>" in row.payload["text"]
        pressed = [b["callback_data"] for line in row.payload["buttons"] for b in line]
        assert pressed[0].startswith("answer.attend:")
        assert pressed[2] == f"myunit.open:{unit.id}:{scene.conference.id}"


async def test_the_sample_is_what_the_receiver_gets_but_for_what_its_buttons_do(scene: Scene) -> None:
    shown = await drafts.look(
        scene.world.session, scene.actor, scene.conference.id, "invitation", 1, now=scene.world.now
    )
    assert shown.letter is not None
    sample = shown.letter.render("vi")
    await scene.sent()
    row = (await scene.rows())[1]
    assert str(sample.text) == row.payload["text"]
    labels = [[b["text"] for b in line] for line in row.payload["buttons"]]
    assert [[b.text for b in line] for line in sample.rows] == labels
    assert {(b.press or "").split(":")[0] for line in sample.rows for b in line} == {"invitation.sample"}


async def test_own_words_are_escaped_and_named_for_each_unit(scene: Scene) -> None:
    broadcast = await scene.draft()
    text = "Kính gửi {đơn vị},\nMời {DON VI} dự <họp> & báo cáo."
    await drafts.rewrite(scene.world.session, scene.actor, broadcast.id, text, now=scene.world.now)
    assert not await send(scene.world.session, scene.actor, broadcast.id, 1, now=scene.world.now)
    assert await send(scene.world.session, scene.actor, broadcast.id, 2, now=scene.world.now)
    said = (await scene.rows())[1].payload["text"]
    assert "Kính gửi Sở Y tế,\nMời Sở Y tế dự &lt;họp&gt; &amp; báo cáo." in said
    with pytest.raises(Refusal, match="already_sent"):
        await drafts.rewrite(scene.world.session, scene.actor, broadcast.id, "", now=scene.world.now)


@pytest.mark.parametrize(("text", "key"), [("x" * 2501, "too_long"), ("Kính gửi {tên}", "unknown_placeholder")])
async def test_own_words_that_can_not_be_used(scene: Scene, text: str, key: str) -> None:
    broadcast = await scene.draft()
    with pytest.raises(Refusal, match=key):
        await drafts.rewrite(scene.world.session, scene.actor, broadcast.id, text, now=scene.world.now)
    assert (broadcast.text, broadcast.version) == ("", 1)


async def test_the_question_counts_who_can_get_it(scene: Scene) -> None:
    broadcast = await scene.draft()
    question = await drafts.question(scene.world.session, scene.actor, broadcast.id, 1, now=scene.world.now)
    assert question is not None
    assert (question.joined, question.not_joined) == (4, 1)
    assert await drafts.question(scene.world.session, scene.actor, broadcast.id, 7, now=scene.world.now) is None


async def test_outcomes_add_up_and_the_board_is_changed_in_place(scene: Scene) -> None:
    broadcast = await scene.sent()
    await scene.settle(*OUTCOMES)
    counts = await tally(scene.world.session, broadcast.id)
    assert (counts.waiting, counts.sent, counts.blocked, counts.unsure, counts.not_joined) == (0, 1, 2, 1, 1)
    assert broadcast.state is BroadcastState.FINISHED
    boards = await scene.world.said(scene.organiser)
    assert ["Đang gửi" in boards[0], "Đã gửi xong" in boards[1]] == [True, True]
    edits = list(await scene.world.session.scalars(select(OutboxMessage).where(OutboxMessage.edits.is_not(None))))
    assert [row.edits for row in edits] == [broadcast.board_id]
    await refresh_boards(scene.world.session, now=scene.world.now)
    assert len(await scene.world.said(scene.organiser)) == 2


async def test_whom_it_did_not_reach_with_the_reason(scene: Scene) -> None:
    broadcast = await scene.sent()
    await scene.settle(*OUTCOMES)
    lines = await unreached(scene.world.session, broadcast.id)
    assert [(line.unit, str(line.reason)) for line in lines] == [
        ("Sở Xây dựng", "unsure"),
        ("Thanh tra tỉnh", "not_joined"),
        ("Sở Y tế", "blocked"),
        ("Sở Tài chính", "refused"),
    ]
    assert [line.name for line in lines] == ["Phạm Thị 3", None, "Phạm Thị 1", "Phạm Thị 2"]


async def test_what_is_in_doubt_goes_again_only_when_decided_and_once_a_press(scene: Scene) -> None:
    broadcast = await scene.sent()
    await scene.settle(Sent(1), Unsure("cut"), Unsure("cut"), Sent(2))
    assert len(await scene.rows()) == 4
    first = (await unreached(scene.world.session, broadcast.id))[0]
    session, actor, now = scene.world.session, scene.actor, scene.world.now
    assert await again(session, actor, broadcast.id, 1, first.recipient_id, now=now) == 1
    assert await again(session, actor, broadcast.id, 1, first.recipient_id, now=now) == 0
    assert (await scene.rows())[-1].key == f"b{broadcast.id}:2:{first.recipient_id}/0"
    await scene.settle(Unsure("cut"))
    assert await again(session, actor, broadcast.id, 2, None, now=now) == 2
    await scene.settle(Sent(3), Sent(4))
    counts = await tally(session, broadcast.id)
    assert (counts.sent, counts.unsure, counts.waiting) == (4, 0, 0)
    board = await board_of(session, broadcast)
    assert (await scene.world.said(scene.organiser))[-1] == str(board.render("vi").text)


async def test_who_joins_later_gets_it_then_and_once(scene: Scene) -> None:
    broadcast = await scene.sent()
    await scene.settle(*[Sent(n) for n in range(4)])
    late = await scene.world.focal(scene.units[4], "Trần Văn Muộn")
    for _ in range(2):
        await invite_newcomer(scene.world.session, late, scene.units[4].id, now=scene.world.now)
    assert len(await scene.world.said(late)) == 1
    second = await scene.world.focal(scene.units[4], "Trần Thị Sau")
    await invite_newcomer(scene.world.session, second, scene.units[4].id, now=scene.world.now)
    await scene.settle(Sent(8), Sent(9))
    counts = await tally(scene.world.session, broadcast.id)
    assert (counts.sent, counts.not_joined) == (6, 0)


async def test_who_joins_before_it_went_out_gets_nothing_yet(scene: Scene) -> None:
    await scene.draft()
    late = await scene.world.focal(scene.units[4])
    await invite_newcomer(scene.world.session, late, scene.units[4].id, now=scene.world.now)
    assert await scene.world.said(late) == []


async def test_once_all_are_sent_only_units_invited_later_are_left(scene: Scene) -> None:
    await scene.sent()
    session, now = scene.world.session, scene.world.now
    shown = await drafts.look(session, scene.actor, scene.conference.id, "invitation", 0, now=now)
    assert shown.letter is None
    added = await scene.world.unit("Sở Nội vụ")
    await scene.world.group(scene.conference, [added])
    person = await scene.world.focal(added)
    await scene.sent()
    assert (await scene.rows())[-1].chat_id == person.telegram_id
    assert len(await scene.rows()) == 5


async def test_a_unit_that_only_has_a_duty_is_not_invited(scene: Scene) -> None:
    unit = await scene.world.unit("Sở Nội vụ")
    person = await scene.world.focal(unit)
    await scene.world.duty(scene.conference, [unit])
    await scene.sent()
    assert await scene.world.said(person) == []


async def test_a_conference_that_is_over_invites_nobody(scene: Scene) -> None:
    broadcast = await scene.sent()
    await scene.settle(*[Unsure("cut")] * 4)
    scene.conference.state = ConferenceState.CLOSED
    added = await scene.world.unit("Sở Nội vụ")
    await scene.world.group(scene.conference, [added])
    session, actor, now = scene.world.session, scene.actor, scene.world.now
    with pytest.raises(Refusal, match="over"):
        await again(session, actor, broadcast.id, 1, None, now=now)
    with pytest.raises(Refusal, match="over"):
        await scene.sent()
    late = await scene.world.focal(scene.units[4])
    await invite_newcomer(session, late, scene.units[4].id, now=now)
    assert await scene.world.said(late) == []


async def test_another_organiser_may_not(scene: Scene) -> None:
    broadcast = await scene.draft()
    other = await scene.world.actor(await scene.world.organiser("Đỗ Thị Lan"))
    with pytest.raises(Refusal, match="other_conference"):
        await send(scene.world.session, other, broadcast.id, 1, now=scene.world.now)
    with pytest.raises(Refusal, match="other_conference"):
        await again(scene.world.session, replace(other, unit_ids=()), broadcast.id, 1, None, now=scene.world.now)


async def test_five_hundred_units_take_no_more_statements_than_five(scene: Scene) -> None:
    units = [await scene.world.unit(f"Ủy ban nhân dân xã số {number}") for number in range(500)]
    await scene.world.group(scene.conference, units)
    for unit in units:
        await scene.world.focal(unit)
    broadcast, statements = await scene.draft(), 0
    connection = (await scene.world.session.connection()).sync_connection

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    assert connection is not None
    event.listen(connection, "before_cursor_execute", count)
    assert await send(scene.world.session, scene.actor, broadcast.id, 1, now=scene.world.now)
    event.remove(connection, "before_cursor_execute", count)
    assert len(await scene.rows()) == 504
    assert statements < 40


async def test_a_unit_whose_list_is_complete_is_not_asked_to_register(scene: Scene) -> None:
    world, unit, number = scene.world, scene.units[0], scene.conference.id
    actor = await world.actor(scene.people[0])
    group = await world.session.scalar(select(InviteeGroup.id))
    assert group is not None
    people = [Entry(name, "Giám đốc", None, "in_person", group) for name in ("Đỗ Thị Lan", "Trần Văn Sơn")]
    await delegates.enter(world.session, actor, number, unit.id, people, now=world.now)
    invitation = await list_of(world.session, number, unit.id)
    await delegate_lists.complete(world.session, actor, invitation.id, now=world.now)
    await scene.sent()
    to_them, to_others = [row.payload["text"] for row in (await scene.rows())[:2]]
    assert "Danh sách đã đủ; Quý đơn vị không cần làm gì thêm." in to_them
    assert "đăng ký" not in to_them
    assert "đăng ký" in to_others
