"""Names of units as plans write them: where a name begins, where a list of them parts, where it ends."""

from __future__ import annotations

import re

from bot.plan_reader.lexicon import ACTS, HEADS, KINDS, NOUNS_TOO, POSTS
from bot.plan_reader.words import cased, trim

_PLACES = cased(r"(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu|tỉnh|thôn)\s+(?=(?:<A>|\d))")
_CLASSES = rf"(?:[Cc]ác|[Nn]hững|[Mm]ột số|[Tt]oàn bộ)\s+(?:{KINDS})\b"
_BARE = r"(?:[Cc]ơ quan, đơn vị|[Ss]ở, (?:ban|ngành)|[Qq]uận, huyện|[Hh]uyện, (?:thị|thành|quận)|[Xx]ã, phường|[Pp]hường, xã)"
NAME = rf"(?:{HEADS})(?!\w)"
START = re.compile(rf"(?:{NAME}|{_CLASSES}|{_PLACES}|{_BARE})")
"""How a name of a unit, or of a class of units, begins."""

_PARTING = re.compile(r"\s*[,;]\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng với|cùng|&)\s+|\n")
_TOGETHER = re.compile(
    r"(?:(?:Văn phòng|VP)\s(?:Đoàn đại biểu Quốc hội và\s)?(?:Hội đồng nhân dân|HĐND)|Quốc hội|ĐBQH)$"
)
_LED_BY = re.compile(rf"(?:(?:các\s+)?(?:{POSTS})(?:\s+|,\s+)){{1,3}}(?={NAME})")
_BRACKETS = re.compile(r"\s*\([^()]{0,300}\)")
_ACT = re.compile(rf"(?:^|(?<=[\s,;)]))(?:{ACTS})(?!\w)")
_NOUNS = re.compile(r"(?:các|cơ quan,|cơ quan|đơn vị,|của|Ban|Tỉnh ủy,|thuộc|những)\s+$", re.IGNORECASE)
_FULL_STOP = re.compile(cased(r"\.(?=\s+<A>|\s*$)|[:…]|\.\."))


def without_brackets(text: str) -> str:
    """Return `text` without what stands in round brackets."""
    return _BRACKETS.sub("", text)


def blank_brackets(text: str) -> str:
    """Return `text` with bracketed parts blanked out, of the same length, so that places stay."""
    return _BRACKETS.sub(lambda m: " " * len(m[0]), text)


def act_at(text: str, start: int = 0) -> int:
    """Return where the act begins after a list of units that starts at `start` (the end of the text if nowhere)."""
    flat = blank_brackets(text)
    ends = [m.start() for m in [_FULL_STOP.search(flat, start)] if m]
    for found in _ACT.finditer(flat, start):
        if found.start() == start or not (_NOUNS.search(flat[start : found.start()]) and found[0] in NOUNS_TOO):
            ends.append(found.start())
            break
    return min(ends, default=len(text))


def split(text: str) -> list[str]:
    """Return the names in a list of units: it parts where a comma, a semicolon or "và" is followed by a new name."""
    flat = blank_brackets(text)
    parts: list[str] = []
    begin = 0
    for found in _PARTING.finditer(flat):
        start = _after_posts(flat, found.end())
        if not START.match(flat, start) or _keeps_together(flat[begin : found.start()], found[0]):
            continue
        parts.append(text[begin : found.start()])
        begin = start
    parts.append(text[begin:])
    return _shared_heads([name for part in parts if (name := trim(without_brackets(part)))])


def _after_posts(text: str, start: int) -> int:
    """In "A, lãnh đạo B" the name B begins after the post."""
    found = _LED_BY.match(text, start)
    return found.end() if found else start


def _keeps_together(before: str, parting: str) -> bool:
    """ "Văn phòng HĐND và UBND", "Đoàn đại biểu Quốc hội và HĐND" are one unit."""
    return parting.strip() in {"và", "&"} and bool(_TOGETHER.search(before.rstrip()))


_PLACE_ONLY = re.compile(_PLACES)
_COMMITTEE = re.compile(
    cased(
        r"((?:[ỦU]y ban nhân dân|U[ỷy] ban nhân dân|UBND|Phòng \S+(?: \S+)?))\s+(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn)\s+(?:<A>|\d)"
    )
)


def _shared_heads(names: list[str]) -> list[str]:
    """ "UBND quận A, huyện B và huyện C" names three committees."""
    out: list[str] = []
    head = ""
    for name in names:
        if found := _COMMITTEE.match(name):
            head = found[1]
        elif not _PLACE_ONLY.match(name):
            head = ""
        out.append(f"{head} {name}" if head and _PLACE_ONLY.match(name) else name)
    return out


def leading(text: str) -> tuple[list[str], int]:
    """Return the units that `text` begins with and where what they shall do begins; ([], 0) when it begins otherwise."""
    if not START.match(text):
        return [], 0
    end = act_at(text)
    names = split(text[:end])
    return (names, end) if names and all(len(name) < 200 for name in names) else ([], 0)
