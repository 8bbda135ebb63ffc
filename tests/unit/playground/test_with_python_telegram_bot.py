"""The simulated server against the client that the bot uses."""

from __future__ import annotations

import asyncio

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)
from telegram.ext import ExtBot

from bot.clock import MovableClock
from bot.playground.telegram import Call, Change, Fault, Limits, SimulatedTelegram, Strike, flood
from bot.playground.telegram.limits import Pace
from bot.playground.telegram.methods.introducing import commands_for
from tests.patience import PATIENCE

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Xác nhận", callback_data="ok:1")]])
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x20" + b"\0" * 20


async def test_knows_the_bot(api: ExtBot[None], clock: MovableClock) -> None:
    assert (api.username, api.id) == ("dieuphoi_bot", 4242)


async def test_a_message_goes_and_changes(api: ExtBot[None], telegram: SimulatedTelegram, clock: MovableClock) -> None:
    await telegram.user_sends_text(2001, "/start")
    sent = await api.send_message(2001, "<b>Kính gửi</b> anh/chị", parse_mode="HTML", reply_markup=KEYBOARD)
    assert (sent.text, sent.date) == ("Kính gửi anh/chị", clock.now())
    assert sent.entities[0].type == "bold"
    edited = await api.edit_message_text("Xong", 2001, sent.message_id)
    assert (edited.text, edited.reply_markup) == ("Xong", None)  # type: ignore[union-attr]
    assert await api.delete_message(2001, sent.message_id)
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await api.edit_message_text("Lại", 2001, sent.message_id)
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await api.delete_message(2001, sent.message_id)


async def test_the_same_again_is_not_modified(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    await telegram.user_sends_text(2001, "/start")
    sent = await api.send_message(2001, "Một", reply_markup=KEYBOARD)
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await api.edit_message_text("Một", 2001, sent.message_id, reply_markup=KEYBOARD)
    await api.edit_message_reply_markup(2001, sent.message_id)
    assert telegram.world.chats[2001].messages[sent.message_id].markup is None


async def test_who_cannot_be_written_to(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    with pytest.raises(Forbidden, match=r"(?i)can't initiate conversation"):
        await api.send_message(2001, "Chào")
    with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
        await api.send_message(99, "Chào")
    await telegram.user_sends_text(2001, "/start")
    await telegram.user_blocks(2001)
    with pytest.raises(Forbidden, match=r"(?i)blocked by the user"):
        await api.send_message(2001, "Chào")
    await telegram.user_unblocks(2001)
    await api.send_message(2001, "Chào")
    updates = await api.get_updates()
    assert [bool(update.my_chat_member) for update in updates] == [False, True, True]
    assert updates[1].my_chat_member is not None
    assert updates[1].my_chat_member.new_chat_member.status == "kicked"


async def test_a_group_that_moved(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    telegram.add_group(-5, "Văn phòng").moved_to = -1_000_000_000_005
    with pytest.raises(ChatMigrated) as moved:
        await api.send_message(-5, "Chào")
    assert moved.value.new_chat_id == -1_000_000_000_005


@pytest.mark.parametrize(
    ("text", "markup", "reason"),
    [
        ("ỳ" * 4097, None, "message is too long"),
        ("  ", None, "text is empty"),
        ("<b>x", None, "can't parse entities"),
        ("x", InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="ế" * 22)]]), "BUTTON_DATA_INVALID"),
        ("x", InlineKeyboardMarkup([[InlineKeyboardButton("x")]]), "Text buttons are unallowed"),
        ("x", InlineKeyboardMarkup([[InlineKeyboardButton("x", url="nowhere")]]), "Wrong HTTP URL"),
        (
            "x",
            InlineKeyboardMarkup([[InlineKeyboardButton(str(n), callback_data="x")] for n in range(101)]),
            "too long",
        ),
    ],
)
async def test_what_telegram_refuses(
    api: ExtBot[None], telegram: SimulatedTelegram, text: str, markup: InlineKeyboardMarkup | None, reason: str
) -> None:
    await telegram.user_sends_text(2001, "/start")
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await api.send_message(2001, text, parse_mode="HTML", reply_markup=markup)
    assert len(telegram.world.chats[2001].messages) == 1


