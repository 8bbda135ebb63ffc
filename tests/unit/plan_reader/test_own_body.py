from __future__ import annotations

import pytest

from bot.plan_reader.own_body import name_of
from bot.plan_reader.whole import read


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["PHÒNG GD&ĐT HUYỆN HÒA TÂN", "TRƯỜNG THCS NGUYỄN DU"], "Trường THCS Nguyễn Du huyện Hòa Tân"),
        (["SỞ Y TẾ TỈNH HẬU SƠN", "BỆNH VIỆN ĐA KHOA HUYỆN TÂN KỲ"], "Bệnh viện Đa khoa huyện Tân Kỳ"),
        (
            ["SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI TỈNH HẬU SƠN", "TRUNG TÂM DỊCH VỤ VIỆC LÀM"],
            "Trung tâm Dịch vụ việc làm tỉnh Hậu Sơn",
        ),
        (["HỘI LHPN TỈNH SƠN HÀ", "HỘI LHPN HUYỆN BA KHÊ"], "Hội LHPN huyện Ba Khê"),
        (["UBND THÀNH PHỐ BIÊN SƠN", "PHÒNG VH&TT"], "Phòng VH&TT thành phố Biên Sơn"),
        (
            ["CÔNG AN TỈNH SƠN HÀ", "PHÒNG CẢNH SÁT PCCC VÀ CNCH"],
            "Phòng Cảnh sát PCCC và CNCH Công an tỉnh Sơn Hà",
        ),
        (["ĐẢNG BỘ TỈNH VÂN LĨNH", "HUYỆN ỦY PHÚ LƯƠNG SƠN"], "Huyện ủy Phú Lương Sơn"),
        (["ĐẢNG BỘ TỈNH VÂN LĨNH ỦY BAN KIỂM TRA TỈNH ỦY"], "Ủy ban kiểm tra Tỉnh ủy Vân Lĩnh"),
        (["ĐẢNG BỘ XÃ TÂN AN"], "Đảng bộ xã Tân An"),
        (["THÀNH ỦY HẢI AN", "BAN DÂN VẬN"], "Ban Dân vận Thành ủy Hải An"),
        (["HỘI NÔNG DÂN TỈNH ĐẮK RÔNG", "BCH"], "Ban Chấp hành Hội Nông dân tỉnh Đắk Rông"),
        (["TỈNH ĐOÀN BẮC LINH", "BCH THÀNH PHỐ BẮC LINH"], "Ban Chấp hành Đoàn TNCS Hồ Chí Minh thành phố Bắc Linh"),
        (["HĐND XÃ TÂN AN", "BAN KINH TẾ - NGÂN SÁCH"], "Ban Kinh tế - Ngân sách HĐND xã Tân An"),
        (
            ["BỘ CHỈ HUY QUÂN SỰ TỈNH SƠN HÀ", "BAN CHỈ HUY QUÂN SỰ HUYỆN BA KHÊ"],
            "Ban Chỉ huy quân sự huyện Ba Khê",
        ),
        (["KHO BẠC NHÀ NƯỚC", "KHO BẠC NHÀ NƯỚC KHU VỰC IX"], "Kho bạc nhà nước khu vực IX"),
        (
            ["UBND TỈNH ĐỒNG PHƯỚC", "SỞ NÔNG NGHIỆP VÀ PTNT", "TRUNG TÂM KHUYẾN NÔNG"],
            "Trung tâm Khuyến nông tỉnh Đồng Phước",
        ),
        (["ỦY BAN NHÂN DÂN", "XÃ HỘI SƠN"], "Ủy ban nhân dân xã Hội Sơn"),
    ],
)
def test_a_name_by_the_lines_of_its_letterhead(lines: list[str], name: str) -> None:
    assert name_of(lines) == name


def test_the_text_tells_which_words_are_large() -> None:
    text = "TRUNG TÂM HOA SEN MỚI\n\nKẾ HOẠCH\nTổ chức Hội nghị\n\nTrung tâm Hoa Sen Mới tổ chức Hội nghị.\n"
    assert read(text.encode(), "plan.txt")["issuing_body"] == "Trung tâm Hoa Sen Mới"
