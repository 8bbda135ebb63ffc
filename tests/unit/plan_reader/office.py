"""The text of a plan as a Word file with all that offices leave in theirs.

The head and the signature stand in borderless tables, bullets are Word's own, a stamp stands in a text box, lines are
broken softly, changes are tracked, a heading of a table is merged over its columns, rows break over pages, the page's
number stands in the header, and one paragraph in a content control.
"""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from tests.unit.plan_reader.papers import docx_of

_BY = 'w:id="{id}" w:author="Văn thư" w:date="2024-01-02T08:00:00Z"'
_BOX = """<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><mc:AlternateContent><mc:Choice Requires="wps">
<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:posOffset>0
</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="1080000" cy="288000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="Khung"/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="1080000" cy="288000"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr><wps:txbx>
<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>
<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""


def office_docx(text: str, *, tracked: bool = True) -> bytes:
    """Return `text` as such a file; without tracked changes to be printed, as printing shows what was deleted."""
    document = docx.Document(io.BytesIO(docx_of(text)))
    for change in (*((_tracked,) if tracked else ()), _soft, _bullets, _boxed, _controlled, _edges, _tables):
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _long(document: Document) -> list[Paragraph]:
    """Return the paragraphs long enough to be changed inside."""
    return [p for p in document.paragraphs if len(p.text.split()) > 12 and len(p.runs) == 1]


def _tracked(document: Document) -> None:
    """In every third long paragraph some words are inserted, others deleted; one whole paragraph is deleted."""
    for number, paragraph in enumerate(_long(document)[::3]):
        words = paragraph.text.split(" ")
        head, middle, tail = words[:6], words[6:9], words[9:]
        run = paragraph.runs[0]
        run.text = " ".join(head) + " "
        inserted = _change("w:ins", number * 2, _run(" ".join(middle)))
        deleted = _change("w:del", number * 2 + 1, _run(" bản cũ ngày 31/12/1999", deleted=True))
        run._r.addnext(inserted)
        inserted.addnext(deleted)
        deleted.addnext(_run(" " + " ".join(tail)))
    last = document.paragraphs[-1]
    last._p.addnext(parse_xml(f"<w:p {nsdecls('w')}/>"))
    gone = Paragraph(last._p.getnext(), last._parent)
    gone._p.append(_change("w:del", 900, _run("- Sở Cũ gửi báo cáo trước ngày 31/12/1999.", deleted=True)))


def _run(text: str, *, deleted: bool = False) -> Any:
    run, inner = OxmlElement("w:r"), OxmlElement("w:delText" if deleted else "w:t")
    inner.text = text
    inner.set(qn("xml:space"), "preserve")
    run.append(inner)
    return run


def _change(tag: str, number: int, run: Any) -> Any:
    change = parse_xml(f"<{tag} {nsdecls('w')} {_BY.format(id=number)}/>")
    change.append(run)
    return change


def _soft(document: Document) -> None:
    """The lines of a title are one paragraph, broken softly."""
    paragraphs = document.paragraphs
    for first, second in pairwise(paragraphs):
        centred = first.alignment == second.alignment == WD_ALIGN_PARAGRAPH.CENTER
        if centred and not re.match(r"KẾ HOẠCH|GIẤY|THÔNG BÁO|PHỤ LỤC", first.text) and first.text and second.text:
            first.runs[-1].add_break()
            for run in second._p.findall(qn("w:r")):
                first._p.append(run)
            second._p.getparent().remove(second._p)
            return


def _bullets(document: Document) -> None:
    """Dashes become Word's own bullets."""
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("- "):
            paragraph.runs[0].text = paragraph.runs[0].text[2:]
            paragraph.style = document.styles["List Bullet"]


def _boxed(document: Document) -> None:
    """A stamp stands in a text box, with the older form of it that Word keeps beside."""
    document.paragraphs[0]._p.append(framed("HỎA TỐC"))


def framed(text: str) -> Any:
    """Return a run that holds a text box."""
    return parse_xml(_BOX.format(ns=nsdecls("w", "wp"), text=text))


def _controlled(document: Document) -> None:
    """One paragraph stands in a content control."""
    paragraph = document.paragraphs[-2]._p
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    paragraph.addprevious(control)
    control.find(qn("w:sdtContent")).append(paragraph)


def _edges(document: Document) -> None:
    """The header holds the page's number, but on the first page; the footer holds a name of the file."""
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'))


def _tables(document: Document) -> None:
    """The head row of a table comes again on each page; a row that has one filled cell is merged over all columns."""
    for table in document.tables:
        if table.style is None or table.style.name != "Table Grid":
            continue
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
        for row in table.rows:
            if sum(bool(cell.text) for cell in row.cells) == 1 and row.cells[0].text:
                row.cells[0].merge(row.cells[-1])
