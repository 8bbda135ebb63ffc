"""A word or two where no question was asked: shown back, confirmed by a tap; where several are open, asked about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from models.people import Membership, Organiser
from tests.factories import World
from tests.whole_bot.conftest import ORGANISER, Running
from tests.whole_bot.person import Person

FOCAL = 2001


async def office(bot: Running, clock: MovableClock, *, conferences: int) -> tuple[Person, Person]:
    """Return a focal person and the organiser; the unit is invited to each conference and has a duty in it."""
    async with bot.app.transactions.write("seed") as session:
        world = World(session, clock, bot.app.settings)
        boss = await world.person("Nguyễn Văn Bình", telegram_id=ORGANISER)
        await world.add(Organiser(person_id=boss.id, granted_by=1, granted_at=world.now))
        unit = await world.unit("Sở Tư pháp")
        for number in range(conferences):
            conference = await world.conference(boss)
            conference.lists_due = world.now + timedelta(days=10)
            await world.group(conference, [unit], seats=3)
            await world.duty(conference, [unit], text=f"Chuẩn bị tham luận số {number + 1}")
            await world.duty(conference, [unit], text="Gửi danh sách đại biểu tham dự Hội nghị")
        focal = await world.person("Phạm Minh Đức", telegram_id=FOCAL)
        await world.add(Membership(person_id=focal.id, unit_id=unit.id, joined_at=world.now))
    boss_at_phone = bot.person(ORGANISER, "Nguyễn", "Văn Bình")
    await boss_at_phone.types("/cancel")
    await boss_at_phone.waits_for("Đã dừng")
    return bot.person(FOCAL, "Phạm", "Minh Đức"), boss_at_phone


async def test_done_counts_once_it_is_confirmed(bot: Running, clock: MovableClock) -> None:
    focal, boss = await office(bot, clock, conferences=1)
    await focal.types("em làm xong rồi ạ")
    await focal.waits_for("Báo hoàn thành: Chuẩn bị tham luận số 1 – đúng không?")
    await bot.quiet()
    assert not boss.sees("đã nộp kết quả")
    await focal.taps("Đúng, báo hoàn thành")
    await focal.waits_for("Đã nộp; đơn vị tổ chức đã được báo")
    assert "em làm xong rồi ạ" in (await boss.waits_for("Sở Tư pháp đã nộp kết quả")).text
    await focal.types("xong")
    await focal.waits_for("không có nhiệm vụ nào đang chờ báo hoàn thành")


@pytest.mark.parametrize(("typed", "reason"), [("bận họp Tỉnh ủy", "bận họp Tỉnh ủy"), ("vắng", "họp Tỉnh ủy")])
async def test_absence_needs_a_reason(bot: Running, clock: MovableClock, typed: str, reason: str) -> None:
    focal, _ = await office(bot, clock, conferences=1)
    await focal.types(typed)
    await focal.waits_for("Báo vắng: Sở Tư pháp – đúng không?")
    await focal.taps("Đúng, báo vắng")
    if reason != typed:
        await focal.waits_for("Xin anh/chị cho biết lý do")
        await focal.types(reason)
    await focal.waits_for("Đã ghi nhận: Sở Tư pháp báo vắng")
    assert f"Lý do: {reason}" in focal.last.text


async def test_where_several_are_open_it_is_asked(bot: Running, clock: MovableClock) -> None:
    focal, _ = await office(bot, clock, conferences=2)
    await focal.types("da hoan thanh")
    await focal.waits_for("Anh/chị báo hoàn thành nhiệm vụ nào?")
    await focal.taps("2. Chuẩn bị tham luận số 2")
    await focal.waits_for("Báo hoàn thành: Chuẩn bị tham luận số 2 – đúng không?")
    await focal.taps("Hủy")
    await focal.waits_for("Đã dừng")
    await focal.types("co du")
    await focal.waits_for("Anh/chị báo tham dự hội nghị nào?")
    await focal.taps("1. Sở Tư pháp")
    await focal.taps("Đúng, tham dự")
    await focal.waits_for("Đã ghi nhận: Sở Tư pháp tham dự")
    await focal.types("vắng")
    await focal.waits_for("Anh/chị báo vắng hội nghị nào?")
    await focal.types("tham dự")
    await focal.waits_for("Tham dự: Sở Tư pháp – đúng không?")


async def test_others_get_the_hint(bot: Running, clock: MovableClock) -> None:
    _, boss = await office(bot, clock, conferences=1)
    await boss.types("xong")
    await boss.waits_for("Xin chọn một việc")


async def test_a_word_about_the_invitation_is_no_part_of_a_result_that_waits(bot: Running, clock: MovableClock) -> None:
    focal, boss = await office(bot, clock, conferences=1)
    await focal.types("xong")
    await focal.waits_for("Báo hoàn thành: Chuẩn bị tham luận số 1 – đúng không?")
    await focal.types("vắng vì họp Tỉnh ủy")
    await focal.waits_for("Báo vắng: Sở Tư pháp – đúng không?")
    await focal.taps("Đúng, báo vắng")
    assert "họp Tỉnh ủy" in (await boss.waits_for("Sở Tư pháp báo vắng")).text
    assert not boss.sees("đã nộp kết quả")


async def test_in_a_result_that_is_written_the_same_words_are_its_words(bot: Running, clock: MovableClock) -> None:
    focal, _ = await office(bot, clock, conferences=1)
    await focal.types("/duties")
    await focal.taps("1. Chuẩn bị tham luận")
    await focal.taps("Nộp kết quả")
    await focal.waits_for("Xin gửi kết quả")
    await focal.types("vắng 2 người, còn lại đủ")
    assert "vắng 2 người" in (await focal.waits_for("Đã nhận nội dung, chưa nộp")).text


async def test_a_word_that_is_no_reason_is_not_taken_for_one(bot: Running, clock: MovableClock) -> None:
    focal, _ = await office(bot, clock, conferences=1)
    await focal.types("vắng")
    await focal.taps("Đúng, báo vắng")
    await focal.waits_for("Xin anh/chị cho biết lý do")
    await focal.types("vắng")
    await focal.waits_for("Xin ghi lý do")
    await focal.types("tham dự")
    await focal.waits_for("Tham dự: Sở Tư pháp – đúng không?")
