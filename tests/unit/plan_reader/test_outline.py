from __future__ import annotations

import pytest

from bot.plan_reader.blocks import Paragraph, Place, Row
from bot.plan_reader.markers import Rank, marker_of
from bot.plan_reader.outline import Node, outline
from bot.plan_reader.rows import whole


@pytest.mark.parametrize(
    ("text", "rank", "marker", "rest"),
    [
        ("I. MỤC ĐÍCH", Rank.ROMAN, "I", "MỤC ĐÍCH"),
        ("II- THỜI GIAN", Rank.ROMAN, "II", "THỜI GIAN"),
        ("✓ Thời gian", Rank.BULLET, "✓", "Thời gian"),
        ("➢ Địa điểm", Rank.BULLET, "➢", "Địa điểm"),
        ("\uf0a7 Thành phần", Rank.BULLET, "\uf0a7", "Thành phần"),
        ("1. Mục đích", Rank.NUMBER, "1", "Mục đích"),
        ("1- Giao Sở Nội vụ", Rank.NUMBER, "1", "Giao Sở Nội vụ"),
        ("2.1. Thời gian", Rank.DECIMAL, "2.1", "Thời gian"),
        ("đ) Tuyên truyền", Rank.LETTER, "đ", "Tuyên truyền"),
        ("- Sở Nội vụ", Rank.BULLET, "-", "Sở Nội vụ"),
        ("+ Báo cáo", Rank.PLUS, "+", "Báo cáo"),
        ("* Cụm 1", Rank.NAME, "*", "Cụm 1"),
        ("Phần thứ nhất", Rank.PART, "Phần thứ nhất", ""),
        ("18/7/2024 là ngày họp", Rank.PLAIN, "", "18/7/2024 là ngày họp"),
        ("28-29/8/2025", Rank.PLAIN, "", "28-29/8/2025"),
        ("Sở Nội vụ", Rank.PLAIN, "", "Sở Nội vụ"),
    ],
)
def test_markers(text: str, rank: Rank, marker: str, rest: str) -> None:
    assert marker_of(text) == (rank, marker, rest)


def tree(*lines: str) -> Node:
    return outline([Paragraph(line, Place(i)) for i, line in enumerate(lines, 1)])


def sections(node: Node) -> list[str]:
    return [n.section for n in node.walk() if n.section]


def test_sections_as_the_document_numbers_them() -> None:
    root = tree("I. MỤC ĐÍCH", "1. Mục đích", "a) Một", "- ý", "b) Hai", "2. Yêu cầu", "II. THỜI GIAN", "1. Lúc nào")
    assert sections(root) == ["I", "I.1", "I.1.a", "I.1.a", "I.1.b", "I.2", "II", "II.1"]


def test_decimal_numbers_are_not_doubled() -> None:
    assert sections(tree("2. Thời gian", "2.1. Lúc nào", "2.2. Ở đâu")) == ["2", "2.1", "2.2"]


def test_a_short_line_over_lettered_items_names_them() -> None:
    root = tree("1. Thời gian", "Cụm 1", "a) Thời gian: 8h", "Cụm 2", "a) Thời gian: 9h")
    names = root.children[0].children
    assert [(n.rank, n.text, len(n.children)) for n in names] == [(Rank.NAME, "Cụm 1", 1), (Rank.NAME, "Cụm 2", 1)]


def row(*cells: str, page: int | None = None) -> Row:
    return Row(cells, Place(1, page))


def test_rows_torn_by_a_page_are_joined() -> None:
    rows = (row("1", "Báo cáo và giải pháp thực", "8h"), row("", "hiện cụ thể", ""), row("", "Nghỉ giữa giờ", "9h"))
    assert [(r.cells, torn) for r, torn in whole(rows, [0, 2])] == [
        (("1", "Báo cáo và giải pháp thực hiện cụ thể", "8h"), True),
        (("", "Nghỉ giữa giờ", "9h"), False),
    ]


def test_a_large_letter_goes_on_only_over_a_page() -> None:
    assert len(whole((row("1", "Báo"), row("", "Bình Định")), [0])) == 2
    assert len(whole((row("1", "Báo", page=1), row("", "Bình Định", page=2)), [0])) == 1


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Chương trình: 1. Khai mạc; 2. Báo cáo; 3. Kết luận.", ["Khai mạc;", "Báo cáo;", "Kết luận."]),
        ("3. Thành phần: (1) Sở A; (2) Sở B", ["Sở A;", "Sở B"]),
        ("Nội dung: 1. Sơ kết 2. Bàn việc của 5 xã", ["Sơ kết", "Bàn việc của 5 xã"]),
        ("Chương trình: 2. Khai mạc; 3. Báo cáo", []),
        ("Địa điểm: 1. Hội trường A; 2. Hội trường B", []),
        ("Nội dung: Xem mục 1. Khai mạc; 2. Báo cáo", []),
    ],
)
def test_a_list_inside_a_paragraph(text: str, items: list[str]) -> None:
    node = outline([Paragraph(text, Place(1))]).children[0]
    assert [child.text for child in node.children] == items
    assert node.text.endswith(":") or not items
