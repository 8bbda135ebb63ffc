"""Files that nobody should send, made when the tests run: bombs, locked, damaged, polyglot, deep, huge, wrongly named.

`FILES` gives for each name how its bytes are made, and the problem it must end in (the key without `plan_reader.`);
"read" where it must be read, None where being read and being refused are both right.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2

from bot.plan_reader.sources import MAX_BYTES
from tests.unit.plan_reader.papers import docx_of

PLAN = (Path(__file__).parents[2] / "plans" / "son_ha_2026.txt").read_text(encoding="utf-8")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def zipped(parts: dict[str, bytes], *, comment: bytes = b"") -> bytes:
    """Return a zip archive of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def word(body: str, prolog: str = "") -> bytes:
    """Return a sound Word file with another body; `prolog` stands before the root of its main part."""
    base = zipfile.ZipFile(io.BytesIO(docx_of("KẾ HOẠCH\nTổ chức Hội nghị")))
    parts = {name: base.read(name) for name in base.namelist()}
    parts["word/document.xml"] = (prolog + _WORD % body).encode()
    return zipped(parts)


def locked_zip() -> bytes:
    """Return an archive whose entries say that they are encrypted."""
    data = bytearray(zipped({"word/document.xml": b"<x/>"}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def pages(count: int) -> bytes:
    """Return a PDF of empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(count):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(objects: str) -> bytes:
    """Return a PDF of written objects, without a cross-reference table."""
    return f"%PDF-1.4\n{objects}\ntrailer <</Root 1 0 R>>\n%%EOF".encode("latin-1")


def rows(count: int) -> str:
    """Return a plan whose agenda has that many rows."""
    lines = "\n".join(f"{7 + i % 9}h{i % 60:02d}\tBáo cáo số {i}\tSở Nội vụ" for i in range(count))
    return f"KẾ HOẠCH\nTổ chức Hội nghị\nII. CHƯƠNG TRÌNH\nThời gian\tNội dung\tThực hiện\n{lines}\n"


def nested(depth: int) -> str:
    """Return the markup of tables in tables."""
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


def tall(count: int) -> bytes:
    """Return a Word file with one table of that many rows."""
    row = (
        "<w:tr><w:tc><w:p><w:r><w:t>7h30</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc></w:tr>"
    )
    return word(f"<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{row * count}</w:tbl>")


def macros() -> bytes:
    """Return a Word file that carries a macro project."""
    base = zipfile.ZipFile(io.BytesIO(docx_of(PLAN)))
    return zipped({**{n: base.read(n) for n in base.namelist()}, "word/vbaProject.bin": _OLE + b"macro"})


def empty_word() -> bytes:
    """Return a Word file with nothing in it."""
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def long(piece: str, times: int) -> bytes:
    """Return a plan with one endless bullet in each section that is read."""
    line = piece * times
    return (
        f"KẾ HOẠCH\nTổ chức Hội nghị\nI. THÀNH PHẦN\n- {line}\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- {line}\n".encode()
    )


FILES: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "nothing": (lambda: b"", "empty"),
    "only spaces": (lambda: b" \r\n\t " * 1000, "empty"),
    "only a byte order mark": (lambda: b"\xef\xbb\xbf", "empty"),
    "only rules": (lambda: b"-----\n=====\n" * 500, "empty"),
    "too big": (lambda: b"x" * (MAX_BYTES + 1), "too_big"),
    "one endless line": (lambda: b"a" * (5 * 1024 * 1024), "not_a_plan"),
    "a million lines": (lambda: b"a\n" * 1_000_000, "not_a_plan"),
    "10,000 rows": (lambda: rows(10_000).encode(), "read"),
    "a row of 100,000 cells": (lambda: b"\t".join([b"7h30"] * 100_000), "not_a_plan"),
    "deep numbers": (lambda: "\n".join(f"{'1.' * (i % 40)}1 A" for i in range(5000)).encode(), "not_a_plan"),
    "zero bytes": (lambda: b"\x00" * 5000, "wrong_kind"),
    "zero bytes in a plan": (lambda: PLAN.encode() + b"\x00", "wrong_kind"),
    "control characters": (lambda: bytes(range(1, 32)) * 300, None),
    "Latin bytes": (lambda: bytes(range(128, 256)) * 300, None),
    "UTF-16 cut in half": (lambda: PLAN.encode("utf-16")[:-1], "damaged"),
    "UTF-16 of half pairs": (lambda: b"\xff\xfe" + b"\x00\xd8" * 400, "damaged"),
    "right to left marks": (("\u202e\u200f\u200b" + PLAN).encode, None),
    "zero width spaces": (lambda: PLAN.replace(" ", " \u200b").encode(), None),
    "combining marks": (("KẾ HOẠCH\n" + "a" + "\u0301" * 100_000).encode, None),
    "open brackets": (lambda: long("(", 50_000), "read"),
    "numbers": (lambda: long("1", 100_000), "read"),
    "days": (lambda: long("trước ngày 12/7/2024; ", 5_000), "read"),
    "hours": (lambda: long("07h30 - ", 20_000), "read"),
    "commas and units": (lambda: long("Sở Nội vụ, ", 10_000), "read"),
    "joining": (lambda: long("phối hợp với ", 10_000), "read"),
    "10,000 duties": (("KẾ HOẠCH\nTổ chức họp\nIV. PHÂN CÔNG\n" + "- Chuẩn bị.\n" * 10_000).encode, "read"),
    "a page of the web": (lambda: b"<!DOCTYPE html><html><body><p>Xin ch\xc3\xa0o</p></body></html>", "not_a_plan"),
    "JSON": (lambda: b'{"a": [' + b"[" * 10_000 + b"]}", "not_a_plan"),
    "a formula": (lambda: b"=cmd|' /C calc'!A0,1,2\n", "not_a_plan"),
    "rich text": (lambda: rb"{\rtf1 K\u7871? ho\u7841?ch}", "wrong_kind"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00", "picture"),
    "a photograph": (lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 900, "picture"),
    "a damaged photograph": (lambda: b"\xff\xd8\xff\xe0" + b"\xf3\x9aQ7\x1d" * 400, "picture"),
    "a photograph of a telephone": (lambda: b"\x00\x00\x00\x18ftypheic" + b"\x07" * 900, "picture"),
    "a photograph of the web": (lambda: b"RIFF\x24\x10\x00\x00WEBPVP8 " + b"\x07" * 900, "picture"),
    "the middle of a photograph": (lambda: bytes(range(1, 256)) * 20, "wrong_kind"),
    "a program": (lambda: b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 900, "wrong_kind"),
    "gzip": (lambda: b"\x1f\x8b\x08\x00\x00\x00\x00\x00" + b"\x00" * 99, "wrong_kind"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\x00" * 99, "wrong_kind"),
    "an old Word file": (lambda: _OLE + "WordDocument".encode("utf-16-le"), "old_word"),
    "an old table": (lambda: _OLE + "Workbook".encode("utf-16-le"), "wrong_kind"),
    "a locked Word file": (lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), "locked"),
    "an empty archive": (lambda: b"PK\x05\x06" + b"\x00" * 18, "wrong_kind"),
    "a torn archive": (lambda: b"PK\x03\x04 torn", "damaged"),
    "a locked archive": (locked_zip, "locked"),
    "a table of Excel": (lambda: zipped({"xl/workbook.xml": b"<x/>"}), "wrong_kind"),
    "slides": (lambda: zipped({"ppt/presentation.xml": b"<x/>"}), "wrong_kind"),
    "an open document": (lambda: zipped({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}), "wrong_kind"),
    "an archive in an archive": (lambda: zipped({"plan.docx": docx_of(PLAN)}), "wrong_kind"),
    "names that climb": (lambda: zipped({"../../etc/passwd": b"x", "word/document.xml": b"<x/>"}), "damaged"),
    "a bomb of one part": (lambda: zipped({"word/document.xml": b"0" * 21 * 1024 * 1024}), "bomb"),
    "a bomb of many parts": (lambda: zipped({f"word/{i}.xml": b"0" * 1024 * 1024 for i in range(60)}), "bomb"),
    "2,001 parts": (lambda: zipped({f"{i}": b"" for i in range(2001)}), "bomb"),
    "a torn Word file": (lambda: docx_of(PLAN)[:-400], "damaged"),
    "a Word file without its parts": (lambda: zipped({"word/document.xml": (_WORD % "").encode()}), "damaged"),
    "markup cut off": (lambda: zipped({"word/document.xml": b"<w:document"}), "damaged"),
    "a Word file with nothing in it": (empty_word, "empty"),
    "entities that multiply": (lambda: word("<w:p><w:r><w:t>&c;</w:t></w:r></w:p>", _LAUGHS), None),
    "an entity from outside": (lambda: word("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", _OUTSIDE), None),
    "tables in tables": (lambda: word(nested(60)), None),
    "tables in tables without end": (lambda: word(nested(3_000)), None),
    "elements in elements": (lambda: word("<w:p>" * 20_000 + "</w:p>" * 20_000), None),
    "a Word table of 10,000 rows": (lambda: tall(10_000), "not_a_plan"),
    "100,000 empty paragraphs": (lambda: word("<w:p/>" * 100_000), "empty"),
    "macros": (macros, "read"),
    "an archive behind a text": (lambda: PLAN.encode() + zipped({"a": b"b"}).replace(b"\x00", b" "), None),
    "a PDF in the comment of an archive": (lambda: zipped({"a": b"b"}, comment=b"%PDF-1.7"), "wrong_kind"),
    "an archive behind a PDF": (lambda: pages(1) + docx_of(PLAN), "scanned"),
    "a PDF header": (lambda: b"%PDF-1.7 nothing more", "damaged"),
    "a scan": (lambda: pages(1), "scanned"),
    "a scan of 20 pages": (lambda: pages(20), "scanned"),
    "201 pages": (lambda: pages(201), "bomb"),
    "a torn PDF": (lambda: pages(3)[:200], "damaged"),
    "pages that hold themselves": (
        lambda: pdf("1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[2 0 R]/Count 9>> endobj"),
        None,
    ),
    "a PDF that says a million pages": (
        lambda: pdf("1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[]/Count 999999>> endobj"),
        None,
    ),
    "arrays in arrays": (lambda: pdf("1 0 obj " + "[" * 20_000 + "]" * 20_000 + " endobj"), "damaged"),
}
