"""From an owner's link to a focal person at their unit, as people see it on their telephones."""

from __future__ import annotations

from io import BytesIO

from openpyxl.reader.excel import load_workbook
from sqlalchemy import select

from bot.documents.registry import RegistryRow
from bot.documents.registry_out import write_registry
from bot.documents.words import words
from models.stored_files import StoredFile
from tests.whole_bot.conftest import ORGANISER, OWNER, Running
from tests.whole_bot.person import Person

FOCAL, OTHER = 2001, 2002


def links(sheet: bytes) -> dict[str, str]:
    """Return the links of a sheet of codes by unit."""
    found = {}
    for line in load_workbook(BytesIO(sheet)).worksheets[0].iter_rows(values_only=True):
        cells = [str(cell) for cell in line if cell]
        link = next((cell for cell in cells if cell.startswith("https://t.me/")), None)
        if link:
            found[cells[1]] = link
    return found


async def name_organiser(bot: Running) -> tuple[Person, Person]:
    """Let the owner name an organiser; return both."""
    owner, organiser = bot.person(OWNER, "Trần Hữu", "Phúc"), bot.person(ORGANISER, "Nguyễn Văn", "Bình")
    await owner.types("/organisers")
    await owner.taps("Thêm người tổ chức")
    message = await owner.waits_for("https://t.me/")
    link = next(word for word in message.text.split() if word.startswith("https://t.me/"))
    await organiser.opens(link)
    await organiser.taps("Tôi đồng ý")
    await organiser.taps("Chia sẻ số điện thoại của tôi")
    await organiser.waits_for("đã là người tổ chức")
    await bot.quiet()
    return owner, organiser


async def hand_out(bot: Running, organiser: Person) -> dict[str, str]:
    """Import two units and hand out their codes; return the links by unit. No code stays behind in clear."""
    table = write_registry([RegistryRow("Sở Nội vụ"), RegistryRow("Sở Y tế")], words("vi"))
    await organiser.uploads("danh-ba.xlsx", table)
    await organiser.waits_for("Thêm mới: 2")
    await organiser.taps("Áp dụng")
    await organiser.waits_for("Đã cập nhật danh bạ")
    await organiser.types("/codes")
    await organiser.taps("Đơn vị chưa có đầu mối: 2")
    await organiser.waits_for("Mã mới có hiệu lực 14 ngày")
    await organiser.taps("Cấp mã")
    drawing = await organiser.waits_for("Đang lập tệp mã tham gia")
    assert [button["text"] for button in drawing.buttons] == ["Các mã đã cấp"]
    _, sheet = await organiser.waits_for_document("ma-tham-gia")
    await bot.quiet()
    async with bot.app.transactions.read() as session:
        assert list(await session.scalars(select(StoredFile.content))) == [None]
    return links(sheet)


async def test_from_the_owners_link_to_a_focal_person_and_back(bot: Running) -> None:
    owner, organiser = await name_organiser(bot)
    assert owner.sees("Nguyễn Văn Bình (09•• ••• 002) đã trở thành người tổ chức")
    assert {"units", "codes", "mydata"} <= set(organiser.commands)
    assert "organisers" not in organiser.commands
    codes = await hand_out(bot, organiser)
    focal, other = bot.person(FOCAL, "Lê Thị", "Mai"), bot.person(OTHER)
    await focal.opens(codes["Sở Nội vụ"])
    await focal.waits_for("Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15")
    await focal.types("đồng ý")
    await focal.waits_for("Luật Bảo vệ dữ liệu cá nhân")
    await focal.taps("Tôi đồng ý")
    await focal.waits_for("Chia sẻ số điện thoại của tôi")
    await focal.types("0900 000 999")
    await focal.waits_for("số gõ tay")
    await focal.shares_contact(OTHER)
    await focal.waits_for("không phải số điện thoại của chính tài khoản này")
    await focal.shares_contact()
    await focal.waits_for("Anh/chị đã là đầu mối của Sở Nội vụ")
    await bot.quiet()
    assert organiser.sees("Lê Thị Mai (09•• ••• 001) đã tham gia làm đầu mối của Sở Nội vụ")
    await other.types(f" {codes['Sở Nội vụ']}\n")  # pasted from the table, where others tap
    await other.waits_for("đã được sử dụng")
    await focal.opens(codes["Sở Y tế"])
    await focal.taps("Xác nhận")
    await focal.waits_for("Anh/chị đã là đầu mối của Sở Y tế")
    await bot.quiet()  # both news have arrived: the newest button is that of the second unit
    await organiser.taps("Hoàn tác")
    await organiser.waits_for("Kết thúc vai trò đầu mối của Lê Thị Mai tại Sở Y tế?")
    await organiser.taps("Kết thúc vai trò đầu mối")
    await organiser.waits_for("Đã kết thúc vai trò đầu mối của Lê Thị Mai tại Sở Y tế")
    await bot.quiet()
    assert focal.sees("đã kết thúc vai trò đầu mối của anh/chị tại Sở Y tế")


