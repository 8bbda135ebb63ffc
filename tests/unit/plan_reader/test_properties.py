"""Whatever is done to a document: no crash but our own refusal, and no day that isn't written in it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Unreadable
from bot.plan_reader.hours import hours_in
from bot.plan_reader.units import act_at, leading, split
from bot.plan_reader.whole import read
from bot.plan_reader.words import plain
from tests.unit.plan_reader.papers import docx_of
from tests.unit.plan_reader.written_days import invented

TEXTS = [f.read_text(encoding="utf-8") for f in sorted((Path(__file__).parents[2] / "plans").glob("*.txt"))]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A plan with lines dropped, doubled, moved or cut."""
    lines = draw(st.sampled_from(TEXTS)).splitlines()
    for _ in range(draw(st.integers(1, 8))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(["drop", "double", "move", "cut", "join"]))
        if change == "drop" and len(lines) > 3:
            lines.pop(at)
        elif change == "double":
            lines.insert(other, lines[at])
        elif change == "move":
            lines.insert(other, lines.pop(at))
        elif change == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        else:
            lines[at] += " " + lines[other]
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(mutated())
def test_no_crash_and_no_invented_day(text: str) -> None:
    try:
        found = read(text.encode(), "plan.txt")
    except Unreadable:
        return
    assert invented(text, found) == []


@settings(max_examples=15, deadline=None)
@given(mutated(), st.data())
def test_a_damaged_word_file_is_refused_or_read(text: str, data: st.DataObject) -> None:
    made = bytearray(docx_of(text))
    for at in data.draw(st.lists(st.integers(0, len(made) - 1), max_size=4)):
        made[at] ^= 0xFF
    try:
        assert read(bytes(made), "plan.docx")["file"] == "plan.docx"
    except Unreadable:
        return


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400) | st.binary(max_size=400).map(lambda b: b.decode("latin-1")))
def test_any_text_is_refused_or_read(text: str) -> None:
    try:
        assert read(text.encode("utf-8", "ignore"), "x")["file"] == "x"
    except Unreadable:
        return


@given(st.text(alphabet="aàáảÁĐđ Ỹ\u0301\u0302-–’“", max_size=80))
def test_plain_text_keeps_every_place(text: str) -> None:
    assert len(plain(text)) == len(text)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["Sở Nội vụ", ", ", " và ", "(", ")", "chuẩn bị", ";", "các ", "huyện A", " ", "."]),
        max_size=30,
    )
)
def test_lists_of_units_lose_no_letters_and_end_within(parts: list[str]) -> None:
    text = "".join(parts)
    assert 0 <= act_at(text) <= len(text)
    assert all(name for name in split(text))
    assert leading(text)[1] <= len(text)


@given(
    st.sampled_from(["1", "07h", "ngày ", "(", "- ", "Sở ", "A", "a ", ", ", "trước ", "12/", "Thời gian: "]),
    st.integers(1, 3000),
)
def test_long_lines_are_read_to_their_end(piece: str, times: int) -> None:
    """An expression that goes over a line again from each of its letters would take hours."""
    line = piece * times
    text = f"KẾ HOẠCH\nTổ chức Hội nghị\nI. THÀNH PHẦN\n- {line}\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- {line}\n"
    hours_in(plain(line[:6000]))
    assert read(text.encode(), "x")["kind"] == "hội nghị"
