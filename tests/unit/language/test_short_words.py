"""What people answer in a word or two: understood with marks and without, and never guessed from a likeness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.folding import fold
from bot.language.short_words import ShortWords, understood

DONE, ABSENT, ATTENDING = ShortWords("done"), ShortWords("absent"), ShortWords("attending")


@pytest.mark.parametrize(
    "text", ["xong", "Xong.", "đã xong", "da xong roi a", "Hoàn thành", "Dạ em hoàn thành rồi ạ", "DONE"]
)
def test_done(text: str) -> None:
    assert understood(text) == DONE


@pytest.mark.parametrize(
    "text", ["vắng", "vang", "Báo vắng ạ", "xin phép vắng", "Không dự được", "khong du duoc", "absent"]
)
def test_absent_without_a_reason(text: str) -> None:
    assert understood(text) == ABSENT


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("vắng vì trùng lịch công tác", "trùng lịch công tác"),
        ("Không dự được, lý do: họp Tỉnh ủy", "họp Tỉnh ủy"),
        ("bận họp Tỉnh ủy", "bận họp Tỉnh ủy"),
        ("Dạ em bận", "bận"),
        ("vang do bao so 3", "bao so 3"),
    ],
)
def test_absent_with_a_reason(text: str, reason: str) -> None:
    assert understood(text) == ShortWords("absent", reason)


@pytest.mark.parametrize("text", ["tham dự", "Sẽ tham dự ạ", "co du", "will attend"])
def test_attending(text: str) -> None:
    assert understood(text) == ATTENDING


@pytest.mark.parametrize(
    "text",
    [
        "vâng",
        "Vâng ạ",
        "bạn ơi",
        "bản kế hoạch",
        "đủ rồi",
        "xong chưa",
        "xong chưa?",
        "tham dự mấy người",
        "chưa xong",
        "",
        "?",
        "xong " * 100,
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert understood(text) is None


@given(st.sampled_from(["đã hoàn thành", "xong rồi", "báo vắng", "không dự được", "sẽ tham dự"]))
def test_marks_may_all_be_missing(text: str) -> None:
    assert understood(fold(text)) == understood(text) is not None


@given(st.text(max_size=60))
def test_any_text_is_understood_or_not(text: str) -> None:
    found = understood(text)
    assert found is None or found.kind in {"done", "absent", "attending"}