async def test_length_counts_after_entities(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    await telegram.user_sends_text(2001, "/start")
    assert await api.send_message(2001, "&lt;" * 4096, parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
        await api.send_document(2001, b"x", filename="a.txt", caption="😀" * 513)


async def test_files_go_both_ways(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    await telegram.user_sends_document(2001, "Kế hoạch.docx", b"from the person", "application/x", "xem giúp")
    [update] = await api.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    assert (update.message.document.file_name, update.message.caption) == ("Kế hoạch.docx", "xem giúp")
    file = await api.get_file(update.message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"from the person"
    sent = await api.send_document(2001, b"a table", filename="Danh sách.xlsx", caption="<i>x</i>", parse_mode="HTML")
    assert sent.document is not None
    assert telegram.world.files.get(sent.document.file_id).data == b"a table"
    again = await api.send_document(2001, sent.document.file_id)
    assert again.document == sent.document
    picture = await api.send_photo(2001, PNG)
    assert (picture.photo[0].width, picture.photo[0].height) == (16, 32)
    with pytest.raises(BadRequest, match=r"(?i)IMAGE_PROCESS_FAILED"):
        await api.send_photo(2001, b"no picture")


async def test_a_large_file_cannot_be_fetched(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    file = telegram.world.files.add("big.pdf", bytes(20_000_001), "application/pdf")
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await api.get_file(file.file_id)


async def test_updates_stay_until_confirmed(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    for text in ("một", "hai", "ba"):
        await telegram.user_sends_text(2001, text)
    first = await api.get_updates(limit=2)
    assert await api.get_updates(limit=2) == first
    [last] = await api.get_updates(offset=first[-1].update_id + 1)
    assert last.message is not None
    assert last.message.text == "ba"
    assert await api.get_updates(offset=last.update_id + 1) == ()


async def test_a_waiting_poll_gets_what_comes(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    arrived = _arrival(telegram, "getUpdates")
    poll = asyncio.create_task(api.get_updates(timeout=30))
    await arrived.wait()
    await telegram.user_sends_text(2001, "xin chào")
    [update] = await poll
    assert update.message is not None
    assert update.message.text == "xin chào"


async def test_the_second_poller_ends_the_first(
    api: ExtBot[None], another: ExtBot[None], telegram: SimulatedTelegram
) -> None:
    arrived = _arrival(telegram, "getUpdates")
    first = asyncio.create_task(api.get_updates(timeout=30))
    await arrived.wait()
    second = asyncio.create_task(another.get_updates(timeout=30))
    with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates"):
        await first
    await telegram.user_sends_text(2001, "một")
    assert len(await second) == 1


async def test_only_the_wanted_kinds_come(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    await api.get_updates(allowed_updates=["callback_query"])
    await telegram.user_sends_text(2001, "/start")
    await telegram.user_presses(2001, 1, "ok")
    assert [update.callback_query is not None for update in await api.get_updates()] == [True]


async def test_a_press_and_its_answer(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    seen: list[Change] = []
    await telegram.user_sends_text(2001, "/start")
    sent = await api.send_message(2001, "Chọn", reply_markup=KEYBOARD)
    telegram.on_change(seen.append)
    await telegram.user_presses(2001, sent.message_id, "ok:1")
    query = (await api.get_updates())[-1].callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.from_user.id, query.message.message_id) == ("ok:1", 2001, sent.message_id)
    await query.answer("Đã ghi nhận", show_alert=True)
    assert [(change.kind, change.text, change.alert) for change in seen] == [("toast", "Đã ghi nhận", True)]
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await api.answer_callback_query("1")


async def test_a_press_under_a_deleted_message(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    await telegram.user_presses(2001, 77, "ok")
    [update] = await api.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible


async def test_contact_edit_forward_and_link(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    await telegram.user_opens_link(2001, "ma-moi")
    await telegram.user_shares_contact(2001)
    typed = await telegram.user_sends_text(2001, "sai")
    await telegram.user_edits_text(2001, typed, "đúng")
    await telegram.user_forwards(3001, 2001, typed)
    link, contact, _, edit, forward = await api.get_updates()
    assert link.message is not None
    assert link.message.text == "/start ma-moi"
    assert link.message.entities[0].type == "bot_command"
    assert contact.message is not None
    assert contact.message.contact is not None
    assert (contact.message.contact.user_id, contact.message.contact.phone_number) == (2001, "0900000201")
    assert edit.edited_message is not None
    assert edit.edited_message.text == "đúng"
    assert forward.message is not None
    assert forward.message.forward_origin is not None
    assert forward.message.from_user is not None
    assert forward.message.from_user.id == 3001


async def test_reply_keyboards_come_and_go(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    await telegram.user_sends_text(2001, "/start")
    button = KeyboardButton("Chia sẻ số điện thoại", request_contact=True)
    await api.send_message(2001, "Mời anh/chị", reply_markup=ReplyKeyboardMarkup([[button]]))
    chat = telegram.world.chats[2001]
    assert chat.keyboard is not None
    assert chat.keyboard["keyboard"][0][0]["request_contact"]
    await api.send_message(2001, "Cảm ơn", reply_markup=ReplyKeyboardRemove())
    assert chat.keyboard is None


async def test_commands_by_scope(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    await api.set_my_commands([BotCommand("help", "Trợ giúp")])
    await api.set_my_commands([BotCommand("help", "Help")], language_code="en")
    await api.set_my_commands([BotCommand("status", "Tình hình")], scope=BotCommandScopeChat(2001))
    assert [command["command"] for command in commands_for(telegram.world, 2001)] == ["status"]
    assert commands_for(telegram.world, 3001) == [{"command": "help", "description": "Help"}]
    assert [command.description for command in await api.get_my_commands()] == ["Trợ giúp"]
    await api.delete_my_commands(scope=BotCommandScopeChat(2001))
    assert [command["command"] for command in commands_for(telegram.world, 2001)] == ["help"]
    with pytest.raises(BadRequest, match=r"(?i)BOT_COMMAND_INVALID"):
        await api.set_my_commands([BotCommand("Trợ", "x")])


async def test_the_rest_of_the_methods(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    typed = await telegram.user_sends_text(2001, "/start")
    sent = await api.send_message(2001, "Một", reply_parameters=ReplyParameters(typed))
    assert sent.reply_to_message is not None
    assert (await api.forward_message(2001, 2001, sent.message_id)).forward_origin is not None
    assert (await api.copy_message(2001, 2001, sent.message_id)).message_id > sent.message_id
    assert await api.send_chat_action(2001, "typing")
    assert (await api.get_chat(2001)).first_name == "Lê"
    assert await api.set_my_description("Bot điều phối")
    assert await api.set_my_short_description("Điều phối")
    assert await api.set_my_name("Điều Phối")
    assert await api.set_chat_menu_button(menu_button=MenuButtonCommands())
    with pytest.raises(BadRequest, match=r"(?i)replied not found"):
        await api.send_message(2001, "Hai", reply_parameters=ReplyParameters(999))


async def test_a_message_older_than_two_days_stays(
    api: ExtBot[None], telegram: SimulatedTelegram, clock: MovableClock
) -> None:
    await telegram.user_sends_text(2001, "/start")
    sent = await api.send_message(2001, "Một")
    clock.set(clock.now().replace(day=4))
    with pytest.raises(BadRequest, match=r"(?i)can't be deleted"):
        await api.delete_message(2001, sent.message_id)


async def test_too_fast(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    telegram.world.pace = Pace(Limits(private_burst=1), lambda: 0.0)
    await telegram.user_sends_text(2001, "/start")
    await api.send_message(2001, "Một")
    with pytest.raises(RetryAfter, match="in 0:00:01"):
        await api.send_message(2001, "Hai")


async def test_wrong_token_and_unknown_method(api: ExtBot[None], base_url: str, telegram: SimulatedTelegram) -> None:
    with pytest.raises(InvalidToken, match=r"[Uu]nauthorized|rejected"):
        await ExtBot("4242:another", base_url=f"{base_url}/bot").initialize()
    with pytest.raises(EndPointNotFound):
        await api.do_api_request("sendNothing")


@pytest.mark.parametrize(
    ("fault", "error", "applied"),
    [
        (Fault(cut=True), NetworkError, True),
        (Fault(cut=True, applied=False), NetworkError, False),
        (Fault(status=502, description="Bad Gateway"), NetworkError, True),
        (Fault(applied=False), NetworkError, False),
        (Fault(broken_json=True), Exception, True),
        (Fault(hold=asyncio.Event()), TimedOut, True),
    ],
)
async def test_faults(
    api: ExtBot[None], telegram: SimulatedTelegram, fault: Fault, error: type[Exception], applied: bool
) -> None:
    await telegram.user_sends_text(2001, "/start")
    telegram.faults.append(Strike("sendMessage", fault))
    with pytest.raises(error):
        await api.send_message(2001, "Một", read_timeout=0.2 if fault.hold else PATIENCE)
    async with asyncio.timeout(PATIENCE):
        while telegram.calls[-1].applied is not applied:  # noqa: ASYNC110 - who hung up doesn't hear of it
            await asyncio.sleep(0.01)
    assert len(telegram.world.chats[2001].messages) == 1 + applied
    await api.send_message(2001, "Hai")


async def test_a_flood_fault_says_how_long(api: ExtBot[None], telegram: SimulatedTelegram) -> None:
    telegram.faults.append(Strike("sendMessage", flood(7)))
    with pytest.raises(RetryAfter, match="in 0:00:07"):
        await api.send_message(2001, "Một")


def _arrival(telegram: SimulatedTelegram, method: str) -> asyncio.Event:
    """Return an event that is set when a call of `method` arrives."""
    arrived = asyncio.Event()

    def look(call: Call) -> None:
        if call.method == method:
            arrived.set()

    telegram.faults.append(look)
    return arrived
