"""What an organiser reads of a plan, and of the conferences made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.messages.base import Message
from bot.messages.condition import Condition
from bot.messages.conference_cards import Card
from bot.messages.conferences import Agenda, Listed
from bot.messages.meetings import Meeting
from bot.messages.plan_checks import Checks
from bot.messages.plan_draft import Draft, UnitCounts
from bot.messages.plan_items import FACTS, AskFact, AskItem, ItemCard
from bot.messages.plan_parts import PartPage
from bot.messages.plan_steps import Confirming, Drafts, Forgetting, Known
from bot.messages.plan_unit_cards import KindChoice, UnitCard
from bot.messages.plan_unit_sweeps import SweepQuestion
from bot.messages.plan_units import Named, Sweep, UnitList
from bot.messages.plans import Summary
from bot.messages.when import When, when_of
from handlers.dispatch import ROUTES
from tests.golden.check import check
from tests.plan_examples import READING, reading

COUNTS = UnitCounts(known=3, new=1, undecided=2, skipped=1)
DRAFT = Draft(7, 3, READING, COUNTS)


def window(first: str | None, last: str | None, precision: str) -> dict[str, Any]:
    """Return the example with a session whose day is open."""
    changed = reading(number=None)
    days = [first, last] if first else None
    changed["sessions"][0] |= {"window": days, "date_precision": precision, "start_time": None, "end_time": None}
    changed["sessions"][0] |= {"venue": None, "expected_delegates": {"min": 40, "max": 60}}
    changed["anomalies"] = []
    return changed


SEEN = reading()
SEEN["anomalies"][0]["seen"] = True
ALL_SEEN = reading()
for one in ALL_SEEN["anomalies"]:
    one["seen"] = True
TAKEN_OUT = reading()
TAKEN_OUT["duties"][0]["removed"] = True
GROUP = Named(
    11,
    "UBND các xã, phường",
    "group",
    open=True,
    meant=((2, "Ủy ban nhân dân xã Cát Lâm"),),
    choices=((1, "Ủy ban nhân dân phường Bến Ngự"), (2, "Ủy ban nhân dân xã Cát Lâm")),
    uses=("invited",),
)
ASKED = Named(
    12,
    "Ban Thường trực UBMTTQ Việt Nam tỉnh",
    "asked",
    open=True,
    choices=((5, "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"), (6, "Thường trực Tỉnh ủy")),
    uses=("invited", "lead"),
)
ASKED_TOO = Named(20, "Sở Ngoại vụ", "asked", open=True, choices=((9, "Sở Nội vụ"),), uses=("invited",))
NEW = Named(13, "Ban Chỉ đạo <CCHC> tỉnh", "new", open=False, kind="board", level="province", uses=("invited",))
LINKED = Named(14, "SNV", "linked", open=False, meant=((9, "Sở Nội vụ"),), decided=True, uses=("coordinating",))
SAME = Named(15, "Sở Tư pháp", "linked", open=False, meant=((10, "Sở Tư pháp"),), uses=("invited",))
VAGUE = Named(16, "các cơ quan, đơn vị liên quan", "asked", open=True, uses=("coordinating",))
EMPTY = Named(17, "các sở, ban, ngành", "group", open=True, uses=("lead",))
EVERYBODY = Named(18, "các đơn vị tham dự", "invited", open=False, uses=("lead",))
SKIPPED = Named(19, "Tổ giúp việc", "skipped", open=False, decided=True, uses=("invited",))
HOST = Named(20, "Ủy ban nhân dân tỉnh Sơn Hà", "skipped", open=False, uses=("invited",))
NAMES = (ASKED, VAGUE, GROUP, EMPTY, NEW, EVERYBODY, LINKED, SAME, SKIPPED)
WHEN = When("exact", date(2026, 12, 10), date(2026, 12, 10), time(7, 30), time(11, 30), "morning")
CARD = Card(
    4,
    "Hội nghị đánh giá công tác cải cách hành chính năm 2026",
    "58/KH-UBND",
    (Meeting("Hội nghị", WHEN, "Trung tâm Hội nghị tỉnh Sơn Hà"),),
    groups=3,
    units=6,
    joined=0,
    answered=0,
    duties=3,
    dated=2,
    lists_due=datetime(2026, 12, 4, 10, 0, tzinfo=UTC),
    lists_section="VI.6",
    nobodys=1,
    made=True,
)

MESSAGES: dict[str, Message] = {
    "summary": Summary(DRAFT),
    "summary_open": Summary(Draft(7, 1, window("2026-10-01", "2026-12-31", "quarter"))),
    "summary_without_day": Summary(Draft(7, 1, window(None, None, "none"))),
    "summary_same_draft": Summary(DRAFT, note="plans.same_draft"),
    "summary_bare": Summary(Draft(7, 1, {"title": "Hội nghị", "sessions": []})),
    "sessions": PartPage(DRAFT, "s"),
    "composition": PartPage(DRAFT, "g"),
    "duties": PartPage(DRAFT, "d"),
    "duties_taken_out": PartPage(Draft(7, 4, TAKEN_OUT), "d"),
    "agenda": PartPage(DRAFT, "a"),
    "agenda_none": PartPage(Draft(7, 1, reading(agenda=[])), "a"),
    "checks": Checks(DRAFT),
    "checks_some_seen": Checks(Draft(7, 4, SEEN)),
    "checks_all_seen": Checks(Draft(7, 4, ALL_SEEN)),
    "summary_checks_seen": Summary(Draft(7, 4, ALL_SEEN)),
    "card_head": ItemCard(DRAFT, "h", 0),
    "card_session": ItemCard(DRAFT, "s", 0),
    "card_group": ItemCard(DRAFT, "g", 0),
    "card_duty": ItemCard(DRAFT, "d", 1, "deadline"),
    "card_duty_taken_out": ItemCard(Draft(7, 4, TAKEN_OUT), "d", 0),
    "card_agenda": ItemCard(DRAFT, "a", 1),
    "ask_day": AskFact(DRAFT, "s", 0, "day", True),
    "ask_mode": AskFact(DRAFT, "g", 0, "mode", True),
    "ask_title": AskFact(DRAFT, "h", 0, "title", False),
    "ask_item": AskItem("d"),
    "confirming": Confirming(DRAFT, ()),
    "confirming_known": Confirming(DRAFT, (), known=(4,)),
    "confirming_elsewhere": Confirming(DRAFT, (), elsewhere=True),
    "confirming_with_gaps": Confirming(
        DRAFT, ("number", "session", "day", "venue", "groups", "duties", "units", "checks")
    ),
    "forgetting": Forgetting(DRAFT),
    "known_file": Known(7, 4, CARD.title, same_file=True),
    "known_number": Known(7, 4, CARD.title, same_file=False),
    "drafts": Drafts(((7, CARD.title, "58/KH-UBND", False), (8, "ke_hoach.pdf", None, True))),
    "drafts_none": Drafts(()),
    "units": UnitList(7, NAMES, COUNTS, registry=40),
    "units_without_registry": UnitList(7, (EMPTY,), UnitCounts(undecided=1), registry=0),
    "units_at_once": UnitList(7, (ASKED, ASKED_TOO, GROUP), UnitCounts(undecided=3), registry=40),
    "sweep_new": SweepQuestion(7, 3, Sweep.NEW, (ASKED, ASKED_TOO)),
    "sweep_groups": SweepQuestion(7, 3, Sweep.GROUPS, (GROUP,) * 22),
    "unit_asked": UnitCard(7, 3, ASKED, 40),
    "unit_vague": UnitCard(7, 3, VAGUE, 40),
    "unit_group": UnitCard(7, 3, GROUP, 40),
    "unit_group_without_registry": UnitCard(7, 3, EMPTY, 0),
    "unit_new": UnitCard(7, 3, NEW, 40),
    "unit_linked": UnitCard(7, 3, LINKED, 40),
    "unit_host": UnitCard(7, 3, HOST, 40),
    "unit_kind": KindChoice(NEW, 3, "kind"),
    "unit_level": KindChoice(NEW, 3, "level"),
    "conference": CARD,
    "conference_joining": replace(CARD, joined=2, made=False),
    "conference_joined": replace(CARD, joined=6, made=False),
    "conference_postponed": replace(CARD, joined=2, made=False, condition=Condition.POSTPONED),
    "conference_over": replace(CARD, joined=2, made=False, condition=Condition.OVER),
    "conference_cancelled": replace(CARD, joined=2, made=False, condition=Condition.CANCELLED),
    "conferences": Listed(((4, CARD.title, "58/KH-UBND"),), drafts=2),
    "conferences_none": Listed(()),
    "conference_agenda": Agenda(4, CARD.title, (("07:30 – 08:00", "Đón tiếp", "Sở Nội vụ"), (None, "Thảo luận", None))),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_message(name: str) -> None:
    check(f"plans/{name}", MESSAGES[name])


def test_every_button_leads_somewhere() -> None:
    rows = [row for message in MESSAGES.values() for row in message.render("vi").rows]
    pressed = {(button.press or "").partition(":")[0] for row in rows for button in row}
    assert pressed <= ROUTES.presses.keys()


@pytest.mark.parametrize(("part", "field"), [(part, field) for part, fields in FACTS.items() for field in fields])
def test_every_fact_can_be_asked_for(part: str, field: str) -> None:
    for language in ("vi", "en"):
        assert AskFact(DRAFT, part, 0, field, True).render(language).text


def test_the_longest_pages_fit_into_one_message() -> None:
    long = reading()
    words = "Ủy ban nhân dân " * 120
    for group in long["invitee_groups"]:
        group["label"], group["units"] = words, [words] * 9
    for duty in long["duties"]:
        duty["text"], duty["lead"], duty["coordinating"] = words, [words] * 9, [words] * 9
        duty["deadline_words"], duty["submit_to"] = words, words
    long["title"] = long["sessions"][0]["venue"] = words
    for part in ("invitee_groups", "duties", "sessions", "anomalies"):
        long[part] = [dict(long[part][0]) for _ in range(20)]
    for check_ in long["anomalies"]:
        check_["values"]["sections"] = words
    draft = Draft(7, 3, long, COUNTS)
    shown: list[Message] = [
        Summary(draft),
        Checks(draft),
        *(PartPage(draft, p) for p in "sgda"),
        *(ItemCard(draft, p, 0) for p in "gd"),
    ]
    for message in shown:
        assert len(message.render("vi").text.encode("utf-16-le")) // 2 <= 4096, message


def test_when_is_as_exact_as_it_is_known() -> None:
    day = {"window": ["2024-07-18", "2024-07-18"], "date_precision": "half_day", "half_day": "morning"}
    assert when_of(day).words("vi") == "sáng thứ Năm, 18/7/2024"
    quarter = {"window": ["2024-07-01", "2024-09-30"], "date_precision": "quarter", "half_day": "morning"}
    assert when_of(quarter).words("vi") == "quý III/2024 (chưa ấn định ngày)"
    assert when_of({}).words("vi") == "chưa ấn định ngày"
