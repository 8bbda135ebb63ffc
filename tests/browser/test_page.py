"""The page by itself: dropped files, the keyboard alone, a second chat, starting over, and nobody kept out."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ViewportSize, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.visitor import Visitor, fits

PLAN = Path(__file__).parents[2] / "bot" / "playground" / "province" / "ke_hoach_hoi_nghi.docx"
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  dispatchEvent(new DragEvent("dragover", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""

MANY = """async () => {
  const { putMessage } = await import("./chat.js");
  const rest = { edited: false, entities: [], file: null, photo: null, contact: null, forwarded: null, reply: null };
  for (let id = 10000; id < 10500; id += 1) {
    putMessage({ ...rest, id, mine: id % 3 === 0, at: 1794276000 + id, text: `tin ${id}`, codes: [], buttons: [] });
  }
}"""


async def test_a_plan_is_dropped_onto_the_chat(chromium: Browser, address: str) -> None:
    visitor = await Visitor.comes(chromium, address, WIDE)
    await visitor.becomes("Nguyễn Văn Bình")
    await visitor.page.evaluate(DROP, [PLAN.name, base64.b64encode(PLAN.read_bytes()).decode()])
    await visitor.sees("Kế hoạch số 58/KH-UBND")
    assert visitor.errors == []


async def test_the_keyboard_alone_will_do(chromium: Browser, address: str) -> None:
    visitor = await Visitor.comes(chromium, address, WIDE)
    page, keys = visitor.page, visitor.page.keyboard
    await keys.press("Alt+ArrowDown")
    await expect(page.locator("#people [aria-current]")).to_contain_text("Nguyễn Văn Bình")
    await page.locator("#sample").focus()
    await keys.press("Enter")
    await visitor.sees("Kế hoạch số 58/KH-UBND")
    await visitor.key("Xác nhận").focus()
    await keys.press("Enter")
    await visitor.sees("Lập hội nghị từ kế hoạch này?")
    await page.locator("#text").focus()
    await keys.type("/")
    await expect(page.locator("#menu button").first).to_be_visible()
    await keys.press("ArrowUp")
    await keys.press("Escape")
    await expect(page.locator("#text")).to_be_focused()
    shown = "getComputedStyle(document.activeElement).outlineStyle"
    assert await page.evaluate(shown) != "none"
    assert visitor.errors == []


async def test_two_people_side_by_side(chromium: Browser, address: str) -> None:
    visitor = await Visitor.comes(chromium, address, WIDE)
    await visitor.becomes("Nguyễn Văn Bình")
    await visitor.page.locator("#beside").click()
    other = visitor.page.frame_locator("iframe.beside")
    await other.locator("#start").click()
    await expect(other.locator("#messages .bubble").first).to_be_visible()
    await expect(visitor.page.locator("#people [aria-current]")).to_contain_text("Nguyễn Văn Bình")
    await expect(other.locator(".side")).to_be_hidden()
    await visitor.page.locator("#beside").click()
    await expect(visitor.page.locator("iframe.beside")).to_have_count(0)
    assert visitor.errors == []


async def test_starting_over_gives_a_clean_world(chromium: Browser, address: str) -> None:
    visitor = await Visitor.comes(chromium, address, WIDE)
    await visitor.becomes("Nguyễn Văn Bình")
    await visitor.page.locator("#sample").click()
    await visitor.sees("Kế hoạch số 58/KH-UBND")
    await visitor.page.locator("[data-step=hour]").click()
    visitor.page.once("dialog", lambda dialog: dialog.dismiss())
    await visitor.page.locator("#restart").click()
    await visitor.sees("Kế hoạch số 58/KH-UBND")
    visitor.page.once("dialog", lambda dialog: dialog.accept())
    await visitor.page.locator("#restart").click()
    await expect(visitor.page.locator("#messages .bubble")).to_have_count(0)
    await expect(visitor.page.locator("#now")).to_contain_text("09:0")
    await visitor.has_done(0)
    await visitor.page.locator("#sample").click()
    await visitor.sees("Kế hoạch số 58/KH-UBND")


async def test_time_stands_still_and_runs_on(chromium: Browser, address: str) -> None:
    visitor = await Visitor.comes(chromium, address, WIDE)
    pause = visitor.page.locator("#pause")
    await expect(pause).to_have_text("Dừng giờ")
    await pause.click()
    await expect(pause).to_have_text("Chạy giờ")
    await pause.click()
    await expect(pause).to_have_text("Dừng giờ")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nobody_is_kept_out(
    chromium: Browser, address: str, viewport: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    visitor = await Visitor.comes(chromium, address, viewport, scheme)
    await visitor.becomes("Nguyễn Văn Bình")
    await visitor.page.locator("#sample").click()
    await visitor.sees("Kế hoạch số 58/KH-UBND")
    for language in ("vi", "en"):
        found = await Axe().run(visitor.page)
        serious = [
            (rule["id"], node["html"][:120], node.get("failureSummary", "")[:200])
            for rule in found.response["violations"]
            if rule["impact"] in {"serious", "critical"}
            for node in rule["nodes"]
        ]
        assert serious == [], language
        assert await fits(visitor.page)
        await visitor.page.locator("#language").click()


async def test_five_hundred_messages_load_and_stay_at_the_end(chromium: Browser, address: str) -> None:
    visitor = await Visitor.comes(chromium, address, WIDE)
    page = visitor.page
    await visitor.becomes("Nguyễn Văn Bình")
    await page.locator("#start").click()
    await expect(page.locator("#messages .bubble")).to_have_count(2)
    await page.evaluate(MANY)  # as if they had come in one after another
    await expect(page.locator("#messages .bubble")).to_have_count(502)
    box = page.locator("#messages")
    assert await box.evaluate("box => box.scrollHeight - box.scrollTop - box.clientHeight < 2")
    await box.evaluate("box => { box.scrollTop = 0; }")
    await expect(page.locator("#messages .bubble").first).to_be_in_viewport()
    assert visitor.errors == []


@pytest.mark.parametrize("size", [ViewportSize(width=390, height=300), ViewportSize(width=900, height=260)])
async def test_a_low_window_keeps_a_chat_of_a_readable_height(
    chromium: Browser, address: str, size: ViewportSize
) -> None:
    visitor = await Visitor.comes(chromium, address, size)
    await visitor.becomes("Nguyễn Văn Bình")
    box = await visitor.page.locator("#messages").bounding_box()
    assert box is not None
    assert box["height"] >= 120
    await visitor.page.locator("#start").scroll_into_view_if_needed()
    await expect(visitor.page.locator("#start")).to_be_in_viewport()
