"""A Word document as it reads with its tracked changes accepted, and with nothing hidden in frames.

ECMA-376 part 1: 17.13.5 (revisions), 17.5 (content controls, custom XML), 17.16 (fields); text boxes stand in
`w:txbxContent`, twice where an older form is kept beside them (part 3: `mc:AlternateContent`).
"""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import nsmap, qn

nsmap.setdefault("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006")
_GONE = tuple(map(qn, ("w:del", "w:moveFrom", "mc:Fallback")))
_WRAPPERS = tuple(map(qn, ("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:fldSimple", "w:sdt", "w:sdtContent")))
_PARAGRAPH, _ROW, _BOX = qn("w:p"), qn("w:tr"), qn("w:txbxContent")
_PROPERTIES = qn("w:pPr")


def accept(body: Any) -> None:
    """Change the tree under `body` (lxml): drop what was deleted, lift what was inserted, boxed or wrapped."""
    _join_paragraphs(body)
    for row in [row for row in body.iter(_ROW) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None]:
        row.getparent().remove(row)
    for element in list(body.iter(*_GONE)):
        if element.getparent() is not None:
            element.getparent().remove(element)
    for wrapper in list(body.iter(*_WRAPPERS)):
        _unwrap(wrapper)
    for box in list(body.iter(_BOX)):
        _lift(box)


def _join_paragraphs(body: Any) -> None:
    """Where the mark at a paragraph's end was deleted, the next paragraph goes on in it."""
    deleted = f"{_PROPERTIES}/{qn('w:rPr')}/{qn('w:del')}"
    for paragraph in [p for p in body.iter(_PARAGRAPH) if p.find(deleted) is not None]:
        following = paragraph.getnext()
        if following is None or following.tag != _PARAGRAPH:
            continue
        kept = [child for child in paragraph if child.tag != _PROPERTIES]
        at = 0 if following.find(_PROPERTIES) is None else 1
        following[at:at] = kept
        paragraph.getparent().remove(paragraph)


def _unwrap(wrapper: Any) -> None:
    parent = wrapper.getparent()
    at = parent.index(wrapper)
    parent[at : at + 1] = [child for child in wrapper if not child.tag.endswith("Pr")]


def _lift(box: Any) -> None:
    """Put the paragraphs and tables of a text box before the paragraph that it is anchored in."""
    anchor = next(box.iterancestors(_PARAGRAPH), None)
    if anchor is not None:
        for child in list(box):
            anchor.addprevious(child)
