from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.people import LONGEST_LINE, MOST_LINES, PROBLEMS, DelegateLine, read_delegates


def only(text: str) -> DelegateLine:
    (line,) = read_delegates(text)
    return line


FULL = DelegateLine("Nguyễn Văn An", "Giám đốc Sở Nội vụ", "+84900000001", "in_person", "Ông", 1)


@pytest.mark.parametrize(
    "text",
    [
        "1. Ông Nguyễn Văn An; Giám đốc Sở Nội vụ; 0900 000 001; trực tiếp",
        "01) Ông Nguyễn Văn An, Giám đốc Sở Nội vụ, 0900.000.001, trực tiếp",
        "- Ông Nguyễn Văn An - Giám đốc Sở Nội vụ - 0900000001 - dự trực tiếp",
        "Ông Nguyễn Văn An – Giám đốc Sở Nội vụ – +84900000001 (trực tiếp)",
        "1\tÔng Nguyễn Văn An\tGiám đốc Sở Nội vụ\t900000001\tTrực tiếp",
        "Ông: Nguyễn Văn An | Chức vụ: Giám đốc Sở Nội vụ | SĐT: 0900000001 | Hình thức: trực tiếp",
        "Ông Nguyễn Văn An: Giám đốc Sở Nội vụ, ĐT 0900000001, trực tiếp",
        "Ông Nguyễn Văn An, Giám đốc Sở Nội vụ; 0900 000 001; trực tiếp",
        "+ Ông Nguyễn Văn An (Giám đốc Sở Nội vụ) 0900 000 001 (trực tiếp)",
        "  1/ Ông Nguyễn Văn An, Giám đốc Sở Nội vụ 0900000001 trực tiếp ",
    ],
)
def test_one_person_in_any_usual_shape(text: str) -> None:
    assert only(text) == FULL


def test_lists_keep_their_order_and_line_numbers() -> None:
    people = read_delegates(
        "STT; Họ và tên; Chức vụ\n\n1; Trần Thị Bình; Kế toán; 0900000002\r\n2. Lê Văn Tư, Chuyên viên, online"
    )
    assert [(p.line, p.name, p.mode) for p in people] == [(3, "Trần Thị Bình", None), (4, "Lê Văn Tư", "online")]


def test_words_above_a_list_are_nobody() -> None:
    people = read_delegates(
        "Kính gửi danh sách đại biểu:\n1. Trần Thị Bình, Kế toán\nĐại biểu dự trực tuyến :\nLê Văn Tư:"
    )
    assert [(p.line, p.name) for p in people] == [(2, "Trần Thị Bình"), (4, "Lê Văn Tư")]


@pytest.mark.parametrize("office", ["Trưởng phòng (phụ trách)", "Phó Giám đốc (thường trực), Trưởng ban"])
def test_an_office_keeps_its_own_brackets(office: str) -> None:
    assert only(f"Đỗ Văn Phú - {office}, 0900000003").office == office


def test_an_office_keeps_its_own_commas_and_dashes() -> None:
    assert (
        only("Đỗ Văn Phú, Trưởng phòng CCHC - Văn thư, lưu trữ, 0900000003").office
        == "Trưởng phòng CCHC - Văn thư, lưu trữ"
    )


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Nguyễn Văn Ba", ("missing_office", "missing_phone")),
        ("nguyễn văn ba, kế toán, 0900000001", ("name_not_like_a_name",)),
        ("Giám đốc Sở, 0900000001", ("name_not_like_a_name", "missing_office")),
        ("Nguyễn Văn Ba, Kế toán, 12345678", ("bad_phone",)),
        ("Nguyễn Văn Ba, Kế toán, 0900000001 / 0900000002", ("several_phones",)),
        ("Nguyễn Văn Ba, Kế toán, 0900000001, trực tiếp, trực tuyến", ("several_modes",)),
        ("Nguyễn Văn Ba, " + "a" * 300 + ", 0900000001", ("too_long",)),
        ("x" * (LONGEST_LINE + 1), ("too_long",)),
        ("0900000001", ("name_not_like_a_name", "missing_office")),
    ],
)
def test_what_is_wrong_is_named_and_not_repaired(text: str, problems: tuple[str, ...]) -> None:
    assert only(text).problems == problems


def test_two_numbers_choose_none() -> None:
    assert only("Nguyễn Văn Ba, Kế toán, 0900000001 / 0900000002").phone is None


NAMES = st.lists(
    st.sampled_from(["Nguyễn", "Trần", "Văn", "Thị", "Đức", "Hoà", "Ánh", "Quỳnh"]), min_size=2, max_size=5
).map(" ".join)
OFFICES = st.sampled_from(["Giám đốc", "Phó Chánh Văn phòng", "Chuyên viên Phòng 3", "Trưởng phòng Văn hóa - Xã hội"])
PHONES = st.integers(0, 9_999_999).map(lambda n: f"090{n:07d}")
SHAPES: list[Callable[[int, str, str, str, str], str]] = [
    lambda n, *parts: f"{n}. " + "; ".join(parts),
    lambda n, *parts: f"{n}\t" + "\t".join(parts),
    lambda n, *parts: ", ".join(parts),
    lambda n, *parts: f"- {' | '.join(parts)}",
]


@given(
    st.lists(st.tuples(NAMES, OFFICES, PHONES, st.sampled_from(["trực tiếp", "trực tuyến"])), max_size=6),
    st.sampled_from(SHAPES),
)
def test_a_list_written_in_a_usual_shape_reads_back(
    people: list[tuple[str, str, str, str]], shape: Callable[[int, str, str, str, str], str]
) -> None:
    found = read_delegates("\n".join(shape(n, *person) for n, person in enumerate(people, 1)))
    modes = {"in_person": "trực tiếp", "online": "trực tuyến"}
    assert [(p.name, p.office, "0" + (p.phone or "")[3:], modes[p.mode or ""]) for p in found] == people
    assert not any(p.problems for p in found)


@given(st.text(max_size=200))
def test_anything_is_read_without_error(text: str) -> None:
    for person in read_delegates(text):
        assert set(person.problems) <= set(PROBLEMS)
        assert person.name or "name_not_like_a_name" in person.problems


def test_endless_lists_end() -> None:
    assert len(read_delegates("Nguyễn Văn Ba\n" * (MOST_LINES + 5))) == MOST_LINES
