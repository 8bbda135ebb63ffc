"""Names of units as plans write them: where a name begins, where a list of them parts, where it ends."""

from __future__ import annotations

import re

from bot.plan_reader.lexicon import ACTS, COMPOUNDS, FIELDS, HEADS, KINDS, NOUNS_TOO, POSTS
from bot.plan_reader.listed_places import colons_of_lists, spelled_out
from bot.plan_reader.words import cased, trim

_AREA = "huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu"
_PLACES = cased(rf"(?:{_AREA}|tỉnh|(?<!rưởng )thôn)\s+(?=(?:<A>|\d))")
_CLASSES = rf"(?:[Cc]ác|[Nn]hững|[Mm]ột số|[Tt]oàn bộ)\s+(?:{KINDS})(?!\w)"
_BARE = (
    r"(?:[Cc]ơ quan, đơn vị|[Ss]ở, (?:ban|ngành)|[Qq]uận, huyện|[Hh]uyện, (?:thị|thành|quận)|"
    r"[Xx]ã, phường|[Pp]hường, xã|[Dd]oanh nghiệp (?=trên|trong|tiêu biểu|đóng|hoạt động)|[Tt]ổ "
    r"dân phố|[Cc]hi, đảng bộ|"
    r"(?<=rưởng thôn )\d{1,3} thôn|(?<=rưởng ấp )\d{1,3} ấp|(?<=rưởng bản )\d{1,3} bản)"
)
NAME = rf"(?:{HEADS})(?!\w)"
START = re.compile(rf"(?:{NAME}|{_CLASSES}|{_PLACES}|{_BARE})")
"""How a name of a unit, or of a class of units, begins."""

