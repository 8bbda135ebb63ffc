"""Shapes in which offices paste their lists: whatever the shape, the same people are read."""

from __future__ import annotations

import pytest

from bot.language.people import read_delegates

AN, BINH = ("Nguyễn Văn An", "Giám đốc", "+84900000001"), ("Trần Thị Bình", "Phó Giám đốc", "+84900000002")
BLOCKS = "1. Nguyễn Văn An\nGiám đốc\n0900000001\n2. Trần Thị Bình\nPhó Giám đốc\n0900 000 002"
LABELS = """Họ và tên: Nguyễn Văn An
Chức vụ: Giám đốc
Điện thoại: 0900 000 001

Họ tên: Trần Thị Bình
Chức vụ: Phó Giám đốc
SĐT: 0900 000 002"""
TABLE = """| TT | Họ và tên | Chức vụ | Điện thoại |
|---|---|---|---|
| 1 | Nguyễn Văn An | Giám đốc | 0900000001 |
| 2 | Trần Thị Bình | Phó Giám đốc | 0900000002 |"""
SHAPES = {
    "blocks": BLOCKS,
    "blocks without numbers": "Nguyễn Văn An\nGiám đốc\n0900000001\n\nBà Trần Thị Bình\nPhó Giám đốc\n0900000002",
    "labels": LABELS,
    "table": TABLE,
    "one line": "1. Nguyễn Văn An, Giám đốc, 0900000001 2. Trần Thị Bình, Phó Giám đốc, 0900000002",
    "semicolons": "Đ/c Nguyễn Văn An – Giám đốc, 0900000001; đ/c Trần Thị Bình – Phó Giám đốc, 0900000002",
    "brackets": "Nguyễn Văn An (Giám đốc, 0900000001), Trần Thị Bình (Phó Giám đốc, 0900000002)",
    "numbers in brackets": "(1) Nguyễn Văn An - Giám đốc - 0900000001\n(2) Trần Thị Bình - Phó Giám đốc - 0900000002",
    "bullets": "+ Anh Nguyễn Văn An, Giám đốc (SĐT 0900.000.001)\n• Chị Trần Thị Bình: Phó Giám đốc (ĐT: 0900000002)",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_people_are_read(shape: str) -> None:
    found = read_delegates(SHAPES[shape])
    assert [(one.name, one.office, one.phone, one.problems) for one in found] == [(*AN, ()), (*BINH, ())]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Nguyễn Văn An và Trần Thị Bình", [("Nguyễn Văn An", None), ("Trần Thị Bình", None)]),
        ("Nguyễn Văn An; Kế Toán Trưởng", [("Nguyễn Văn An", "Kế Toán Trưởng")]),
        (
            "Nguyễn Văn An, Trưởng phòng Hành chính và Quản trị",
            [("Nguyễn Văn An", "Trưởng phòng Hành chính và Quản trị")],
        ),
        ("Nguyễn Văn An\nTrần Thị Bình", [("Nguyễn Văn An", None), ("Trần Thị Bình", None)]),
        ("Nguyễn Văn An; Giám đốc\nChuyên viên", [("Nguyễn Văn An", "Giám đốc"), ("Chuyên viên", None)]),
    ],
)
def test_what_is_one_person_and_what_is_two(text: str, people: list[tuple[str, str | None]]) -> None:
    assert [(one.name, one.office) for one in read_delegates(text)] == people


def test_a_person_keeps_the_number_of_their_first_line() -> None:
    assert [one.line for one in read_delegates(BLOCKS)] == [1, 4]
