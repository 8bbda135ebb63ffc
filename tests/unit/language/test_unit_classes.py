from __future__ import annotations

import pytest

from bot.language.unit_classes import read_class

BODIES = ("department", "office", "board", "vertical")


@pytest.mark.parametrize(
    ("name", "levels", "kinds"),
    [
        ("các sở, ban, ngành tỉnh", ("province",), BODIES),
        ("Thủ trưởng các sở, ban, ngành, đoàn thể tỉnh", ("province",), (*BODIES, "front", "union")),
        ("các cơ quan chuyên môn thuộc UBND tỉnh", ("province",), ("department", "office")),
        ("các cơ quan ngành dọc Trung ương đóng trên địa bàn tỉnh", ("province",), ("vertical", "armed")),
        ("UBND các huyện, thị xã, thành phố", ("district",), ("district",)),
        ("Chủ tịch UBND quận, huyện", ("district",), ("district",)),
        ("Ủy ban nhân dân các xã, phường, thị trấn", ("commune",), ("commune",)),
        ("UBND các xã, phường, đặc khu", ("commune",), ("commune",)),
        ("UBND cấp xã", ("commune",), ("commune",)),
        ("các sở, ngành và UBND các xã, phường", ("province", "commune"), (*BODIES, "commune")),
        ("các địa phương", ("district", "commune"), ("district", "commune")),
        ("ngành dọc", ("province",), ("vertical", "armed")),
        ("các doanh nghiệp", ("enterprise",), ("enterprise",)),
        ("Phóng viên báo, đài", ("press",), ("press",)),
        ("các ban Đảng", ("province",), ("party",)),
        ("Đảng ủy các xã, phường", ("commune",), ("party",)),
        ("các Huyện ủy, Thị ủy, Thành ủy", ("district",), ("party",)),
    ],
)
def test_classes(name: str, levels: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    found = read_class(name)
    assert found is not None
    assert (found.levels, found.kinds, found.undecided) == (levels, kinds, False)


@pytest.mark.parametrize(
    "name",
    [
        "Sở Nội vụ",
        "Ban Quản lý các Khu công nghiệp tỉnh",
        "Đảng ủy Khối các cơ quan tỉnh",
        "Báo Sơn Hà",
        "UBND tỉnh",
        "UBND xã An Bình",
        "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh",
        "Liên minh các hợp tác xã",
        "thành phố Hồ Chí Minh",
        "Thị xã An Nhơn",
        "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
        "Sở Y tế, Sở Nội vụ",
        "Hiệp hội doanh nghiệp tỉnh",
        "",
    ],
)
def test_one_body_is_no_class(name: str) -> None:
    assert read_class(name) is None


@pytest.mark.parametrize(
    "name", ["các cơ quan, đơn vị liên quan", "các đơn vị có liên quan", "các tổ chức, cá nhân có liên quan"]
)
def test_those_concerned_are_nobody_yet(name: str) -> None:
    found = read_class(name)
    assert found is not None
    assert found.undecided
    assert found.members == ()


def test_the_concerned_ones_of_a_class_are_undecided_too() -> None:
    found = read_class("các sở, ban, ngành tỉnh có liên quan")
    assert found is not None
    assert found.undecided
    assert found.holds("province", "department")


def test_levels_and_kinds_of_two_classes_don_t_cross() -> None:
    found = read_class("các ban Đảng, UBND các huyện, thị xã")
    assert found is not None
    assert found.holds("province", "party")
    assert found.holds("district", "district")
    assert not found.holds("district", "party")


def test_exceptions_and_parts_are_kept_as_written() -> None:
    found = read_class("các sở, ban, ngành (trừ Sở Y tế, Thanh tra tỉnh)")
    assert found is not None
    assert found.exceptions == ("Sở Y tế", "Thanh tra tỉnh")
    offices = read_class("Phòng Nội vụ các huyện, thị xã, thành phố")
    assert offices is not None
    assert (offices.part, offices.levels) == ("Phòng Nội vụ", ("district",))
