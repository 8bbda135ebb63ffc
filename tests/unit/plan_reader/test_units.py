from __future__ import annotations

import pytest

from bot.plan_reader.invitee_units import units_of
from bot.plan_reader.levels import level_of
from bot.plan_reader.units import leading, split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ"]),
        ("Sở Kế hoạch và Đầu tư và các cơ quan liên quan", ["Sở Kế hoạch và Đầu tư", "các cơ quan liên quan"]),
        ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", ["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"]),
        ("UBND các huyện, thị xã, thành phố", ["UBND các huyện, thị xã, thành phố"]),
        (
            "Ủy ban nhân dân quận Đông, huyện Tây và huyện Nam",
            ["Ủy ban nhân dân quận Đông", "Ủy ban nhân dân huyện Tây", "Ủy ban nhân dân huyện Nam"],
        ),
        (
            "các Sở Nội vụ, Tư pháp, Thông tin và Truyền thông",
            ["Sở Nội vụ", "Sở Tư pháp", "Sở Thông tin và Truyền thông"],
        ),
        ("Sở Thông tin và Truyền thông - Cơ quan Thường trực Ban Chỉ đạo", ["Sở Thông tin và Truyền thông"]),
        ("Các Vụ, Cục, đơn vị trực thuộc Bộ", ["Các Vụ, Cục, đơn vị trực thuộc Bộ"]),
        ("các Sở, Ban, ngành tỉnh, Công an tỉnh", ["các Sở, Ban, ngành tỉnh", "Công an tỉnh"]),
        ("các Sở, Ban Dân tộc", ["các Sở", "Ban Dân tộc"]),
        ("Văn phòng tỉnh (qua Trung tâm Tin học), Viễn thông Sơn Hà", ["Văn phòng tỉnh", "Viễn thông Sơn Hà"]),
    ],
)
def test_lists_of_units(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "units", "act"),
    [
        ("Sở Nội vụ chuẩn bị báo cáo", ["Sở Nội vụ"], "chuẩn bị báo cáo"),
        (
            "Sở Tài chính, Kho bạc Nhà nước tỉnh bảo đảm kinh phí",
            ["Sở Tài chính", "Kho bạc Nhà nước tỉnh"],
            "bảo đảm kinh phí",
        ),
        ("các cơ quan, đơn vị liên quan làm đầu mối", ["các cơ quan, đơn vị liên quan"], "làm đầu mối"),
        ("Trung tâm Đào tạo Năng suất mời giảng viên", ["Trung tâm Đào tạo Năng suất"], "mời giảng viên"),
        ("Báo và phát thanh, truyền hình Sơn Hà đưa tin", ["Báo và phát thanh, truyền hình Sơn Hà"], "đưa tin"),
        (
            "Ban quản lý dự án đầu tư xây dựng tỉnh lập dự toán",
            ["Ban quản lý dự án đầu tư xây dựng tỉnh"],
            "lập dự toán",
        ),
        ("phòng Nội vụ, phòng Kinh tế gửi báo cáo", ["phòng Nội vụ", "phòng Kinh tế"], "gửi báo cáo"),
        ("Văn phòng UBND tỉnh bố trí phòng Họp", ["Văn phòng UBND tỉnh"], "bố trí phòng Họp"),
        ("Chi nhánh Văn phòng đăng ký đất đai gửi hồ sơ", ["Chi nhánh Văn phòng đăng ký đất đai"], "gửi hồ sơ"),
        ("Trung tâm Hành chính công bố trí xe", ["Trung tâm Hành chính công"], "bố trí xe"),
        ("Các đơn vị báo cáo chuẩn bị nội dung", ["Các đơn vị báo cáo"], "chuẩn bị nội dung"),
        ("Các đơn vị báo cáo gửi về Sở Nội vụ", ["Các đơn vị"], "báo cáo gửi về Sở Nội vụ"),
        ("Các đơn vị báo cáo kết quả", ["Các đơn vị"], "báo cáo kết quả"),
        ("Chuẩn bị tài liệu", [], "Chuẩn bị tài liệu"),
        ("Báo cáo kết quả", [], "Báo cáo kết quả"),
        ("Tổ chức đón tiếp đại biểu", [], "Tổ chức đón tiếp đại biểu"),
    ],
)
def test_who_begins_a_duty(text: str, units: list[str], act: str) -> None:
    found, end = leading(text)
    assert (found, text[end:]) == (units, act)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lãnh đạo Phòng Cải cách hành chính, Sở Nội vụ", ["Sở Nội vụ"]),
        (
            "Đại diện lãnh đạo các Phòng và Trung tâm thuộc Văn phòng Ủy ban nhân dân tỉnh",
            ["Văn phòng Ủy ban nhân dân tỉnh"],
        ),
        (
            "Thành viên Ban Chỉ đạo chuyển đổi số tỉnh theo Quyết định số 12/QĐ-UBND ngày 01/02/2024",
            ["Ban Chỉ đạo chuyển đổi số tỉnh"],
        ),
        ("Chủ tịch UBND và công chức Văn phòng - Thống kê các xã, thị trấn", ["UBND các xã, thị trấn"]),
        ("Chánh Văn phòng, Trưởng Phòng Nội vụ các huyện, thành phố", ["các huyện, thành phố"]),
        ("Giám đốc các Sở: Nội vụ, Tư pháp", ["Sở Nội vụ", "Sở Tư pháp"]),
        ("Cục trưởng Cục Thuế tỉnh, Giám đốc Công an tỉnh", ["Cục Thuế tỉnh", "Công an tỉnh"]),
        ("Đồng chí Phạm Văn Mẫu, Phó Chủ tịch Thường trực UBND tỉnh - Chủ trì Hội nghị", ["UBND tỉnh"]),
        ("Lãnh đạo Hội Nông dân, Thành đoàn: 08 đại biểu", ["Hội Nông dân", "Thành đoàn"]),
        ("Phóng viên Báo Sơn Hà đến dự và đưa tin", ["Báo Sơn Hà"]),
        ("Nhân dân: 200 đại biểu", []),
    ],
)
def test_units_of_a_line_of_the_composition(line: str, expected: list[str]) -> None:
    assert units_of(line) == expected


