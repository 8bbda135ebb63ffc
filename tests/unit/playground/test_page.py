from __future__ import annotations

import asyncio
import json
import tomllib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import ExtBot

from bot.clock import MovableClock
from bot.documents.invite_codes import CodeRow, write_codes
from bot.documents.words import words
from bot.playground import Controls, Playground, Upcoming, start_playground
from bot.playground.cast import CAST, ORGANISER_ID
from bot.playground.web import LANGUAGES, PAGE, SCRIPTS
from tests.patience import PATIENCE


@pytest.fixture
async def playground(clock: MovableClock) -> AsyncIterator[Playground]:
    started = await start_playground(clock=clock)
    yield started
    await started.stop()


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[ExtBot[None]]:
    async with ExtBot(playground.token, base_url=f"{playground.base_url}/bot") as bot:
        yield bot


async def get(browser: aiohttp.ClientSession, playground: Playground, path: str) -> Any:
    async with browser.get(playground.page_url + path) as response:
        return await response.json()


async def act(browser: aiohttp.ClientSession, playground: Playground, **wish: Any) -> int:
    async with browser.post(f"{playground.page_url}act/{ORGANISER_ID}", json=wish) as response:
        return response.status


async def test_the_page_names_nothing_outside(browser: aiohttp.ClientSession, playground: Playground) -> None:
    total = 0
    for name in ("", *SCRIPTS):
        async with browser.get(playground.page_url + name) as response:
            text = await response.text()
            assert response.status == 200
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        total += len(text.encode())
        assert not any(
            word in text for word in ("innerHTML", "insertAdjacentHTML", "document.write", "//cdn", 'src="http')
        )
    assert total < 100_000


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        ("/k/wrong/", {}),
        ("/k/wrong/people", {}),
        ("/k/{key}/people", {"Origin": "http://example.org"}),
        ("/k/{key}/people", {"Origin": "null"}),
        ("/k/{key}/people", {"Host": "example.org"}),
        ("/k/{key}/people", {"Sec-Fetch-Site": "cross-site"}),
    ],
)
async def test_strangers_are_turned_away(
    browser: aiohttp.ClientSession, playground: Playground, path: str, headers: dict[str, str]
) -> None:
    parts = urlsplit(playground.page_url)
    address = f"http://{parts.netloc}{path.format(key=playground.page.key)}"
    async with browser.get(address, headers=headers) as response:
        assert response.status == 403
    async with browser.post(address, headers=headers, json={}) as response:
        assert response.status == 403


async def test_the_same_origin_may(browser: aiohttp.ClientSession, playground: Playground) -> None:
    parts = urlsplit(playground.page_url)
    headers = {"Origin": f"http://{parts.netloc}"}
    async with browser.get(playground.page_url + "people", headers=headers) as response:
        assert [person["name"] for person in await response.json()] == [member.name for member in CAST]


