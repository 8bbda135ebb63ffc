"""What is stored of a press or a reply: nothing of what the bot itself had said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbox.own_words import without_own_words
from tests.access import updates

SAID = {
    "message_id": 7,
    "date": 1_795_000_000,
    "chat": updates.private(5),
    "text": "Lê Thị Mai, 0900 000 321",
    "caption": "Lê Thị Mai",
    "reply_markup": {"inline_keyboard": [[{"text": "Lê Thị Mai", "callback_data": "units.card:1"}]]},
    "entities": [{"type": "bold", "offset": 0, "length": 3}],
    "document": {"file_id": "F", "file_unique_id": "U"},
}
VALUES = st.recursive(st.none() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v))


def test_of_a_press_stays_where_it_was_and_what_it_asks_for() -> None:
    pressed = updates.press(5, "units.card:1")
    pressed["callback_query"]["message"] = SAID
    kept = without_own_words({"update_id": 1, **pressed})["callback_query"]
    assert kept == {
        **pressed["callback_query"],
        "message": {name: SAID[name] for name in ("message_id", "date", "chat", "document")},
    }


@pytest.mark.parametrize("quoting", ["reply_to_message", "quote", "external_reply", "pinned_message"])
def test_of_a_message_stays_what_its_sender_wrote(quoting: str) -> None:
    sent = updates.text(5, "xin chào")
    quoted = {"update_id": 1, "message": {**sent["message"], quoting: SAID}}
    assert without_own_words(quoted) == {"update_id": 1, **sent}


@given(st.dictionaries(st.sampled_from(("update_id", "message", "callback_query", "poll")), VALUES))
def test_what_has_another_shape_is_kept_for_whoever_looks_into_it(update: dict[str, Any]) -> None:
    assert json.dumps(without_own_words(update)) == json.dumps(update)
