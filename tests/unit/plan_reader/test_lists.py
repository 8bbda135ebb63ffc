from __future__ import annotations

from datetime import date

import pytest

from bot.plan_reader.agenda import find_agenda
from bot.plan_reader.blocks import Block, Paragraph, Place
from bot.plan_reader.group import Above, group_of
from bot.plan_reader.head import Head
from bot.plan_reader.host import cities_are_towns, level_of_host
from bot.plan_reader.invitee_units import units_of
from bot.plan_reader.labels import unmarked_items
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node, outline
from bot.plan_reader.whole import read


def blocks(*texts: str) -> list[Block]:
    return [Paragraph(text, Place(i + 1)) for i, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("UBND các phường: A Sơn, Trường Thi", ["UBND phường A Sơn", "UBND phường Trường Thi"]),
        ("Đảng ủy, HĐND, UBND xã Cẩm An", ["Đảng ủy xã Cẩm An", "HĐND xã Cẩm An", "UBND xã Cẩm An"]),
        ("UBND các xã, phường", ["UBND các xã, phường"]),
        ("Trưởng Phòng Nội vụ các huyện, thị xã", ["Phòng Nội vụ các huyện, thị xã"]),
        ("Bà Hồ Thị B, Phó Giám đốc Sở Y tế, Chủ tịch Hội đồng", ["Sở Y tế"]),
        ("Các sở: NN&PTNT, Tài chính", ["Sở NN&PTNT", "Sở Tài chính"]),
        (
            "Lãnh đạo các Văn phòng: Tỉnh ủy, HĐND và UBND tỉnh",
            ["Văn phòng Tỉnh ủy", "Văn phòng HĐND tỉnh", "Văn phòng UBND tỉnh"],
        ),
        ("Các sở: Văn hóa và Thể thao; Tài chính; Y tế", ["Sở Văn hóa và Thể thao", "Sở Tài chính", "Sở Y tế"]),
        ("Trưởng phòng Tài chính - Kế hoạch", ["Phòng Tài chính - Kế hoạch"]),
        ("Chủ tịch UBND; Trưởng phòng Nội vụ các quận, huyện", ["UBND các quận, huyện"]),
        ("Đại diện Huyện ủy, Thường vụ Huyện đoàn", ["Huyện ủy", "Thường vụ Huyện đoàn"]),
        ("Hộ kinh doanh do Thuế cơ sở 5 quản lý", []),
        ("Hiệu trưởng các trường học, Trạm trưởng Trạm Y tế", ["các trường học", "Trạm Y tế"]),
        ("Bí thư chi bộ, trưởng thôn 18 thôn", ["18 thôn"]),
        ("Chủ tịch LĐLĐ huyện; công đoàn ngành", ["LĐLĐ huyện", "công đoàn ngành"]),
        (
            "Khách mời: Lãnh đạo UBND tỉnh, Sở Y tế; Hội Khuyến học các huyện, thị xã",
            ["UBND tỉnh", "Sở Y tế", "Hội Khuyến học các huyện, thị xã"],
        ),
        ("Công chức Trung tâm Hành chính công các xã, phường", ["Trung tâm Hành chính công các xã, phường"]),
        (
            "Trưởng Ban Dân vận, Chủ tịch LĐLĐ các huyện, thị xã",
            ["Ban Dân vận các huyện, thị xã", "LĐLĐ các huyện, thị xã"],
        ),
        ("Trưởng Phòng Nội vụ, Trưởng Phòng Tư pháp các huyện, thị xã", ["các huyện, thị xã"]),
        ("Khách mời: 15 đại biểu gồm đại diện Hội NCT tỉnh, Đảng ủy xã", ["Hội NCT tỉnh", "Đảng ủy xã"]),
        ("300 đoàn viên. Riêng thành phố Phú Hòa 150 người", []),
    ],
)
def test_names_in_a_line(line: str, names: list[str]) -> None:
    assert units_of(line) == names