async def test_a_chat_as_it_is_shown(browser: aiohttp.ClientSession, playground: Playground, bot: ExtBot[None]) -> None:
    assert await act(browser, playground, act="open", payload="") == 200
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Có", callback_data="yes")]])
    sent = await bot.send_message(ORGANISER_ID, "<b>Chào</b> &lt;i&gt;", parse_mode="HTML", reply_markup=keyboard)
    start, shown = (await get(browser, playground, f"chat/{ORGANISER_ID}"))["messages"]
    assert (start["mine"], start["text"]) == (True, "/start")
    assert (shown["mine"], shown["text"]) == (False, "Chào <i>")
    assert shown["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert shown["buttons"] == [[{"text": "Có", "callback_data": "yes"}]]
    assert [person["unread"] for person in await get(browser, playground, "people")] == [0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert await act(browser, playground, act="press", message=sent.message_id, data="yes") == 200
    assert await act(browser, playground, act="read", message=sent.message_id) == 200
    assert (await get(browser, playground, "people"))[1]["unread"] == 0
    assert [bool(update.callback_query) for update in await bot.get_updates()] == [False, True]


async def test_acts_reach_the_bot(browser: aiohttp.ClientSession, playground: Playground, bot: ExtBot[None]) -> None:
    for wish in (
        {"act": "text", "text": "sai"},
        {"act": "edit", "message": 1, "text": "đúng"},
        {"act": "contact"},
        {"act": "block", "blocked": True},
        {"act": "block", "blocked": False},
    ):
        assert await act(browser, playground, **wish) == 200
    kinds = [
        "edited" if update.edited_message else "standing" if update.my_chat_member else "message"
        for update in await bot.get_updates()
    ]
    assert kinds == ["message", "edited", "message", "standing", "standing"]
    assert await act(browser, playground, act="nonsense") == 400
    assert await act(browser, playground, act="text", text="  ") == 400
    assert await act(browser, playground, act="edit", message=99, text="x") == 404


async def test_files_up_and_down(browser: aiohttp.ClientSession, playground: Playground) -> None:
    form = aiohttp.FormData(quote_fields=False)  # as browsers do
    form.add_field("file", b"<script>", filename="Kế hoạch.html", content_type="text/html")
    async with browser.post(f"{playground.page_url}upload/{ORGANISER_ID}", data=form) as response:
        assert response.status == 200
    [message] = (await get(browser, playground, f"chat/{ORGANISER_ID}"))["messages"]
    assert message["file"]["name"] == "Kế hoạch.html"
    async with browser.get(f"{playground.page_url}file/{message['file']['id']}") as response:
        assert await response.read() == b"<script>"
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")
    async with browser.get(f"{playground.page_url}file/nothing") as response:
        assert response.status == 404


async def test_the_sample_plan_is_a_press_away(browser: aiohttp.ClientSession, playground: Playground) -> None:
    async with browser.post(f"{playground.page_url}sample/1002", json={}) as answer:
        assert answer.status == 200
    message = list(playground.telegram.world.chats[1002].messages.values())[-1]
    file = playground.telegram.world.files.get(message.content["document"]["file_id"])
    assert file.name.endswith(".docx")
    assert file.data.startswith(b"PK")


async def test_the_clock_strip(browser: aiohttp.ClientSession, playground: Playground, clock: MovableClock) -> None:
    steps: list[str] = []

    async def advance(step: str) -> None:
        steps.append(step)

    async def upcoming(language: str) -> list[Upcoming]:
        assert language == "vi"
        return [Upcoming(clock.now() + timedelta(hours=1), "Nhắc nộp danh sách")]

    async with browser.post(playground.page_url + "clock", json={"step": "hour"}) as response:
        assert response.status == 409
    playground.connect(Controls(advance, upcoming))
    async with browser.post(playground.page_url + "clock", json={"step": "hour"}) as response:
        assert response.status == 200
    async with browser.post(playground.page_url + "clock", json={"step": "year"}) as response:
        assert response.status == 400
    assert steps == ["hour"]
    now = clock.now().timestamp()
    assert await get(browser, playground, "clock") == {
        "now": now,
        "upcoming": [{"at": now + 3600, "text": "Nhắc nộp danh sách"}],
        "movable": True,
        "running": True,
    }


async def test_changes_come_live(
    browser: aiohttp.ClientSession, playground: Playground, bot: ExtBot[None], clock: MovableClock
) -> None:
    async with browser.get(playground.page_url + "events") as stream:
        assert stream.content_type == "text/event-stream"
        assert await _event(stream) is None
        await act(browser, playground, act="text", text="một")
        await bot.send_message(ORGANISER_ID, "hai")
        clock.advance(timedelta(hours=1))
        first, second, third = [await _event(stream) for _ in range(3)]
    assert first is not None
    assert (first["kind"], first["message"]["text"]) == ("message", "một")
    assert second is not None
    assert (second["message"]["text"], second["unread"]) == ("hai", 1)
    assert third == {"kind": "clock"}


async def _event(stream: aiohttp.ClientResponse) -> dict[str, Any] | None:
    async with asyncio.timeout(PATIENCE):
        block = await stream.content.readuntil(b"\n\n")
    found: dict[str, Any] | None = json.loads(block[6:]) if block.startswith(b"data: ") else None
    return found


def test_the_labels_are_the_same_in_both_languages() -> None:
    vi, en = (tomllib.loads((PAGE / f"{name}.toml").read_text(encoding="utf-8")) for name in LANGUAGES)
    assert list(vi) == list(en)
    assert {member.role for member in CAST} <= set(vi)


async def test_starting_over_needs_whoever_runs_the_bot(browser: aiohttp.ClientSession, playground: Playground) -> None:
    async with browser.post(playground.page_url + "restart") as response:
        assert response.status == 409
    asked: list[bool] = []
    playground.connect(Controls(restart=lambda: asked.append(True)))
    async with browser.post(playground.page_url + "restart") as response:
        assert response.status == 200
    assert asked == [True]


async def test_the_tour_notices_what_the_bot_says(
    browser: aiohttp.ClientSession, playground: Playground, bot: ExtBot[None]
) -> None:
    await act(browser, playground, act="open", payload="")
    before = await get(browser, playground, "tour")
    assert (len(before["steps"]), before["done"]) == (7, [])
    button = InlineKeyboardMarkup([[InlineKeyboardButton("Xác nhận", callback_data="plan.confirm:1:1")]])
    await bot.send_message(ORGANISER_ID, "Kế hoạch", reply_markup=button)
    assert (await get(browser, playground, "tour"))["done"] == ["plan"]
    row = CodeRow(
        "Sở Tài chính", "focal", "https://t.me/dieuphoi_bot?start=abc_123", playground.telegram.world.clock.now()
    )
    sheet = write_codes([row], "Mã mời", words("vi"))
    await bot.send_document(ORGANISER_ID, sheet, filename="ma.xlsx")
    assert (await get(browser, playground, "tour"))["done"] == ["plan", "codes"]
    (code,) = (await get(browser, playground, f"chat/{ORGANISER_ID}"))["messages"][-1]["codes"]
    assert (code["unit"], code["payload"]) == ("Sở Tài chính", "abc_123")
