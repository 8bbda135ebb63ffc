"""An organiser invites, watches, nudges and moves the day, as all see it on their telephones."""

from __future__ import annotations

from io import BytesIO

from openpyxl.reader.excel import load_workbook

from bot.clock import MovableClock
from bot.config import Settings
from bot.services.duties import compute_due
from bot.services.reminders import plan_conference
from models.people import Membership, Organiser
from tests.factories import World
from tests.whole_bot.conftest import ORGANISER, Running
from tests.whole_bot.person import Person

FOCALS = (2001, 2002, 2003)
UNITS = ("Sở Nội vụ", "Sở Y tế", "Sở Tài chính", "Thanh tra tỉnh")


async def set_up(bot: Running, clock: MovableClock) -> tuple[Person, list[Person]]:
    """Make a conference with four units, three of which somebody joined; all have written to the bot."""
    async with bot.app.transactions.write("set-up") as session:
        world = World(session, clock, Settings())
        head = await world.person("Nguyễn Văn Bình", telegram_id=ORGANISER)
        await world.add(Organiser(person_id=head.id, granted_by=1, granted_at=world.now))
        units = [await world.unit(name) for name in UNITS]
        conference = await world.conference(head)
        await world.group(conference, units)
        duty = await world.duty(conference, units[:1], text="Gửi tham luận")
        duty.deadline_day, duty.before, duty.days_before_event = None, True, 5
        for number, unit in zip(FOCALS, units, strict=False):
            focal = await world.person(f"Đầu mối {number}", telegram_id=number)
            await world.add(Membership(person_id=focal.id, unit_id=unit.id, joined_at=world.now))
        await session.flush()
        await compute_due(session, conference.id, world.calendar)
        await plan_conference(session, conference.id, now=world.now, calendar=world.calendar, settings=world.settings)
    people = [bot.person(number) for number in (ORGANISER, *FOCALS)]
    for person in people:
        await person.types("/help")
    await bot.quiet()
    return people[0], people[1:]


async def invite(bot: Running, organiser: Person) -> None:
    """Send the proposed invitation."""
    await organiser.types("/invite")
    await organiser.taps("Gửi giấy mời tới 4 đơn vị")
    await organiser.waits_for("chưa có đầu mối tham gia: 1")
    await organiser.taps("Gửi ngay")
    await organiser.waits_for("Đã gửi xong giấy mời")
    await bot.quiet()


async def test_an_invitation_in_own_words_goes_out_once_and_says_who_was_not_reached(
    bot: Running, clock: MovableClock
) -> None:
    organiser, focals = await set_up(bot, clock)
    await focals[1].blocks()
    await organiser.types("/invite")
    await organiser.waits_for("Kính gửi: Sở Nội vụ")
    await organiser.taps("Tham dự")
    await organiser.waits_for_toast("bản xem trước")
    await organiser.taps("Tự viết nội dung")
    await organiser.waits_for("{đơn vị}")
    await organiser.types("Kính mời {tên} tới dự.")
    await organiser.waits_for("không hiểu {tên}")
    await organiser.types("Kính mời {đơn vị} tới dự.")
    await organiser.waits_for("Kính mời Sở Nội vụ tới dự.")
    await organiser.waits_for("Chưa có gì được gửi đi")
    await organiser.taps("Gửi giấy mời tới 4 đơn vị")
    question = await organiser.waits_for("Gửi giấy mời ngay bây giờ?")
    send = next(button["callback_data"] for button in question.buttons if button["text"] == "Gửi ngay")
    await organiser.taps("Gửi ngay")
    await organiser.waits_for("Đã gửi xong giấy mời")
    await organiser.presses(question.message_id, send)
    await organiser.waits_for_toast("vừa được thay đổi")
    await bot.quiet()
    assert [sum("Kính mời Sở" in m.text for m in person.received) for person in focals] == [1, 0, 1]
    await organiser.taps("Đơn vị chưa nhận được")
    listed = await organiser.waits_for("Chưa nhận được: 2")
    assert "Thanh tra tỉnh: chưa có đầu mối" in listed.text
    assert "Sở Y tế: đầu mối đã chặn bot" in listed.text


