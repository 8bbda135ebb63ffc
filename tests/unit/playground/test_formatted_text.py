from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from bot.playground.telegram.errors import ApiError
from bot.playground.telegram.formatted_text import parse_html, units


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("Kính gửi", "Kính gửi", []),
        ("<b>Hạn</b> nộp", "Hạn nộp", [("bold", 0, 3)]),
        ("😀<i>x</i>", "😀x", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("A &lt;b&gt; &amp; &quot;&#39;", "A <b> & \"'", []),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<b></b>x", "x", []),
    ],
)
def test_reads_what_telegram_reads(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read = parse_html(source)
    assert read.text == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in read.entities] == entities


def test_keeps_the_address_of_a_link() -> None:
    link = parse_html('<a href="https://t.me/dieuphoi_bot?start=a&amp;b">Mở</a>').entities[0]
    assert (link["type"], link["url"]) == ("text_link", "https://t.me/dieuphoi_bot?start=a&b")


@pytest.mark.parametrize(
    "source",
    [
        "<b>x",
        "x</b>",
        "<b><i>x</b></i>",
        "<p>x</p>",
        "<br>",
        "<br/>",
        "a < b",
        "a > b",
        "a & b",
        "&nbsp;",
        "<span>x</span>",
        "<b",
    ],
)
def test_refuses_what_the_documentation_forbids(source: str) -> None:
    with pytest.raises(ApiError, match="can't parse entities") as refused:
        parse_html(source)
    assert refused.value.code == 400


def test_trims_as_the_server_stores() -> None:
    read = parse_html("\n <b> Kính gửi </b>\n").trimmed()
    assert read.text == "Kính gửi"
    assert read.entities == [{"type": "bold", "offset": 0, "length": 8}]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_escaped_text_comes_back_as_typed(typed: str) -> None:
    read = parse_html(f"<b>{escape(typed)}</b>")
    assert read.text == typed
    assert sum(entity["length"] for entity in read.entities) == units(typed)
