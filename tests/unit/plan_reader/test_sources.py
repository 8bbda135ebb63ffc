from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest

from bot.errors import Unreadable
from bot.plan_reader.blocks import Paragraph, Table
from bot.plan_reader.sources import MAX_BYTES, blocks_of
from bot.plan_reader.whole import read
from bot.texts import LANGUAGES, say
from tests.unit.plan_reader.papers import docx_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PLAN = (Path(__file__).parents[2] / "plans" / "son_ha_2026.txt").read_text(encoding="utf-8")
LOCKED_PDF = b"""%%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj
4 0 obj <</Filter/Standard/V 1/R 2/P -4/O <%s>/U <%s>>> endobj
trailer <</Root 1 0 R/Size 5/Encrypt 4 0 R/ID [<00><00>]>>
""" % (b"41" * 32, b"42" * 32)


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def scan() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def problem(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data, "plan")
    assert all(say(language, caught.value.key, **caught.value.values) for language in LANGUAGES)
    return caught.value.key.removeprefix("plan_reader.")


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"x" * (MAX_BYTES + 1), "too_big"),
        (OLE + "WordDocument".encode("utf-16-le"), "old_word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (OLE + b"something else", "wrong_kind"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "picture"),
        (rb"{\rtf1 K\u7871? ho\u7841?ch}", "wrong_kind"),
        (packed(xl__workbook_xml=b"<x/>"), "wrong_kind"),
        (b"PK\x03\x04 torn", "damaged"),
        (docx_of(PLAN)[:-400], "damaged"),
        (packed(word__document_xml=b"<w:document"), "damaged"),
        (packed(word__document_xml=b"0" * 21 * 1024 * 1024), "bomb"),
        (packed(**{f"p{i}": b"" for i in range(2001)}), "bomb"),
        (b"%PDF-1.7 nothing more", "damaged"),
        (LOCKED_PDF, "locked"),
        (scan(), "scanned"),
        ("Thực đơn tuần này: phở, bún.".encode(), "not_a_plan"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_says_why(data: bytes, key: str) -> None:
    assert problem(data) == key


def test_a_locked_archive() -> None:
    data = bytearray(packed(word__document_xml=b"<x/>"))
    data[6] |= 1
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1
    assert problem(bytes(data)) == "locked"


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "  * MẬT *", "ĐỘ MẬT: TỐI MẬT"])
def test_a_stamp_of_secrecy_is_refused(stamp: str) -> None:
    assert problem(f"{stamp}\n{PLAN}".encode()) == "secret"


def test_a_stamp_in_a_cell_is_refused() -> None:
    document = docx.Document(io.BytesIO(docx_of(PLAN)))
    document.add_table(rows=2, cols=2).rows[1].cells[1].text = "TỐI MẬT"
    out = io.BytesIO()
    document.save(out)
    assert problem(out.getvalue()) == "secret"


@pytest.mark.parametrize("line", ["Bảo vệ bí mật nhà nước", "MẬT ĐỘ DÂN SỐ", "Buổi gặp mặt thân mật", "MẬT ONG"])
def test_other_words_are_no_stamp(line: str) -> None:
    assert read(f"{PLAN}\n{line}\n".encode(), "plan.txt")["number"] == "58/KH-UBND"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_any_unicode(encoding: str) -> None:
    assert read(PLAN.encode(encoding), "plan.txt")["number"] == "58/KH-UBND"


def test_the_name_of_the_file_does_not_matter() -> None:
    assert read(docx_of(PLAN), "plan.pdf")["number"] == "58/KH-UBND"


def paragraphs(data: bytes) -> list[str]:
    return [block.text for block in blocks_of(data) if isinstance(block, Paragraph)]


def test_marks_of_emphasis_and_links_are_taken_off() -> None:
    text = "- gửi **trước ngày 5/7** (*qua* <i>thư</i>) <http://a.example/b>\n* Cụm 1\n_______\n"
    assert paragraphs(text.encode()) == ["- gửi trước ngày 5/7 (qua thư) http://a.example/b", "* Cụm 1"]


def test_broken_lines_of_a_text_are_joined() -> None:
    sentence = "Các cơ quan, đơn vị, địa phương chủ động chuẩn bị nội dung thuộc trách nhiệm được phân công tại đây"
    wrapped = "\n".join([sentence[:52], sentence[52:].strip()] * 6 + ["1. Mục đích"])
    assert paragraphs(wrapped.encode())[-1] == "1. Mục đích"


def test_two_columns_of_a_head() -> None:
    text = "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố:        /KH-UBND\n"
    assert paragraphs(text.encode())[:2] == ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert paragraphs(text.encode())[2] == "Số: /KH-UBND"


def test_rows_of_a_table() -> None:
    tabs, bars = b"a\tb\n1\t2\n", b"| a | b |\n|---|---|\n| 1 | 2 |\n"
    for data in (tabs, bars):
        (table,) = blocks_of(data)
        assert isinstance(table, Table)
        assert [row.cells for row in table.rows] == [("a", "b"), ("1", "2")]


def test_automatic_numbers_of_word() -> None:
    document = docx.Document()
    for text in ("Mục đích", "Yêu cầu"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("ý một", style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    assert paragraphs(out.getvalue()) == ["1. Mục đích", "2. Yêu cầu", "- ý một"]


def test_merged_cells_stand_once() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "cả hai"
    table.rows[1].cells[0].text = "một"
    out = io.BytesIO()
    document.save(out)
    (block,) = blocks_of(out.getvalue())
    assert isinstance(block, Table)
    assert [row.cells for row in block.rows] == [("cả hai", ""), ("một", "")]
