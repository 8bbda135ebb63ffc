"""The whole story, for real plans and the invented one: from a file and a link to the first ping and the status.

Everything is done by typing, tapping and uploading; the bot is stopped and started again in the middle.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app import App
from bot.clock import OFFICE_ZONE, MovableClock
from bot.config import Settings
from bot.documents.registry import RegistryRow
from bot.documents.registry_out import write_registry
from bot.documents.words import words
from bot.playground.telegram import SimulatedTelegram
from models.invitations import Invitation
from models.outbox import OutboxMessage, OutboxState
from models.reminders import Reminder, ReminderState
from tests.shared import SHARED, needs_shared
from tests.whole_bot.conftest import Running, running
from tests.whole_bot.person import Person
from tests.whole_bot.test_joining import FOCAL, links, name_organiser

PROVINCE = Path(__file__).parents[2] / "bot" / "playground" / "province"
DEPARTMENTS = (
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Kế hoạch và Đầu tư",
    "Sở Thông tin và Truyền thông",
    "Sở Văn hóa và Thể thao",
    "Thanh tra tỉnh",
    "Văn phòng Ủy ban nhân dân tỉnh",
    "Ủy ban nhân dân huyện Đông Lạc",
    "Ủy ban nhân dân thị xã Bắc Sa",
    "Ủy ban nhân dân xã Đồng Mít",
)


@dataclass(frozen=True)
class Plan:
    """A plan, the morning on which it is sent, and the unit whose person acts; `pinged` where a deadline is known."""

    file: Path
    sent: datetime
    unit: str
    pinged: bool = True


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, 0, tzinfo=OFFICE_ZONE)


def shared(name: str, sent: datetime, unit: str, *, pinged: bool = True) -> object:
    plan = Plan(SHARED / "plans" / name, sent, unit, pinged)
    return pytest.param(plan, id=name, marks=needs_shared)


PLANS = [
    pytest.param(Plan(PROVINCE / "ke_hoach_hoi_nghi.docx", on(2026, 11, 10), "Sở Nội vụ"), id="invented"),
    shared("binh_dinh_2024.docx", on(2024, 7, 8), "Sở Ngoại vụ"),
    shared("can_tho_2023.pdf", on(2023, 3, 27), "Sở Nội vụ", pinged=False),
    shared("tien_giang_2024.txt", on(2024, 7, 18), "Sở Nội vụ"),
]


@dataclass
class Stage:
    """A bot that can be stopped and started again on the same rows."""

    telegram: SimulatedTelegram
    settings: Settings
    clock: MovableClock
    running: Running
    _stack: contextlib.AsyncExitStack

    async def restart(self) -> None:
        await self._stack.aclose()
        self.running.app = await self._stack.enter_async_context(running(self.settings, self.clock))

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, telegram: SimulatedTelegram, settings: Settings, clock: MovableClock) -> AsyncIterator[Stage]:
        async with contextlib.AsyncExitStack() as stack:
            app: App = await stack.enter_async_context(running(settings, clock))
            yield cls(telegram, settings, clock, Running(app, telegram), stack)


@pytest.mark.parametrize("plan", PLANS)
async def test_from_a_file_to_the_first_ping(
    plan: Plan, telegram: SimulatedTelegram, bot_settings: Settings, clock: MovableClock
) -> None:
    clock.set(plan.sent)
    async with Stage.open(telegram, bot_settings, clock) as stage:
        bot = stage.running
        _, organiser = await name_organiser(bot)
        await import_registry(organiser)
        await make_conference(organiser, plan)
        focal = await join(bot, organiser, plan.unit)
        await stage.restart()
        await invite(bot, organiser, focal)
        await register(bot, focal)
        if plan.pinged:
            await be_pinged(bot, clock, focal)
        await report(bot, organiser, focal)
        await see_status(organiser, plan.unit)
        await bot.quiet()
        await every_call_has_an_outcome(bot)


async def import_registry(organiser: Person) -> None:
    await organiser.uploads("danh-ba.xlsx", write_registry([RegistryRow(name) for name in DEPARTMENTS], words("vi")))
    await organiser.waits_for(f"Thêm mới: {len(DEPARTMENTS)}")
    await organiser.taps("Áp dụng")
    await organiser.waits_for("Đã cập nhật danh bạ")


async def make_conference(organiser: Person, plan: Plan) -> None:
    """Send the plan, decide what each unsure name means, look at what needs a human eye, confirm."""
    await organiser.uploads(plan.file)
    await organiser.waits_for("Mở từng phần bằng các nút")
    await organiser.taps("Đơn vị")
    await organiser.waits_for("Cần quyết định")
    await organiser.taps("1")
    while "Tên đơn vị trong kế hoạch" not in (card := await organiser.waits_for("rong kế hoạch")).text:
        labels = [button["text"] for button in card.buttons]
        choice = next((x for x in labels if x.startswith(("Chấp nhận", "Tất cả đơn vị được mời"))), None)
        await organiser.taps(choice or ("Đơn vị mới" if "Đơn vị mới" in labels else "Bỏ qua"))
    assert "Cần quyết định" not in card.text
    await organiser.taps("Quay lại")
    await organiser.waits_for("Mở từng phần bằng các nút")
    await organiser.taps("Xác nhận")
    await organiser.waits_for("Lập hội nghị từ kế hoạch này?")
    await organiser.taps("Lập hội nghị")
    await organiser.waits_for("Đã lập hội nghị")


async def join(bot: Running, organiser: Person, unit: str) -> Person:
    """Hand out the conference's codes; the focal person of `unit` opens theirs."""
    await organiser.types("/codes")
    await organiser.taps("Hội nghị: ")
    await organiser.waits_for("Mã mới có hiệu lực")
    await organiser.taps("Cấp mã")
    _, sheet = await organiser.waits_for_document("ma-tham-gia")
    focal = bot.person(FOCAL, "Lê Thị", "Mai")
    await focal.opens(links(sheet)[unit])
    await focal.taps("Tôi đồng ý")
    await focal.waits_for("Chia sẻ số điện thoại")
    await focal.shares_contact()
    await focal.waits_for(f"Anh/chị đã là đầu mối của {unit}")
    await bot.quiet()
    assert organiser.sees(f"đã tham gia làm đầu mối của {unit}")
    return focal


