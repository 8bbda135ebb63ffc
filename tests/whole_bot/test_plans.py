"""From the file of a plan to a conference, seen from an organiser's telephone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import docx
import pytest

from bot.language.folding import fold
from bot.language.unit_kind import kind_and_level
from models.units import Unit
from tests.whole_bot.conftest import OWNER, Running
from tests.whole_bot.person import Person

PROVINCE = Path(__file__).parents[2] / "bot" / "playground" / "province"
PLAN = PROVINCE / "ke_hoach_hoi_nghi.docx"


@pytest.fixture
async def registry(bot: Running) -> None:
    """The units of the invented province stand in the registry."""
    kinds = tomllib.loads((PROVINCE / "units.toml").read_text(encoding="utf-8"))
    now = bot.app.clock.now()
    async with bot.app.transactions.write("t1") as session:
        for kind, names in kinds.items():
            session.add_all(
                Unit(name=n, folded=fold(n), kind=kind, level=kind_and_level(n)[1], created_at=now) for n in names
            )


async def sent(bot: Running, file: Path = PLAN) -> Person:
    owner = bot.person(OWNER, "Hà", "Trần Thị Thu")
    await owner.uploads(file)
    await owner.waits_for("Đang đọc")
    await owner.waits_for("Kế hoạch số 58/KH-UBND")
    return owner


@pytest.mark.usefixtures("registry")
async def test_a_plan_becomes_a_conference(bot: Running) -> None:
    owner = await sent(bot)
    assert owner.sees("thứ Năm, 10/12/2026")
    assert owner.sees("Nhiệm vụ: 12, trong đó 12 có thời hạn")
    await owner.taps("Đơn vị")
    await owner.waits_for("Cần quyết định: 3")
    await owner.taps("1")
    await owner.waits_for("Danh bạ có các đơn vị gần giống")
    await owner.taps("Ủy ban Mặt trận Tổ quốc")
    await owner.waits_for("nhóm này có 36 đơn vị")
    await owner.taps("Chấp nhận 36 đơn vị")
    await owner.waits_for("Các sở, ban, ngành")
    await owner.taps("Chấp nhận")
    await owner.waits_for("Tên đơn vị trong kế hoạch")
    await owner.taps("Quay lại")
    await owner.waits_for("Kế hoạch số 58/KH-UBND")
    await owner.taps("Xác nhận")
    await owner.waits_for("Lập hội nghị từ kế hoạch này?")
    again = next(button["callback_data"] for button in owner.last.buttons if button["text"] == "Lập hội nghị")
    await owner.taps("Lập hội nghị")
    card = await owner.waits_for("Đã lập hội nghị")
    assert "Nhiệm vụ: 12, trong đó 12 có thời hạn" in card.text
    assert "Hạn gửi danh sách đại biểu: thứ Năm, 26/11/2026, 17:00 (mục VI.6)" in card.text
    await owner.presses(card.message_id, again)
    await owner.waits_for_toast("vừa được thay đổi")
    await owner.taps("Chương trình")
    await owner.waits_for("Phát biểu khai mạc Hội nghị")
    await owner.types("/conferences")
    await owner.waits_for("Hội nghị đang tổ chức: 1")


@pytest.mark.usefixtures("registry")
async def test_a_fact_is_corrected_by_tapping_it_and_answering(bot: Running) -> None:
    owner = await sent(bot)
    await owner.taps("Nhiệm vụ")
    await owner.waits_for("Phát hành Giấy mời")
    await owner.taps("3")
    card = await owner.waits_for("Nhiệm vụ 3 (mục VI.1)")
    stale = next(button["callback_data"] for button in card.buttons if button["text"] == "Thời hạn")
    await owner.taps("Thời hạn")
    await owner.waits_for("Thời hạn đúng là gì?")
    await owner.types("khi nào cũng được")
    await owner.waits_for("Thời hạn chưa rõ")
    await owner.types("trước 3 ngày làm việc")
    await owner.waits_for("Đã sửa Thời hạn: trước 3 ngày làm việc")
    await owner.presses(card.message_id, stale)
    await owner.waits_for_toast("vừa được thay đổi")
    await owner.taps("Bỏ mục này")
    await owner.waits_for("sẽ không đưa vào hội nghị")
    await owner.taps("Quay lại")
    await owner.waits_for("Nhiệm vụ: 11")


async def test_a_duty_that_was_not_found_is_added(bot: Running) -> None:
    owner = await sent(bot)
    await owner.taps("Nhiệm vụ")
    await owner.taps("Thêm nhiệm vụ")
    await owner.waits_for("Xin gửi nội dung nhiệm vụ")
    await owner.types("Bố trí xe đưa đón đại biểu")
    await owner.waits_for("Nhiệm vụ 13")
    await owner.taps("Đơn vị chủ trì")
    await owner.types("Văn phòng UBND tỉnh")
    await owner.waits_for("Đã sửa Đơn vị chủ trì: Văn phòng UBND tỉnh")


async def test_without_a_registry_class_names_are_said_to_be_unknown(bot: Running) -> None:
    owner = await sent(bot, PROVINCE / "ke_hoach_hoi_nghi.txt")
    await owner.taps("Đơn vị")
    await owner.waits_for("Danh bạ đơn vị đang trống")
    await owner.taps("Mở danh bạ đơn vị")
    await owner.waits_for("Danh bạ")


async def test_a_plan_is_forgotten_only_when_asked_twice(bot: Running) -> None:
    owner = await sent(bot)
    await owner.taps("Bỏ")
    await owner.waits_for("không lấy lại được")
    await owner.taps("Xóa tệp và bản đọc")
    await owner.waits_for("Đã xóa tệp")
    await owner.types("/plans")
    await owner.waits_for("Chưa có kế hoạch nào")


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(600), "Đây là tệp ảnh"),
        ("trong.txt", b"   \n", "Tệp không có nội dung"),
        ("thu.txt", "Kính gửi anh, em xin nghỉ một ngày.".encode(), "không phải là kế hoạch"),
    ],
)
async def test_a_file_that_is_no_plan_gets_one_sentence(bot: Running, name: str, data: bytes, sentence: str) -> None:
    owner = bot.person(OWNER)
    await owner.uploads(name, data)
    await owner.waits_for(sentence)


async def test_a_stranger_cannot_send_a_plan(bot: Running) -> None:
    stranger = bot.person(3001)
    await stranger.uploads(PLAN)
    await stranger.waits_for("chưa tham gia hệ thống")


async def confirmed(bot: Running, owner: Person) -> None:
    """Confirm the draft as it stands, whatever is still open."""
    await owner.taps("Xác nhận")
    await owner.waits_for("Lập hội nghị từ kế hoạch này?")
    await owner.taps("Lập hội nghị")
    await owner.waits_for("Đã lập hội nghị")


@pytest.mark.usefixtures("registry")
async def test_a_new_version_is_compared_and_applied(bot: Running, tmp_path: Path) -> None:
    owner = await sent(bot)
    await confirmed(bot, owner)
    document = docx.Document(str(PLAN))
    for paragraph in document.paragraphs:
        if "Phát hành Giấy mời" in paragraph.text:
            paragraph.text = paragraph.text.replace("Phát hành Giấy mời", "Phát hành Giấy mời và thẻ đại biểu")
    second = tmp_path / "ke_hoach_sua_doi.docx"
    document.save(str(second))
    await owner.uploads(second)
    await owner.waits_for("Đã có hội nghị mang số kế hoạch này")
    await owner.taps("Xem bản vừa đọc")
    await owner.taps("Xác nhận")
    question = await owner.waits_for("Lập hội nghị từ kế hoạch này?")
    assert "Đã có hội nghị mang số kế hoạch này" in question.text
    await owner.taps("Cập nhật hội nghị này")
    screen = await owner.waits_for("Bản mới của kế hoạch đang thực hiện")
    assert "thẻ đại biểu" in screen.text
    assert "Bỏ nhiệm vụ" not in screen.text
    stale = next(button["callback_data"] for button in screen.buttons if button["text"] == "Áp dụng và thông báo")
    await owner.taps("Áp dụng và thông báo")
    done = await owner.waits_for("Đã áp dụng: 1 thay đổi")
    await owner.presses(done.message_id, stale)
    await owner.waits_for_toast("vừa được thay đổi")
    await owner.types("/conferences")
    await owner.waits_for("Hội nghị đang tổ chức: 1")


@pytest.mark.usefixtures("registry")
async def test_a_conference_is_cancelled_after_one_more_look(bot: Running) -> None:
    owner = await sent(bot)
    await confirmed(bot, owner)
    await owner.taps("Hoãn, hủy")
    await owner.waits_for("Hoãn hay hủy hội nghị?")
    await owner.taps("Hủy hội nghị")
    await owner.waits_for("Xin nhập căn cứ hủy")
    await owner.types("Công văn số 12/UBND-VX ngày 20/11/2026")
    await owner.waits_for("Hủy hội nghị này?")
    await owner.taps("Hủy và thông báo")
    await owner.waits_for("Đã hủy")
    await owner.types("/conferences")
    await owner.waits_for("Chưa có hội nghị nào")


HEADER = """ỦY BAN NHÂN DÂN
TỈNH SƠN HÀ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}/UBND-NC
V/v {act} Hội nghị đánh giá công tác cải cách hành chính năm 2026

