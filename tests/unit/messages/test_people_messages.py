"""What people are told about joining, their data, units, codes and the registry, as it reads."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.messages.audit import MorningHead
from bot.messages.base import Message, plain
from bot.messages.calendar_days import OwnDays, WhichKind
from bot.messages.calls import Callee, Numbers
from bot.messages.exports import ExportLog
from bot.messages.exports import Line as Export
from bot.messages.invite_codes import AskIssue, CodesHome, CodesPage, Line, Sheet
from bot.messages.joining import AskContact, ConfirmUnit, NewNotice, Notice, Welcomed
from bot.messages.joining_news import FocalNews, OrganiserNews, Withdrawn
from bot.messages.organisers import Entry, NewLink, OpenLink, Organisers
from bot.messages.own_data import OwnData
from bot.messages.questions import Choice, screen
from bot.messages.registry import Applied, Change, Preview, Problem, RegistryFile
from bot.messages.start import ChooseLanguage, Help, WaysOn, Welcome
from bot.messages.unit_cards import Card, ChooseClass, Focal
from bot.messages.units import Found, ListPage, UnitsHome
from handlers.dispatch import ROUTES
from tests.golden.check import check

OFFICE = "Văn phòng Ủy ban nhân dân tỉnh Sơn Hà"
UNIT = "Sở Nội vụ"
NAME, PHONE = "Lê Thị Mai", "+84900000123"
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
UNTIL = datetime(2026, 12, 7, 2, 0, tzinfo=UTC)
TITLE = "Hội nghị đánh giá công tác cải cách hành chính năm 2026 và triển khai nhiệm vụ năm 2027"
CHANGE = Change(
    3, 7, "Sở Tài chánh", (("name", "Sở Tài chánh", "Sở Tài chính"), ("level", "other", "province")), ("STC",)
)
PROBLEMS = (
    Problem(2, "registry_imports.twice", (("name", "Sở Y tế"), ("first", 1))),
    Problem(5, "registry_imports.name_of_other", (("name", "Sở Y tế"), ("other", "Sở Y tế"), ("code", "H01"))),
    Problem(6, "registry_imports.two_units", (("name", "Xã Hà"), ("other", "Xã Hà"), ("code", "–"))),
    Problem(7, "registry_imports.other_code", (("name", "Sở Y tế"), ("other", "Sở Y tế"), ("code", "H02"))),
    Problem(8, "registry_imports.alike", (("name", "Xã Hạ Lâm"), ("other", "Xã Hà Lâm"), ("code", "–"))),
)
PREVIEW = Preview(4, "0a1b2c3d", ((9, "Xã Đồng Lạc"),), (CHANGE,), 12, PROBLEMS)
CARD = Card(
    unit_id=7,
    name=UNIT,
    code="H35.01",
    level="province",
    kind="department",
    parent="Ủy ban nhân dân tỉnh Sơn Hà",
    valid_from=date(2025, 3, 1),
    valid_to=None,
    aliases=((1, "SNV"),),
    people=(Focal(3, NAME, PHONE, False), Focal(4, "Đỗ <Văn> An", None, True)),
    invite=(9, "open", UNTIL),
)
BARE = Card(8, "Xã Đồng Lạc", None, "commune", "commune", None, None, date(2026, 12, 31), (), (), None)

MESSAGES: dict[str, Message] = {
    "start/stranger": Welcome(OFFICE, False, False, ()),
    "start/owner": Welcome(OFFICE, True, False, ()),
    "start/focal_organiser": Welcome(OFFICE, False, True, (UNIT, "Sở Y tế")),
    "start/help": Help(tuple(ROUTES.commands)),
    "start/hint-focal": WaysOn("common.hint", organiser=False, focal=True),
    "start/left-organiser": WaysOn("common.cancelled", organiser=True, focal=False),
    "start/hint-stranger": WaysOn("common.hint", organiser=False, focal=False),
    "start/language": ChooseLanguage(),
    "start/language_chosen": ChooseLanguage(chosen=True),
    "audit/head": MorningHead(date(2026, 11, 23), 1204, "0123456789abcdef" * 4),
    "exports/some": ExportLog(
        (Export(AT, NAME, 1002, "delegates_phones", TITLE, 120), Export(AT, None, 1003, "codes", None, 1))
    ),
    "exports/none": ExportLog(()),
    "calls/numbers": Numbers((Callee(UNIT, NAME, PHONE), Callee("Sở Y tế", None, None))),
    "calls/nobody": Numbers(()),
    "joining/notice_focal": Notice(9, UNIT, OFFICE, 90),
    "joining/notice_organiser": Notice(9, None, OFFICE, 90),
    "joining/new_notice": NewNotice(OFFICE, 90),
    "joining/confirm": ConfirmUnit(9, UNIT, OFFICE),
    "joining/contact": AskContact(),
    "joining/contact_foreign": AskContact(foreign=True),
    "joining/welcomed_focal": Welcomed(NAME, UNIT, OFFICE),
    "joining/welcomed_organiser": Welcomed(NAME, None, OFFICE),
    "joining/news_focal": FocalNews(3, NAME, PHONE, UNIT),
    "joining/news_organiser": OrganiserNews(3, NAME, "+85620000123"),
    "joining/withdrawn": Withdrawn(7, UNIT),
    "joining/ask_undo": screen(
        "joining.ask_undo",
        Choice("joining.undo_sure", "join.undo_sure", (3,)),
        Choice("joining.keep", "units.card", (7,)),
        name=NAME,
        unit=UNIT,
    ),
    "joining/undone": screen("joining.undone", Choice("joining.open_unit", "units.card", (7,)), name=NAME, unit=UNIT),
    "joining/ended_for_you": plain("joining.ended_for_you", unit=UNIT),
    "own_data/known": OwnData(NAME, PHONE, 5001, AT, 1, OFFICE, (UNIT,), True, 90),
    "own_data/nothing": OwnData(None, None, 5001, None, None, OFFICE, (), False, 90),
    "own_data/ask_withdraw": screen(
        "own_data.ask_withdraw",
        Choice("own_data.withdraw_sure", "own.withdraw_sure"),
        Choice("common.back", "own.open"),
    ),
    "organisers/none": Organisers((), ()),
    "organisers/some": Organisers((Entry(2, NAME, PHONE, AT),), (OpenLink(9, UNTIL),)),
    "organisers/new_link": NewLink("https://t.me/SonHaBot?start=AAAAAAAAAAAAAAAAAAAAAA", UNTIL),
    "units/empty": UnitsHome(()),
    "units/home": UnitsHome((("province", 21), ("commune", 126))),
    "units/page": ListPage("commune", ((1, "Xã Đồng Lạc"), (2, "Phường An Phú")), 1, 16),
    "units/found": Found("an", ((2, "Phường An Phú"), (5, "Xã An Hòa")), 12),
    "units/not_found": Found("zz", (), 0),
    "units/card": CARD,
    "units/card_bare": BARE,
    "units/level": ChooseClass("level", 7, UNIT),
    "units/kind": ChooseClass("kind", 7, UNIT),
    "invite_codes/home": CodesHome(((4, TITLE),), 17),
    "invite_codes/ask_conference": AskIssue("conference", 4, TITLE, 60, 12, 14),
    "invite_codes/ask_missing": AskIssue("missing", 0, None, 17, 0, 14),
    "invite_codes/ask_unit": AskIssue("unit", 7, UNIT, 1, 1, 14),
    "invite_codes/sheet": Sheet(11, 60, UNTIL),
    "invite_codes/list": CodesPage(
        (Line(9, UNIT, "open", UNTIL), Line(8, "Sở Y tế", "used", AT), Line(7, "Sở Tư pháp", "revoked", AT)), 0, 1
    ),
    "invite_codes/list_empty": CodesPage((), 0, 1),
    "registry_imports/preview": PREVIEW,
    "registry_imports/nothing": Preview(4, "0a1b2c3d", (), (), 12, PROBLEMS[:1]),
    "registry_imports/applied": Applied(1, 1, 5),
    "registry_imports/file": RegistryFile(11, 147),
    "own_data/erased": plain("own_data.erased"),
    "calendar_days/none": OwnDays(()),
    "calendar_days/some": OwnDays(((date(2026, 12, 3), False, "Công văn 12/UBND-NC"),), moved=4),
    "calendar_days/is_off": WhichKind(date(2026, 12, 5), working=False),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_as_people_see_it(name: str) -> None:
    check(name, MESSAGES[name])


def test_each_reason_for_a_code_that_grants_nothing_says_what_to_do() -> None:
    for fault in ("unknown", "used", "expired", "revoked"):
        check(f"joining/code_{fault}", plain(f"joining.code_{fault}"))


def test_a_long_preview_has_pages_that_hold_every_row_once() -> None:
    rows = tuple((number, f"Xã {number}") for number in range(2, 37))
    long = Preview(4, "0a1b2c3d", rows, (), 0, ())
    seen = [str(long.turned_to(page).render("vi").text) for page in range(4)]
    assert sum(text.count(": thêm Xã ") for text in seen) == 35
    assert long.turned_to(99) == long.turned_to(3)
