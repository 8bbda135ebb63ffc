"""Names of bodies as a letterhead sets them, in capitals, brought to the letters of running text."""

from __future__ import annotations

import re

from bot.plan_reader.words import plain

_ABBREVIATED = {"ubnd", "qlda", "bql", "tn&mt", "nn&ptnt", "cđ", "bđbp", "bhyt"}
"""Abbreviations that hold a vowel; a word without one is always one (THPT, PCCC, MTTQ)."""
_VOWEL = re.compile(r"[aeiouy]")
_ROMAN = re.compile(r"[ivx]+")
_NAMED = re.compile(
    r"\b(?:trường (?:(?:tiểu học|mầm non|mẫu giáo|trung học cơ sở|trung học phổ thông|thcs|thpt|ptdtbt|ptdtnt|liên cấp|"
    r"và|chuyên|-)\s)+|(?:tỉnh|thành|huyện|quận|thị|đảng) [ủu][yỷ] |(?:tỉnh|thành|huyện|quận|"
    r"thị) đoàn |công ty điện lực |^(?:thôn|ấp|bản|khu phố) )"
    r"(?P<name>.+)$"
)
"""What goes by a name of its own: "trường tiểu học hoa sen", "huyện ủy phú lương"."""
_INSTITUTIONS = {"trung tâm", "chi cục", "bệnh viện", "học viện", "tổng cục", "công ty", "ngân hàng", "thường trực"}
_NAMES_A_FIELD = {"sở", "ban", "cục", "vụ", "viện", "bộ", "hội", "phòng"}


def as_name(text: str) -> str:
    """Return capitals as a name: large are the first word, the field that follows "Sở" or "và", and names of places."""
    if named := _NAMED.search(text.lower()):
        before, name = text[: named.start("name")].strip(), named["name"].split()
        if not re.match(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu|thị trấn)\b", named["name"]):
            return " ".join([*_body(before.lower().split()), *(_proper(word) for word in name)])
    parts = re.split(
        r"(?<=\s)(tỉnh(?! ủy)|thành phố|tp\.?|huyện|quận|thị xã|"
        r"xã(?! hội(?:$|\s(?:tỉnh|thành phố|huyện|quận|thị|xã|phường)\s))|phường|đặc khu|thị trấn)(?=\s)",
        text.lower(),
        maxsplit=1,
    )
    words = parts[0].split()
    place = " ".join(part.capitalize() for part in parts[2].split()) if len(parts) > 1 else ""
    return " ".join([*_body(words), *parts[1:2], *([place] if place else [])])


def _body(words: list[str]) -> list[str]:
    field = bool(words) and words[0] in _NAMES_A_FIELD
    institution = " ".join(words[:2]) in _INSTITUTIONS
    large = {0} | {
        i
        for i, word in enumerate(words)
        if word in {"việt", "nam", "mttq", "ubnd", "hđnd", "tncs", "hồ", "chí", "minh"}
    }
    large |= {i for i, word in enumerate(words[:-1]) if word in {"ủy", "uỷ"} and words[i + 1] == "ban"}
    large |= {
        i for i, word in enumerate(words[:-1]) if word in {"tỉnh", "thành", "huyện"} and words[i + 1] in {"ủy", "uỷ"}
    }
    large |= {i for i, word in enumerate(words[:-1]) if word == "chính" and words[i + 1] == "phủ"}
    if institution:
        large |= {2}
    if words[:3] == ["ban", "chấp", "hành"]:
        large |= {3, 4} if words[3:4] == ["hội"] else {3}
    if field:
        large |= {1} | {i for i in range(1, len(words)) if words[i - 1] in {"và", "-"} or words[i - 1].endswith(",")}
    numbers = {
        i for i, word in enumerate(words[2:], 2) if words[i - 2 : i] == ["khu", "vực"] and _ROMAN.fullmatch(word)
    }
    return [
        word.upper() if i in numbers else _large(word) if i in large or _is_short(word) else word
        for i, word in enumerate(words)
    ]


def _is_short(word: str) -> bool:
    return word in _ABBREVIATED or "&" in word or (len(word) > 1 and word.isalpha() and not _VOWEL.search(plain(word)))


def _large(word: str) -> str:
    return word.upper() if _is_short(word) else word.capitalize()


def _proper(word: str) -> str:
    """A word of a name; the words of an area in it stay small."""
    return word if word in {"tỉnh", "huyện", "quận", "xã", "phường", "và"} else _large(word)
