"""Updates of every kind that Telegram has, and messages of every content, in the steps of dialogs.

A bot asks for four kinds and its texts speak of words, files and contacts. What else comes is answered with what to do,
or not at all; it is never a mistake, and nobody's step is lost by it.
"""

from __future__ import annotations

from typing import Any

import pytest

from models.inbox import UpdateState
from tests.access import updates
from tests.access.cases import all_cases
from tests.access.province import Province
from tests.access.stage import Stage

FILE = {"file_id": "F" * 40, "file_unique_id": "U"}
PLACE = {"latitude": 21.0, "longitude": 105.8}
CONTENTS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "location": {"location": PLACE},
    "venue": {"location": PLACE, "venue": {"location": PLACE, "title": "x", "address": "y"}},
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "sticker": {
        "sticker": {**FILE, "type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}
    },
    "photo": {"photo": [{**FILE, "width": 9, "height": 9}], "media_group_id": "77", "caption": "Lê Thị Mai"},
    "photo without sizes": {"photo": []},
    "voice": {"voice": {**FILE, "duration": 3}},
    "video note": {"video_note": {**FILE, "length": 9, "duration": 3}},
    "animation": {"animation": {**FILE, "width": 9, "height": 9, "duration": 1}, "document": FILE},
    "document without name or size": {"document": FILE},
    "file in an album": {"document": {**FILE, "file_name": "a.docx", "file_size": 10}, "media_group_id": "77"},
    "huge file": {"document": {**FILE, "file_name": "a.xlsx", "file_size": 2**62}},
    "empty file": {"document": {**FILE, "file_name": "a.xlsx", "file_size": 0}},
    "foreign contact": {"contact": {"phone_number": "84900000999", "first_name": "Z", "user_id": 4242}},
    "contact of nobody": {"contact": {"phone_number": "", "first_name": ""}},
    "poll": {
        "poll": {
            "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
            "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
        }
    },
    "story": {"story": {"id": 1, "chat": updates.CHANNEL}},
    "paid media": {"paid_media": {"star_count": 5, "paid_media": []}},
    "content of tomorrow": {"hologram": {"depth": 3}},
    "pinned": {"pinned_message": {"message_id": 3, "date": 0, "chat": updates.private(1)}},
    "joined": {"new_chat_members": [updates.person(1)]},
    "web app data": {"web_app_data": {"data": "x", "button_text": "y"}},
    "users shared": {"users_shared": {"request_id": 1, "users": [{"user_id": 2**52}]}},
    "forwarded by a channel": {
        "text": "/status",
        "forward_origin": {"type": "channel", "date": 1, "chat": updates.CHANNEL, "message_id": 4},
    },
    "reply to what is unknown": {"text": "ok", "reply_to_message": {"message_id": 4, "date": 1, "chat": {"id": 0}}},
    "command for another bot": {"text": "/start@AnotherBot x"},
    "only the slash": {"text": "/@"},
    "blank": {"text": " \u200b\n"},
}  # fmt: skip


def other_kinds(user_id: int) -> dict[str, dict[str, Any]]:
    """Return updates of kinds that the bot doesn't ask for, from that person."""
    user, chat = updates.person(user_id), updates.private(user_id)
    said = updates.message(user, chat, text="/status")
    return {
        "business_message": {**said, "business_connection_id": "b"},
        "edited_business_message": {**said, "business_connection_id": "b"},
        "channel_post": said,
        "inline_query": {"id": "1", "from": user, "query": "/status", "offset": ""},
        "chosen_inline_result": {"result_id": "1", "from": user, "query": "x"},
        "message_reaction": {
            "chat": chat, "message_id": 1, "user": user, "date": 1, "old_reaction": [], "new_reaction": [],
        },
        "poll_answer": {"poll_id": "1", "user": user, "option_ids": [0]},
        "chat_join_request": {"chat": updates.GROUP, "from": user, "user_chat_id": user_id, "date": 1},
        "pre_checkout_query": {"id": "1", "from": user, "currency": "XTR", "total_amount": 1, "invoice_payload": "x"},
        "kind_of_tomorrow": {"from": user, "chat": chat},
    }  # fmt: skip


SHARE = 6
"""So many steps share the contents between them: all of each with all of the other would be a thousand tries."""


@pytest.mark.parametrize("part", range(SHARE))
async def test_every_step_takes_or_refuses_any_content(stage: Stage, province: Province, part: int) -> None:
    steps = list({case.name: case for case in all_cases(province) if case.kind == "steps"}.values())
    for number, case in enumerate([None, *steps][part::SHARE]):
        who = next(one for one in province.people.values() if case is None or case.allowed(one))
        for name in list(CONTENTS)[number % SHARE :: SHARE] if case else CONTENTS:
            sender, chat = updates.person(who.telegram_id), updates.private(who.telegram_id)
            update = {"message": updates.message(sender, chat, **CONTENTS[name])}
            seen = await stage.tries(update, step=case.step if case else None)
            assert seen.state is UpdateState.DONE, (name, case and case.name, seen.error)


async def test_of_other_kinds_nothing_comes(stage: Stage, province: Province) -> None:
    for who in province.people.values():
        for kind, content in other_kinds(who.telegram_id).items():
            seen = await stage.tries({kind: content})
            assert (seen.state, seen.changed, seen.others) == (UpdateState.DONE, set(), []), (kind, seen.error)
