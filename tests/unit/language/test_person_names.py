from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.person_names import delegate_key, looks_like_a_name, sort_key, split_honorific


@pytest.mark.parametrize(
    ("text", "honorific", "name"),
    [
        ("Ông Nguyễn Văn An", "Ông", "Nguyễn Văn An"),
        ("Ông/Bà Nguyễn Văn An", "Ông/Bà", "Nguyễn Văn An"),
        ("Đ/c Nguyễn Văn An", "Đ/c", "Nguyễn Văn An"),
        ("Đồng chí: Nguyễn Văn An", "Đồng chí", "Nguyễn Văn An"),
        ("PGS.TS. Nguyễn Văn An", "PGS.TS.", "Nguyễn Văn An"),
        ("Ông TS. Nguyễn Văn An", "Ông TS.", "Nguyễn Văn An"),
        ("Đại tá Nguyễn Văn An", "Đại tá", "Nguyễn Văn An"),
        ("Bàn Văn An", "", "Bàn Văn An"),
        ("Anh Thư", "Anh", "Thư"),
        ("", "", ""),
    ],
)
def test_honorifics_stand_apart(text: str, honorific: str, name: str) -> None:
    assert split_honorific(text) == (honorific, name)


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn An", "NGUYỄN VĂN AN", "K'Brêu", "Y Thanh Hà Niê Kđăm", "Bàn Văn Ba", "Phó Văn Tư"]
)
def test_names(name: str) -> None:
    assert looks_like_a_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "An",
        "nguyễn văn an",
        "Giám đốc Sở",
        "Sở Nội vụ",
        "Phó Giám đốc",
        "Nguyễn Văn 3",
        "Nguyễn Văn An <b>",
        "A " * 8,
        "N" * 90,
    ],
)
def test_what_is_no_name(name: str) -> None:
    assert not looks_like_a_name(name)


def test_one_person_has_one_key() -> None:
    assert delegate_key("Ông Nguyễn  Văn Hoà") == delegate_key("NGUYỄN VĂN HÒA") == "nguyen van hoa"


def test_tones_in_the_order_of_dictionaries() -> None:
    ordered = ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


def test_letters_before_tones_and_vietnamese_letters_after_plain_ones() -> None:
    ordered = ["Ái", "Ăn", "Ân", "Dung", "Dũng", "Đan", "Ê", "Oanh", "Ô", "Ơn", "Uy", "Ưng", "Ý"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


def test_given_name_then_family_then_middle() -> None:
    ordered = ["Vũ Thị An", "Lê Thu Hà", "Nguyễn Anh Hà", "Nguyễn Thu Hà", "Trần Bích Hà", "An Văn Út"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


NAMES = st.text(st.sampled_from("aàảãáạăâbcdđeêghiklmnoôơpqrstuưvxyỳỵ "), max_size=20)


@given(NAMES)
def test_keys_don_t_depend_on_case_or_form(name: str) -> None:
    assert sort_key(name) == sort_key(name.upper()) == sort_key(unicodedata.normalize("NFD", name))


@given(NAMES, NAMES)
def test_keys_compare(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) + (sort_key(one) == sort_key(other)) + (
        sort_key(one) > sort_key(other)
    ) == 1
