"""How a conference stands, as a picture: what it shows, and that it is drawn."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.documents.progress import draw_in_child
from bot.messages.condition import Condition
from bot.services.owed_items import owed_items
from bot.services.progress import progress_of
from models.invitations import Answer, Invitation
from tests.factories import World


async def test_groups_and_deadlines(world: World) -> None:
    organiser = await world.organiser()
    conference = await world.conference(organiser)
    departments = [await world.unit(name) for name in ("Sở Nội vụ", "Sở Tư pháp", "Sở Y tế")]
    communes = [await world.unit("Ủy ban nhân dân xã Cát Lâm", level="commune", kind="commune")]
    await world.group(conference, [*departments, *communes])
    conference.lists_due = world.now + timedelta(days=3)
    late = await world.duty(conference, departments[:1], text="Gửi báo cáo #let x = 1 <b>", due_in=timedelta(days=-2))
    await world.duty(conference, departments[1:2], text="Việc còn xa", due_in=timedelta(days=9))
    absent = await world.session.scalar(select(Invitation).where(Invitation.unit_id == departments[2].id))
    assert absent is not None
    absent.answer = Answer.ABSENT
    await world.session.flush()
    units, owed = await owed_items(world.session, conference.id, now=world.now)
    kinds = {unit.id: unit.kind for unit in (*departments, *communes)}
    shown = progress_of(
        conference.title, units, owed, kinds, condition=Condition.POSTPONED, now=world.now, language="vi"
    )
    assert [(group.label, group.count) for group in shown.groups] == [
        ("Sở, cơ quan chuyên môn", "0/2 đơn vị"),
        ("UBND cấp xã", "0/1 đơn vị"),
    ]
    assert [(row.late, row.owing) for row in shown.deadlines] == [(True, "Còn Sở Nội vụ"), (False, "Còn 3 đơn vị")]
    assert shown.condition == "Hội nghị đã hoãn, chưa có ngày mới."
    assert shown.deadlines[0].act == f"{late.text} (mục V.1)"
    picture = await draw_in_child(shown)
    assert picture.startswith(b"\x89PNG\r\n")
    width, height = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
    assert (width, height > 500) == (1080, True)


async def test_nothing_to_show_is_a_picture_too(world: World) -> None:
    shown = progress_of("Hội nghị", [], [], {}, condition=Condition.RUNNING, now=world.now, language="en")
    assert (shown.groups, shown.deadlines) == ((), ())
    assert (await draw_in_child(shown)).startswith(b"\x89PNG\r\n")