_NAMED = re.compile(rf"(?:{NAME}|{_CLASSES}|{_PLACES})")
"""After a comma bare classes go on with what stands before it: "UBND các quận, huyện, thị xã"."""
_PARTING = re.compile(r"\s*[,;]\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng với|cùng|&)\s+|\n")
_TOGETHER = re.compile(
    r"(?:(?:Văn phòng|VP)\s(?:Đoàn đại biểu Quốc hội và\s)?(?:Hội đồng nhân dân|HĐND)|Quốc hội|ĐBQH)$"
)
LED_BY = re.compile(
    rf"(?:(?:[Cc]ác\s+)?(?:{POSTS})(?:\s+(?:và\s+(?:các\s+)?)?|,\s+(?:các\s+)?)){{1,3}}(?={NAME}|"
    rf"{_CLASSES}|{_PLACES})"
)
"""Posts before the name of a body: "lãnh đạo", "Chủ tịch và các Phó Chủ tịch"."""
_APPOSED = re.compile(r"\s+[-–]\s+(?:[Cc]ơ quan|[Đđ]ơn vị|là)\s.*$", re.DOTALL)
_CLAUSE = re.compile(rf";\s+(?!(?:{_AREA})\b)")
"""Behind a semicolon people without a unit may go on: "UBND tỉnh; nguyên lãnh đạo tỉnh"."""
_FIELDS_OF = re.compile(
    rf"(?:[Cc]ác\s+|[Hh]ai\s+)?(?P<head>[Ss]ở|[Pp]hòng|[Bb]ộ)\s*:?\s*(?P<fields>(?:{FIELDS})(?:(?:,|"
    rf";| và)\s+(?:{FIELDS}))+)"
    r"(?P<tail>\s(?:tỉnh|thành phố|huyện|các [^,;]+))?\s*$"
)
_FIELDS_BEGIN = re.compile(rf"[Cc]ác\s+(?:[Ss]ở|[Pp]hòng|[Bb]ộ)\s*(?P<colon>:)\s*(?=(?:{FIELDS}))")
"""The colon of "các Sở: Nội vụ, Tư pháp" stands inside a list and doesn't end it."""
_BRACKETS = re.compile(r"\s*\([^()]{0,300}\)")
_ACT = re.compile(rf"(?:^|(?<=[\s,;)]))(?:{ACTS})(?!\w)")
_CHOSEN = re.compile(
    r"(?<!\S)được (?:phân công|giao(?: nhiệm vụ)?|chọn|lựa chọn)(?:[^.;:()]{0,60}?(?=\s(?:có trách nhiệm|có nhiệm vụ|"
    rf"chịu trách nhiệm|chủ động)\b)| (?:chủ trì|phối hợp|tham luận)(?=\s(?:{ACTS})(?!\w)))"
    rf"|(?<!\S)(?:trình|báo cáo|tham luận|cử (?:đại biểu|cán bộ|đội))"
    rf"(?=\s*(?:[:.;]|$)|\s(?!gửi (?:về|cho|đến|tới)|dự thảo|báo cáo|tổng hợp)(?:{ACTS})(?!\w))"
)
"""Which of a class is meant: "các đơn vị được phân công chủ trì có trách nhiệm …", "các đơn vị báo cáo gửi …"."""
_COMPOUND = re.compile(rf"(?:^|\s)(?:{COMPOUNDS})\s+$")
_HEAD_ALONE = re.compile(
    r"(?:^|,\s|;\s|\svà\s)(?:Tổ|Trung tâm|Viện|Cục|Chi cục|Phòng|Ban|Vụ|Đội|Quỹ|Công ty|Ban quản lý|Nhà)\s+$"
)
_NOUNS = re.compile(r"(?:các|cơ quan,|cơ quan|đơn vị,|của|Ban|Tỉnh ủy,|thuộc|những)\s+$", re.IGNORECASE)
_END = re.compile(cased(r"\.(?=\s+<A>|\s*$)|[:…)]|\.\."))
_COMMITTEE = re.compile(
    cased(rf"((?:[ỦU]y ban nhân dân|U[ỷy] ban nhân dân|UBND|Phòng \S+(?: \S+)?))\s+(?:{_AREA})\s+(?:<A>|\d)")
)
_BODY = (
    r"(?:Thường trực\s)?(?:Đảng [ủu][ỷy]|HĐND|Hội đồng nhân dân|UBND|[ỦU][ỷy] ban nhân dân|"
    r"(?:[ỦU][ỷy] ban |UB)?(?:MTTQ|Mặt trận Tổ quốc)(?: Việt Nam)?)"
)
_CLASS = re.compile(r"(?:[Cc]ác|[Mm]ột số)\s(?!.*;)")
_CLASS_WORD = re.compile(
    r"(?:Vụ|Cục|Chi cục|Tổng cục|Sở|Ban|Viện|Phòng|Hội|Trung tâm)(?=\s*(?:,|và|thuộc|trực thuộc|tỉnh|ngành)\s|\s*$)"
)
_BARE_BODY = re.compile(_BODY)
_BODY_OF = re.compile(cased(rf"(?:{_BODY})(?P<area>\s(?:{_AREA})\s(?:<A>|\d).*)"))
_PLACE_ONLY = re.compile(_PLACES)
SMALL_BODY = re.compile(cased(r"(?:phòng|tổ|ban|văn phòng|trung tâm|công đoàn|liên đội)(?=\s<A>)|bộ phận(?=\s)"))
""" "nộp về tổ Thể dục": to whom things go, though it begins small."""
SMALL_ROOM = re.compile(cased(r"(?<![Vv]ăn )(?<![Tt]rưởng )\bphòng(?=\s(?!Họp)<A>)"))
""" "phòng Nội vụ, phòng Kinh tế": whom an order names, though they begin small."""
_LISTED_AFTER = re.compile(
    r"[Cc]ác (?:cơ quan|đơn vị|địa phương|sở, ngành|cơ quan, đơn vị|phòng, ban)(?: sau| gồm)?\s*:\s*"
)
""" "các cơ quan: Thanh tra huyện, Phòng Nội vụ …" names those behind the colon."""
_LONGEST = 200


def without_brackets(text: str) -> str:
    """Return `text` without what stands in round brackets."""
    return _BRACKETS.sub("", text)


def blank_brackets(text: str) -> str:
    """Return `text` with bracketed parts blanked out, of the same length, so that places stay."""
    return _BRACKETS.sub(lambda m: " " * len(m[0]), text)


