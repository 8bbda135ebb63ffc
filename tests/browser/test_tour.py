"""The tour in a real browser, from the plan to the ping, on a wide window and on a telephone."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.visitor import Visitor, fits

ORGANISER, FOCAL = "Nguyễn Văn Bình", "Lê Thị Mai"


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide", "phone"])
async def test_seven_steps(
    chromium: Browser, address: str, viewport: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    visitor = await Visitor.comes(chromium, address, viewport, scheme)
    page = visitor.page
    await visitor.becomes(ORGANISER)
    await page.locator("#sample").click()
    await visitor.has_done(1)
    await visitor.taps("Xác nhận")
    await visitor.sees("Lập hội nghị từ kế hoạch này?")
    await visitor.taps("Lập hội nghị")
    await visitor.has_done(2)
    await visitor.taps("Mã tham gia")
    await visitor.taps("Cấp mã")
    await visitor.has_done(3)
    await visitor.taps(f"Mở liên kết với {FOCAL}")
    await visitor.taps("Tôi đồng ý")
    await visitor.sees("Chia sẻ số điện thoại")
    await visitor.taps("Chia sẻ số điện thoại")
    await visitor.sees("Anh/chị đã là đầu mối của Sở Tài chính")
    await visitor.has_done(4)
    await register(visitor)
    await visitor.has_done(5)
    await take_on(visitor)
    await visitor.has_done(6)
    await expect(page.locator("#upcoming li").nth(1)).to_be_visible()
    for _ in range(12):  # the first pings are other units'; this person's comes among them
        if await page.locator("#tour-steps li.done").count() == 8:
            break
        before = await page.locator("#now").inner_text()
        await page.locator("[data-step=next_ping]").click()
        await expect(page.locator("#now")).not_to_have_text(before)
    await visitor.has_done(8)  # all seven, and the line that says so
    assert await fits(page)
    assert visitor.errors == []


async def register(visitor: Visitor) -> None:
    await visitor.writes("/myunit")
    await visitor.taps("Tham dự")
    await visitor.taps("Đăng ký đại biểu")
    await visitor.sees("Xin gửi họ tên đại biểu")
    await visitor.writes("1. Ông Nguyễn Hữu An - Giám đốc - 0900 000 321 - trực tiếp")
    await visitor.taps("Ghi nhận 1")
    await visitor.sees("Đã ghi nhận 1 đại biểu")
    await visitor.taps("Danh sách đã đủ")


async def take_on(visitor: Visitor) -> None:
    await visitor.writes("/duties")
    await visitor.sees("Nhiệm vụ của")
    await visitor.taps("1. ")
    await visitor.taps("Tiếp nhận")
