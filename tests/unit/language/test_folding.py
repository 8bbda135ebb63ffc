"""Normal text: what is removed, and that the short way to it gives what looking at each character gives."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from bot.language.folding import nfc

INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
ODD = st.sampled_from("\u200b\u202e\u00ad\ufeff\u00a0\u2003\u2028\t\n\x00 \ue000\u0301Đẵ")


@given(st.text(st.one_of(st.characters(), ODD)))
@example("Nguyễn\u00a0Văn\u200b  An\n")
def test_white_space_is_folded_and_nothing_invisible_is_left(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if c.isspace() else c for c in composed)
    shown = "".join(c for c in spaced if unicodedata.category(c) not in INVISIBLE)
    assert nfc(text) == " ".join(unicodedata.normalize("NFC", shown).split())


@given(st.text(st.one_of(st.characters(), ODD)))
@example("Nguye\u200b\u0302\u0303n")
def test_what_hid_between_a_letter_and_its_mark_leaves_no_other_spelling(text: str) -> None:
    assert unicodedata.is_normalized("NFC", nfc(text))
    assert nfc(nfc(text)) == nfc(text)


def test_a_name_is_itself_however_it_is_spelled() -> None:
    assert nfc("Nguye\u200b\u0302\u0303n") == nfc("Nguyễn") == "Nguyễn"