def act_at(text: str, start: int = 0) -> int:
    """Return where the act begins after a list of units that starts at `start`, or the list ends."""
    flat = blank_brackets(text)
    listed = {m.start("colon") for m in _FIELDS_BEGIN.finditer(flat, start)} | colons_of_lists(flat)
    ends = [m.start() for m in _END.finditer(flat, start) if m.start() not in listed][:1]
    chosen = _CHOSEN.search(flat, start) if flat[start : start + 4].lower() == "các " else None
    acts = (m for m in _ACT.finditer(flat, start) if not (chosen and chosen.start() <= m.start() < chosen.end()))
    ends += [m.start() for m in acts if _acts(flat[start : m.start()], m[0])][:1]
    return min(ends, default=len(text))


def _acts(before: str, act: str) -> bool:
    """An act is none where it is part of a name: after its first word, after "các", or as half of a compound."""
    if _COMPOUND.search(before) or _HEAD_ALONE.search(before):
        return False
    return not (_NOUNS.search(before) and act in NOUNS_TOO)


def split(text: str) -> list[str]:
    """Return the names in a list of units: it parts where a comma, a semicolon or "và" is followed by a new name."""
    text = spelled_out(text)
    flat = blank_brackets(text)
    parts: list[str] = []
    begin = 0
    for found in _PARTING.finditer(flat):
        start = _after_posts(flat, found.end())
        begins = _NAMED if "," in found[0] else START
        before = flat[begin : found.start()]
        if begins.match(flat, start) and not (_keeps_together(before, found[0]) or _same_class(before, flat[start:])):
            parts.append(text[begin : found.start()])
            begin = start
    parts.append(text[begin:])
    names = [name for part in parts if (name := trim(_CLAUSE.split(_APPOSED.sub("", without_brackets(part)))[0]))]
    return _shared_areas(_shared_heads([one for name in names for one in _of_fields(name)]))


def _after_posts(text: str, start: int) -> int:
    """In "A, lãnh đạo B" the name B begins after the post."""
    found = LED_BY.match(text, start)
    return found.end() if found else start


def _keeps_together(before: str, parting: str) -> bool:
    """ "Văn phòng HĐND và UBND", "Đoàn đại biểu Quốc hội và HĐND" are one unit."""
    return parting.strip() in {"và", "&"} and bool(_TOGETHER.search(before.rstrip()) or before.strip() == "Báo")


def _same_class(before: str, after: str) -> bool:
    """ "Các Vụ, Cục, đơn vị thuộc Bộ" and "các Sở, Ban, ngành" are one class: its words name nobody by themselves."""
    return bool(_CLASS.match(before) and _CLASS_WORD.match(after))


def _of_fields(name: str) -> list[str]:
    """ "các Sở: Nội vụ, Tư pháp" names Sở Nội vụ and Sở Tư pháp."""
    found = _FIELDS_OF.match(name)
    if found is None:
        return [name]
    fields = re.findall(rf"(?:{FIELDS})(?!\w)", found["fields"])
    return [f"{found['head'].capitalize()} {field}{found['tail'] or ''}" for field in fields]


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


def _shared_areas(names: list[str]) -> list[str]:
    """ "Đảng ủy, HĐND, UBND xã A": three bodies of one commune."""
    out: list[str] = []
    area = ""
    for name in reversed(names):
        if found := _BODY_OF.fullmatch(name):
            area = found["area"]
        elif not _BARE_BODY.fullmatch(name):
            area = ""
        out.append(f"{name}{area}" if area and _BARE_BODY.fullmatch(name) else name)
    return out[::-1]


def leading(text: str) -> tuple[list[str], int]:
    """Return the units that `text` begins with and where their act begins; ([], 0) when it begins otherwise."""
    large = SMALL_ROOM.sub(lambda m: m[0].capitalize(), text)
    if not START.match(large):
        return [], 0
    end = act_at(large)
    if (listed := _LISTED_AFTER.match(large)) and START.match(large, listed.end()):
        begin = listed.end()
        names, after = leading(text[begin:])
        return names, begin + after
    names = [_as_written(name, large, text) for name in split(large[:end])]
    return (names, end) if names and all(len(name) < _LONGEST for name in names) else ([], 0)


def _as_written(name: str, large: str, text: str) -> str:
    """The name as `text` has it, where `large` differs from it in the first letters of rooms alone."""
    at = large.find(name)
    return text[at : at + len(name)] if at >= 0 else name
