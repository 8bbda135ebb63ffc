"""What a unit's focal persons and the organisers are told about answers, delegates and requests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.messages.answers import AnswerNews, AnswerNoted
from bot.messages.base import Message
from bot.messages.change_requests import RequestCard, RequestFacts, RequestList, RequestSent
from bot.messages.condition import Condition
from bot.messages.delegate_drafts import DraftLine, DraftPage
from bot.messages.delegate_files import DelegatesFile
from bot.messages.delegate_words import PersonLine, PlaceLine
from bot.messages.delegates import DelegateCard, DelegateList
from bot.messages.meetings import Meeting
from bot.messages.my_unit import ChooseUnit, MyUnit
from bot.messages.my_unit_lines import DutyLine, StepLine
from bot.messages.questions import Choice, named, question
from bot.messages.when import When
from tests.golden.check import check

TITLE = "Hội nghị đánh giá công tác cải cách hành chính năm 2026 tỉnh Sơn Hà"
UNIT = "Sở Tư pháp"
DUE = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HALL = PlaceLine("Lãnh đạo các sở, ban, ngành tỉnh", "III.1", 2, 1, 1)
FULL = replace(HALL, entered=2, left=0)
OPEN = PlaceLine("Đại biểu dự trực tuyến", None, None, 0, None)
LIMITED = PlaceLine("Cơ quan báo, đài", "III.4", None, 2, 3)
LAN = PersonLine("Đỗ Thị Lan", "Giám đốc", "+84900000101", "in_person")
SON = PersonLine("Trần Văn <Sơn>", "Phó Giám đốc & Chánh Thanh tra", None, "online", "Đại biểu dự trực tuyến")
DUTIES = (
    DutyLine(
        "Chuẩn bị báo cáo tóm tắt kết quả cải cách hành chính", "lead", "open", DUE, "trước ngày 05/12/2026", "V.1"
    ),
    DutyLine("Phối hợp chuẩn bị hội trường", "coordinating", "acknowledged", None, "trước Hội nghị", "V.2"),
    DutyLine("Gửi tham luận", "lead", "returned", NOW, None, None, late=True),
)
MEETING = Meeting(
    "Hội nghị",
    When("exact", date(2026, 12, 10), date(2026, 12, 10), time(7, 30), half_day="morning"),
    "Trung tâm Hội nghị tỉnh Sơn Hà",
)
PAGE = MyUnit(
    unit=UNIT,
    unit_id=3,
    title=TITLE,
    conference_id=1,
    step=StepLine("answer", DUE, "III.1"),
    invitation_id=5,
    version=1,
    answer="none",
    reason=None,
    meetings=(MEETING,),
    places=(HALL, OPEN, LIMITED),
    people=(LAN, SON),
    lists_due=DUE,
    lists_section="III.6",
    duties=DUTIES,
)
LIST = DelegateList(
    title=TITLE,
    unit=UNIT,
    unit_id=3,
    conference_id=1,
    invitation_id=5,
    version=2,
    answer="attending",
    places=(HALL, OPEN),
    people=((11, LAN), (12, SON)),
    due=DUE,
)
DRAFT = DraftPage(
    number=77,
    title=TITLE,
    unit=UNIT,
    lines=(
        DraftLine(LAN),
        DraftLine(SON, ("elsewhere",), chosen=False),
        DraftLine(PersonLine("Vũ Thu Hương", None), ("missing_office", "bad_phone"), chosen=None),
    ),
    places=(HALL,),
)
CARD = DelegateCard(11, 1, LAN, TITLE, UNIT, 3, 1)
FACTS = RequestFacts(9, "add", "open", TITLE, UNIT, 3, 1, "Phạm Minh Đức", NOW, after=(LAN, SON))
DECIDED = replace(FACTS, state="refused", decision_reason="đã chốt sơ đồ chỗ ngồi")
NOTED = AnswerNoted(TITLE, UNIT, 3, 1, 5, 2, "attending", due=DUE)

MESSAGES: dict[str, Message] = {
    "my_unit/to_answer": PAGE,
    "my_unit/overdue_duty": replace(
        PAGE, answer="attending", step=StepLine("returned", NOW, None, "Gửi tham luận", late=True), several=True
    ),
    "my_unit/complete": replace(
        PAGE, answer="attending", step=StepLine("nothing"), complete_at=NOW, places=(FULL,), duties=()
    ),
    "my_unit/absent": replace(
        PAGE, answer="absent", reason="trùng lịch công tác", step=StepLine("absent"), people=(), duties=(), requests=1
    ),
    "my_unit/date_open": replace(
        PAGE,
        meetings=(Meeting("Hội nghị", When("month", date(2026, 12, 1), date(2026, 12, 31), half_day="morning"), None),),
        lists_due=None,
        step=StepLine("answer"),
        duties=(),
        people=(),
    ),
    "my_unit/only_duties": replace(PAGE, places=(), people=(), step=StepLine("duty", DUE, "V.1", DUTIES[0].text)),
    "my_unit/many": replace(PAGE, answer="attending", people=(LAN,) * 13, duties=DUTIES * 4),
    "my_unit/over": replace(PAGE, condition=Condition.OVER, answer="attending"),
    "my_unit/cancelled": replace(PAGE, condition=Condition.CANCELLED, answer="attending"),
    "my_unit/postponed": replace(PAGE, condition=Condition.POSTPONED),
    "my_unit/choose": ChooseUnit(((3, UNIT, 1, TITLE), (4, "Ủy ban nhân dân xã Bình Minh", 2, "Hội nghị tổng kết"))),
    "answers/attending": NOTED,
    "answers/attending_complete": replace(NOTED, enters=False),
    "answers/late": replace(NOTED, late=True),
    "answers/absent": replace(NOTED, answer="absent", reason="trùng lịch công tác", withdrawn=2),
    "answers/news_absent": AnswerNews(TITLE, UNIT, "absent", "trùng lịch công tác", 2, 1),
    "answers/news_attending": AnswerNews(TITLE, UNIT, "attending", None, 0, 1),
    "answers/ask_reason": question("answers.ask_reason_withdraw", count=2, title=TITLE),
    "delegates/list": LIST,
    "delegates/empty": replace(LIST, people=(), can_copy=2),
    "delegates/entered_some": replace(LIST, done=("entered_some", 2)),
    "delegates/entered_some_full": replace(
        LIST, done=("entered_some", 2), places=tuple(replace(place, left=0) for place in LIST.places)
    ),
    "delegates/entered_and_attending": replace(LIST, done=("entered", 2), attends_now=True),
    "delegates/complete_and_late": replace(LIST, complete_at=NOW, late=True),
    "delegates/complete": replace(LIST, complete_at=NOW, places=(FULL,), done=("complete", 0)),
    "delegates/late": replace(LIST, late=True),
    "delegates/absent": replace(LIST, answer="absent", people=()),
    "delegates/over": replace(LIST, changeable=False),
    "delegates/second_page": replace(LIST, people=((11, LAN),) * 10, page=1),
    "delegates/card": CARD,
    "delegates/card_late": replace(CARD, late=True, groups=True, modes=True),
    "delegates/ask_people": question("delegate_drafts.ask_people", unit="Sở Nội vụ"),
    "delegates/ask_group": question(
        "delegate_drafts.ask_group",
        named(HALL.label, "lines.group", 77, 1),
        named(OPEN.label, "lines.group", 77, 2),
        count=3,
    ),
    "delegates/ask_mode": question(
        "delegate_drafts.ask_mode", Choice("delegates.choose_online", "lines.mode", (77, "online")), count=1
    ),
    "delegates/draft": DRAFT,
    "delegates/draft_one": replace(DRAFT, lines=(DraftLine(LAN),)),
    "delegates/draft_replace": replace(DRAFT, lines=(DraftLine(LAN),), replaces="Trần Văn Sơn"),
    "delegates/draft_late": replace(DRAFT, late=True),
    "delegates/table": DelegatesFile(8, 3, TITLE, 128, phones=False),
    "delegates/table_phones": DelegatesFile(8, 3, TITLE, 128, phones=True),
    "change_requests/add": RequestCard(FACTS),
    "change_requests/edit": RequestCard(replace(FACTS, kind="edit", before=LAN, after=(SON,))),
    "change_requests/replace": RequestCard(replace(FACTS, kind="replace", before=LAN, after=(SON,))),
    "change_requests/withdraw": RequestCard(replace(FACTS, kind="withdraw", before=LAN, after=())),
    "change_requests/answer": RequestCard(
        replace(FACTS, kind="answer", after=(), answer="absent", answer_reason="trùng lịch công tác")
    ),
    "change_requests/refused": RequestCard(DECIDED),
    "change_requests/refused_to_unit": RequestCard(DECIDED, to_unit=True),
    "change_requests/accepted_to_unit": RequestCard(replace(FACTS, state="accepted"), to_unit=True),
    "change_requests/sent": RequestSent(TITLE, 3, 1, DUE),
    "change_requests/list": RequestList((FACTS, replace(FACTS, kind="withdraw", request_id=10)), 10),
    "change_requests/list_empty": RequestList((), 0),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_message(name: str) -> None:
    check(name, MESSAGES[name])
