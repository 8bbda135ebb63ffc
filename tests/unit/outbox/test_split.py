"""Cutting long texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.split import split, units


def test_a_farmer_is_five_units() -> None:
    assert units("👨‍🌾") == 5


def test_a_short_text_stays_whole() -> None:
    assert split("một\n\nhai", limit=4096) == ["một\n\nhai"]


def test_a_long_text_is_cut_at_line_ends() -> None:
    assert split("aaaa\nbbbb\ncccc", limit=9) == ["aaaa\nbbbb", "cccc"]


WRITTEN = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n"), max_size=300
)


@given(WRITTEN, st.integers(12, 60))
def test_no_part_is_too_long_and_no_word_is_lost(text: str, limit: int) -> None:
    words = [word for line in text.split("\n") for word in line.split(" ") if word]
    parts = split(text, limit=limit)
    assert all(units(part) <= limit for part in parts)
    if all(units(word) <= limit // 2 for word in words):
        assert [w for part in parts for line in part.split("\n") for w in line.split(" ") if w] == words
