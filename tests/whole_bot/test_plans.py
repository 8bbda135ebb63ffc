"""From the file of a plan to a conference, seen from an organiser's telephone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.language.folding import fold
from bot.language.unit_kind import kind_and_level
from models.units import Unit
from tests.whole_bot.conftest import OWNER, Running
from tests.whole_bot.person import Person

PROVINCE = Path(__file__).parents[2] / "bot" / "playground" / "province"
PLAN = PROVINCE / "ke_hoach_hoi_nghi.docx"


@pytest.fixture
async def registry(bot: Running) -> None:
    """The units of the invented province stand in the registry."""
    kinds = tomllib.loads((PROVINCE / "units.toml").read_text(encoding="utf-8"))
    now = bot.app.clock.now()
    async with bot.app.transactions.write("t1") as session:
        for kind, names in kinds.items():
            session.add_all(
                Unit(name=n, folded=fold(n), kind=kind, level=kind_and_level(n)[1], created_at=now) for n in names
            )


async def sent(bot: Running) -> Person:
    owner = bot.person(OWNER, "Hà", "Trần Thị Thu")
    await owner.uploads(PLAN)
    await owner.waits_for("Đang đọc")
    await owner.waits_for("Kế hoạch số 58/KH-UBND")
    return owner


@pytest.mark.usefixtures("registry")
async def test_a_plan_becomes_a_conference(bot: Running) -> None:
    owner = await sent(bot)
    assert owner.sees("sáng thứ Năm, 10/12/2026")
    assert owner.sees("Nhiệm vụ: 12, trong đó 12 có thời hạn")
    await owner.taps("Đơn vị")
    await owner.waits_for("Tên đơn vị trong kế hoạch")
    print(owner.chat)
    await owner.taps("Quay lại")
    await owner.waits_for("Kế hoạch số 58/KH-UBND")
    await owner.taps("Nhiệm vụ")
    await owner.waits_for("Phát hành Giấy mời")
    await owner.taps("3")
    await owner.taps("Thời hạn")
    await owner.waits_for("đúng là gì")
    await owner.types("trước 3 ngày làm việc")
    await owner.waits_for("Đã sửa Thời hạn: trước 3 ngày làm việc")
    await owner.taps("Quay lại")
    await owner.waits_for("trước 3 ngày làm việc so với")
    await owner.taps("Quay lại")
    await owner.waits_for("Kế hoạch số")
    await owner.taps("Xác nhận")
    await owner.waits_for("Lập hội nghị từ kế hoạch này?")
    await owner.taps("Lập hội nghị")
    await owner.waits_for("Đã lập hội nghị")
    print(owner.chat)
    assert 0
