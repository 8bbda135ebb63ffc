"""The test driver against a small bot that answers by polling."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, Update
from telegram.ext import ExtBot

from bot.playground.telegram import SimulatedTelegram
from tests.whole_bot.person import Person

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Có", callback_data="yes"), InlineKeyboardButton("Trang 2", callback_data="page")]]
)
CONTACT = ReplyKeyboardMarkup([[KeyboardButton("Chia sẻ", request_contact=True)]], one_time_keyboard=True)


async def answer(api: ExtBot[None], update: Update) -> None:
    if update.callback_query:
        await update.callback_query.answer("Đã ghi")
        await update.callback_query.edit_message_text(f"Chọn {update.callback_query.data}")
    elif update.message and update.message.contact:
        await api.send_message(update.message.chat_id, f"Số {update.message.contact.phone_number}")
    elif update.message and update.message.document:
        await api.send_document(update.message.chat_id, b"a table", filename="Bảng.xlsx")
    elif update.message and update.message.text == "/start ma":
        await api.send_message(update.message.chat_id, "Mời chia sẻ", reply_markup=CONTACT)
    elif update.message:
        await api.send_message(update.message.chat_id, f"Hỏi {update.message.text}", reply_markup=KEYBOARD)


async def serve(api: ExtBot[None]) -> None:
    offset = 0
    while True:
        for update in await api.get_updates(offset=offset, timeout=30):
            await answer(api, update)
            offset = update.update_id + 1


@pytest.fixture
async def person(api: ExtBot[None], telegram: SimulatedTelegram) -> AsyncIterator[Person]:
    serving = asyncio.create_task(serve(api))
    yield Person(telegram, 2001)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def test_types_taps_and_reads(person: Person) -> None:
    await person.types("một")
    await person.waits_for("Hỏi một")
    assert person.buttons == ["Có", "Trang 2"]
    await person.taps("Trang")
    await person.waits_for("Chọn page")
    assert await person.waits_for_toast("ghi") == "Đã ghi"
    assert not person.sees("Hỏi một")
    assert "Lê Minh: một" in person.chat


async def test_uploads_shares_and_opens(person: Person) -> None:
    await person.opens("https://t.me/dieuphoi_bot?start=ma")
    await person.taps("Chia sẻ")
    await person.waits_for("0900000201")
    await person.uploads("Kế hoạch.docx", b"x")
    name, data = await person.waits_for_document("Bảng")
    assert (name, data) == person.last_document() == ("Bảng.xlsx", b"a table")


async def test_only_what_is_new_counts_as_an_answer(person: Person) -> None:
    await person.types("một")
    await person.waits_for("Hỏi một")
    await person.types("hai")
    await person.waits_for("Hỏi hai")
    impatient = Person(person.telegram, 2001, timeout=0.01)
    impatient._act()
    with pytest.raises(AssertionError, match=r"(?s)never saw 'Hỏi một'.*Điều Phối: Hỏi hai\n    \[Có\] \[Trang 2\]"):
        await impatient.waits_for("Hỏi một")
