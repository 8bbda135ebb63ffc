from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.phones import masked, read_phone, shown

MOBILES = st.integers(0, 9_999_999).map(lambda n: f"+8490{n:07d}")


@pytest.mark.parametrize(
    "text",
    [
        "0900000123",
        "0900 000 123",
        "0900.000.123",
        "0900-000-123",
        "+84900000123",
        "+84 900 000 123",
        "84900000123",
        "0084900000123",
        "(+84) 900 000 123",
        "+84(0)900000123",
        "900000123",
        "900000123.0",
        " 0900000123 ",
    ],
)
def test_one_number_however_written(text: str) -> None:
    assert read_phone(text) == "+84900000123"


@pytest.mark.parametrize(("text", "phone"), [("0256 382 2294", "+842563822294"), ("024 3822 2294", "+842438222294")])
def test_fixed_lines(text: str, phone: str) -> None:
    assert read_phone(text) == phone
    assert shown(phone) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12345678",
        "0123456789",
        "01234567890",
        "0900 000 12",
        "0900 000 1234",
        "+1 202 555 0100",
        "số 5",
        "0900000123 lẻ 4",
        "0900000123/0900000124",
        "２０２４",
        "0900 000 12a",
        "---------",
    ],
)
def test_what_is_no_number_of_viet_nam(text: str) -> None:
    assert read_phone(text) is None


def test_masked_hides_the_middle() -> None:
    assert masked("+84900000123") == "09•• ••• 123"
    assert masked("+842563822294") == "02•• ••• •294"


@given(MOBILES)
def test_what_is_shown_reads_back_and_what_is_masked_does_not(phone: str) -> None:
    assert read_phone(shown(phone)) == phone
    assert read_phone(masked(phone)) is None


@given(st.text(st.sampled_from("0123456789+() .-"), max_size=24))
def test_anything_is_a_number_or_none(text: str) -> None:
    phone = read_phone(text)
    assert phone is None or (phone.startswith("+84") and read_phone(phone) == phone)
