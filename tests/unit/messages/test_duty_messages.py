"""What is said about duties, reports, reminders and in the digest, as it reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.messages.base import Message
from bot.messages.digests import Digest, DigestLine, Morning
from bot.messages.due import When
from bot.messages.duties import Choice, Choices, Lead, UnitDuties, UnitDuty
from bot.messages.duty_board import BoardLine, DutyBoard, DutyPage, DutyPart
from bot.messages.duty_cards import DutyCard, HandedFile, Reported
from bot.messages.duty_changes import DutyChanged, SureToMove, SureToWithdraw
from bot.messages.reminders import Owed, OwedHere, Ping, StillLate
from bot.messages.reports import AboutDuty, Ask, Decided, HandedIn, HandInSoFar, Noted
from tests.golden.check import check

TITLE = "Hội nghị đánh giá công tác cải cách hành chính năm 2026 và triển khai nhiệm vụ năm 2027"
UNIT, OTHER = "Sở Nội vụ", "Sở Tài chính"
SPEECH = "Chuẩn bị bài phát biểu của lãnh đạo tỉnh (phần cải cách hành chính)"
REPORT = "Báo cáo tóm tắt kết quả Chỉ số cải cách hành chính & mức độ hài lòng <năm 2026>"
WHEN = When("trước ngày 04/12/2026", datetime(2026, 12, 3, 10, 0, tzinfo=UTC))
SOON = When("chậm nhất ngày 07/12/2026", datetime(2026, 12, 7, 10, 0, tzinfo=UTC))
NO_WORDS = When(None, datetime(2026, 12, 8, 9, 0, tzinfo=UTC))
OPEN = When("trước khi tổ chức Hội nghị 05 ngày", None)
AT = datetime(2026, 11, 30, 2, 15, tzinfo=UTC)
LATE = Owed("report", UNIT, SPEECH, "V.1", WHEN, -1, True, 0, (11,))
LIST = Owed("list", UNIT, "", "VI.6", When(None, SOON.moment), 3, False, 2, (1, 5))
ANSWER = replace(LIST, kind="answer", unit=OTHER, days=1, target=(2, 5))
TODAY = Owed("report", OTHER, REPORT, None, NO_WORDS, 0, False, 0, (12,))
ONE = OwedHere(5, TITLE, (LATE, TODAY, LIST))
DUTIES = (
    UnitDuty(11, SPEECH, "V.1", WHEN, "lead", "acknowledged", True, ()),
    UnitDuty(12, REPORT, "V.2", OPEN, "lead", "open", False, ()),
    UnitDuty(13, "Bố trí kinh phí", None, When(), "coordinating", "open", False, (Lead(OTHER, "handed_in", False),)),
    UnitDuty(14, "Phát hành giấy mời", "V.4", NO_WORDS, "coordinating", "open", False, ()),
)
MANY = (*(Lead(f"Sở {n}", "open", True) for n in range(1, 6)), Lead("Sở 6", "accepted", False))
CARD = DutyCard(
    assignment_id=11,
    version=3,
    duty_id=7,
    conference_id=5,
    title=TITLE,
    plan="58/KH-UBND",
    unit_id=1,
    unit=UNIT,
    text=SPEECH,
    section="V.1",
    submit_to="Văn phòng Ủy ban nhân dân tỉnh",
    when=WHEN,
    part="lead",
    state="open",
    late=False,
    leads=(Lead(UNIT, "open", False),),
    coordinating=(OTHER, "Thanh tra tỉnh"),
)
REPORTS = (
    Reported(AT, "handed_in", "Lê Thị Mai", "Gửi bản hoàn chỉnh", "Bai phat bieu.docx"),
    Reported(AT, "handed_in", None, "Theo bà Mai, điện thoại sáng 30/11", None),
    Reported(AT, "progress", "Lê Thị Mai", "Đã xong dự thảo <lần 1>", None),
)
ABOUT = AboutDuty(11, 4, TITLE, UNIT, SPEECH, "V.1", WHEN)
DIGEST = Digest(
    5,
    TITLE,
    today=(DigestLine(OTHER, REPORT, "V.2"),),
    late=(DigestLine(UNIT, SPEECH, "V.1", 2), DigestLine("Sở Y tế", SPEECH, None, 1)),
    waiting=(DigestLine("Thanh tra tỉnh", REPORT),),
    unreached=("Viễn thông Sơn Hà",),
    lists_late=4,
    lists_today=3,
    attending=12,
    absent=1,
    requests=2,
)

MESSAGES: dict[str, Message] = {
    "reminders/one_coming": Ping((OwedHere(5, TITLE, (TODAY,)),)),
    "reminders/overdue_and_coming": Ping((ONE, OwedHere(6, "Hội nghị khác", (ANSWER,))), named=True, late=True),
    "reminders/only_overdue": Ping((OwedHere(5, TITLE, (LATE, replace(LATE, days=0))),)),
    "reminders/many": Ping((OwedHere(5, TITLE, (LATE,) * 14), OwedHere(6, "Hội nghị khác", (ANSWER,)))),
    "reminders/still_late": StillLate(OwedHere(5, TITLE, (LATE, replace(LIST, late=True, days=-3))), 3),
    "duties/choices": Choices((Choice(1, UNIT, 5, TITLE, 2), Choice(2, OTHER, 5, TITLE, 0))),
    "duties/no_choice": Choices(()),
    "duties/list_late": UnitDuties(1, UNIT, 5, TITLE, DUTIES, owed=2, late=1),
    "duties/list": UnitDuties(1, UNIT, 5, TITLE, DUTIES[1:2], owed=1, late=0),
    "duties/list_done": UnitDuties(1, UNIT, 5, TITLE, DUTIES[2:], owed=0, late=0),
    "duties/list_none": UnitDuties(1, UNIT, 5, TITLE, (), owed=0, late=0),
    "duties/list_page_2": UnitDuties(1, UNIT, 5, TITLE, DUTIES * 5, owed=10, late=5, page=1),
    "duty_cards/open": CARD,
    "duty_cards/returned": replace(CARD, state="returned", late=True, reports=REPORTS, reason="Thiếu số liệu"),
    "duty_cards/acknowledged_late": replace(CARD, state="acknowledged", late=True),
    "duty_cards/handed_in": replace(CARD, state="handed_in", reports=REPORTS, leads=MANY, section=None),
    "duty_cards/accepted": replace(CARD, state="accepted", plan=None, coordinating=()),
    "duty_cards/withdrawn": replace(CARD, state="withdrawn"),
    "duty_cards/coordinating": replace(CARD, part="coordinating", reports=REPORTS[2:]),
    "duty_cards/office_owed": replace(CARD, for_office=True, contacts=("Lê Thị Mai, 0900 000 123",)),
    "duty_cards/office_handed_in": replace(CARD, for_office=True, state="handed_in", reports=REPORTS),
    "duty_cards/file": HandedFile(9, SPEECH, UNIT),
    "duty_board/board": DutyBoard(
        5,
        TITLE,
        (
            BoardLine(7, SPEECH, "V.1", WHEN, (Lead(UNIT, "open", True),)),
            BoardLine(8, REPORT, "V.2", OPEN, MANY),
            BoardLine(9, "Phát hành giấy mời", None, When(), ()),
            BoardLine(10, "Trang trí hội trường", "V.5", SOON, (Lead(OTHER, "accepted", False),)),
        ),
        nobodys=2,
    ),
    "duty_board/duty": DutyPage(
        7,
        2,
        5,
        TITLE,
        SPEECH,
        "V.1",
        "Văn phòng",
        WHEN,
        (DutyPart(11, UNIT, "lead", "open", True), DutyPart(12, OTHER, "coordinating", "open", False)),
    ),
    "duty_board/duty_done": DutyPage(
        7, 2, 5, TITLE, SPEECH, None, None, When(), (DutyPart(11, UNIT, "lead", "accepted", False),)
    ),
    "duty_board/duty_withdrawn": DutyPage(7, 2, 5, TITLE, SPEECH, None, None, When(), ()),
    "duty_changes/sure_to_withdraw": SureToWithdraw(7, 2, SPEECH, 3),
    "duty_changes/sure_to_move": SureToMove(7, 2, SPEECH, WHEN, SOON, date(2026, 12, 7), None, False),
    "duty_changes/sure_to_move_hour": SureToMove(7, 2, SPEECH, WHEN, NO_WORDS, date(2026, 12, 12), time(16), True),
    "duty_changes/moved": DutyChanged("moved", TITLE, UNIT, SPEECH, "V.1", 11, WHEN, NO_WORDS),
    "duty_changes/withdrawn": DutyChanged("withdrawn", TITLE, UNIT, SPEECH, None, 11, WHEN, WHEN),
    "reports/so_far": HandInSoFar(11, 3, SPEECH, "Gửi bản hoàn chỉnh", ("Bai phat bieu.docx", "Phu luc <1>.xlsx")),
    "reports/so_far_text": HandInSoFar(11, 3, SPEECH, "Đã thực hiện xong", ()),
    "reports/noted": Noted("reports.submitted", replace(CARD, state="handed_in")),
    "reports/handed_in": HandedIn(ABOUT, "Lê Thị Mai", "Gửi bản hoàn chỉnh", 2, 9),
    "reports/handed_in_text": HandedIn(ABOUT, None, "Đã thực hiện xong", 0),
    "reports/accepted": Decided(ABOUT, "accepted"),
    "reports/returned": Decided(ABOUT, "returned", "Thiếu số liệu <quý IV>"),
    "reports/recorded": Decided(ABOUT, "recorded", "Bà Mai, điện thoại sáng 30/11"),
    "digests/one": Morning(date(2026, 12, 4), (DIGEST,)),
    "digests/many_unreached": Morning(date(2026, 12, 4), (Digest(5, TITLE, unreached=("Xã Đồng Lạc",) * 36),)),
    "digests/many_units_one_duty": Morning(
        date(2026, 12, 4),
        (Digest(5, TITLE, late=(*(DigestLine(f"Xã số {n}", SPEECH, "V.1", 1) for n in range(40)), *DIGEST.late)),),
    ),
    "digests/two": Morning(
        date(2026, 12, 4),
        (
            Digest(5, TITLE, late=tuple(DigestLine(UNIT, f"Việc {n}", "V.1", 1) for n in range(11))),
            Digest(6, "Hội nghị khác", absent=1),
        ),
    ),
}
MESSAGES.update(
    {f"reports/ask_{key}": Ask(key, SPEECH, WHEN) for key in ("progress", "hand_in", "return", "by_phone", "due")}
)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_reads_as_it_was_looked_at(name: str) -> None:
    check(name, MESSAGES[name])
