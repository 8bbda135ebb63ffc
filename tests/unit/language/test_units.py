from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.folding import fold
from bot.language.unit_kind import kind_and_level
from bot.language.units import Candidate, Match, UnitIndex, match

NAMES = (
    "Ủy ban nhân dân tỉnh Sơn Hà",
    "Hội đồng nhân dân tỉnh",
    "Văn phòng UBND tỉnh",
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
    "Văn phòng Tỉnh ủy",
    "Ban Tổ chức Tỉnh ủy",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "Sở Nội vụ",
    "Sở Ngoại vụ",
    "Sở Kế hoạch và Đầu tư",
    "Sở Khoa học và Công nghệ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Xây dựng",
    "Thanh tra tỉnh",
    "Công an tỉnh",
    "Bộ Chỉ huy quân sự tỉnh",
    "Bảo hiểm xã hội tỉnh",
    "Kho bạc Nhà nước khu vực XIII",
    "Ủy ban MTTQ Việt Nam tỉnh",
    "Tỉnh đoàn",
    "Viễn thông Sơn Hà",
    "Ban Quản lý các Khu công nghiệp tỉnh",
    "Trung tâm Phục vụ hành chính công tỉnh",
    "xã Tân Phú",
    "xã Tân Phú Đông",
    "UBND xã Hà Đông",
    "UBND xã Hạ Đồng",
    "UBND phường 1",
    "UBND phường 10",
    "UBND phường Sơn Hà",
    "UBND xã Quý Lộc",
    "UBND xã Long Hưng",
)
CANDIDATES = [Candidate(n, (name,), *reversed(kind_and_level(name))) for n, name in enumerate(NAMES)]
INDEX = UnitIndex(CANDIDATES)


def named(found: Match) -> tuple[str, list[str]]:
    return found.kind, [NAMES[n] for n in found.ids]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("SNV", "Sở Nội vụ"),
        ("so noi vu", "Sở Nội vụ"),
        ("SỞ NỘI VỤ TỈNH SƠN HÀ", "Sở Nội vụ"),
        ("Sở Nội vụ tỉnh", "Sở Nội vụ"),
        ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
        ("Sở VH-TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("VP UBND tỉnh", "Văn phòng UBND tỉnh"),
        ("VPUB", "Văn phòng UBND tỉnh"),
        ("VPTU", "Văn phòng Tỉnh ủy"),
        ("Văn phòng Tỉnh uỷ", "Văn phòng Tỉnh ủy"),
        ("Ban Tổ chức TU", "Ban Tổ chức Tỉnh ủy"),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Sơn Hà"),
        ("HĐND tỉnh Sơn Hà", "Hội đồng nhân dân tỉnh"),
        ("MTTQ tỉnh", "Ủy ban MTTQ Việt Nam tỉnh"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sơn Hà", "Ủy ban MTTQ Việt Nam tỉnh"),
        ("Đoàn TNCS Hồ Chí Minh tỉnh", "Tỉnh đoàn"),
        ("Bộ CHQS tỉnh", "Bộ Chỉ huy quân sự tỉnh"),
        ("BHXH tỉnh", "Bảo hiểm xã hội tỉnh"),
        ("BQL các KCN tỉnh", "Ban Quản lý các Khu công nghiệp tỉnh"),
        ("Viên thông Sơn Hà", "Viễn thông Sơn Hà"),
        ("Viễn thông tỉnh", "Viễn thông Sơn Hà"),
        ("UBND xã Tân Phú", "xã Tân Phú"),
        ("Phường 01", "UBND phường 1"),
        ("P.10", "UBND phường 10"),
        ("phường Sơn Hà", "UBND phường Sơn Hà"),
        ("xã Quí Lộc", "UBND xã Quý Lộc"),
        ("xã Hà Đông", "UBND xã Hà Đông"),
        ("xã Hạ Đồng", "UBND xã Hạ Đồng"),
        ("Sở Xây dụngg", "Sở Xây dựng"),
    ],
)
def test_sure(name: str, unit: str) -> None:
    assert named(INDEX.match(name)) == ("sure", [unit])


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("xa ha dong", "UBND xã Hà Đông"),
        ("xã Hà Đồng", "UBND xã Hà Đông"),
        ("Tân Phú", "xã Tân Phú"),
        ("xã Long Hương", "UBND xã Long Hưng"),
        ("Ban Tuyên giáo Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        ("Văn phòng HĐND", "Văn phòng Đoàn ĐBQH và HĐND tỉnh"),
        ("KBNN tỉnh", "Kho bạc Nhà nước khu vực XIII"),
        ("Sở Nội vụ tỉnh Bình An", "Sở Nội vụ"),
        ("UBND", "Ủy ban nhân dân tỉnh Sơn Hà"),
    ],
)
def test_unsure_is_offered_never_taken(name: str, first: str) -> None:
    kind, offered = named(INDEX.match(name))
    assert kind == "unsure"
    assert offered[0] == first
    assert len(offered) <= 5


