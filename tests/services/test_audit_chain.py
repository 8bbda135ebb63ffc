"""The chain of the audit trail: what is sealed stays, and whatever is done to it by hand is found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from bot.services.audit import note
from bot.services.audit_chain import START, Head, SealAudit, hash_of, head, verify
from bot.services.audit_head import TellHead
from models.audit import AuditLine
from tests.factories import World

COUNT = 6
MINUTE = timedelta(minutes=1)
UNGUARD = {
    "sqlite": ("DROP TRIGGER audit_is_kept", "DROP TRIGGER audit_is_only_sealed"),
    "postgresql": ("SET LOCAL session_replication_role = replica",),  # as whoever owns the server can
}


async def seal(world: World) -> Head:
    await world.session.flush()
    assert not await SealAudit().run(world.session, world.now, world.settings)
    world.session.expire_all()
    return await head(world.session)


@pytest.fixture
async def sealed(world: World) -> World:
    for number in range(COUNT):
        note(world.session, None, "delegate.enter", f"delegate {number}", now=world.now, unit=number, mode="online")
    await seal(world)
    return world


async def unguarded(world: World, statement: str) -> None:
    """Do to the table what no trigger would let pass."""
    await world.session.flush()
    for guard in UNGUARD[world.session.get_bind().dialect.name]:
        await world.session.execute(text(guard))
    await world.session.execute(text(statement))
    world.session.expire_all()


async def test_a_chain_that_nobody_touched_is_whole(sealed: World) -> None:
    note(sealed.session, None, "later", "delegate 9", now=sealed.now)
    await sealed.session.flush()
    verdict = await verify(sealed.session)
    assert (verdict.fault, verdict.head.number, verdict.waiting) == (None, COUNT, 1)
    assert verdict.head == await head(sealed.session)
    assert (await verify(sealed.session, verdict.head)).fault is None
    await seal(sealed)
    assert (await verify(sealed.session, verdict.head)).head.number == COUNT + 1


async def test_an_empty_trail_is_whole(world: World) -> None:
    assert await seal(world) == Head(0, START)
    assert (await verify(world.session)).fault is None


async def test_each_line_is_sealed_once(sealed: World) -> None:
    before = list(await sealed.session.scalars(select(AuditLine.hash).order_by(AuditLine.id)))
    await seal(sealed)
    assert list(await sealed.session.scalars(select(AuditLine.hash).order_by(AuditLine.id))) == before
    assert len(set(before)) == COUNT


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET action = 'another' WHERE seal = 3",
        "UPDATE audit SET hash = NULL, seal = NULL WHERE seal = 3",
        "UPDATE audit SET seal = 99 WHERE seal = 3",
        "DELETE FROM audit WHERE seal = 3",
        "DELETE FROM audit",
    ],
)
async def test_the_database_itself_refuses_changes(sealed: World, change: str) -> None:
    with pytest.raises(DBAPIError, match="audit trail"):
        async with sealed.session.begin_nested():
            await sealed.session.execute(text(change))
    assert (await verify(sealed.session)).head.number == COUNT


async def test_sealing_may_change_nothing_else(world: World) -> None:
    note(world.session, None, "delegate.enter", "delegate 1", now=world.now)
    await world.session.flush()
    with pytest.raises(DBAPIError, match="audit trail"):
        async with world.session.begin_nested():
            await world.session.execute(text("UPDATE audit SET seal = 1, hash = 'x', details = '{}', action = 'y'"))


@pytest.mark.parametrize(
    ("edit", "fault", "number"),
    [
        ("UPDATE audit SET object = 'delegate 77' WHERE seal = 3", "changed", 3),
        ("UPDATE audit SET telegram_id = 5 WHERE seal = 6", "changed", 6),
        ("UPDATE audit SET details = '{}' WHERE seal = 2", "changed", 2),
        ("DELETE FROM audit WHERE seal = 4", "missing", 4),
        ("DELETE FROM audit WHERE seal = 1", "missing", 1),
        ("UPDATE audit SET seal = seal + 1 WHERE seal = 6", "missing", 6),
        (
            "INSERT INTO audit (id, at, action, object, details, seal, hash) "
            "SELECT 99, at, action, object, details, 7, hash FROM audit WHERE seal = 6",
            "changed",
            7,
        ),
    ],
)
async def test_an_edit_past_the_triggers_is_found(sealed: World, edit: str, fault: str, number: int) -> None:
    await unguarded(sealed, edit)
    verdict = await verify(sealed.session)
    assert (verdict.fault, verdict.number) == (fault, number)


@pytest.mark.parametrize("taken", [2, 4])
async def test_a_line_taken_away_before_its_seal_is_found_where_ids_have_no_gaps(sealed: World, taken: int) -> None:
    """On PostgreSQL, where they have, at least what is left is sealed and told of."""
    for number in range(5):
        note(sealed.session, None, "delegate.enter", f"delegate {number}", now=sealed.now + number * MINUTE)
    await unguarded(sealed, f"DELETE FROM audit WHERE id = {COUNT} + {taken}")
    lite = sealed.session.get_bind().dialect.name == "sqlite"
    verdict = await verify(sealed.session)
    assert (verdict.waiting, verdict.oldest) == (4, sealed.now)
    assert (verdict.fault, verdict.number) == (("taken", COUNT + 1) if lite else (None, COUNT))
    await seal(sealed)
    verdict = await verify(sealed.session)
    assert (verdict.waiting, verdict.oldest) == (0, None)
    assert (verdict.fault, verdict.number) == (("taken", COUNT + taken) if lite else (None, COUNT + 4))


async def test_two_lines_that_changed_places_are_found(sealed: World) -> None:
    for edit in ("SET seal = 60 WHERE seal = 3", "SET seal = 3 WHERE seal = 4", "SET seal = 4 WHERE seal = 60"):
        if "60 WHERE seal = 3" in edit:
            await unguarded(sealed, f"UPDATE audit {edit}")
        else:
            await sealed.session.execute(text(f"UPDATE audit {edit}"))
    verdict = await verify(sealed.session)
    assert (verdict.fault, verdict.number) == ("changed", 3)


async def test_a_cut_end_is_found_by_a_noted_head_only(sealed: World) -> None:
    noted = await head(sealed.session)
    await unguarded(sealed, "DELETE FROM audit WHERE seal > 4")
    assert (await verify(sealed.session)).fault is None
    verdict = await verify(sealed.session, noted)
    assert (verdict.fault, verdict.number) == ("cut", 5)


async def test_a_chain_made_anew_is_found_by_a_noted_head_only(sealed: World) -> None:
    noted = await head(sealed.session)
    await unguarded(sealed, "UPDATE audit SET action = 'another', seal = NULL, hash = NULL")
    await seal(sealed)
    assert (await verify(sealed.session)).fault is None
    verdict = await verify(sealed.session, noted)
    assert (verdict.fault, verdict.number) == ("other_head", COUNT)


async def test_a_chain_longer_than_a_chunk_holds_together(world: World) -> None:
    rows = [AuditLine(at=world.now, action="a", object=f"unit {n}", details={"vì": "đã đổi"}) for n in range(1201)]
    await world.add(*rows)
    tick = SealAudit()
    rings = [await tick.run(world.session, world.now, world.settings) for _ in range(3)]
    assert rings == [True, True, False]
    world.session.expire_all()
    assert (await verify(world.session)).head.number == 1201
    await unguarded(world, "UPDATE audit SET object = 'unit' WHERE seal = 1100")
    assert (await verify(world.session)).number == 1100


async def test_a_second_sealer_can_not_number_the_same_line_again(sealed: World) -> None:
    note(sealed.session, None, "later", "delegate 9", now=sealed.now)
    await sealed.session.flush()
    with pytest.raises(DBAPIError):
        async with sealed.session.begin_nested():
            await sealed.session.execute(update(AuditLine).where(AuditLine.seal.is_(None)).values(seal=COUNT, hash="x"))


async def test_owners_get_the_head_once_a_working_morning(sealed: World) -> None:
    owner = await sealed.person("Võ Thị Thu", telegram_id=77)
    owners = sealed.settings.owners.model_copy(update={"telegram_ids": (77,)})
    settings = sealed.settings.model_copy(update={"owners": owners})
    last = await head(sealed.session)
    tick = TellHead()
    await tick.run(sealed.session, sealed.now, settings)
    assert await sealed.said() == []  # on the very first day there is nothing to compare with yet
    sealed.clock.set(sealed.now.replace(hour=6) + timedelta(days=2))  # before the digests go; the day between is off
    await tick.run(sealed.session, sealed.now, settings)
    assert await sealed.said() == []
    sealed.clock.advance(timedelta(hours=2))
    for _ in range(2):
        await tick.run(sealed.session, sealed.now, settings)
    (said,) = await sealed.said(owner)
    assert f"{last.number}:{last.hash}" in said
    assert "\n" not in said


async def test_a_trail_with_nothing_sealed_tells_nothing(world: World) -> None:
    await world.person("Võ Thị Thu", telegram_id=77)
    owners = world.settings.owners.model_copy(update={"telegram_ids": (77,)})
    await TellHead().run(world.session, world.now, world.settings.model_copy(update={"owners": owners}))
    assert await world.said() == []


async def test_a_line_that_was_changed_and_sealed_again_does_not_fit_the_next(sealed: World) -> None:
    """Without the hash before in each hash, this would pass."""
    lines = list(await sealed.session.scalars(select(AuditLine).order_by(AuditLine.seal)))
    forged = AuditLine(id=lines[2].id, at=lines[2].at, action="another", object=lines[2].object)
    forged.telegram_id, forged.update_id, forged.details = None, lines[2].update_id, lines[2].details
    seal_of_it = hash_of(forged, 3, lines[1].hash or "")
    await unguarded(sealed, f"UPDATE audit SET action = 'another', hash = '{seal_of_it}' WHERE seal = 3")
    verdict = await verify(sealed.session)
    assert (verdict.fault, verdict.number) == ("changed", 4)
