"""A focal person answers, enters and changes the list; after the deadline the organisers decide."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from openpyxl.reader.excel import load_workbook
from openpyxl.workbook.workbook import Workbook

from bot.clock import MovableClock
from models.people import Membership, Organiser
from tests.factories import World
from tests.whole_bot.conftest import ORGANISER, Running
from tests.whole_bot.person import Person

FOCAL = 2001
XLSX = [
    ("TT", "Họ và tên", "Chức vụ", "Điện thoại"),
    (1, "Vũ Thu Hương", "Chánh Thanh tra", "0900 000 103"),
    (2, "Lý Minh Khang", "", ""),
]


@pytest.fixture
async def people(bot: Running, clock: MovableClock) -> tuple[Person, Person]:
    """The focal person of a unit with three seats, and the organiser; lists are due in ten days."""
    async with bot.app.transactions.write("seed") as session:
        world = World(session, clock, bot.app.settings)
        boss = await world.person("Nguyễn Văn Bình", telegram_id=ORGANISER)
        await world.add(Organiser(person_id=boss.id, granted_by=1, granted_at=world.now))
        conference = await world.conference(boss)
        conference.lists_due = world.now + timedelta(days=10)
        unit = await world.unit("Sở Tư pháp")
        await world.group(conference, [unit], seats=3)
        await world.duty(conference, [unit])
        focal = await world.person("Phạm Minh Đức", telegram_id=FOCAL)
        await world.add(Membership(person_id=focal.id, unit_id=unit.id, joined_at=world.now))
    return bot.person(FOCAL, "Phạm", "Minh Đức"), bot.person(ORGANISER, "Nguyễn", "Văn Bình")


def sheet() -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in XLSX:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


async def test_a_list_from_the_invitation_to_the_last_name(bot: Running, people: tuple[Person, Person]) -> None:
    focal, boss = people
    await focal.types("/myunit")
    await focal.waits_for("Việc cần làm: trả lời giấy mời")
    await focal.taps("Tham dự")
    await focal.waits_for("Đã ghi nhận: Sở Tư pháp tham dự")
    await focal.taps("Đăng ký đại biểu")
    await focal.waits_for("Xin gửi họ tên đại biểu của")
    await focal.types("bà Đỗ Thị Lan")
    await focal.waits_for("Chức vụ của Đỗ Thị Lan?")
    await focal.types("Giám đốc")
    await focal.waits_for("Số điện thoại của Đỗ Thị Lan?")
    await focal.types("0900 000")
    await focal.waits_for("Số điện thoại chưa đúng")
    await focal.taps("Bỏ qua")
    await focal.waits_for("1. Đỗ Thị Lan, Giám đốc, trực tiếp")
    await focal.taps("Ghi nhận 1 người")
    await focal.waits_for("Đã ghi nhận 1 đại biểu")

    await focal.taps("Đăng ký đại biểu")
    await focal.uploads("danh sách.xlsx", sheet())
    shown = await focal.waits_for("Thiếu chức vụ")
    assert "Vũ Thu Hương, Chánh Thanh tra, 0900 000 103" in shown.text
    await focal.types("Lý Minh Khang; Chánh Văn phòng")
    await focal.waits_for("đã chọn 2/2 người")
    await focal.taps("☑ 1. Vũ Thu Hương")
    await focal.waits_for("đã chọn 1/2 người")
    await focal.taps("Ghi nhận 1 người")
    await focal.waits_for("2. Lý Minh Khang")

    await focal.taps("1. Đỗ Thị Lan")
    await focal.taps("Thay bằng người khác")
    await focal.waits_for("Ai thay Đỗ Thị Lan?")
    await focal.types("Trần Văn Sơn; Phó Giám đốc; 0900000102")
    await focal.taps("Thay đại biểu")
    await focal.waits_for("Đã thay đại biểu")
    await focal.taps("Danh sách đã đủ")
    await focal.waits_for("Đã xác nhận danh sách đủ")
    await bot.quiet()
    assert boss.telegram.world.chats.get(ORGANISER) is None or not boss.received


async def test_after_the_deadline_the_organiser_decides(
    bot: Running, clock: MovableClock, people: tuple[Person, Person]
) -> None:
    focal, boss = people
    await boss.types("/cancel")
    await focal.types("/myunit")
    await focal.taps("Đăng ký đại biểu")
    await focal.types("Đỗ Thị Lan; Giám đốc")
    await focal.taps("Ghi nhận 1 người")
    await focal.waits_for("Đơn vị được ghi nhận là tham dự")
    await bot.quiet()
    clock.advance(timedelta(days=11))
    await focal.taps("1. Đỗ Thị Lan")
    await focal.taps("Rút khỏi danh sách")
    await focal.waits_for("Rút Đỗ Thị Lan khỏi danh sách")
    await focal.taps("Rút khỏi danh sách")
    await focal.waits_for("Đã gửi đơn vị tổ chức xem xét")
    await boss.waits_for("Sở Tư pháp xin rút đại biểu")
    await boss.taps("Từ chối")
    await boss.waits_for("lý do từ chối")
    await boss.types("đã chốt sơ đồ chỗ ngồi")
    await focal.waits_for("Không đồng ý yêu cầu rút đại biểu")
    await focal.taps("Đơn vị của tôi")
    await focal.waits_for("1. Đỗ Thị Lan")


async def test_the_absence_is_told_and_old_buttons_show_the_fresh_page(
    bot: Running, people: tuple[Person, Person]
) -> None:
    focal, boss = people
    await boss.types("/cancel")
    await focal.types("/myunit")
    page = await focal.waits_for("trả lời giấy mời")
    old = next(button["callback_data"] for button in page.buttons if button["text"] == "Tham dự")
    await focal.taps("Báo vắng")
    await focal.types("trùng lịch công tác")
    await focal.waits_for("Đã ghi nhận: Sở Tư pháp báo vắng")
    await boss.waits_for("Lý do: trùng lịch công tác")
    await focal.presses(page.message_id, old)
    await focal.waits_for_toast("Thông tin vừa được thay đổi")
    await focal.waits_for("Giấy mời: báo vắng")


def cells(data: bytes) -> set[object]:
    return {cell.value for row in load_workbook(io.BytesIO(data)).worksheets[0] for cell in row}


async def test_the_organiser_gets_the_list_as_a_table(bot: Running, people: tuple[Person, Person]) -> None:
    focal, boss = people
    await focal.types("/myunit")
    await focal.taps("Đăng ký đại biểu")
    await focal.types("=1+1 Lan; Giám đốc\nĐỗ Thị Lan; Giám đốc; 0900 000 101")
    await focal.taps("Ghi nhận 1 người")
    await focal.waits_for("Đã ghi nhận 1 đại biểu")
    await boss.types("/cancel")
    message = await boss.waits_for("Đã dừng")
    await boss.presses(message.message_id, "delegates.export:1")
    _, masked = await boss.waits_for_document("danh-sach-dai-bieu")
    assert {"Đỗ Thị Lan", "Giám đốc", "Sở Tư pháp", "09•• ••• 101"} <= cells(masked)
    assert not boss.last.extra.get("has_protected_content")
    await boss.taps("Bản có số điện thoại")
    _, whole = await boss.waits_for_document("danh-sach-dai-bieu")
    assert {"Đỗ Thị Lan", "Giám đốc", "Sở Tư pháp", "0900 000 101"} <= cells(whole)
    assert boss.last.extra["has_protected_content"]
    await focal.presses(message.message_id, "delegates.export:1")
    await focal.waits_for("chưa được giao quyền")
