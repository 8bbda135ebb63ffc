"""Texts that try to be something else: every field that a person can fill, and what goes out of it to others."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.written import LONGEST_LABEL, cleaned, file_label
from bot.playground.telegram.formatted_text import parse_html
from models.inbox import UpdateState
from tests.access import updates
from tests.access.cases import all_cases
from tests.access.province import Province
from tests.access.stage import Seen, Stage

EVIL = (
    "<a href='https://evil.example'>Nguyễn Văn An</a>", "<b>Nguyễn Văn An", "Nguyễn &lt;b&gt; &amp; An", "</i></b>",
    "{name} {0} {name.__class__}", "%s %(name)s", "\u202eNguyễn Văn An\u202c", "Nguyễn\u200b Văn\u2060 An\ufeff",
    unicodedata.normalize("NFD", "Nguyễn Thị Hường"), "Nguyễn\x00Văn An", "Nguyễn \ud800 Văn An", "=HYPERLINK(1)",
    "+84900000001", "@SonHaBot", "Nguyễn Văn An" + "\u0300" * 400, "Ng" * 2048, "\n" * 300, "\u2028\u2029\x85", "/",
    "/ /", "/\u200b", "1; 2; 3; 4; 5" * 300, "((((((((((" * 400, "a-" * 2000, "0 " * 2000, "ông bà " * 580, "." * 4096,
    "https://t.me/SonHaBot?start=\ud800", "https://t.me/SonHaBot?start=" + "A" * 64, "tg://user?id=1",
)  # fmt: skip
OURS = {"bold", "italic", "underline", "strikethrough", "code", "pre", "blockquote", "spoiler"}
"""The markup that our own sentences may hold; a link under other words is never among it."""


def sound(seen: Seen) -> None:
    """Look at all that an update let the bot say: well formed, no links under words, nothing that can't be seen."""
    for text in (*seen.said, *seen.others):
        formatted = parse_html(text)
        assert {entity["type"] for entity in formatted.entities} <= OURS, text
        assert not [c for c in formatted.text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs"}], text
        assert unicodedata.is_normalized("NFC", formatted.text), text
    for label in seen.buttons:
        assert not [c for c in label if unicodedata.category(c) in {"Cc", "Cf", "Cs"}], label


@pytest.mark.parametrize("words", EVIL, ids=range(len(EVIL)))
async def test_every_step_takes_or_refuses_any_text(stage: Stage, province: Province, words: str) -> None:
    for case in {case.name: case for case in all_cases(province) if case.kind == "steps"}.values():
        who = next(one for one in province.people.values() if case.allowed(one))
        seen = await stage.tries(updates.text(who.telegram_id, words), step=case.step)
        assert seen.state is UpdateState.DONE, (case.name, seen.error)
        sound(seen)


def contact(user_id: int, name: str) -> dict[str, Any]:
    shared = {"phone_number": "84900000321", "first_name": name, "last_name": name, "user_id": user_id}
    return {"message": updates.message(updates.person(user_id), updates.private(user_id), contact=shared)}


@pytest.mark.parametrize("words", EVIL, ids=range(len(EVIL)))
async def test_file_names_captions_contacts_and_codes(stage: Stage, province: Province, words: str) -> None:
    organiser, focal = province.people["organiser"], province.people["focal"]
    stranger = province.people["stranger"]
    hand_in = next(case.step for case in all_cases(province) if case.name == "duty.submit")
    joining = ("joining.contact", {"code_id": province.ours.code.id})
    for update, step in (
        (updates.document(organiser.telegram_id, f"{words[:250]}.docx", caption=words[:1024]), None),
        (updates.document(focal.telegram_id, words[:250], caption=words[:1024]), hand_in),
        (updates.text(stranger.telegram_id, f"/start {words}"), None),
        (contact(stranger.telegram_id, words[:64]), joining),
    ):
        seen = await stage.tries(update, step=step)
        assert seen.state is UpdateState.DONE, seen.error
        sound(seen)


@given(st.text(max_size=400))
def test_what_is_kept_can_be_seen(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert not [c for c in once if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs"}]
    once.encode()


@given(st.text(max_size=400))
def test_a_label_is_no_path(name: str) -> None:
    label = file_label(name, "tep")
    assert 0 < len(label) <= LONGEST_LABEL
    assert not set(label) & set('\\/:*?"<>|\n\x00\u202e')
    assert label not in {".", ".."}


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("bao-cao\u202efdp.exe", "bao-caofdp.exe"),
        ("Kế hoạch số 58/KH-UBND.docx", "Kế hoạch số 58-KH-UBND.docx"),
        ("a" * 300 + ".docx", "a" * 94 + "….docx"),
        ("\x00", "tep"),
        (None, "tep"),
    ],
)
def test_file_names(name: str | None, label: str) -> None:
    assert file_label(name, "tep") == label
