"""Real work as traffic: codes handed out and used, answers given, delegates entered, duties done, results accepted.

Each person waits for the bot's answer before the next act, however long the bot is down, as people do. What they ask
for doesn't depend on when the bot dies: so the rows in the end must not either.
"""

from __future__ import annotations

import asyncio
import io

from openpyxl.reader.excel import load_workbook

from bot.playground.telegram import Message, SimulatedTelegram
from tests.faults.patience import Patient
from tests.faults.seed import FIRST_FOCAL, ORGANISER
from tests.whole_bot.person import Person


class Story:
    """An organiser and the focal persons of `units` units; `play` ends when all of them have done their part."""

    def __init__(self, telegram: SimulatedTelegram, units: int) -> None:
        self._organiser = _person(telegram, ORGANISER)
        self._focals = [_person(telegram, FIRST_FOCAL + number) for number in range(units)]

    async def play(self) -> None:
        """Carry the conference from the codes to accepted results."""
        codes = await self._codes()
        await asyncio.gather(*(_joins(focal, code) for focal, code in zip(self._focals, codes, strict=True)))
        await self._invites()
        await asyncio.gather(*(_answers(focal, number) for number, focal in enumerate(self._focals)))
        await asyncio.gather(*(_reports(focal, number) for number, focal in enumerate(self._focals)))
        await self._accepts()

    async def _codes(self) -> list[str]:
        """Hand out codes; return those of the units in order."""
        await self._organiser.types("/codes")
        await self._organiser.taps("Hội nghị: ")
        await self._organiser.waits_for("Mã mới có hiệu lực")
        await self._organiser.taps("Cấp mã")
        _, sheet = await self._organiser.waits_for_document("ma-tham-gia")
        return _links(sheet)

    async def _invites(self) -> None:
        await self._organiser.types("/invite")
        await self._organiser.waits_for("Chưa có gì được gửi đi")
        await self._organiser.taps("Gửi giấy mời tới")
        await self._organiser.waits_for("Gửi giấy mời ngay bây giờ?")
        await self._organiser.taps("Gửi ngay")
        await self._organiser.waits_for("Đã gửi xong giấy mời")

    async def _accepts(self) -> None:
        """Accept each result once, in whatever order the news of them came."""
        for number in range(len(self._focals)):
            await self._accept(f"Báo cáo số {number:04d}")

    async def _accept(self, duty: str) -> None:
        def news() -> list[Message]:
            return [m for m in self._organiser.received if "đã nộp kết quả" in m.text and duty in m.text]

        await self._organiser.waits_until(lambda: bool(news()), f"no news of {duty}")
        press = next(button["callback_data"] for button in news()[0].buttons if button["text"] == "Chấp nhận")
        await self._organiser.presses(news()[0].message_id, press)
        await self._organiser.waits_for("Đã chấp nhận")


async def _joins(focal: Person, code: str) -> None:
    await focal.opens(code)
    await focal.taps("Tôi đồng ý")
    await focal.waits_for("Chia sẻ số điện thoại")
    await focal.shares_contact()
    await focal.waits_for("Anh/chị đã là đầu mối của")


async def _answers(focal: Person, number: int) -> None:
    """Answer the invitation from the unit's own card (the invitation itself may be in doubt), and name two people."""
    await focal.types("/myunit")
    await focal.taps("Tham dự")
    await focal.waits_for("Đã ghi nhận")
    await focal.taps("Đăng ký đại biểu")
    await focal.waits_for("Xin gửi họ tên đại biểu của")
    who = _letters(number)
    await focal.types(f"Nguyễn Văn An {who}; Giám đốc; 0900000321\nTrần Thị Bình {who}; Chuyên viên; 0900000322")
    await focal.waits_for("đã chọn 2/2 người")
    await focal.taps("Ghi nhận 2 người")
    await focal.waits_for("Đã ghi nhận 2 đại biểu")


async def _reports(focal: Person, number: int) -> None:
    await focal.types("/duties")
    await focal.waits_for("Nhiệm vụ của")
    await focal.taps("1. ")
    await focal.taps("Tiếp nhận")
    await focal.waits_for("Trạng thái: đã tiếp nhận")
    await focal.taps("Nộp kết quả")
    await focal.waits_for("Gửi một hoặc nhiều tệp")
    await focal.types(f"Đã hoàn thành báo cáo {number}")
    await focal.waits_for("Đã nhận nội dung")
    await focal.taps("Nộp")
    await focal.waits_for("Đã nộp")


def _letters(number: int) -> str:
    """Return a number as letters: a digit is no part of a name."""
    return "".join("ABCDEFGHIJ"[int(digit)] for digit in f"{number:03d}").capitalize()


def _links(sheet: bytes) -> list[str]:
    lines = load_workbook(io.BytesIO(sheet)).worksheets[0].iter_rows(values_only=True)
    found = [[str(cell) for cell in line if cell] for line in lines]
    rows = [(line[1], cell) for line in found for cell in line if cell.startswith("https://t.me/")]
    return [link for _, link in sorted(rows)]


def _person(telegram: SimulatedTelegram, user_id: int) -> Person:
    telegram.add_user(user_id, "Người", f"{user_id}", phone=f"84900{user_id:06d}")
    return Patient(telegram, user_id)
