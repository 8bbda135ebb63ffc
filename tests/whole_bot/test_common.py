"""What belongs to no subject, seen from a telephone."""

from __future__ import annotations

from bot.services.people import by_telegram_id
from tests.whole_bot.conftest import Running


async def test_an_unknown_word_gets_a_hint(bot: Running) -> None:
    stranger = bot.person(3001, "Võ", "Văn Khách")
    await stranger.types("xin chào")
    await stranger.waits_for("Xin chọn một việc")


async def test_an_unknown_command_and_an_old_button_do_no_harm(bot: Running) -> None:
    stranger = bot.person(3001)
    await stranger.types("/khongco")
    message = await stranger.waits_for("không có lệnh này")
    await stranger.presses(message.message_id, "no.such.verb:1:2")
    await stranger.waits_for("không còn hiệu lực")


async def test_the_menu_of_a_stranger_holds_what_they_may(bot: Running) -> None:
    stranger = bot.person(3001)
    await stranger.types("/cancel")
    await stranger.waits_for("Đã dừng")
    await bot.quiet()
    assert "cancel" in stranger.commands


async def test_commands_can_be_tapped_by_those_who_may(bot: Running) -> None:
    stranger = bot.person(3001)
    await stranger.types("/help")
    await stranger.taps("Dữ liệu của tôi")
    message = await stranger.waits_for("không lưu họ tên và số điện thoại")
    await stranger.presses(message.message_id, "command.run:units")
    await stranger.waits_for("chưa tham gia hệ thống")
    await stranger.presses(message.message_id, "command.run:khongco")
    await stranger.waits_for("không còn hiệu lực")


async def test_an_edited_message_changes_nothing_and_says_so(bot: Running) -> None:
    stranger = bot.person(3001)
    sent = await stranger.types("một")
    await stranger.waits_for("Xin chọn")
    await stranger.edits(sent, "hai")
    await stranger.waits_for("không đọc lại tin nhắn đã sửa")


async def test_whoever_blocked_the_bot_is_reached_again_once_they_write(bot: Running) -> None:
    stranger = bot.person(3001)
    await stranger.types("xin chào")
    await stranger.waits_for("Xin chọn")
    await bot.telegram.user_blocks(stranger.id)
    await bot.quiet()
    assert await _unreachable(bot, stranger.id)
    await stranger.types("xin chào")
    await stranger.waits_for("Xin chọn")
    assert not await _unreachable(bot, stranger.id)


async def _unreachable(bot: Running, telegram_id: int) -> bool:
    async with bot.app.transactions.read() as session:
        person = await by_telegram_id(session, telegram_id)
        return person is not None and person.unreachable_at is not None


async def test_the_mark_of_a_page_only_tells_which_it_is(bot: Running) -> None:
    stranger = bot.person(3001)
    await stranger.types("/help")
    message = await stranger.waits_for("Các lệnh anh/chị dùng được")
    await stranger.presses(message.message_id, "common.page:2:5")
    await stranger.waits_for_toast("Trang 2/5")
    await bot.quiet()
    assert stranger.last.text == message.text
