from __future__ import annotations

import pytest

from bot.plan_reader.blocks import Paragraph, Place, Table, table
from bot.plan_reader.head import Head
from bot.plan_reader.markers import Rank
from bot.plan_reader.moved_place import moved_place
from bot.plan_reader.outline import Node, outline
from bot.plan_reader.turn_table import lines_of_turn
from bot.plan_reader.turns import Turn, find_turn


def turn(subject: str, *lines: str) -> Turn | None:
    root = outline([Paragraph(text, Place(i + 2)) for i, text in enumerate(lines)])
    return find_turn(root, Head(paper="dispatch", title=subject, lines={"title": 1}))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("chuyển địa điểm từ Phòng họp A sang Hội trường B.", ("Phòng họp A", "Hội trường B")),
        (
            "Địa điểm tổ chức chuyển sang: Trung tâm Hội nghị, số 6 Rạch Sen",
            (None, "Trung tâm Hội nghị, số 6 Rạch Sen"),
        ),
        ("Địa điểm và nội dung không thay đổi.", (None, None)),
        ("thay đổi thời gian từ ngày 05/3 sang ngày 06/3.", (None, None)),
    ],
)
def test_a_place_moved_in_a_sentence(text: str, places: tuple[str | None, str | None]) -> None:
    assert moved_place([text]) == places


def grid(*rows: list[str]) -> list[Node]:
    made = table([(row, Place(i + 1)) for i, row in enumerate(rows)])
    assert isinstance(made, Table)
    return [Node(Rank.PLAIN, "", "như sau:", Place(1), tables=[made])]


def test_a_table_of_what_was_and_what_is_now() -> None:
    body = grid(["Nội dung", "Theo giấy mời", "Điều chỉnh"], ["Thời gian", "ngày 05/3/2026", "ngày 06/3/2026"])
    assert [line.text for line in lines_of_turn(body)] == ["Thời gian cũ: ngày 05/3/2026", "Thời gian: ngày 06/3/2026"]


def test_another_table_says_nothing_of_it() -> None:
    assert lines_of_turn(grid(["Thời gian", "Nội dung"], ["8h00", "Khai mạc"])) == []


def test_a_time_told_later_is_a_postponement() -> None:
    found = turn(
        "Lùi thời gian tổ chức Lễ khai giảng",
        "Theo Kế hoạch số 155/KH-UBND ngày 12/8/2024, Lễ khai giảng tổ chức lúc 7 giờ 30 ngày 09/9/2024.",
        "UBND huyện lùi thời gian tổ chức sang thời điểm khác, thời gian cụ thể sẽ thông báo sau.",
    )
    assert found is not None
    assert (found.kind, found.now[0].first, found.changes()[0]["new"]) == ("postponement", None, None)


def test_a_time_told_now_is_a_change() -> None:
    found = turn(
        "Lùi thời gian tổ chức Lễ khai giảng",
        "UBND huyện lùi thời gian từ 7 giờ 30 ngày 09/9/2024 sang 8 giờ 00 ngày 16/9/2024.",
    )
    assert found is not None
    assert found.changes() == [{"what": "time", "old": "2024-09-09T07:30:00+07:00", "new": "2024-09-16T08:00:00+07:00"}]


def test_a_month_of_a_dropped_event_is_no_day() -> None:
    found = turn("Không tổ chức Hội thi năm 2020", "Hội thi dự kiến tổ chức trong tháng 10/2020 bị hủy.")
    assert found is not None
    assert found.changes() == [{"what": "cancelled", "old": None, "new": None}]


@pytest.mark.parametrize(
    ("now", "was"),
    [
        ("ngày 26/8/2025, thay vì ngày 25/8/2025 như đã thông báo", "2025-08-25"),
        ("ngày 26/8/2025 (thay cho ngày 25/8/2025)", "2025-08-25"),
        ("ngày 26/8/2025, thay cho Giấy mời số 12/GM-SGD", None),
    ],
)
def test_what_a_line_keeps_of_the_former_time(now: str, was: str | None) -> None:
    found = turn("Điều chỉnh thời gian tổ chức Hội nghị", f"1. Thời gian: {now}.")
    assert found is not None
    assert [(row["old"], row["new"]) for row in found.changes()] == [(was, "2025-08-26")]


def test_a_place_kept_in_a_bracket_is_the_former_one() -> None:
    found = turn("Thay đổi địa điểm họp", "Địa điểm: Hội trường B (thay cho Phòng họp A).")
    assert found is not None
    assert {"what": "venue", "old": "Phòng họp A", "new": "Hội trường B"} in found.changes()


def test_a_quarter_to_which_an_event_is_put_off() -> None:
    found = turn("Hoãn tổ chức Đại hội", "Hội hoãn tổ chức Đại hội; thời gian tổ chức dự kiến trong quý IV/2021.")
    assert found is not None
    assert (found.now[0].precision, found.changes()) == ("quarter", [])