async def test_a_person_reads_corrects_and_withdraws(bot: Running) -> None:
    _, organiser = await name_organiser(bot)
    codes = await hand_out(bot, organiser)
    focal = bot.person(FOCAL, "Mai", "Lê")
    await focal.opens(codes["Sở Y tế"])
    await focal.taps("Tôi đồng ý")
    await focal.shares_contact()
    await focal.waits_for("Họ tên được ghi: Mai Lê")
    await focal.types("/mydata")
    await focal.taps("Sửa họ tên")
    await focal.waits_for("Xin gõ họ tên")
    await focal.types("Lê Thị Mai")
    await focal.waits_for("Họ tên: Lê Thị Mai")
    await focal.taps("Rút lại sự đồng ý")
    await focal.taps("Rút lại và xóa")
    await focal.waits_for("Đã rút lại sự đồng ý")
    await bot.quiet()
    assert organiser.sees("Một đầu mối của Sở Y tế đã rút lại sự đồng ý")
    await focal.types("/mydata")
    await focal.waits_for("không lưu họ tên và số điện thoại")


async def test_the_registry_by_hand(bot: Running) -> None:
    _, organiser = await name_organiser(bot)
    await organiser.types("/units")
    await organiser.taps("Thêm đơn vị")
    await organiser.waits_for("Xin gõ tên đầy đủ")
    await organiser.types("Ủy ban nhân dân xã Đồng Lạc")
    await organiser.waits_for("Cấp xã · UBND cấp xã")
    await organiser.taps("Thêm tên khác")
    await organiser.waits_for("tên viết tắt")
    await organiser.types("UBND xã Đồng Lạc")
    await organiser.waits_for("Tên khác: UBND xã Đồng Lạc")
    await organiser.taps("Sửa loại")
    await organiser.waits_for("Chọn loại")
    await organiser.taps("Ban")
    await organiser.waits_for("Cấp xã · Ban")
    await organiser.types("/units")
    await organiser.taps("Tìm đơn vị")
    await organiser.waits_for("Xin gõ một phần")
    await organiser.types("dong lac")
    await organiser.taps("Ủy ban nhân dân xã Đồng Lạc")
    await organiser.waits_for("Chưa cấp mã tham gia")
    await organiser.taps("Cấp mã tham gia")
    await organiser.waits_for("có hiệu lực 14 ngày")
    await organiser.taps("Cấp mã")
    await organiser.waits_for_document("ma-tham-gia")
    await organiser.taps("Các mã đã cấp")
    await organiser.taps("Thu hồi: ")
    await organiser.taps("Thu hồi mã")
    await organiser.waits_for("đã thu hồi")
    await organiser.types("/language")
    await organiser.taps("English")
    await organiser.waits_for("speaks English")
    await organiser.types("/help")
    await organiser.waits_for("/codes – Issue invite codes to units")
    await bot.quiet()
    assert "units" in organiser.commands


async def test_the_office_declares_a_day(bot: Running) -> None:
    _, organiser = await name_organiser(bot)
    await organiser.types("/calendar")
    await organiser.taps("Khai báo một ngày")
    await organiser.waits_for("Xin gõ ngày")
    await organiser.types("thứ bảy tuần này")
    await organiser.waits_for("thứ Bảy, 28/11/2026 đang được tính là ngày nghỉ")
    await organiser.taps("Đổi thành ngày làm việc")
    await organiser.waits_for("Theo văn bản nào")
    await organiser.types("Thông báo 45/TB-VPUB ngày 20/11/2026")
    await organiser.waits_for("thứ Bảy, 28/11/2026: làm việc (Thông báo 45/TB-VPUB ngày 20/11/2026)")
    await organiser.taps("Bỏ khai báo 28/11/2026")
    await organiser.waits_for("Bỏ khai báo ngày này?")
    await organiser.taps("Bỏ khai báo")
    await organiser.waits_for("Chưa khai báo ngày nào")


async def test_who_joins_may_change_the_language_and_goes_on(bot: Running) -> None:
    _, organiser = await name_organiser(bot)
    codes = await hand_out(bot, organiser)
    focal = bot.person(FOCAL, "Lê Thị", "Mai")
    await focal.types("/myunit")
    await focal.waits_for("Để tham gia, xin mở liên kết hoặc quét mã QR")
    await focal.opens(codes["Sở Nội vụ"])
    old = await focal.waits_for("Luật Bảo vệ dữ liệu cá nhân")
    assert any(button["text"] == "Ngôn ngữ · Language" for button in old.buttons)
    await focal.types("/language")
    await focal.taps("English")
    await focal.waits_for("Law on Personal Data Protection")
    agree = next(button["callback_data"] for button in old.buttons if button["text"] == "Tôi đồng ý")
    await focal.presses(old.message_id, agree)
    await focal.waits_for("Please press Share my phone number")
    await focal.types("/language")
    await focal.taps("Tiếng Việt")
    await focal.waits_for("Chia sẻ số điện thoại của tôi")
    await focal.shares_contact()
    await focal.waits_for("Anh/chị đã là đầu mối của Sở Nội vụ")
