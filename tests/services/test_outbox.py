"""Claims of the outbox: order, lanes, leases."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.messages.base import Rendered, plain
from bot.outbox.claim import claim, recover, unclaim
from bot.outbox.outcome import Sent, Wait, settle
from bot.outbox.put import put
from bot.texts import say
from models.outbox import Lane, OutboxMessage, OutboxState
from tests.factories import World, put_row

HELLO = plain("common.cancelled")


class Long:
    def render(self, language: str) -> Rendered:
        return Rendered(say(language, "common.conference", title="x" * 100) + "\n" + ("y" * 4000))


async def claimed(world: World, *busy: int) -> list[OutboxMessage]:
    return await claim(world.session, now=world.now, limit=8, busy=busy, epoch=1)


async def test_one_a_chat_in_order_and_replies_before_broadcasts(world: World) -> None:
    first, second = await world.person(), await world.person()
    news = await put_row(world.session, first, HELLO, now=world.now, lane=Lane.BROADCAST)
    other = await put_row(world.session, second, HELLO, now=world.now, lane=Lane.BROADCAST)
    reply = await put_row(world.session, first, HELLO, now=world.now)
    assert await claimed(world) == [reply, other]
    settle(reply, Sent(1), world.now)
    assert await claimed(world, second.telegram_id) == [news]


async def test_a_row_put_off_holds_back_what_came_after_it(world: World) -> None:
    person = await world.person()
    first = await put_row(world.session, person, HELLO, now=world.now)
    second = await put_row(world.session, person, HELLO, now=world.now)
    assert await claimed(world) == [first]
    settle(first, Wait(30, "held"), world.now)
    await world.session.flush()
    assert await claimed(world) == []
    world.clock.advance(timedelta(seconds=31))
    assert await claimed(world) == [first]
    settle(first, Sent(1), world.now)
    await world.session.flush()
    assert await claimed(world) == [second]


async def test_an_edit_waits_for_the_message_it_changes(world: World) -> None:
    person = await world.person()
    board = await put_row(world.session, person, HELLO, now=world.now, lane=Lane.BROADCAST)
    edit = await put_row(world.session, person, HELLO, now=world.now, edits=board.id)
    assert edit.method == "editMessageText"
    assert await claimed(world) == [board]
    settle(board, Sent(9), world.now)
    await world.session.flush()
    assert await claimed(world) == [edit]


async def test_half_sent_rows_are_settled_by_their_class(world: World) -> None:
    reply = await put_row(world.session, await world.person(), HELLO, now=world.now)
    invitation = await put_row(world.session, await world.person(), HELLO, now=world.now, again=False)
    assert len(await claimed(world)) == 2
    await recover(world.session, now=world.now, epoch=2)
    await world.session.refresh(reply)
    await world.session.refresh(invitation)
    assert (reply.state, reply.again) == (OutboxState.WAITING, True)
    assert invitation.state is OutboxState.UNSURE


async def test_a_reply_is_not_given_up_for_two_crashes(world: World) -> None:
    reply = await put_row(world.session, await world.person(), HELLO, now=world.now)
    for _ in range(2):
        assert await claimed(world) == [reply]
        await recover(world.session, now=world.now, epoch=2)
        await world.session.refresh(reply)
    assert reply.state is OutboxState.WAITING


async def test_what_was_claimed_under_our_own_epoch_is_left_alone(world: World) -> None:
    await put(world.session, await world.person(), HELLO, now=world.now)
    await claimed(world)
    assert await recover(world.session, now=world.now, epoch=1) == 0
    assert await recover(world.session, now=world.now, epoch=2) == 1


async def test_a_claim_that_nobody_knows_of_waits_again_and_nothing_is_in_doubt(world: World) -> None:
    """The answer to the commit of a claim was lost: the row says sending, and no call was made."""
    known = await put_row(world.session, await world.person(), HELLO, now=world.now)
    stray = await put_row(world.session, await world.person(), HELLO, now=world.now, again=False)
    older = await put_row(world.session, await world.person(), HELLO, now=world.now, again=False)
    assert len(await claimed(world)) == 3
    older.epoch = 0
    await world.session.flush()
    assert await unclaim(world.session, epoch=1, known={known.id}) == 1
    await world.session.refresh(stray)
    assert (stray.state, stray.tries) == (OutboxState.WAITING, 0)


async def test_a_long_message_becomes_parts_in_order_with_keys_that_repeat(world: World) -> None:
    await put(world.session, await world.person(), Long(), now=world.now)
    rows = list(await world.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))
    assert [row.key for row in rows] == ["u1:1", "u1:2"]
    assert all(len(row.payload["text"]) <= 4096 for row in rows)
