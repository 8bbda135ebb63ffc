"""Papers that change, postpone or cancel: whom they mean, and what follows from them."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from bot.messages.meetings import Meeting
from bot.messages.when import When
from bot.services.plan_changes import Running, compare
from bot.services.plan_turns import basis_of, ending_of, likeliest, turned
from bot.services.plan_wanted import WantedSession
from models.conferences import Conference

OLD = When("exact", date(2026, 12, 10), date(2026, 12, 10), time(7, 30), None, "morning")
ONE = WantedSession(Meeting("Hội nghị", OLD, "Trung tâm Hội nghị tỉnh"), ("in_person",), (158, 158))
OTHER = WantedSession(Meeting("Phiên 2", When("day", date(2026, 12, 11), date(2026, 12, 11)), "Hội trường A"))


def paper(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "doc_type": "change",
        "number": "312/UBND-NC",
        "title": "Thay đổi thời gian tổ chức Hội nghị đánh giá công tác cải cách hành chính năm 2026",
        "place_and_date_of_signing": {"place": "Sơn Hà", "date": "2026-12-01", "month": "2026-12"},
        "refers_to": {"number": "58/KH-UBND", "date": None},
        "changes": [{"what": "time", "old": "2026-12-10T07:30:00+07:00", "new": "2026-12-17T13:30:00+07:00"}],
        "sessions": [
            {
                "name": "Hội nghị",
                "window": ["2026-12-17", "2026-12-17"],
                "date_precision": "exact",
                "start_time": "13:30",
                "half_day": "afternoon",
                "venue": None,
            }
        ],
    }
    return found | changes


def running(*parts: WantedSession) -> Running:
    return Running(list(enumerate(parts, start=1)), (), ())


def test_time_follows_the_paper_and_the_rest_stays() -> None:
    wanted = turned(running(ONE), paper())
    assert wanted is not None
    (part,) = wanted.sessions
    assert (part.meeting.when.day, part.meeting.when.start) == (date(2026, 12, 17), time(13, 30))
    assert (part.meeting.venue, part.people, part.meeting.name) == ("Trung tâm Hội nghị tỉnh", (158, 158), "Hội nghị")


def test_a_paper_on_the_venue_alone_leaves_the_time() -> None:
    meeting = paper()["sessions"][0] | {"window": None, "start_time": None, "venue": "Hội trường B"}
    wanted = turned(running(ONE), paper(sessions=[meeting], changes=[]))
    assert wanted is not None
    assert wanted.sessions[0].meeting == Meeting("Hội nghị", OLD, "Hội trường B")


def test_of_several_sessions_the_one_of_the_old_day_moves() -> None:
    wanted = turned(running(OTHER, ONE), paper())
    assert wanted is not None
    assert [pair.kind for pair in compare(running(OTHER, ONE), wanted).sessions] == ["same", "changed"]


def test_where_it_is_not_clear_which_session_nothing_is_guessed() -> None:
    assert turned(running(ONE, OTHER), paper(changes=[])) is None


@pytest.mark.parametrize(
    ("doc_type", "window", "act"),
    [
        ("change", None, None),
        ("cancellation", ["2026-12-10", "2026-12-10"], "cancel"),
        ("postponement", None, "postpone"),
        ("postponement", ["2026-12-17", "2026-12-17"], None),
    ],
)
def test_what_ends_and_what_moves(doc_type: str, window: list[str] | None, act: str | None) -> None:
    assert ending_of(paper(doc_type=doc_type, sessions=[paper()["sessions"][0] | {"window": window}])) == act


def test_the_cited_number_comes_first_then_the_title() -> None:
    named = Conference(id=1, title="Hội nghị đánh giá công tác cải cách hành chính năm 2026", number="9/KH-UBND")
    cited = Conference(id=2, title="Hội nghị tổng kết", number="58/KH-UBND")
    far = Conference(id=3, title="Tọa đàm về chuyển đổi số", number=None)
    assert [conference.id for conference in likeliest(paper(), [far, named, cited])] == [2, 1, 3]


def test_how_it_is_cited() -> None:
    assert basis_of(paper(), "vi") == "Công văn số 312/UBND-NC ngày 1/12/2026"
    assert basis_of(paper(number=None, place_and_date_of_signing=None, title="Thông báo"), "vi") == "Thông báo"
