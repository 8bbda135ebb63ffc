"""What an auditor reads of lines that no seal covers yet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.audit_report import waiting_words
from bot.services.audit_chain import SEALED_WITHIN, START, Head, Verdict

OLDEST = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("language", "age", "words"),
    [
        (
            "en",
            SEALED_WITHIN,
            "2 lines written just now, not sealed yet; the oldest is from Monday, 23/11/2026, 09:00.",
        ),
        (
            "vi",
            SEALED_WITHIN,
            "2 dòng mới ghi đang chờ được nối vào sổ, dòng cũ nhất ghi lúc thứ Hai, 23/11/2026, 09:00.",
        ),
        ("en", SEALED_WITHIN + SECOND, "Please start the bot"),
        ("vi", SEALED_WITHIN + SECOND, "Xin khởi động hệ thống"),
    ],
)
def test_waiting_lines_are_told_with_the_oldest_and_after_a_while_with_what_to_do(
    language: str, age: timedelta, words: str
) -> None:
    told = waiting_words(Verdict(Head(0, START), 2, OLDEST), language, now=OLDEST + age)
    assert words in told
    assert "09:00" in told
