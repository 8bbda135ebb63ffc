"""Pages are set here by hand: every letter half as wide as the font is high, lines broken at a margin."""

from __future__ import annotations

import pytest

from bot.plan_reader.blocks import Block, Paragraph, Table
from bot.plan_reader.sources.page import Glyph, Page, Rule
from bot.plan_reader.sources.pdf_blocks import blocks_of

SIZE, WIDE = 12.0, 6.0


def typed(text: str, left: float, y: float) -> list[Glyph]:
    return [Glyph(c, left + i * WIDE, left + (i + 1) * WIDE, y, SIZE) for i, c in enumerate(text)]


def page(*lines: tuple[str, float, float], rules: list[Rule] | None = None, number: int = 1) -> Page:
    return Page(number, 595, 842, [glyph for line in lines for glyph in typed(*line)], rules or [])


def shown(blocks: list[Block]) -> list[object]:
    return [b.text if isinstance(b, Paragraph) else [row.cells for row in b.rows] for b in blocks]


def grid(columns: list[float], rows: list[float]) -> list[Rule]:
    across = [Rule(columns[0], y, columns[-1], y + 0.5) for y in rows]
    return across + [Rule(x, rows[0], x + 0.5, rows[-1]) for x in columns]


FULL = "Các cơ quan, đơn vị chuẩn bị nội dung thuộc trách nhiệm được phân"


def test_a_line_that_was_full_goes_on() -> None:
    made = blocks_of([page((FULL, 85, 100), ("công tại Kế hoạch này.", 85, 116), ("- Sở Nội vụ", 85, 132))])
    assert shown(made) == [f"{FULL} công tại Kế hoạch này.", "- Sở Nội vụ"]


def test_a_short_line_ends_its_paragraph() -> None:
    made = blocks_of([page(("1. Mục đích", 85, 100), ("Đánh giá kết quả.", 85, 116), (FULL, 85, 132))])
    assert shown(made)[:2] == ["1. Mục đích", "Đánh giá kết quả."]


def test_a_paragraph_goes_on_over_a_page() -> None:
    made = blocks_of([page((FULL, 85, 780)), page(("2", 295, 40), ("công tại đây.", 85, 80), number=2)])
    assert shown(made) == [f"{FULL} công tại đây."]


def test_columns_of_the_head_are_read_one_after_the_other() -> None:
    made = blocks_of(
        [
            page(
                ("ỦY BAN NHÂN DÂN", 85, 80),
                ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", 300, 80),
                ("TỈNH SƠN HÀ", 95, 96),
                ("Độc lập - Tự do - Hạnh phúc", 310, 96),
            )
        ]
    )
    assert shown(made) == ["ỦY BAN NHÂN DÂN", "TỈNH SƠN HÀ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "Độc lập - Tự do - Hạnh phúc"]


def test_a_ruled_table_has_cells() -> None:
    made = blocks_of(
        [
            page(
                ("STT", 90, 114),
                ("Đơn vị", 130, 114),
                ("1", 90, 134),
                ("Sở Nội", 130, 134),
                ("vụ", 130, 148),
                rules=grid([85, 125, 300], [100, 120, 155]),
            )
        ]
    )
    assert shown(made) == [[("STT", "Đơn vị"), ("1", "Sở Nội vụ")]]


def test_a_table_goes_on_over_a_page_and_its_head_row_is_dropped() -> None:
    rules = grid([85, 125, 300], [100, 120, 140])
    first = page(("STT", 90, 114), ("Đơn vị", 130, 114), ("1", 90, 134), ("Sở A", 130, 134), rules=rules)
    second = page(("STT", 90, 114), ("Đơn vị", 130, 114), ("2", 90, 134), ("Sở B", 130, 134), rules=rules, number=2)
    (table,) = blocks_of([first, second])
    assert isinstance(table, Table)
    assert [row.cells for row in table.rows] == [("STT", "Đơn vị"), ("1", "Sở A"), ("2", "Sở B")]
    assert [row.place.page for row in table.rows] == [1, 1, 2]


def test_columns_that_stand_close_are_told_by_the_motto() -> None:
    made = blocks_of([page(("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ", 85, 80), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", 270, 80))])
    assert shown(made) == ["SỞ LAO ĐỘNG - THƯƠNG BINH VÀ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"]


def test_a_long_line_of_one_column_does_not_end_the_other() -> None:
    made = blocks_of(
        [
            page(
                ("Nơi nhận:", 85, 80),
                ("CHỦ TỊCH", 400, 80),
                ("- Phòng Nội vụ, Ban Dân vận Huyện ủy;", 85, 96),
                ("- Lưu: VT.", 85, 112),
                ("Hứa Văn Thí", 395, 112),
            )
        ]
    )
    assert shown(made)[-2:] == ["CHỦ TỊCH", "Hứa Văn Thí"]


def test_those_a_paper_is_sent_to_may_stand_beside_the_words() -> None:
    assert shown(blocks_of([page(("Kính gửi:", 85, 80), ("- Sở Nội vụ;", 240, 80))])) == ["Kính gửi:", "- Sở Nội vụ;"]


FULL_DATE = "Sơn Hà, ngày 06 tháng 12 năm 2024, theo quyết định của tỉnh về việc"


@pytest.mark.parametrize(
    ("before", "line", "joined"),
    [
        (FULL_DATE, "KẾ HOẠCH", False),
        (FULL_DATE, "Kính gửi: Các sở", False),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU", "LỊCH", True),
        ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ", "XÃ HỘI", True),
        ("UBND TỈNH KIM BẢNG", "SỞ Y TẾ", False),
        ("Tổng kết năm học 2021", "- 2022", True),
    ],
)
def test_what_goes_on(before: str, line: str, joined: bool) -> None:
    made = shown(blocks_of([page((FULL_DATE, 85, 60), (before, 85, 90), (line, 85, 106))]))
    assert made[1:] == ([f"{before} {line}"] if joined else [before, line])


def test_a_gap_parts_paragraphs() -> None:
    lines = [(FULL, 85, 100), (FULL, 85, 117), (FULL, 85, 134), (FULL, 85, 158), ("như trên.", 85, 175)]
    assert shown(blocks_of([page(*lines)])) == [" ".join([FULL] * 3), f"{FULL} như trên."]
