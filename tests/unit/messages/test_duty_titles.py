"""A duty on one line: the act, without the deadline that stands beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.duty_titles import duty_title

ACT = "Chuẩn bị hội trường, trang trí, âm thanh"


@pytest.mark.parametrize(
    "end",
    [
        ", hoàn thành trước ngày 27/11/2026.",
        "; hoàn thành chậm nhất ngày 04/12/2026",
        " trước 02 ngày tổ chức Hội nghị",
        " (trước ngày 27/11/2026)",
        " xong trước ngày 27/11/2026;",
    ],
)
def test_a_deadline_at_the_end_is_left_out(end: str) -> None:
    assert duty_title(ACT + end, 200) == ACT


@pytest.mark.parametrize(
    "text",
    [
        f"{ACT}, gửi Sở Nội vụ chậm nhất ngày 04/12/2026; cử phóng viên dự, đưa tin",
        "Trình trước ngày 27/11/2026",
        "Báo cáo kết quả năm 2026",
        ACT,
    ],
)
def test_all_else_stays_as_the_plan_has_it(text: str) -> None:
    assert duty_title(text, 200) == text


@given(st.text(max_size=120), st.integers(10, 100))
def test_it_is_the_beginning_of_the_text_and_fits(text: str, length: int) -> None:
    title = duty_title(text, length)
    assert len(title) <= length
    assert text.startswith(title.removesuffix("…")) or not title
