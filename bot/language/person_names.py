"""Names of people: honorifics before them, what looks like a name, one key a person, Vietnamese order of lists."""

from __future__ import annotations

import re
import unicodedata

from bot.language.folding import fold, nfc

LONGEST_NAME = 80

_TITLE = (
    r"ông/bà|ông|bà|anh|chị|đồng chí|đ\s*/\s*c|đ\.?c\.?|ô\.|b\.|"
    r"(?:gs|pgs|ts|ths|bs|ks|cn|ckii?|nguts?|nsnd|nsưt)\.(?:\s*(?=[a-z]{2,4}\.))?|"
    r"(?:đại|thượng|trung|thiếu)\s+(?:tướng|tá|úy|uý)"
)
_TITLES = re.compile(rf"^(?:(?:{_TITLE})(?:\s*[:.]\s*|\s+|(?<=\.)))+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*[.]?")
_ONE_WORD = re.compile(r"[^\W\d_]+['’][^\W\d_]+")
_OFFICES = re.compile(
    r"(?:sở|ban|phòng|văn phòng|ủy ban|uỷ ban|ubnd|hđnd|trung tâm|công ty|giám đốc|trưởng (?:phòng|ban)|chủ tịch|"
    r"phó (?:giám đốc|chủ tịch|trưởng|chánh|bí thư|phòng)|chuyên viên|chánh (?:văn phòng|thanh tra)|bí thư|hội đồng|"
    r"cục|chi cục|lãnh đạo)\b",
    re.IGNORECASE,
)
_SHORT_OFFICES = re.compile(r"(?:P?GĐ|CVP|PCVP|CV|P?TP|P?CT|P?BT)\b")

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""Level, huyền, hỏi, ngã, sắc, nặng: the order of dictionaries."""


def split_honorific(text: str) -> tuple[str, str]:
    """Return the honorifics before a name (Ông, Đ/c, TS., Đại tá), as written, and the name."""
    text = nfc(text)
    titles = _TITLES.match(text)
    return (titles[0].strip(" :"), text[titles.end() :]) if titles else ("", text)


def looks_like_a_name(name: str) -> bool:
    """Return whether `name` has the shape of a person's full name: two to seven words of letters, each with a capital.

    Names of one word are taken only with the mark of the peoples who bear them (K'Brêu).
    """
    words = name.split()
    if len(name) > LONGEST_NAME or not all(_WORD.fullmatch(word) and word[0].isupper() for word in words):
        return False
    if _OFFICES.match(name):
        return False
    return 2 <= len(words) <= 7 or bool(_ONE_WORD.fullmatch(name))


def starts_an_office(text: str) -> bool:
    """Return whether `text` begins with words of an office or a body, which no name does."""
    return bool(_OFFICES.match(text) or _SHORT_OFFICES.match(text))


def delegate_key(name: str) -> str:
    """Return the folded key of a person's name, without honorifics: two spellings of one name have one key."""
    return fold(split_honorific(name)[1])


def _syllable_key(syllable: str) -> tuple[tuple[int, ...], int]:
    """Return the letters first, the tone second."""
    parts = unicodedata.normalize("NFD", syllable.casefold())
    tone = next((c for c in parts if c in _TONES[1:]), "")
    letters = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES[1:]))
    return tuple(_LETTERS.find(c) if c in _LETTERS else len(_LETTERS) + ord(c) for c in letters), _TONES.index(tone)


SortKey = tuple[tuple[tuple[tuple[int, ...], ...], tuple[int, ...]], ...]


def sort_key(full_name: str) -> SortKey:
    """Return the key of Vietnamese order: given name, family name, then the names between; letters before tones."""
    words = re.split(r"[\s'’.-]+", split_honorific(full_name)[1].strip())
    parts = (words[-1:], words[:1], words[1:-1])
    keys = [[_syllable_key(word) for word in part if word] for part in parts]
    return tuple((tuple(letters for letters, _ in key), tuple(tone for _, tone in key)) for key in keys)
