from __future__ import annotations

import pytest

from bot.plan_reader.blocks import Place
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.venues import modes_of, venue_in, venue_of
from bot.plan_reader.words import plain


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("Địa điểm: Tại Hội trường A", "Hội trường A"),
        ("Địa điểm Đại hội cấp tỉnh: Nhà hát tỉnh", "Nhà hát tỉnh"),
        ("Địa điểm: Các sở, ban, ngành dự họp tại phòng họp lớn của UBND tỉnh", "phòng họp lớn của UBND tỉnh"),
        ("Địa điểm: Sẽ thông báo sau", None),
        ("Địa điểm đăng ký xe: Bến số 1", None),
    ],
)
def test_a_line_that_names_the_place(line: str, venue: str | None) -> None:
    assert venue_of([Node(Rank.NUMBER, "1", line, Place(1))]) == venue


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("8h00 ngày 10/6/2024, tại Hội trường UBND tỉnh.", "Hội trường UBND tỉnh"),
        ("Sáng 20-6-2024; Địa điểm: Hội trường tầng 3, Sở Y tế.", "Hội trường tầng 3, Sở Y tế"),
        ("8h00 ngày 10/6/2024", None),
    ],
)
def test_a_place_within_a_line(text: str, venue: str | None) -> None:
    assert venue_in(text) == venue


@pytest.mark.parametrize(
    ("lines", "modes"),
    [
        (["Điểm cầu tỉnh: Phòng họp trực tuyến", "Điểm cầu cấp xã: Phòng họp trực tuyến"], ["in_person", "online"]),
        (["Địa điểm: Phòng họp trực tuyến"], ["in_person"]),
        (["Hình thức: Trực tuyến"], ["online"]),
    ],
)
def test_the_form(lines: list[str], modes: list[str]) -> None:
    assert modes_of([plain(line) for line in lines]) == modes
