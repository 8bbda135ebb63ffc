"""A new version of a plan, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot.messages.base import Message
from bot.messages.due import When as Due
from bot.messages.meetings import Meeting
from bot.messages.moved import MovedDeadline
from bot.messages.plan_changes import ChangedAgenda, ChangedDuty, ChangedGroup, ChangedHead, ChangedSession
from bot.messages.plan_updates import PlanChanged, Update, Updated
from bot.messages.when import When
from tests.golden.check import check

OLD = Meeting("Hội nghị", When("exact", date(2026, 12, 10), date(2026, 12, 10), time(7, 30)), "Trung tâm Hội nghị tỉnh")
NEW = Meeting("Hội nghị", When("exact", date(2026, 12, 16), date(2026, 12, 16), time(13, 30)), "Hội trường A")
NOVEMBER, DECEMBER = datetime(2026, 11, 26, 10, tzinfo=UTC), datetime(2026, 12, 1, 10, tzinfo=UTC)
DEPARTMENTS = ("Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Y tế", "Sở Xây dựng", "Thanh tra tỉnh")
CHANGES = (
    ChangedSession("changed", OLD, NEW),
    ChangedSession("dropped", Meeting("Phiên chuyên đề 2", OLD.when, None), None),
    ChangedGroup("changed", "Lãnh đạo các sở, ban, ngành", "III.1", DEPARTMENTS, ("Sở Ngoại vụ",), (2, 3)),
    ChangedGroup("dropped", "Đại diện các hội quần chúng", "III.4"),
    ChangedDuty(
        "changed",
        "Xây dựng tài liệu Hội nghị <dự thảo>",
        "VI.2",
        (Due("trước ngày 27/11/2026", NOVEMBER), Due("trước ngày 02/12/2026", DECEMBER)),
    ),
    ChangedDuty(
        "added", "Bố trí phiên dịch", "VI.7", (Due(), Due("trước ngày 02/12/2026", DECEMBER)), ("Sở Ngoại vụ",)
    ),
    ChangedDuty("dropped", "In ấn tài liệu", "VI.8"),
    ChangedHead("chair", None, "Ông Lê Văn Toàn, Phó Chủ tịch"),
    ChangedAgenda(),
)
TITLE = "Hội nghị đánh giá công tác cải cách hành chính năm 2026"
LISTS = MovedDeadline(None, "VI.6", NOVEMBER, DECEMBER)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("update", Update(4, 2, 3, TITLE, "60/KH-UBND", CHANGES, units=41, undecided=1)),
        ("update_2", Update(4, 2, 3, TITLE, "60/KH-UBND", CHANGES, units=41, undecided=1, page=1)),
        ("update_nothing", Update(4, 2, 3, TITLE, None, (), units=0, undecided=0)),
        (
            "update_paper",
            Update(4, 1, 3, TITLE, None, CHANGES[:1], units=41, undecided=0, paper="312/UBND-NC"),
        ),
        (
            "told",
            PlanChanged(
                1,
                TITLE,
                "60/KH-UBND ngày 20/11/2026 Ủy ban nhân dân tỉnh Sơn Hà",
                7,
                "Sở Nội vụ",
                (CHANGES[0], CHANGES[4]),
                LISTS,
            ),
        ),
        ("done", Updated(1, TITLE, CHANGES, 39, 2, (("Sở Tư pháp", 1),))),
        ("done_nobody_joined", Updated(1, TITLE, CHANGES[:1], 0, 41, ())),
    ],
)
def test_messages(name: str, message: Message) -> None:
    check(f"plan_updates/{name}", message)
