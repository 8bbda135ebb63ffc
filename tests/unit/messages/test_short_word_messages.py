"""What was understood of a word or two, and the ways out of a dialog, as people see them."""

from __future__ import annotations

import pytest

from bot.messages.base import Message, plain
from bot.messages.dialogs import InDialog
from bot.messages.joining import AskContact
from bot.messages.questions import question
from bot.messages.short_words import OpenDuty, OpenInvitation, SureAnswer, SureDone, Which
from tests.golden.check import check

TITLE = "Hội nghị đánh giá công tác cải cách hành chính năm 2026"
DUTY = OpenDuty(7, 2, "Sở Tư pháp", TITLE, "Chuẩn bị tham luận <1>, hoàn thành trước ngày 27/11/2026")
TO = OpenInvitation(5, 1, "Sở Tư pháp", TITLE, 2)
MESSAGES: dict[str, Message] = {
    "short_words/done": InDialog(SureDone(DUTY, "đã xong"), "duty.open:7"),
    "short_words/absent": SureAnswer(TO, attends=False),
    "short_words/absent_because": InDialog(SureAnswer(TO, attends=False, reason="bận họp"), "myunit.list"),
    "short_words/attend": SureAnswer(TO, attends=True),
    "short_words/which": InDialog(Which("done", (("Chuẩn bị tham luận", 7), ("Gửi báo cáo", 8))), "duties.all"),
    "short_words/which_absent": Which("absent", ((f"Sở Tư pháp: {TITLE}", 5), ("Sở Y tế: Họp giao ban", 6))),
    "short_words/which_attend": Which("attend", ((f"Sở Tư pháp: {TITLE}", 5), ("Sở Y tế: Họp giao ban", 6))),
    "dialogs/refused": InDialog(plain("reports.text_only"), "duty.open:7"),
    "dialogs/own_way_out": InDialog(question("change_requests.ask_reason"), "request.open:1"),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_as_people_see_it(name: str) -> None:
    check(name, MESSAGES[name])


def test_a_keyboard_leaves_no_room_for_buttons() -> None:
    assert InDialog(AskContact(), "a.b").render("vi") == AskContact().render("vi")
