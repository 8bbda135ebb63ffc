"""Papers are cited by their kind and number."""

from __future__ import annotations

import pytest

from bot.messages.papers import paper_words


@pytest.mark.parametrize(
    ("number", "cited"),
    [
        ("58/KH-UBND", "Kế hoạch số 58/KH-UBND"),
        ("149-KH/TU", "Kế hoạch số 149-KH/TU"),
        ("12/2026/QĐ-UBND", "Quyết định số 12/2026/QĐ-UBND"),
        ("305/GM-UBND", "Giấy mời số 305/GM-UBND"),
        ("05/CĐ-UBND", "Công điện số 05/CĐ-UBND"),
        ("1153/UBND-VP", "Công văn số 1153/UBND-VP"),
        ("247-TT/HĐĐTW", "Công văn số 247-TT/HĐĐTW"),
    ],
)
def test_the_kind_is_read_from_the_number(number: str, cited: str) -> None:
    assert str(paper_words("vi", number)) == cited
