"""What units and organisers are told about invitations, the state of units, and sessions that move, as it reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.messages.base import Message
from bot.messages.broadcasts import Board
from bot.messages.condition import Condition
from bot.messages.drafts import Confirm, Draft
from bot.messages.letters import Addressee, Letter, Nudge, Occasion, Seats
from bot.messages.lists_deadlines import AskListsDue, ConfirmListsDue, ListsDueMoved, ListsDueSet
from bot.messages.meetings import Meeting
from bot.messages.moved import Moved, MovedDeadline
from bot.messages.outcomes import ConfirmAgain, Line, UnreachedList
from bot.messages.questions import choose_conference
from bot.messages.session_moves import AskMoment, AskVenue, ConfirmMove, ConfirmVenue, MoveDone
from bot.messages.sessions import Sessions
from bot.messages.standing import Standing
from bot.messages.status import Status, StatusSheet
from bot.messages.when import When
from tests.golden.check import check

TITLE = "Hội nghị đánh giá công tác cải cách hành chính năm 2026 và triển khai nhiệm vụ năm 2027"
DUE = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
HALL = "Trung tâm Hội nghị tỉnh Sơn Hà, số 1 đường Trung Tâm"
DAY = date(2026, 12, 10)
MEETING = Meeting("Hội nghị", When("exact", DAY, DAY, time(7, 30), half_day="morning"), HALL)
LATER = replace(MEETING, when=When("exact", date(2026, 12, 17), date(2026, 12, 17), time(13, 30), half_day="afternoon"))
SHORTER = replace(MEETING, when=replace(MEETING.when, end=time(11)))
LONGER = replace(LATER, when=replace(LATER.when, end=time(17)))
OPEN = replace(MEETING, when=When("none", None, None))
WINDOW = replace(MEETING, when=When("month", date(2026, 12, 1), date(2026, 12, 31), half_day="morning"))
OTHER = Meeting("Cụm 2", When("half_day", DAY, DAY, half_day="afternoon"), None)
THIRD = Meeting("Cụm 3", When("none", None, None), "Hội trường Ủy ban nhân dân xã Hà Lâm")
OCCASION = Occasion(
    3,
    TITLE,
    "58/KH-UBND",
    "Ủy ban nhân dân tỉnh Sơn Hà",
    "Ông Trần Văn Hòa, Chủ tịch Ủy ban nhân dân tỉnh",
    (MEETING,),
    DUE,
    "V.1",
)
BARE = Occasion(
    4, "Tọa đàm <chuyển đổi số>", None, None, None, (replace(MEETING, name="Cụm 1"), OTHER, THIRD), None, None
)
UNIT = Addressee(
    7, "Sở Nội vụ", 21, 2, (Seats("Lãnh đạo các sở, ban, ngành tỉnh", 2, "III.1"), Seats("Phóng viên", None, None))
)
OWN = "Kính gửi {đơn vị},\nỦy ban nhân dân tỉnh mời đại biểu của {đơn vị} dự họp <khẩn> & báo cáo kết quả."
REASONS = ("unsure", "unsure", "not_joined", "blocked", "refused")
NAMES = ("Sở Xây dựng", "Sở Y tế", "Thanh tra tỉnh", "Sở Tư pháp", "Sở Tài chính")
ROWS = tuple(
    Line(
        number,
        unit,
        reason,
        None if reason == "not_joined" else f"Phạm Thị {number}",
        None if number == 4 or reason == "not_joined" else f"+8490000012{number}",
        number == 2,
    )
    for number, (unit, reason) in enumerate(zip(NAMES, REASONS, strict=True), 1)
)
WELL = Standing(1, "Sở Tư pháp", True, True, "attending", 2, 2, True, 2, 1, 0, 0)
LATE = Standing(2, "Sở Y tế", True, True, "attending", 1, 2, False, 0, 1, 2, 5, 3)
SILENT = Standing(3, "Ủy ban nhân dân xã Hà Lâm", True, False, "none", 0, None, False, 0, 0, 0, 0)
ABSENT = Standing(4, "Báo Sơn Hà", True, True, "absent", 0, 1, False, 0, 0, 0, 0)
ON_DUTY = Standing(5, "Bưu điện tỉnh", False, True, "none", 0, None, False, 0, 0, 1, 1)
UNITS = (WELL, LATE, SILENT, ABSENT, ON_DUTY)
MANY = tuple(replace(SILENT, unit_id=n, name=f"Ủy ban nhân dân xã số {n}") for n in range(1, 20))
DEADLINES = (
    MovedDeadline("Gửi tham luận tại hội nghị", "V.3", DUE, datetime(2026, 12, 11, 10, 0, tzinfo=UTC)),
    MovedDeadline(None, "V.1", None, datetime(2026, 12, 11, 10, 0, tzinfo=UTC)),
)
MOVED = Moved(3, TITLE, 7, "Sở Nội vụ", MEETING, LATER, False, DEADLINES)
ELSEWHERE = replace(MEETING, venue="Hội trường Tỉnh ủy")
DONE = MoveDone(3, TITLE, MEETING, LATER, 40, 43, 2, 6, 1)

MESSAGES: dict[str, Message] = {
    "letters/invitation": Letter(OCCASION, UNIT),
    "letters/invitation_bare": Letter(BARE, replace(UNIT, seats=UNIT.seats[1:])),
    "letters/invitation_window": Letter(replace(OCCASION, meetings=(WINDOW,)), UNIT),
    "letters/invitation_own_words": Letter(OCCASION, UNIT, OWN),
    "letters/invitation_sample": Letter(OCCASION, UNIT, sample=True),
    "letters/invitation_attending": Letter(OCCASION, replace(UNIT, answer="attending")),
    "letters/invitation_begun": Letter(BARE, replace(UNIT, answer="attending", delegates=1)),
    "letters/invitation_full": Letter(OCCASION, replace(UNIT, seats=UNIT.seats[:1], answer="attending", delegates=2)),
    "letters/invitation_complete": Letter(OCCASION, replace(UNIT, answer="attending", delegates=2, complete=True)),
    "letters/invitation_absent": Letter(BARE, replace(UNIT, answer="absent")),
    "letters/nudge": Nudge(OCCASION, UNIT),
    "letters/nudge_bare": Nudge(BARE, UNIT),
    "broadcasts/draft": Draft(9, 1, 3, "invitation", TITLE, "Sở Nội vụ", 60, False, 0, None),
    "broadcasts/draft_own_words": Draft(9, 2, 3, "invitation", TITLE, "Sở Nội vụ", 1, True, 0, 8),
    "broadcasts/draft_nudge": Draft(10, 1, 3, "nudge", TITLE, "Sở Nội vụ", 12, False, 11, None),
    "broadcasts/confirm": Confirm(9, 1, 3, "invitation", TITLE, 55, 5),
    "broadcasts/confirm_nudge": Confirm(10, 1, 3, "nudge", TITLE, 12, 3),
    "broadcasts/board_under_way": Board(9, 3, "invitation", TITLE, 30, 25, 0, 0, 5),
    "broadcasts/board_through": Board(9, 3, "invitation", TITLE, 0, 52, 2, 1, 5),
    "broadcasts/board_all_reached": Board(10, 3, "nudge", TITLE, 0, 12, 0, 0, 0),
    "broadcasts/unreached": UnreachedList(9, 1, "invitation", TITLE, ROWS, 0),
    "broadcasts/unreached_pages": UnreachedList(9, 1, "invitation", TITLE, ROWS * 4, 9),
    "broadcasts/unreached_nobody": UnreachedList(9, 1, "invitation", TITLE, (), 0),
    "broadcasts/confirm_again": ConfirmAgain(9, 1, TITLE, 2),
    "status/all": Status(3, TITLE, DUE, "V.1", "plan", UNITS, "all", 0),
    "status/late": Status(3, TITLE, DUE, None, "proposal", UNITS, "late", 0),
    "status/second_page": Status(3, TITLE, None, None, "proposal", MANY, "joined", 1),
    "status/postponed": Status(3, TITLE, DUE, None, "proposal", UNITS, "all", 0, Condition.POSTPONED),
    "status/cancelled": Status(3, TITLE, DUE, None, "proposal", UNITS, "all", 0, Condition.CANCELLED),
    "status/nobody_owes": Status(3, TITLE, DUE, "V.1", "plan", (WELL, ABSENT), "all", 0),
    "status/sheet": StatusSheet(31, 3, TITLE, DUE, phones=False),
    "status/sheet_phones": StatusSheet(31, 3, TITLE, DUE, phones=True),
    "lists_due/ask": AskListsDue(TITLE, DUE, "proposal", None),
    "lists_due/ask_of_plan": AskListsDue(TITLE, DUE, "plan", "V.1"),
    "lists_due/ask_open": AskListsDue(TITLE, None, "proposal", None),
    "lists_due/confirm": ConfirmListsDue(3, 1, TITLE, DUE, DUE - timedelta(days=1), 42, day_off=True),
    "lists_due/done": ListsDueSet(3, TITLE, DUE, DUE - timedelta(days=1), 40, 41, 2),
    "lists_due/moved": ListsDueMoved(3, TITLE, UNIT, DUE, DUE - timedelta(days=1)),
    "lists_due/moved_complete": ListsDueMoved(
        3, TITLE, replace(UNIT, answer="attending", delegates=2, complete=True), DUE, DUE - timedelta(days=1)
    ),
    "lists_due/moved_absent": ListsDueMoved(3, TITLE, replace(UNIT, answer="absent"), None, DUE),
    "sessions/one": Sessions(3, 1, TITLE, ((11, MEETING),)),
    "sessions/several": Sessions(4, 2, BARE.title, tuple(enumerate(BARE.meetings, 11))),
    "sessions/ask_when": AskMoment(TITLE, MEETING),
    "sessions/ask_venue": AskVenue(TITLE, OTHER),
    "sessions/confirm_move": ConfirmMove(11, 1, TITLE, MEETING, LATER, 6, 42, day_off=False),
    "sessions/confirm_move_alone": ConfirmMove(11, 1, TITLE, WINDOW, LATER, 0, 42, day_off=True),
    "sessions/confirm_move_end": ConfirmMove(11, 1, TITLE, SHORTER, LONGER, 6, 42, day_off=False),
    "sessions/confirm_move_end_dropped": ConfirmMove(11, 1, TITLE, SHORTER, LATER, 6, 42, day_off=False),
    "sessions/confirm_venue": ConfirmVenue(11, 1, TITLE, MEETING, ELSEWHERE, 42),
    "sessions/done": DONE,
    "sessions/done_fixed": replace(DONE, old=OPEN),
    "sessions/done_nobody_joined": replace(DONE, units=0, people=0, silent=40),
    "sessions/done_venue": replace(DONE, new=ELSEWHERE, deadlines=0, past=0, silent=0),
    "moved/when": MOVED,
    "moved/when_of_several": replace(MOVED, several=True, deadlines=DEADLINES * 7),
    "moved/fixed": replace(MOVED, old=WINDOW, deadlines=()),
    "moved/fixed_after_postponing": replace(MOVED, old=OPEN, deadlines=()),
    "moved/venue": replace(MOVED, new=ELSEWHERE, deadlines=()),
    "choices/conference": choose_conference("status.open", ((3, TITLE), (4, BARE.title))),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_as_it_reads(name: str) -> None:
    check(name, MESSAGES[name])


def test_a_sample_differs_only_in_what_its_buttons_do() -> None:
    letter, sample = Letter(OCCASION, UNIT).render("vi"), Letter(OCCASION, UNIT, sample=True).render("vi")
    assert sample.text == letter.text
    assert [[b.text for b in row] for row in sample.rows] == [[b.text for b in row] for row in letter.rows]
    assert not {b.press for row in sample.rows for b in row} & {b.press for row in letter.rows for b in row}