@pytest.mark.parametrize(
    ("line", "above", "expected"),
    [
        ("Phóng viên Báo Sơn Hà", "province", "press"),
        ("Lãnh đạo Bưu điện tỉnh, VNPT Sơn Hà", "province", "enterprise"),
        ("Thủ trưởng Sở Nội vụ, Bưu điện tỉnh", "province", "province"),
        ("Chủ tịch UBND các huyện, thị xã", "province", "district"),
        ("Chủ tịch UBND các xã, phường", "district", "commune"),
        ("Đại diện Vụ Cải cách hành chính, Bộ Nội vụ", None, "central"),
        ("Một số cơ quan Trung ương", "province", "central"),
        ("Thường trực Tổng Liên đoàn Lao động Việt Nam", "province", "central"),
        ("Lãnh đạo Văn phòng Quốc hội", "province", "central"),
        ("Lãnh đạo Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh", "province", "province"),
        ("Cơ quan Trung ương đóng trên địa bàn tỉnh", "province", "province"),
        ("Ban Quản lý Dự án Phát triển nông thôn", "province", "province"),
        ("Nhân dân", "province", "other"),
        ("Quý khách hàng", "province", "other"),
        ("Các cơ quan báo, đài", "province", "press"),
        ("Ban Tuyên giáo và Dân vận Trung ương", "province", "central"),
        ("Nông dân tiêu biểu: 05 người/xã", "province", "commune"),
        ("Lãnh đạo Trạm Khuyến nông huyện Ba Khê", "province", "district"),
        ("Cán bộ chủ chốt huyện: 120 người", "province", "district"),
        ("Hội Người cao tuổi xã Thanh An, Hội Người cao tuổi huyện", "province", "district"),
        ("Hợp tác xã Thanh An", "province", "enterprise"),
        ("Ban Chỉ đạo các Chương trình mục tiêu quốc gia huyện", "province", "district"),
        ("Ban Chỉ đạo quốc gia về chuyển đổi số", "province", "central"),
        ("Thành viên Tổ giúp việc", None, None),
    ],
)
def test_levels(line: str, above: str | None, expected: str | None) -> None:
    assert level_of(line, units_of(line), above) == expected
