"""A duty as people see it on their telephones: pinged, taken up, handed in, returned, handed in again, accepted."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.calendar.working_days import Calendar
from bot.clock import OFFICE_ZONE, MovableClock
from bot.services.duties import compute_due
from bot.services.reminders import plan_conference
from models.people import Membership, Organiser
from tests.factories import World
from tests.whole_bot.conftest import ORGANISER, Running
from tests.whole_bot.person import Person

FOCAL, HELPER = 2001, 2002


@pytest.fixture
async def people(bot: Running, clock: MovableClock) -> tuple[Person, Person, Person]:
    """The focal person of the leading unit, that of the coordinating one, and the organiser."""
    async with bot.app.transactions.write("seed") as session:
        world = World(session, clock, bot.app.settings)
        boss = await world.person("Nguyễn Văn Bình", telegram_id=ORGANISER)
        await world.add(Organiser(person_id=boss.id, granted_by=1, granted_at=world.now))
        conference = await world.conference(boss)
        lead, other = await world.unit("Sở Tư pháp"), await world.unit("Sở Tài chính")
        await world.duty(conference, [lead], [other])  # before 4/12: by Thursday, 3/12
        for telegram_id, name, unit in ((FOCAL, "Phạm Minh Đức", lead), (HELPER, "Lê Thị Mai", other)):
            person = await world.person(name, telegram_id=telegram_id)
            await world.add(Membership(person_id=person.id, unit_id=unit.id, joined_at=world.now))
        await compute_due(session, conference.id, Calendar())
        await plan_conference(session, conference.id, now=world.now, calendar=Calendar(), settings=world.settings)
    found = (
        bot.person(FOCAL, "Phạm", "Minh Đức"),
        bot.person(HELPER, "Lê", "Thị Mai"),
        bot.person(ORGANISER, "Nguyễn", "Văn Bình"),
    )
    for one in found:  # a bot can't write to whom it never heard from
        await one.types("/cancel")
        await one.waits_for("Đã dừng")
    return found


def at(day: int, hour: int, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=OFFICE_ZONE)


async def test_from_the_first_ping_to_accepted(
    bot: Running, clock: MovableClock, people: tuple[Person, Person, Person]
) -> None:
    focal, helper, boss = people
    clock.set(at(26, 8, month=11))
    await focal.waits_for("Nhắc việc: 1 việc sắp đến hạn")
    await focal.taps("1. Chuẩn bị báo cáo tóm tắt")
    await focal.waits_for("chậm nhất thứ Năm, 3/12/2026, 17:00")
    await focal.taps("Tiếp nhận")
    await focal.waits_for_toast("Đã ghi nhận")
    await focal.waits_for("Trạng thái: đã tiếp nhận")
    await focal.taps("Nộp kết quả")
    await focal.waits_for("Gửi một hoặc nhiều tệp")
    await focal.uploads("Báo cáo.docx", b"one")
    await focal.waits_for("Đã nhận 1 tệp")
    await focal.uploads("Phụ lục.xlsx", b"two", caption="Kèm phụ lục")
    await focal.waits_for("Đã nhận 2 tệp")
    await focal.taps("Nộp")
    await focal.waits_for("Đã nộp; đơn vị tổ chức đã được báo")
    await boss.waits_for("Sở Tư pháp đã nộp kết quả")
    names = [m.content["document"]["file_name"] for m in boss.received if "document" in m.content]
    assert names == ["Báo cáo.docx", "Phụ lục.xlsx"]
    await boss.taps("Trả lại")
    await boss.waits_for("Xin nhập lý do trả lại")
    await boss.types("Thiếu số liệu quý IV")
    await boss.waits_for("Đã trả lại")
    await focal.waits_for("Lý do: Thiếu số liệu quý IV")
    await focal.taps("Nộp lại")
    await focal.waits_for("Gửi một hoặc nhiều tệp")
    await focal.types("Đã bổ sung số liệu")
    await focal.waits_for("Đã nhận nội dung")
    await focal.taps("Nộp")
    await focal.waits_for("Đã nộp")
    await boss.waits_for("Đã bổ sung số liệu")
    await boss.taps("Chấp nhận")
    await boss.waits_for("Đã chấp nhận; đơn vị đã được báo")
    await focal.waits_for("đã được chấp nhận")
    pings = sum("Nhắc việc" in message.text for message in focal.received)
    clock.set(at(4, 9))
    await bot.quiet()
    assert sum("Nhắc việc" in message.text for message in focal.received) == pings
    assert not helper.sees("Nhắc việc")


async def test_a_coordinating_unit_sees_how_far_the_lead_is(people: tuple[Person, Person, Person]) -> None:
    _, helper, _ = people
    await helper.types("/duties")
    await helper.waits_for("Phối hợp – chủ trì: Sở Tư pháp (chưa tiếp nhận)")
    await helper.taps("1. Chuẩn bị báo cáo")
    await helper.waits_for("đơn vị chủ trì nộp kết quả")
    await helper.taps("Ghi chú tiến độ")
    await helper.waits_for("Xin nhập tiến độ")
    await helper.types("Đã gửi số liệu kinh phí")
    await helper.waits_for("Đã ghi nhận tiến độ")


async def test_what_is_no_result_is_refused_and_cancel_leaves_nothing(
    bot: Running, people: tuple[Person, Person, Person]
) -> None:
    focal, _, boss = people
    await focal.types("/duties")
    await focal.taps("1. Chuẩn bị báo cáo")
    await focal.taps("Nộp kết quả")
    await focal.waits_for("Gửi một hoặc nhiều tệp")
    await focal.shares_contact()
    await focal.waits_for("Xin gửi ảnh, video dưới dạng tệp")
    await focal.types("Đã xong")
    sent = await focal.waits_for("Đã nhận nội dung")
    submit = next(b["callback_data"] for b in sent.buttons if b["text"] == "Nộp")
    await focal.taps("Hủy")
    await focal.waits_for("Đã dừng")
    await focal.presses(sent.message_id, submit)
    await focal.waits_for("Trạng thái: chưa tiếp nhận")
    await bot.quiet()
    assert not boss.sees("đã nộp")


async def test_an_organiser_changes_a_deadline_and_withdraws_a_duty(
    bot: Running, clock: MovableClock, people: tuple[Person, Person, Person]
) -> None:
    focal, _, boss = people
    await boss.types("/board")
    await boss.waits_for("Bảng nhiệm vụ: 0/1 việc xong")
    await boss.taps("1. Chuẩn bị báo cáo")
    await boss.taps("Đổi thời hạn")
    await boss.waits_for("Xin nhập thời hạn mới")
    await boss.types("lúc nào xong")
    await boss.waits_for("chưa hiểu thời hạn này")
    await boss.types("16h ngày 8/12")
    await boss.waits_for("Hạn mới: chậm nhất thứ Ba, 8/12/2026, 16:00")
    await boss.taps("Đổi thời hạn")
    await boss.waits_for("Đã đổi thời hạn")
    await focal.waits_for("Hạn cũ: chậm nhất thứ Năm, 3/12/2026, 17:00")
    await focal.waits_for("Hạn mới: chậm nhất thứ Ba, 8/12/2026, 16:00")
    await boss.waits_for("Sở Tư pháp: chưa tiếp nhận")
    await boss.taps("Thôi giao")
    await boss.waits_for("Thôi giao nhiệm vụ này cho 2 đơn vị?")
    await boss.taps("Thôi giao")
    await focal.waits_for("không còn phải thực hiện nhiệm vụ này")
    clock.set(at(9, 9))
    await bot.quiet()
    assert not focal.sees("Nhắc việc")


async def test_a_stale_press_shows_how_it_is_now(people: tuple[Person, Person, Person]) -> None:
    focal, _, boss = people
    await boss.types("/board")
    await boss.taps("1. Chuẩn bị báo cáo")
    await boss.taps("Sở Tư pháp")
    card = await boss.waits_for("Đầu mối: Phạm Minh Đức")
    by_phone = next(b["callback_data"] for b in card.buttons if b["text"] == "Ghi nhận hộ đơn vị")
    await focal.types("/duties")
    await focal.taps("1. Chuẩn bị báo cáo")
    await focal.taps("Tiếp nhận")
    await focal.waits_for("Trạng thái: đã tiếp nhận")
    await boss.presses(card.message_id, by_phone)
    await boss.waits_for_toast("vừa được thay đổi")
    await boss.waits_for("Trạng thái: đã tiếp nhận")
    await boss.taps("Ghi nhận hộ đơn vị")
    await boss.waits_for("Xin ghi rõ nguồn thông tin")
    await boss.types("Ông Đức, điện thoại 10 giờ ngày 23/11")
    await boss.waits_for("Đã ghi nhận hoàn thành")
    await focal.waits_for("Theo: Ông Đức, điện thoại 10 giờ ngày 23/11")
