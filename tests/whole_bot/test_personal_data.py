"""Personal data from its coming to its going: masked for the office, never in the audit trail, gone after the term.

One story by typing and tapping; then every column of every table is looked through, and the bytes of the file.
"""

from __future__ import annotations

import contextlib
import io
import re
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from openpyxl.reader.excel import load_workbook
from sqlalchemy import select

from bot.clock import MovableClock
from bot.config import Settings
from bot.playground.telegram import SimulatedTelegram
from bot.services.audit_chain import verify
from models.people import Person as PersonRow
from models.units import Unit
from tests.factories import World
from tests.whole_bot.conftest import ORGANISER, Running
from tests.whole_bot.person import Person
from tests.whole_bot.test_joining import FOCAL, hand_out, name_organiser
from tests.whole_bot.test_story import Stage

DELEGATES = {"Khuất Duy Tùng": "0900 000 731", "Ngạc Thị Hoài": "0900 000 732", "Lục Vĩnh Khương": "0900 000 733"}
FOCAL_NAME, FOCAL_PHONE = "Quách Thị Ngọc Diệp", f"0900 00{FOCAL // 1000} {FOCAL % 1000:03d}"
NUMBERS = (*DELEGATES.values(), FOCAL_PHONE)


def forms(name: str) -> set[str]:
    """Return how a name may stand somewhere: as it is, as JSON has it, its last two words alone."""
    tail = " ".join(name.split()[-2:])
    return {form for words in (name, tail) for form in (words, words.encode("unicode_escape").decode())}


def number_in(text: str) -> list[str]:
    """Return which of the story's numbers stand in `text`, however grouped."""
    digits = re.sub(r"[ .\-]", "", text)
    return [number for number in NUMBERS if number.replace(" ", "")[1:] in digits]


def found_in(text: str) -> list[str]:
    """Return which names and numbers of the story stand in `text`."""
    names = [name for name in (*DELEGATES, FOCAL_NAME) if any(form in text for form in forms(name))]
    return names + number_in(text)


def cells(data: bytes) -> str:
    sheets = load_workbook(io.BytesIO(data)).worksheets
    return "\n".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)


async def join(bot: Running, boss: Person, clock: MovableClock) -> Person:
    """The focal person joins; then a conference invites the unit."""
    codes = await hand_out(bot, boss)
    focal = bot.person(FOCAL, "Quách Thị", "Ngọc Diệp")
    await focal.opens(codes["Sở Nội vụ"])
    await focal.taps("Tôi đồng ý")
    await focal.taps("Chia sẻ số điện thoại")
    await focal.waits_for("Anh/chị đã là đầu mối")
    await bot.quiet()
    async with bot.app.transactions.write("seed") as session:
        world = World(session, clock, bot.app.settings)
        organiser = await session.scalar(select(PersonRow).where(PersonRow.telegram_id == ORGANISER))
        unit = await session.scalar(select(Unit).where(Unit.name == "Sở Nội vụ"))
        assert organiser is not None
        assert unit is not None
        conference = await world.conference(organiser)
        conference.lists_due = world.now + timedelta(days=10)
        await world.group(conference, [unit], seats=3)
        await world.duty(conference, [unit])
    return focal


async def register(bot: Running, focal: Person) -> None:
    """Two delegates are entered, a third is left half-way."""
    (first, one), (second, two), (third, three) = DELEGATES.items()
    await focal.types("/myunit")
    await focal.taps("Đăng ký đại biểu")
    await focal.types(f"{first}; Giám đốc; {one}\n{second}; Phó Giám đốc; {two}")
    await focal.taps("Ghi nhận 2 người")
    await focal.waits_for("Đã ghi nhận 2 đại biểu")
    await focal.taps("Đăng ký đại biểu")
    await focal.types(f"{third}; Chuyên viên; {three}")
    await focal.waits_for("đã chọn 1/1")
    await bot.quiet()


async def report(bot: Running, focal: Person) -> None:
    """A result whose words name a delegate."""
    await focal.types("/duties")
    await focal.waits_for("Nhiệm vụ của")
    await focal.taps("1. ")
    await focal.taps("Nộp kết quả")
    await focal.waits_for("Gửi một hoặc nhiều tệp")
    await focal.types(f"Người trình bày: {next(iter(DELEGATES))}")
    await focal.waits_for("Đã nhận nội dung")
    await focal.taps("Nộp")
    await focal.waits_for("Đã nộp")
    await bot.quiet()


async def change_late(bot: Running, focal: Person, boss: Person, clock: MovableClock) -> None:
    """After the deadline a delegate is to be replaced; the organisers have the wish before them."""
    clock.advance(timedelta(days=10, hours=1))
    await focal.types("/myunit")
    await focal.waits_for("Đại biểu, hạn gửi danh sách")
    await focal.taps("Danh sách đại biểu")
    await focal.waits_for("1. Khuất Duy Tùng")
    await focal.taps("1. Khuất")
    await focal.taps("Thay bằng người khác")
    await focal.waits_for("Ai thay")
    third, three = list(DELEGATES.items())[2]
    await focal.types(f"{third}; Chuyên viên; {three}")
    await focal.taps("Gửi xin ý kiến")
    await focal.waits_for("Đã gửi đơn vị tổ chức xem xét")
    await boss.waits_for("xin thay đại biểu")
    await bot.quiet()


