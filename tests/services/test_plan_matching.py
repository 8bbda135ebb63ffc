"""What names of units in a plan come to mean."""

from __future__ import annotations

import pytest

from bot.language.units import Candidate
from bot.plan_reader.form import event_title
from bot.services.plan_matching import Registry, province_of, same_units, uses
from models.plans import UnitLinkState
from tests.plan_examples import READING

UNITS = (
    Candidate(1, ("Sở Nội vụ",), "province", "department"),
    Candidate(2, ("Sở Kế hoạch và Đầu tư", "Sở KHĐT"), "province", "department"),
    Candidate(3, ("Ủy ban nhân dân xã Cát Lâm",), "commune", "commune"),
    Candidate(4, ("Ủy ban nhân dân phường Bến Ngự",), "commune", "commune"),
    Candidate(5, ("Ủy ban nhân dân tỉnh Sơn Hà",), "province", "office"),
    Candidate(6, ("Văn phòng Ủy ban nhân dân tỉnh",), "province", "office"),
)
REGISTRY = Registry(UNITS, "tỉnh Sơn Hà")
INVITED, LEAD, SESSION = frozenset({"invited"}), frozenset({"lead"}), frozenset({"session"})


@pytest.mark.parametrize(
    ("name", "use", "state", "meant"),
    [
        ("so noi vu", INVITED, UnitLinkState.LINKED, (1,)),
        ("Sở Nội vụ tỉnh Sơn Hà", LEAD, UnitLinkState.LINKED, (1,)),
        ("Sở KH&ĐT", LEAD, UnitLinkState.LINKED, (2,)),
        ("Cát Lâm", INVITED, UnitLinkState.ASKED, ()),
        ("Tổ giúp việc", INVITED, UnitLinkState.NEW, ()),
        ("các sở, ban, ngành", LEAD, UnitLinkState.GROUP, (1, 2, 6)),
        ("UBND các xã, phường", INVITED, UnitLinkState.GROUP, (3, 4)),
        ("UBND các xã, phường (trừ xã Cát Lâm)", INVITED, UnitLinkState.GROUP, (4,)),
        ("các địa phương tham dự", LEAD, UnitLinkState.GROUP, (3, 4)),
        ("các cơ quan, đơn vị, địa phương thuộc thành phần tham dự Hội nghị", LEAD, UnitLinkState.INVITED, ()),
        ("các cơ quan, đơn vị tham dự", INVITED, UnitLinkState.ASKED, ()),
        ("các cơ quan, đơn vị liên quan", LEAD, UnitLinkState.ASKED, ()),
        ("xã Cát Lâm", SESSION, UnitLinkState.LINKED, (3,)),
    ],
)
def test_names(name: str, use: frozenset[str], state: UnitLinkState, meant: tuple[int, ...]) -> None:
    found = REGISTRY.resolve(name, use)
    assert found is not None
    assert (found.state, found.unit_ids) == (state, meant)


def test_a_hall_is_no_unit() -> None:
    assert REGISTRY.resolve("Trung tâm Hội nghị tỉnh", SESSION) is None


def test_a_new_unit_has_a_kind_and_a_level() -> None:
    found = REGISTRY.resolve("Công an tỉnh", LEAD)
    assert found is not None
    assert (found.kind, found.level) == ("armed", "province")


def test_the_province_is_the_one_that_issued_the_plan() -> None:
    assert province_of(READING) == "tỉnh Sơn Hà"
    assert province_of({"issuing_body": "Bộ Nội vụ"}) is None
    assert province_of({}) is None


def test_two_spellings_make_one_unit() -> None:
    names = ["Báo Sơn Hà", "Văn phòng UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh Sơn Hà", "Sở Y tế", "Sở Nội vụ"]
    same = same_units(((name, "other", "other") for name in names), "tỉnh Sơn Hà")
    assert set(same.values()) == {"Báo Sơn Hà", "Văn phòng UBND tỉnh", "Sở Y tế", "Sở Nội vụ"}


def test_what_was_taken_out_uses_no_units() -> None:
    duties = [dict(duty, removed=True) for duty in READING["duties"]]
    assert "Sở Tài chính" in uses(READING)
    assert "Sở Tài chính" not in uses(dict(READING, duties=duties))


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Kế hoạch tổ chức hội nghị đánh giá", "Hội nghị đánh giá"),
        ("KẾ HOẠCH Tổ chức Tọa đàm", "Tọa đàm"),
        ("Kế hoạch về việc tổ chức Lễ phát động", "Lễ phát động"),
        ("Tổ chức Hội nghị triển khai", "Hội nghị triển khai"),
        ("Hội nghị triển khai Kế hoạch", "Hội nghị triển khai Kế hoạch"),
        ("Công điện về việc họp khẩn ứng phó bão", "Họp khẩn ứng phó bão"),
        ("Mời họp góp ý dự thảo Chiến lược", "Họp góp ý dự thảo Chiến lược"),
        ("V/v thay đổi địa điểm và thời gian tổ chức Hội thảo", "Hội thảo"),
        ("Cử đại biểu tham dự Hội nghị tập huấn", "Hội nghị tập huấn"),
        ("Không tổ chức Hội thi", "Hội thi"),
        ("Dự án nâng cấp hội trường và lễ khởi công", "Dự án nâng cấp hội trường và lễ khởi công"),
        ("Giấy mời số 12/GM-UBND", "Giấy mời số 12/GM-UBND"),
        ("Triệu tập cán bộ", "Triệu tập cán bộ"),
        (None, ""),
    ],
)
def test_a_conference_is_called_by_its_own_name(title: str | None, called: str) -> None:
    assert event_title({"title": title}) == called


@pytest.mark.parametrize(
    ("name", "use", "host", "state"),
    [
        ("Ủy ban nhân dân tỉnh", INVITED, "Ủy ban nhân dân tỉnh Sơn Hà", UnitLinkState.SKIPPED),
        ("UBND tỉnh Sơn Hà", INVITED | SESSION, "Ủy ban nhân dân tỉnh Sơn Hà", UnitLinkState.SKIPPED),
        ("Ủy ban nhân dân tỉnh", INVITED | LEAD, "Ủy ban nhân dân tỉnh Sơn Hà", UnitLinkState.LINKED),
        ("Văn phòng Ủy ban nhân dân tỉnh", INVITED, "Ủy ban nhân dân tỉnh Sơn Hà", UnitLinkState.LINKED),
        ("Sở Nội vụ", INVITED, "Sở Nội vụ", UnitLinkState.LINKED),
        ("Ủy ban nhân dân tỉnh", INVITED, None, UnitLinkState.LINKED),
    ],
)
def test_a_committee_does_not_invite_itself(
    name: str, use: frozenset[str], host: str | None, state: UnitLinkState
) -> None:
    found = Registry(UNITS, "tỉnh Sơn Hà", host).resolve(name, use)
    assert found is not None
    assert found.state is state
