"""Scans: ruled lines out of pixels, characters out of tesseract's table, and no finding of them is sure."""

from __future__ import annotations

import pytest

from bot.errors import Unreadable
from bot.plan_reader.doubt import AT_MOST
from bot.plan_reader.scans import MOST_PAGES, pages_of
from bot.plan_reader.sources.page import Glyph, Page, lines_of, page_of
from bot.plan_reader.sources.pdf_blocks import blocks_of
from bot.plan_reader.sources.recognised import glyphs_of, words_of
from bot.plan_reader.sources.ruled import Picture, rules_of
from bot.plan_reader.whole import read_scan

DOTS = 100
WIDTH, HEIGHT = 800, 600


def drawn(*strokes: tuple[int, int, int, int]) -> Picture:
    """Return a white page with dark boxes (left, top, right, bottom, in pixels)."""
    pixels = bytearray(b"\xff" * (WIDTH * HEIGHT))
    for left, top, right, bottom in strokes:
        for row in range(top, bottom):
            pixels[row * WIDTH + left : row * WIDTH + right] = bytes(right - left)
    return Picture(bytes(pixels), WIDTH, HEIGHT, DOTS)


def askew(left: int, top: int, right: int, *, every: int) -> list[tuple[int, int, int, int]]:
    """Return a line that falls by a pixel every so many, three pixels thick."""
    return [(x, top + (x - left) // every, x + 1, top + (x - left) // every + 3) for x in range(left, right)]


def test_a_ruled_table() -> None:
    lines = [(100, y, 700, y + 2) for y in (100, 200)] + [(x, 100, x + 2, 202) for x in (100, 400, 698)]
    rules = rules_of(drawn(*lines))
    assert sorted(rule.top for rule in rules if rule.horizontal) == pytest.approx([72.7, 144.7], abs=4)
    assert sorted(rule.left for rule in rules if rule.vertical) == pytest.approx([72.7, 288.7, 503.3], abs=4)
    assert all(round(rule.right - rule.left) == 432 for rule in rules if rule.horizontal)


def test_a_line_that_lies_askew_is_one() -> None:
    (rule,) = rules_of(drawn(*askew(100, 100, 700, every=70)))
    assert (round(rule.left), round(rule.right)) == (72, 504)


@pytest.mark.parametrize("strokes", [[(100, 100, 140, 104)], [(100, 100, 104, 140)], [(100, 100, 300, 300)], []])
def test_letters_and_pictures_are_no_lines(strokes: list[tuple[int, int, int, int]]) -> None:
    assert rules_of(drawn(*strokes)) == []


HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def row(line: int, left: int, width: int, text: str, sure: float = 96.0) -> str:
    return f"5\t1\t1\t1\t{line}\t1\t{left}\t{100 * line}\t{width}\t50\t{sure}\t{text}\n"


def test_words_become_lines_again() -> None:
    tsv = HEAD + "4\t1\t1\t1\t1\t0\t100\t100\t900\t50\t-1\t\n" + row(1, 100, 200, "KẾ") + row(1, 320, 300, "HOẠCH")
    lines = lines_of(glyphs_of(words_of(tsv + row(2, 100, 100, "Tổ")), 300))
    assert [line.text for line in lines] == ["KẾ HOẠCH", "Tổ"]
    assert [lines[0].left, lines[0].right, lines[0].size] == pytest.approx([24, 148.8, 12])


def test_columns_of_a_head_stay_apart() -> None:
    tsv = HEAD + row(1, 100, 300, "ỦY") + row(1, 1200, 500, "CỘNG")
    assert [line.text for line in lines_of(glyphs_of(words_of(tsv), 300))] == ["ỦY", "CỘNG"]


@pytest.mark.parametrize(("text", "sure"), [("|", 95.0), ("rác", 4.0), ("'", 80.0), ("  ", 95.0)])
def test_specks_are_no_words(text: str, sure: float) -> None:
    assert words_of(HEAD + row(1, 100, 20, text, sure)) == []


def test_a_dash_is_a_word() -> None:
    assert [word.text for word in words_of(HEAD + row(1, 100, 20, "-", 30.0))] == ["-"]


def page(*lines: str) -> Page:
    """Return a page with a line of text every 20 points, each far from the right margin but the first."""
    found = [
        Glyph(character, 50 + 5 * i, 55 + 5 * i, 100 + 20 * n, 12.0)
        for n, line in enumerate(lines)
        for i, character in enumerate(line)
    ]
    return Page(1, 595, 842, found, [])


def test_nothing_read_in_a_scan_is_sure() -> None:
    last = "Trên đây là Kế hoạch tổ chức Hội nghị, đề nghị các cơ quan, đơn vị phối hợp thực hiện."
    found = read_scan(
        [page("KẾ HOẠCH", "Tổ chức Hội nghị tổng kết", "I. THÀNH PHẦN", "- Sở Nội vụ: 02 đại biểu.", last)]
    )
    assert found["anomalies"][0]["code"] == "recognised"
    assert found["invitee_groups"]
    assert all(group["certainty"] <= AT_MOST for group in found["invitee_groups"] + found["sessions"])
    assert found["certainty"] == {"title": AT_MOST, "kind": AT_MOST}


def test_a_scan_without_letters_is_illegible() -> None:
    with pytest.raises(Unreadable, match="illegible"):
        read_scan([page()])


def test_a_stamp_of_secrecy_in_a_scan_is_refused() -> None:
    with pytest.raises(Unreadable, match="secret"):
        read_scan([page("TỐI MẬT", "KẾ HOẠCH", "Tổ chức Hội nghị")])


def test_pages_go_through_json_as_they_are() -> None:
    made = page("KẾ HOẠCH")
    assert page_of([1, 595, 842, [[g.character, g.left, g.right, g.y, g.size] for g in made.glyphs], []]) == made
    assert blocks_of([made])


@pytest.mark.parametrize(
    ("problem", "pages"), [(Unreadable("plan_reader.scanned", pages=3), 3), (Unreadable("plan_reader.damaged"), None)]
)
def test_which_problem_is_a_scan(problem: Unreadable, pages: int | None) -> None:
    assert pages_of(problem) == pages


def test_a_long_scan_is_refused() -> None:
    with pytest.raises(Unreadable, match="scan_too_long"):
        pages_of(Unreadable("plan_reader.scanned", pages=MOST_PAGES + 1))
