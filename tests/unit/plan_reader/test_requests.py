from __future__ import annotations

from datetime import date

import pytest

from bot.plan_reader.blocks import Paragraph, Place
from bot.plan_reader.duty_text import Duty
from bot.plan_reader.outline import outline
from bot.plan_reader.requests import find_requests

SENT_TO = ["Sở A", "Sở B"]


def asked(*lines: str) -> list[Duty]:
    root = outline([Paragraph(text, Place(i + 1)) for i, text in enumerate(lines)])
    return find_requests(root, SENT_TO, signed=date(2026, 5, 4), year=2026)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Giao Sở Nội vụ chuẩn bị báo cáo.", ["Sở Nội vụ"]),
        ("Đề nghị Quý cơ quan gửi danh sách về Sở Nội vụ trước ngày 12/5/2026.", SENT_TO),
        ("Văn phòng UBND tỉnh đề nghị các đơn vị gửi danh sách trước ngày 12/5/2026.", ["các đơn vị"]),
        ("Danh sách đại biểu gửi về Sở Nội vụ chậm nhất ngày 12/5/2026.", SENT_TO),
        ("Đề nghị các đại biểu xác nhận tham dự trước ngày 12/5/2026.", ["các đại biểu"]),
        ("Xin Ông vui lòng xác nhận tham dự trước ngày 12/5/2026.", SENT_TO),
        ("Đăng ký: Các đơn vị gửi danh sách về Sở Nội vụ trước ngày 12/5/2026.", ["Các đơn vị"]),
        ("Yêu cầu phòng Kinh tế gửi báo cáo trước ngày 12/5/2026.", ["phòng Kinh tế"]),
        ("Giao Trung tâm A bố trí phòng họp.", ["Trung tâm A"]),
        ("- Xác nhận tham dự với Văn phòng trước ngày 12/5/2026.", SENT_TO),
        ("- Hội Làm vườn tỉnh A thông báo số lượng về Văn phòng trước ngày 12/5/2026.", ["Hội Làm vườn tỉnh A"]),
        ("Đề nghị các doanh nghiệp đã đăng ký liên hệ Phòng A trước ngày 12/5/2026.", ["các doanh nghiệp"]),
        ("Đại biểu vắng mặt báo cáo Chủ tịch HĐND xã trước ngày 12/5/2026.", ["Đại biểu vắng mặt"]),
        ("Trường THCS Nậm Khe chuẩn bị văn nghệ, hoàn thành trước ngày 12/5/2026.", ["Trường THCS Nậm Khe"]),
        ("Giao các cơ quan: Sở A, Sở B chuẩn bị báo cáo.", ["Sở A", "Sở B"]),
        ("Đăng ký: Quý cổ đông gửi giấy ủy quyền về Công ty trước ngày 12/5/2026.", ["Quý cổ đông"]),
    ],
)
def test_who_is_asked(text: str, lead: list[str]) -> None:
    assert [duty.lead for duty in asked(text)] == [lead]


@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị các đơn vị cử cán bộ tham dự đầy đủ.",
        "Đề nghị các đồng chí được mời dự họp biết, sắp xếp thời gian.",
        "Yêu cầu các đơn vị nghiêm túc thực hiện./.",
        "Sở Nội vụ đã gửi báo cáo của các đơn vị.",
        "Rất mong Quý cơ quan tham dự.",
        "Đề nghị Sở A, Sở B bố trí thành phần dự họp đúng giờ.",
        "Sở Nội vụ đã hoàn thành báo cáo trước ngày 12/5/2026.",
        "Sở Nội vụ chuẩn bị báo cáo.",
    ],
)
def test_coming_and_carrying_out_are_no_tasks(text: str) -> None:
    assert asked(text) == []


def test_items_below_a_request() -> None:
    found = asked(
        "Chủ tịch UBND tỉnh yêu cầu:",
        "1. Dừng tổ chức Lễ hội.",
        "2. Sở Y tế trực cấp cứu trước 16 giờ ngày 05/5/2026.",
        "3. Công an tỉnh bảo đảm an ninh.",
        "Yêu cầu các đơn vị nghiêm túc thực hiện./.",
    )
    assert [duty.lead for duty in found] == [["Sở Y tế"], ["Công an tỉnh"]]


def test_another_unit_is_asked_behind_a_semicolon() -> None:
    found = asked("Giao Văn phòng A chuẩn bị tài liệu; đề nghị Sở B bố trí phòng họp.")
    assert [duty.lead for duty in found] == [["Văn phòng A"], ["Sở B"]]


def test_who_is_only_to_come_has_no_task() -> None:
    found = asked("Đề nghị Sở A gửi báo cáo trước ngày 12/5/2026; các đơn vị bố trí thành phần dự họp đúng giờ.")
    assert [duty.lead for duty in found] == [["Sở A"]]


def test_items_below_a_conclusion() -> None:
    found = asked(
        "Sau khi nghe báo cáo, Phó Chủ tịch UBND tỉnh kết luận:",
        "1. Giao Sở Tài chính",
        "a) Hoàn thiện danh mục, trình UBND tỉnh trước ngày 06/5/2026;",
        "b) Gửi giấy mời.",
        "2. Công an tỉnh xây dựng phương án; UBND phường A chỉnh trang xong trước ngày 07/5/2026.",
    )
    assert [duty.lead for duty in found] == [["Sở Tài chính"], ["Sở Tài chính"], ["Công an tỉnh"], ["UBND phường A"]]


def test_who_is_asked_above_leads_what_names_nobody() -> None:
    found = asked("Đề nghị các Hội thực hiện:", "- Gửi báo cáo trước ngày 06/5/2026;", "- Chuẩn bị phòng họp.")
    assert [duty.lead for duty in found] == [["các Hội"], ["các Hội"]]


def test_a_list_of_time_and_place_is_no_list_of_tasks() -> None:
    assert asked("Đề nghị các đơn vị dự họp như sau:", "1. Thời gian: 8 giờ 00.", "2. Địa điểm: Phòng họp A.") == []


def test_what_follows_the_last_item_is_no_item() -> None:
    found = asked("6. Đề nghị Quý cơ quan:", "- Gửi danh sách trước ngày 06/5/2026.", "Liên hệ: ông A, Sở Nội vụ.")
    assert [duty.lead for duty in found] == [SENT_TO]