async def invite(bot: Running, organiser: Person, focal: Person) -> None:
    await organiser.types("/invite")
    await organiser.waits_for("Chưa có gì được gửi đi")
    await organiser.taps("Gửi giấy mời tới")
    await organiser.waits_for("Gửi giấy mời ngay bây giờ?")
    await organiser.taps("Gửi ngay")
    await organiser.waits_for("Đã gửi xong giấy mời")
    await bot.quiet()
    assert focal.sees("Kính gửi")


async def register(bot: Running, focal: Person) -> None:
    await focal.types("/myunit")
    await focal.taps("Tham dự")
    await focal.waits_for("Đã ghi nhận")
    await focal.taps("Đăng ký đại biểu")
    await focal.waits_for("Xin gửi họ tên đại biểu của")
    await focal.types("1. Ông Nguyễn Hữu An - Giám đốc - 0900 000 321 - trực tiếp")
    while "Nguyễn Hữu An" not in (question := await focal.waits_for("gười")).text:
        await focal.taps(question.buttons[0]["text"])  # in which group of the composition, and how they attend
    await focal.taps("Ghi nhận 1")
    await focal.waits_for("Đã ghi nhận 1 đại biểu")
    await bot.quiet()


async def be_pinged(bot: Running, clock: MovableClock, focal: Person) -> None:
    """Move to the first ring of this unit; one message comes, on a working morning, and ringing again sends nothing."""
    async with bot.app.transactions.read() as session:
        own = select(Invitation.unit_id).join(Reminder, Reminder.unit_id == Invitation.unit_id)
        units = own.where(Invitation.answer == "attending").distinct()
        first = await session.scalar(
            select(func.min(Reminder.due_at)).where(Reminder.state == ReminderState.OPEN, Reminder.unit_id.in_(units))
        )
    assert first is not None
    assert first.astimezone(OFFICE_ZONE).strftime("%H:%M") == "08:00"
    clock.set(first)
    await focal.waits_for("Nhắc việc")
    await bot.quiet()
    before = sum("Nhắc việc" in message.text for message in focal.received)
    clock.advance(timedelta(minutes=1))
    await bot.app.alarm.ring()
    await bot.quiet()
    assert sum("Nhắc việc" in message.text for message in focal.received) == before


async def report(bot: Running, organiser: Person, focal: Person) -> None:
    await focal.types("/duties")
    await focal.waits_for("Nhiệm vụ của")
    await focal.taps("1. ")
    await focal.taps("Nộp kết quả")
    await focal.waits_for("Gửi một hoặc nhiều tệp")
    await focal.types("Đã hoàn thành, gửi kèm báo cáo")
    await focal.waits_for("Đã nhận nội dung")
    await focal.taps("Nộp")
    await focal.waits_for("Đã nộp")
    await organiser.waits_for("đã nộp kết quả")
    await organiser.taps("Chấp nhận")
    await organiser.waits_for("Đã chấp nhận")
    await focal.waits_for("được chấp nhận")
    await bot.quiet()


async def see_status(organiser: Person, unit: str) -> None:
    await organiser.types("/status")
    shown = await organiser.waits_for("1 tham dự")
    assert unit not in shown.text.partition("chưa tham gia")[0]
    await organiser.taps("Tải bảng .xlsx")
    name, data = await organiser.waits_for_document("tinh-hinh")
    assert name.endswith(".xlsx")
    assert data.startswith(b"PK")


async def every_call_has_an_outcome(bot: Running) -> None:
    async with bot.app.transactions.read() as session:
        open_rows = await session.scalar(
            select(func.count()).select_from(OutboxMessage).where(OutboxMessage.state != OutboxState.SENT)
        )
    assert open_rows == 0