@pytest.mark.parametrize(
    "name",
    [
        "Phường 11",
        "Ban Dân tộc tỉnh",
        "Sở Lao động - Thương binh và Xã hội",
        "Hội đồng thẩm định",
        "Bộ Nội vụ",
        "",
        "…",
    ],
)
def test_unknown_units_are_new(name: str) -> None:
    assert INDEX.match(name) == Match("none")


def test_homonyms_are_unsure() -> None:
    twins = [
        Candidate(1, ("xã Vĩnh Thạnh",), "commune", "commune"),
        Candidate(2, ("UBND huyện Vĩnh Thạnh",), "district", "district"),
    ]
    assert match("Vĩnh Thạnh", twins) == Match("unsure", (1, 2))
    assert match("huyện Vĩnh Thạnh", twins) == Match("sure", (2,))


def test_other_names_count() -> None:
    renamed = [Candidate(7, ("Sở Tài chính", "Sở Kế hoạch và Đầu tư"), "province", "department")]
    assert match("Sở KHĐT", renamed) == Match("sure", (7,))


def test_a_city_of_its_own_is_left_out_like_a_province() -> None:
    units = [
        Candidate(1, ("Sở Nội vụ",), "province", "department"),
        Candidate(2, ("UBND thành phố",), "province", "other"),
    ]
    index = UnitIndex(units, province="thành phố Cần Thơ")
    assert index.match("Sở Nội vụ thành phố Cần Thơ") == Match("sure", (1,))
    assert index.match("UBND TP. Cần Thơ") == Match("sure", (2,))


def test_an_empty_registry_knows_nobody() -> None:
    assert match("Sở Nội vụ", []) == Match("none")


@given(
    st.sampled_from(range(len(NAMES))),
    st.sampled_from([str.upper, str.lower, str.title, lambda s: unicodedata.normalize("NFD", s)]),
)
def test_a_unit_is_found_by_its_own_name(n: int, written: object) -> None:
    assert callable(written)
    assert INDEX.match(written(NAMES[n])) == Match("sure", (n,))


@given(st.sampled_from(range(len(NAMES))))
def test_lost_marks_find_the_unit_or_ask(n: int) -> None:
    found = INDEX.match(fold(NAMES[n]))
    assert n in found.ids
    assert found.kind == "sure" or len(found.ids) > 1


@given(st.integers(1, 400), st.integers(1, 400))
def test_numbers_are_whole_words(one: int, other: int) -> None:
    found = match(f"Phường {other}", [Candidate(1, (f"UBND phường {one}",), "commune", "commune")])
    assert found == (Match("sure", (1,)) if one == other else Match("none"))


@given(st.text(max_size=60))
def test_anything_is_matched_without_error(name: str) -> None:
    found = INDEX.match(name)
    assert (found.kind == "none") == (found.ids == ())
    assert found.kind != "sure" or len(found.ids) == 1
