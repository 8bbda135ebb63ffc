from __future__ import annotations

import pytest

from bot.plan_reader.blocks import Block, Paragraph, Place, Table
from bot.plan_reader.flat_table import put_together

HEAD = ["TT", "Thời gian", "Nội dung", "Người thực hiện"]
FIRST = ["1", "7h00 - 7h30", "Đón tiếp đại biểu", "Văn phòng"]
BREAK = ["2", "7h30 - 7h45", "Giải lao"]
THIRD = ["3", "7h45 - 8h00", "Khai mạc", "Chủ tịch UBND huyện"]


def lines(*texts: str) -> list[Block]:
    return [Paragraph(text, Place(i + 1)) for i, text in enumerate(texts)]


def test_lines_of_cells_become_the_table_they_were() -> None:
    before, made, *after = put_together(lines("Chương trình", *HEAD, *FIRST, *BREAK, *THIRD, "III. TỔ CHỨC", "1. Sở A"))
    assert isinstance(made, Table)
    assert [row.cells for row in made.rows] == [tuple(HEAD), tuple(FIRST), (*BREAK, ""), tuple(THIRD)]
    assert [row.place.line for row in made.rows] == [2, 6, 10, 13]
    assert before == Paragraph("Chương trình", Place(1))
    assert after == [Paragraph("III. TỔ CHỨC", Place(17)), Paragraph("1. Sở A", Place(18))]


def test_a_last_row_without_its_last_cell_ends_at_the_next_heading() -> None:
    made, *after = put_together(lines(*HEAD, *FIRST, *BREAK, "III. TỔ CHỨC THỰC HIỆN", "1. Sở A"))
    assert isinstance(made, Table)
    assert made.rows[-1].cells == (*BREAK, "")
    assert len(after) == 2


@pytest.mark.parametrize(
    "texts",
    [
        [*HEAD, *FIRST],
        [*HEAD, *FIRST, "3", "7h45", "Khai mạc", "Chủ tịch"],
        [*HEAD, *FIRST, "2", "Khai mạc", "Chủ tịch UBND huyện", "7h45"],
        [*HEAD, *FIRST, "2", "8h00", "3", "7h45", "Khai mạc", "Chủ tịch"],
        [*HEAD, *FIRST, *BREAK, "3", "7h45", "Khai mạc", "4", "8h00", "Bế mạc"],
        ["TT", "Nội dung", "Đón tiếp", "1"],
        ["TT", "1", "2", "3"],
    ],
)
def test_what_is_not_regular_is_left_alone(texts: list[str]) -> None:
    assert put_together(lines(*texts)) == lines(*texts)
