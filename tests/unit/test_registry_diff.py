"""A table of units against the registry: what is new, what changes, what is left for a person to decide."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.documents.registry import RegistryRow
from bot.services.registry_diff import Diff, Known, compare

HEALTH = Known(1, "Sở Y tế", "H01", ("SYT",), "province", "department", None, None, None)
HA = Known(2, "Xã Hà Lâm", None, (), "commune", "commune", None, None, None)


def row(number: int, name: str, code: str | None = None, aliases: tuple[str, ...] = ()) -> RegistryRow:
    return RegistryRow(name, code, aliases, level="province", kind="department", row=number)


def keys(diff: Diff) -> list[tuple[int, str]]:
    return [(problem.row, problem.key.removeprefix("registry_imports.")) for problem in diff.problems]


def test_the_same_table_changes_nothing() -> None:
    diff = compare([row(2, "Sở Y tế", "H01")], [HEALTH, HA])
    assert (diff.new, diff.changed, diff.same, diff.problems) == ([], [], 1, [])


def test_a_new_unit_is_new() -> None:
    line = row(2, "Sở Nội vụ")
    assert compare([line], [HEALTH]).new == [line]


def test_a_code_finds_the_unit_under_its_new_name() -> None:
    (change,) = compare([row(2, "Sở Y tế và Dân số", "H01", aliases=("SYT", "SYTDS"))], [HEALTH]).changed
    assert change.fields == (("name", "Sở Y tế", "Sở Y tế và Dân số"),)
    assert change.aliases == ("SYTDS",)


def test_another_name_finds_the_unit_and_changes_no_name() -> None:
    diff = compare([row(2, "SYT")], [HEALTH])
    assert (diff.same, diff.changed) == (1, [])


def test_an_empty_cell_erases_nothing() -> None:
    known = replace(HEALTH, parent="Ủy ban nhân dân tỉnh")
    assert compare([row(2, "Sở Y tế", None)], [known]).same == 1


def test_false_friends_are_left_to_a_person() -> None:
    assert keys(compare([row(2, "Xã Hạ Lâm")], [HA])) == [(2, "alike")]
    assert [line.name for line in compare([row(2, "Xã Hạ Lâm", "H09")], [HA]).new] == ["Xã Hạ Lâm"]


def test_what_fits_two_units_is_left_to_a_person() -> None:
    assert keys(compare([row(2, "Xã Hà Lâm")], [HA, replace(HA, id=3)])) == [(2, "two_units")]
    assert keys(compare([row(2, "Sở Y tế", "H02")], [HEALTH])) == [(2, "other_code")]
    assert keys(compare([row(2, "Xã Hà Lâm", "H01")], [HEALTH, HA])) == [(2, "name_of_other")]


def test_a_second_row_of_one_unit_is_named_with_the_first() -> None:
    diff = compare([row(2, "Sở Y tế"), row(5, "SYT"), row(6, "Sở Mới", "H07"), row(7, "Sở Khác", "H07")], [HEALTH])
    assert keys(diff) == [(5, "twice"), (7, "twice")]
    assert [dict(problem.values)["first"] for problem in diff.problems] == [2, 6]


NAMES = st.sampled_from(["Sở Y tế", "SYT", "Xã Hà Lâm", "Xã Hạ Lâm", "Sở Nội vụ", "sở nội vụ"])
ROWS = st.lists(st.tuples(NAMES, st.sampled_from([None, "H01", "H02"])), max_size=6)


@given(ROWS)
def test_every_row_is_counted_once(drawn: list[tuple[str, str | None]]) -> None:
    lines = [row(number, name, code) for number, (name, code) in enumerate(drawn, start=2)]
    diff = compare(lines, [HEALTH, HA])
    assert len(diff.new) + len(diff.changed) + diff.same + len(diff.problems) == len(lines)
    changed = [change.unit_id for change in diff.changed]
    assert len(changed) == len(set(changed))
