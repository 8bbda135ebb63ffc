"""Word files with tracked changes, frames, controls, headers: what a reader sees, and nothing twice."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement

from bot.errors import Unreadable
from bot.plan_reader.blocks import Paragraph, Table
from bot.plan_reader.sources import blocks_of
from bot.plan_reader.whole import read
from tests.unit.plan_reader.hostile import word
from tests.unit.plan_reader.office import framed

WAS = 'w:id="1" w:author="a"'


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def shown(body: str) -> list[object]:
    blocks = blocks_of(word(body))
    return [b.text if isinstance(b, Paragraph) else [row.cells for row in b.rows] for b in blocks]


INSERTED = f"<w:ins {WAS}>{run('12')}</w:ins>"
DELETED = f"<w:del {WAS}>{run('11', 'delText')}</w:del>"
MARK = f"<w:pPr><w:rPr><w:del {WAS}/></w:rPr></w:pPr>"
SEEN = {
    "inserted": (f"<w:p>{run('ngày ')}{INSERTED}{DELETED}</w:p>", ["ngày 12"]),
    "moved": (f"<w:p><w:moveFrom>{run('A')}</w:moveFrom>{run('B')}<w:moveTo>{run('A')}</w:moveTo></w:p>", ["BA"]),
    "inserted and deleted": (f"<w:p><w:ins {WAS}>{DELETED}</w:ins>{run('B')}</w:p>", ["B"]),
    "joined": (f"<w:p>{MARK}{run('Sở ')}</w:p><w:p><w:pPr/>{run('Nội vụ')}</w:p>", ["Sở Nội vụ"]),
    "a control": (f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('A')}</w:p></w:sdtContent></w:sdt>", ["A"]),
    "a field": (f'<w:p><w:fldSimple w:instr="DATE">{run("12/7")}</w:fldSimple></w:p>', ["12/7"]),
    "a tag": (f"<w:p><w:smartTag><w:smartTagPr/>{run('A')}</w:smartTag></w:p>", ["A"]),
    "a soft break": (f"<w:p>{run('Sở')}<w:r><w:br/></w:r>{run('nội vụ')}</w:p>", ["Sở nội vụ"]),
}


@pytest.mark.parametrize(("body", "lines"), SEEN.values(), ids=SEEN)
def test_what_a_reader_sees(body: str, lines: list[str]) -> None:
    assert shown(body) == lines


def test_a_deleted_row_is_gone() -> None:
    row = "<w:tr>{0}<w:tc><w:p>{1}</w:p></w:tc><w:tc><w:p>{1}</w:p></w:tc></w:tr>"
    rows = (
        row.format("", run("A")) + row.format(f"<w:trPr><w:del {WAS}/></w:trPr>", run("B")) + row.format("", run("C"))
    )
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    assert shown(f"<w:tbl>{grid}{rows}</w:tbl>") == [[("A", "A"), ("C", "C")]]


def document_with(text: str, *, header: str = "", box: str = "") -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph(text)
    if box:
        paragraph._p.append(framed(box))
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_text_box_stands_once_before_its_anchor() -> None:
    assert [b.text for b in blocks_of(document_with("KẾ HOẠCH", box="DỰ THẢO")) if not isinstance(b, Table)] == [
        "DỰ THẢO",
        "KẾ HOẠCH",
    ]


@pytest.mark.parametrize("tag", ["w:del", "w:moveFrom"])
def test_a_text_box_that_was_deleted_is_gone(tag: str) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("KẾ HOẠCH")
    change = OxmlElement(tag)
    change.append(framed("DỰ THẢO"))
    paragraph._p.append(change)
    out = io.BytesIO()
    document.save(out)
    assert len(blocks_of(out.getvalue())) == 1


def test_headers_are_no_part_of_the_text_unless_they_are_the_letterhead() -> None:
    plain = blocks_of(document_with("KẾ HOẠCH", header="Trang 2"))
    head = blocks_of(document_with("KẾ HOẠCH", header="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    assert (len(plain), len(head)) == (1, 2)


@pytest.mark.parametrize("place", ["header", "box"])
def test_a_stamp_of_secrecy_is_seen_wherever_it_stands(place: str) -> None:
    with pytest.raises(Unreadable, match="secret"):
        read(document_with("KẾ HOẠCH", **{place: "TỐI MẬT"}), "x.docx")