async def look(bot: Running, boss: Person) -> None:
    """The organiser looks everywhere, and takes the tables."""
    await boss.types("/status")
    await boss.taps("Tải bảng .xlsx")
    await boss.waits_for_document("tinh-hinh")
    await boss.types("/board")
    await boss.types("/conferences")
    await boss.taps("58/KH-UBND")
    await bot.quiet()
    await boss.presses(boss.last.message_id, "delegates.export:1")
    await boss.waits_for_document("danh-sach-dai-bieu")
    await boss.types("/units")
    await boss.waits_for("Danh bạ")
    await boss.presses(boss.last.message_id, "units.card:1")
    await boss.waits_for("Đầu mối: Quách Thị Ngọc Diệp (09•• ••• 001)")
    await bot.quiet()


async def press_for_numbers(bot: Running, boss: Person) -> None:
    await boss.taps("Xem số điện thoại")
    await boss.waits_for(FOCAL_PHONE)
    await boss.presses(boss.last.message_id, "delegates.export_phones:1")
    await boss.waits_for_document("danh-sach-dai-bieu")
    await bot.quiet()


def seen_by(person: Person) -> str:
    """Return all that a person was shown: messages, their buttons, and what stands in their tables."""
    files = [message for message in person.received if "document" in message.content]
    tables = [cells(person.telegram.world.files.get(m.content["document"]["file_id"]).data) for m in files]
    labels = [button["text"] for message in person.received for button in message.buttons]
    return "\n".join([*(message.text for message in person.received), *labels, *tables])


def rows(file: Path) -> Iterator[tuple[str, str]]:
    """Yield every row of every table as text, with the table's name."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in connection.execute(f"SELECT * FROM {table}"):
                yield table, str([value.decode("latin-1") if isinstance(value, bytes) else value for value in row])


def where(file: Path) -> dict[str, set[str]]:
    """Return in which tables what of the story stands."""
    found: dict[str, set[str]] = {}
    for table, text in rows(file):
        for what in found_in(text.replace("\\\\", "\\")):
            found.setdefault(table, set()).add(what)
    return found


async def test_from_its_coming_to_its_going(
    telegram: SimulatedTelegram, bot_settings: Settings, clock: MovableClock, tmp_path: Path
) -> None:
    file = tmp_path / "bot.sqlite3"
    async with Stage.open(telegram, bot_settings, clock) as stage:
        bot = stage.running
        _, boss = await name_organiser(bot)
        focal = await join(bot, boss, clock)
        await register(bot, focal)
        await report(bot, focal)
        await change_late(bot, focal, boss, clock)
        await look(bot, boss)
        assert number_in(seen_by(boss)) == []
        await press_for_numbers(bot, boss)
        assert set(number_in(seen_by(boss))) == {FOCAL_PHONE, *list(DELEGATES.values())[:2]}
        before = where(file)
        assert {"person", "delegate", "change_request", "inbox", "outbox", "report"} <= before.keys()
        assert set().union(*before.values()) == {*DELEGATES, FOCAL_NAME, *NUMBERS}
        assert "audit" not in before

        clock.set(clock.now() + timedelta(days=120))
        for _ in range(20):  # past the term, then past the two weeks of what was said at its end
            clock.advance(timedelta(days=1))
            await bot.app.alarm.ring()
            await bot.quiet()
        async with bot.app.transactions.read() as session:
            assert (await verify(session)).fault is None
        assert where(file) == {}
        assert bot.app.database.journal is not None
        bot.app.database.journal.tidy(clock.now())  # as each daily copy does
    assert file in kept(tmp_path)
    for path in kept(tmp_path):
        nothing_in(path)


def kept(folder: Path) -> list[Path]:
    """Return the files that the bot has beside its copies, which have a term of their own."""
    return [path for path in folder.rglob("*") if path.is_file() and "backups" not in path.parts]


def nothing_in(path: Path) -> None:
    """No byte of a file tells a name or a number of the story."""
    content = path.read_bytes()
    for form in {form for name in (*DELEGATES, FOCAL_NAME) for form in forms(name)}:
        assert form.encode() not in content, (path, form)
    assert number_in(re.sub(rb"[^0-9]", b".", content).decode()) == [], path


async def test_whoever_withdraws_is_gone_at_once_from_every_table_and_from_the_journal(
    bot: Running, clock: MovableClock, tmp_path: Path
) -> None:
    """Also from what the office pressed below messages that named them."""
    _, boss = await name_organiser(bot)
    focal = await join(bot, boss, clock)
    await boss.types("/units")
    await boss.waits_for("Danh bạ")
    await boss.presses(boss.last.message_id, "units.card:1")
    await boss.waits_for("Đầu mối: Quách Thị Ngọc Diệp")
    await boss.taps("Xem số điện thoại")
    await boss.waits_for(FOCAL_PHONE)
    await boss.presses(boss.last.message_id, "units.card:1")
    await bot.quiet()
    (journal,) = [path for path in kept(tmp_path) if path.suffix == ".jsonl"]
    assert where(tmp_path / "bot.sqlite3").keys() >= {"person", "inbox", "outbox"}
    assert found_in(journal.read_text()) != []
    await focal.types("/mydata")
    await focal.taps("Rút lại sự đồng ý")
    await focal.taps("Rút lại và xóa")
    await focal.waits_for("Đã rút lại sự đồng ý")
    await bot.quiet()
    assert where(tmp_path / "bot.sqlite3") == {}
    assert found_in(journal.read_text()) == []