def test_lines_below_a_label_are_its_items() -> None:
    text = blocks("Thành phần:", "Sở A;", "Sở B.", "Thời gian: 8 giờ 00, ngày 05/5/2026")
    assert unmarked_items(text) == {1, 2}
    label = outline(text).children[0]
    assert [child.text for child in label.children] == ["Sở A;", "Sở B."]


def test_rows_of_a_programme_below_a_label_are_its_items() -> None:
    text = blocks("Chương trình:", "16h30: Đón khách", "17h00 - 17h20: Khai mạc", "Xin vui lòng xác nhận tham dự.")
    assert unmarked_items(text) == {1, 2}


def test_a_sentence_below_a_label_is_no_item() -> None:
    assert unmarked_items(blocks("Thành phần:", "Theo danh sách kèm theo.", "Trân trọng.")) == set()


@pytest.mark.parametrize(
    ("text", "signed", "level"),
    [
        ("Kính gửi: Các phòng, ban; UBND các phường, xã", date(2022, 6, 1), "district"),
        ("Kính gửi: Các sở, ban, ngành; UBND các phường, xã", date(2022, 6, 1), "province"),
        ("Kính gửi: Các phòng, ban; UBND các phường, xã", date(2026, 6, 1), "province"),
    ],
)
def test_a_city_below_a_province(text: str, signed: date, level: str) -> None:
    head = Head(issuing_body="Ủy ban nhân dân thành phố Tân Phú", signed=signed)
    assert level_of_host(head, blocks(text)) == level


@pytest.mark.parametrize(
    ("issuer", "line", "level"),
    [
        ("Ủy ban nhân dân tỉnh Sơn Hà", "UBND thành phố Hải An", "district"),
        ("Ủy ban nhân dân tỉnh Sơn Hà", "Thành đoàn Hải An", "district"),
        ("Ủy ban nhân dân tỉnh Sơn Hà", "Phòng Nội vụ, Phòng Tư pháp", "district"),
        ("Ủy ban nhân dân tỉnh Sơn Hà", "Lãnh đạo UBND các tỉnh, thành phố lân cận", "province"),
        ("Ủy ban nhân dân tỉnh Sơn Hà", "UBND thành phố Đà Nẵng", "province"),
        ("Ủy ban nhân dân thành phố Hải An", "UBND thành phố", "province"),
    ],
)
def test_a_city_stands_below_its_province(issuer: str, line: str, level: str) -> None:
    towns = cities_are_towns(Head(issuing_body=issuer, signed=date(2022, 6, 1)), [])
    assert group_of(line, Node(Rank.BULLET, "", line, Place(1)), Above("province", towns=towns)).level == level


def test_there_are_no_cities_below_a_province_now() -> None:
    head = Head(issuing_body="Ủy ban nhân dân tỉnh Sơn Hà", signed=date(2026, 6, 1))
    assert not cities_are_towns(head, [])


def test_subjects_with_hours_of_their_own_are_an_agenda() -> None:
    one = ["1. Từ 7h30 - 9h00: Nghe báo cáo Đề án A.", "* Đơn vị báo cáo: Sở Y tế."]
    other = ["2. Từ 9h00 - 10h30: Nghe báo cáo Đề án B."]
    found = find_agenda(outline(blocks("GIẤY MỜI HỌP", *one, *other)))
    assert [(item.content, item.presenter) for item in found] == [
        ("Nghe báo cáo Đề án A", "Sở Y tế"),
        ("Nghe báo cáo Đề án B", None),
    ]
    assert find_agenda(outline(blocks("GIẤY MỜI HỌP", *one))) == []
    assert find_agenda(outline(blocks("KẾ HOẠCH", "1. Từ 7h30 - 9h00 ngày 02/5/2026.", *other))) == []


def test_a_line_that_names_its_people_counts_them_alone() -> None:
    text = "GIẤY MỜI\nDự Lễ tuyên dương\n\n1. Thành phần\n- Cán bộ quản lý: mỗi trường 01 người.\n- Lãnh đạo Sở A.\n"
    assert [g["quota_per_unit"] for g in read(text.encode(), "plan.txt")["invitee_groups"]] == [1, None]