async def test_status_nudge_and_table(bot: Running, clock: MovableClock) -> None:
    organiser, focals = await set_up(bot, clock)
    await invite(bot, organiser)
    await focals[0].taps("Tham dự")
    await bot.quiet()
    await organiser.types("/status")
    shown = await organiser.waits_for("1 tham dự, 0 báo vắng, 3 chưa trả lời")
    assert "Thanh tra tỉnh: chưa tham gia; chưa trả lời; chưa có danh sách" in shown.text
    await organiser.taps("Chưa tham gia (1)")
    narrowed = await organiser.waits_for("Chưa có đầu mối tham gia (1)")
    assert "Sở Y tế" not in narrowed.text
    await organiser.taps("Tải bảng .xlsx")
    name, data = await organiser.waits_for_document("tinh-hinh")
    assert name == "tinh-hinh-2026-11-23.xlsx"
    cells = [str(c.value) for row in load_workbook(BytesIO(data)).worksheets[0] for c in row]
    assert set(UNITS) <= set(cells)
    await organiser.taps("Nhắc đơn vị chưa trả lời")
    await organiser.taps("Gửi lời nhắc tới 2 đơn vị")
    await organiser.taps("Gửi ngay")
    await organiser.waits_for("Đã gửi xong lời nhắc")
    await bot.quiet()
    assert [person.sees("Quý đơn vị chưa trả lời giấy mời") for person in focals] == [False, True, True]


async def test_a_day_moves_with_its_deadlines(bot: Running, clock: MovableClock) -> None:
    organiser, focals = await set_up(bot, clock)
    await organiser.types("/sessions")
    await organiser.waits_for("thứ Năm, 10/12/2026, 07:30")
    await organiser.taps("Đổi ngày, giờ")
    await organiser.waits_for("Xin nhập ngày, giờ mới")
    await organiser.types("1/11/2026")
    await organiser.waits_for("đã qua")
    await organiser.types("8h ngày 17/12/2026")
    await organiser.waits_for("Thời gian mới: thứ Năm, 17/12/2026, 08:00")
    await organiser.taps("Đổi và thông báo")
    await organiser.waits_for("Đã đổi thời gian")
    await bot.quiet()
    assert focals[0].sees("Gửi tham luận (mục V.1): thứ Sáu, 4/12/2026, 17:00 → thứ Sáu, 11/12/2026, 17:00")
    assert [person.sees("Thay đổi thời gian") for person in focals] == [True, True, True]
    await organiser.types("/sessions")
    await organiser.waits_for("Thời gian: thứ Năm, 17/12/2026, 08:00")
    await organiser.taps("Đổi địa điểm")
    await organiser.waits_for("Xin nhập địa điểm mới")
    await organiser.types("Hội trường Tỉnh ủy")
    await organiser.waits_for("Địa điểm mới: Hội trường Tỉnh ủy")
    await organiser.taps("Đổi và thông báo")
    await organiser.waits_for("Đã đổi địa điểm")
    await bot.quiet()
    assert focals[2].sees("Thay đổi địa điểm")


async def test_an_organiser_sets_when_lists_are_due(bot: Running, clock: MovableClock) -> None:
    organiser, focals = await set_up(bot, clock)
    await organiser.types("/sessions")
    await organiser.taps("Hạn gửi danh sách")
    await organiser.waits_for("Xin nhập hạn gửi danh sách đại biểu")
    await organiser.types("10/12/2026")
    await organiser.waits_for("phải trước ngày tổ chức (thứ Năm, 10/12/2026)")
    await organiser.types("16h ngày 3/12/2026")
    await organiser.waits_for("Hạn mới: thứ Năm, 3/12/2026, 16:00")
    await organiser.taps("Đổi và thông báo")
    await organiser.waits_for("Đã đổi hạn gửi danh sách đại biểu")
    await bot.quiet()
    assert all(person.sees("gửi danh sách đại biểu: thứ Năm, 3/12/2026, 16:00") for person in focals)
    await organiser.taps("Hội nghị")
    await organiser.waits_for("thứ Năm, 3/12/2026, 16:00 (đơn vị tổ chức ấn định)")
