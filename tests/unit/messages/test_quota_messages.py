"""Places of units, as an organiser changes them and as a unit hears of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages.base import Message
from bot.messages.dialogs import InDialog
from bot.messages.questions import screen
from bot.messages.quota_lists import GroupLine, GroupPlaces, Groups, PlaceLine
from bot.messages.quotas import ConfirmQuota, QuotaChange, QuotaChanged, QuotaDone
from tests.golden.check import check

TITLE = "Hội nghị đánh giá công tác cải cách hành chính năm 2026"
LABEL = "Lãnh đạo các sở, ban, ngành tỉnh"
CHANGE = QuotaChange(5, 3, "Sở Nội vụ", LABEL, "III.1", 2, 3, 2, (28, 29))
LESS = replace(CHANGE, old=3, new=1, total=None)
UNITS = tuple(PlaceLine(number, f"Sở số {number}", 2 if number % 2 else None, number % 3) for number in range(1, 11))
ASKED = {"unit": "Sở Nội vụ", "label": LABEL, "seats": "2", "entered": 1}
MESSAGES: dict[str, Message] = {
    "quotas/groups": Groups(1, TITLE, (GroupLine(7, LABEL, 28, 14), GroupLine(8, "Phóng viên <báo>", None, 2))),
    "quotas/places": GroupPlaces(1, 7, LABEL, UNITS, 1),
    "quotas/ask": InDialog(screen("quotas.ask", **ASKED), "quotas.group:7:0"),
    "quotas/confirm": InDialog(ConfirmQuota(CHANGE), "quotas.ask:5"),
    "quotas/confirm_less": InDialog(ConfirmQuota(LESS), "quotas.ask:5"),
    "quotas/done": QuotaDone(CHANGE, 7, told=True),
    "quotas/done_silent": QuotaDone(LESS, 7, told=False),
    "quotas/changed": QuotaChanged(1, TITLE, 3, CHANGE),
    "quotas/changed_less": QuotaChanged(1, TITLE, 3, LESS),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_as_people_see_it(name: str) -> None:
    check(name, MESSAGES[name])