Sơn Hà, ngày 24 tháng 11 năm 2026

Kính gửi:
- Các sở, ban, ngành tỉnh;
- Ủy ban nhân dân các xã, phường.

Ngày 09 tháng 11 năm 2026, Ủy ban nhân dân tỉnh ban hành Kế hoạch số 58/KH-UBND tổ chức Hội nghị đánh giá công tác \
cải cách hành chính năm 2026 vào lúc 7 giờ 30 phút, ngày 10 tháng 12 năm 2026.

"""
CHANGE = HEADER.format(number=312, act="thay đổi thời gian tổ chức") + (
    "Ủy ban nhân dân tỉnh thông báo thay đổi thời gian tổ chức Hội nghị như sau:\n\n"
    "Thời gian: 13 giờ 30 phút, ngày 17 tháng 12 năm 2026 (thứ Năm).\n\n"
    "Các nội dung khác giữ nguyên theo Kế hoạch số 58/KH-UBND.\n"
)
CANCELLATION = HEADER.format(number=330, act="hủy tổ chức") + (
    "Ủy ban nhân dân tỉnh thông báo hủy tổ chức Hội nghị nêu trên.\n"
)


async def noticed(bot: Running, folder: Path, text: str) -> Person:
    """Make the conference, and send a paper about it."""
    owner = await sent(bot)
    await confirmed(bot, owner)
    paper = folder / "cong_van.txt"
    paper.write_text(text, encoding="utf-8")
    await owner.uploads(paper)
    return owner


@pytest.mark.usefixtures("registry")
async def test_a_notice_of_change_moves_the_conference_it_names(bot: Running, tmp_path: Path) -> None:
    owner = await noticed(bot, tmp_path, CHANGE)
    asked = await owner.waits_for("Văn bản thay đổi thời gian, địa điểm")
    assert "312/UBND-NC ngày 24/11/2026" in asked.text
    await owner.taps("Hội nghị đánh giá")
    shown = await owner.waits_for("Đổi thời gian")
    assert "thứ Năm, 10/12/2026, từ 07:30 đến 11:30 → thứ Năm, 17/12/2026, 13:30" in shown.text
    assert "Thay đổi theo văn bản" in shown.text
    assert "Thêm nhiệm vụ" not in shown.text
    await owner.taps("Áp dụng và thông báo")
    await owner.waits_for("Đã áp dụng")
    await owner.types("/sessions")
    await owner.waits_for("thứ Năm, 17/12/2026")


@pytest.mark.usefixtures("registry")
async def test_a_notice_of_cancellation_ends_it_after_one_more_look(bot: Running, tmp_path: Path) -> None:
    owner = await noticed(bot, tmp_path, CANCELLATION)
    await owner.waits_for("Văn bản hủy hội nghị")
    await owner.taps("Hội nghị đánh giá")
    sure = await owner.waits_for("Hủy hội nghị này?")
    assert "Căn cứ: Công văn số 330/UBND-NC ngày 24/11/2026" in sure.text
    await owner.taps("Hủy và thông báo")
    await owner.waits_for("Đã hủy")


@pytest.mark.usefixtures("registry")
async def test_the_state_comes_as_a_picture(bot: Running) -> None:
    owner = await sent(bot)
    await confirmed(bot, owner)
    await owner.types("/status")
    await owner.waits_for("đơn vị còn việc")
    await owner.taps("Biểu đồ")
    picture = await owner.waits_for("Tình hình các đơn vị")
    assert bot.telegram.world.files.get(picture.content["photo"][-1]["file_id"]).data.startswith(b"\x89PNG")
    await owner.taps("Tình hình")
    await owner.waits_for("đơn vị còn việc")
