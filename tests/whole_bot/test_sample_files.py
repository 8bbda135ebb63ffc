"""The sample plans in the forms that test_story leaves: from upload to confirmed conference, by taps."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.clock import MovableClock
from tests.shared import SHARED, needs_shared
from tests.whole_bot.conftest import Running
from tests.whole_bot.test_joining import name_organiser
from tests.whole_bot.test_story import Plan, import_registry, make_conference, on

SENT: dict[str, datetime] = {
    "can_tho_2023": on(2023, 3, 27),
    "binh_dinh_2024": on(2024, 7, 8),
    "tien_giang_2024": on(2024, 7, 18),
}


@needs_shared
@pytest.mark.parametrize("forms", [("txt", "pdf", "docx"), ("docx", "txt", "pdf")], ids=" ".join)
async def test_from_upload_to_confirmed_conference(bot: Running, clock: MovableClock, forms: tuple[str, ...]) -> None:
    clock.set(min(SENT.values()))
    _, organiser = await name_organiser(bot)
    await import_registry(organiser)
    for (name, sent), form in zip(SENT.items(), forms, strict=True):
        clock.set(sent)
        await make_conference(organiser, Plan(SHARED / "plans" / f"{name}.{form}", sent, ""))
    await organiser.types("/conferences")
    await organiser.waits_for("Hội nghị đang tổ chức: 3")
