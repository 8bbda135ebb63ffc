from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.unit_kind import KINDS, LEVELS, kind_and_level


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("Sở Nội vụ", "department", "province"),
        ("SKHCN", "department", "province"),
        ("Thanh tra tỉnh", "department", "province"),
        ("Văn phòng UBND tỉnh", "office", "province"),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", "office", "province"),
        ("Văn phòng HĐND và UBND huyện Cờ Đỏ", "office", "district"),
        ("Phòng Kinh tế xã An Bình", "department", "commune"),
        ("Phòng Nội vụ thành phố Tân An", "department", "district"),
        ("Ủy ban nhân dân tỉnh", "other", "province"),
        ("UBND xã An Bình", "commune", "commune"),
        ("P. 3", "commune", "commune"),
        ("đặc khu Hòn Sơn", "commune", "commune"),
        ("UBND TP. Tân An", "district", "district"),
        ("quận Ô Môn", "district", "district"),
        ("Ban Tổ chức Tỉnh ủy", "party", "province"),
        ("Văn phòng Tỉnh uỷ", "party", "province"),
        ("Đảng ủy xã An Bình", "party", "commune"),
        ("Huyện ủy Cờ Đỏ", "party", "district"),
        ("Ban Quản lý các Khu công nghiệp tỉnh", "board", "province"),
        ("Ban Chỉ đạo Cải cách hành chính tỉnh", "other", "province"),
        ("Công an xã An Bình", "armed", "commune"),
        ("Bộ Chỉ huy Quân sự tỉnh", "armed", "province"),
        ("Bộ Nội vụ", "other", "central"),
        ("Cục Kiểm soát thủ tục hành chính", "other", "central"),
        ("Cục Thuế tỉnh", "vertical", "province"),
        ("Bảo hiểm xã hội tỉnh", "vertical", "province"),
        ("UBMTTQ Việt Nam xã An Bình", "front", "commune"),
        ("Tỉnh đoàn", "union", "province"),
        ("Liên minh Hợp tác xã tỉnh", "union", "province"),
        ("Hội đồng thẩm định", "other", "other"),
        ("Báo Sơn Hà", "press", "press"),
        ("Đài PT-TH tỉnh", "press", "press"),
        ("Viễn thông Sơn Hà", "enterprise", "enterprise"),
        ("Công ty TNHH An Phát", "enterprise", "enterprise"),
        ("Trung tâm Phục vụ hành chính công xã An Bình", "public_service", "commune"),
        ("", "other", "other"),
    ],
)
def test_the_words_of_a_name_tell(name: str, kind: str, level: str) -> None:
    assert kind_and_level(name) == (kind, level)


@given(st.text(max_size=60))
def test_kinds_and_levels_are_of_the_registry_s(name: str) -> None:
    kind, level = kind_and_level(name)
    assert kind in KINDS
    assert level in LEVELS
