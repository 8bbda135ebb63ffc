"""Postponing and cancelling a conference, in words."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.messages.base import Message
from bot.messages.conference_ending import Ended, EndingDone, SureToEnd
from bot.messages.meetings import Meeting
from bot.messages.when import When
from tests.golden.check import check

TITLE = "Hội nghị đánh giá công tác cải cách hành chính năm 2026"
WHEN = When("exact", date(2026, 12, 10), date(2026, 12, 10), time(7, 30))
MEETINGS = (Meeting("Hội nghị", WHEN, "Trung tâm Hội nghị tỉnh Sơn Hà"),)
BASIS = "Công văn số 12/UBND-VX <khẩn> ngày 20/11/2026"


@pytest.mark.parametrize("act", ["postpone", "cancel"])
@pytest.mark.parametrize("step", ["sure", "told", "done", "done_nobody_joined"])
def test_messages(act: str, step: str) -> None:
    messages: dict[str, Message] = {
        "sure": SureToEnd(act, 1, 3, TITLE, MEETINGS, BASIS, 42),
        "told": Ended(act, TITLE, "Sở Nội vụ", MEETINGS, BASIS, 3, 1),
        "done": EndingDone(act, 1, TITLE, 40, 2),
        "done_nobody_joined": EndingDone(act, 1, TITLE, 0, 42),
    }
    check(f"conference_ending/{step}_{act}", messages[step])
