"""Who leads a duty and who joins in, by the words that say it."""

from __future__ import annotations

import re

from bot.plan_reader.lexicon import ACTS
from bot.plan_reader.units import LED_BY, START, act_at, blank_brackets, leading, split
from bot.plan_reader.words import cased, plain, trim

ASKED = re.compile(
    r"(?:đề nghị|kính đề nghị|giao cho|giao|yêu cầu|phân công|trân trọng đề nghị)\s+(?:đồng chí\s+)?", re.IGNORECASE
)
_PERSON = re.compile(cased(r"((?:Ông|Bà|Đồng chí|Đ/c)\s+(?:<A>(?:<a>|')+\s?){2,5}(?:[,–-][^:.;]{3,80})?):\s*"))
"""Small offices charge a person: "Ông A, Phó Trưởng phòng: duyệt báo cáo"."""
_ROLE = re.compile(
    cased(
        r"((?:Giáo viên|Nhân viên|Bộ phận|Liên đội|Chi đội|Thư ký|Kế toán|Thủ quỹ|Bảo vệ|Văn thư|Hiệu trưởng|"
        r"Phó [Hh]iệu trưởng|Công chức|Cán bộ|Trưởng thôn|Bí thư|Chủ tịch|Phó Chủ tịch|Giám đốc|Phó Giám đốc|"
        r"Trưởng phòng|Phó Trưởng phòng|Chánh Văn phòng|Thầy|Cô|Nhóm|Lễ tân)\b[^:.;]{0,60}):\s*(?=\w)"
    )
)
"""Schools and small offices charge a role: "Giáo viên chủ nhiệm: lập danh sách"."""
_EACH = re.compile(
    rf"(Mỗi (?:đơn vị|cơ quan|địa phương|trường|xã|phường|chi bộ|chi đoàn|chi hội|huyện))\s+(?=(?:{ACTS})(?!\w))"
)
_LABEL = re.compile(r"[^:.;]{3,140}:\s*")
_BY = re.compile(cased(r"\b(?:[Dd]o|giao cho|giao)\s+(?=(?:<A>|c))"))
_CHAIRS = re.compile(
    r"\s*(?:là (?:cơ quan|đơn vị) )?(?:chủ trì|chịu trách nhiệm chính|chịu trách nhiệm|có trách nhiệm)\s*,?\s*(?=\S)",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\bphối hợp\s*,?\s*(?:(?:chặt chẽ|cùng|trực tiếp)\s+)?(?:với\s+|cùng\s+|cùng với\s+)?", re.IGNORECASE
)
_UNTIL = re.compile(r"\s+(?:trước|chậm nhất|muộn nhất|để)\b")
_THROUGH = re.compile(cased(r"\bqua\s+(?=<A>)"))
_BRACKETED = re.compile(r"\(([^()]{3,200})\)")
LED = re.compile(
    r"(?:(?:đơn vị|cơ quan|bộ phận)\s+)?(?:chủ trì|thực hiện|phụ trách)(?:\s+thực hiện)?\s*:\s*([^;.\n]+)",
    re.IGNORECASE,
)
JOINING = re.compile(r"(?:(?:đơn vị|cơ quan)\s+)?phối hợp(?:\s+thực hiện)?\s*:\s*([^;.\n]+)", re.IGNORECASE)
_CHAIRS_BEHIND = re.compile(r"\s+chủ trì\s*$")
JOINING_BEHIND = re.compile(r"[,;]\s*([^,;:.]{3,120}?)\s+(?:cùng\s+)?phối hợp(?:\s+thực hiện)?\s*(?=[.;)]|$)")


def leaders_of(words: str, *, given: bool) -> tuple[list[str], str]:
    """Return the units that the words themselves put in charge, and what they shall do.

    Under a unit's own heading (`given`) "Đề nghị X …" is an act of that unit, not a duty of X.
    """
    asked = None if given else ASKED.match(words)
    start = asked.end() if asked else 0
    post = None if given else LED_BY.match(words, start)
    start = post.end() if post else start
    names, end = leading(words[start:])
    if names:
        return names, words[start + end :].lstrip(" :,;.–-") or words
    if given:
        return [], words
    if person := _PERSON.match(words) or _ROLE.match(words) or _EACH.match(words):
        return [person[1].strip()], words[person.end() :]
    if label := _LABEL.match(words):
        again = ASKED.match(words, label.end())
        names, _ = leading(words[again.end() if again else label.end() :])
        if names:
            return names, words
    return _named_inside(words), words


def _named_inside(words: str) -> list[str]:
    """ "… do Sở Nội vụ thực hiện", "In tài liệu (Văn phòng)"."""
    for found in _BY.finditer(words):
        names, _ = leading(words[found.end() :])
        if names:
            return names
    for found in _BRACKETED.finditer(words):
        inner = found[1].strip()
        if START.match(inner) and act_at(inner) == len(inner):
            return split(inner)
    return []


def units_in_charge(cell: str) -> tuple[list[str], list[str]]:
    """Return who leads and who joins in by a cell that may say both: "Chủ trì: A; phối hợp: B", "A, B phối hợp"."""
    led, joins = LED.search(cell), JOINING.search(cell) or JOINING_BEHIND.search(cell)
    lead = led[1].strip() if led else cell[: joins.start()] if joins else cell
    return _named(_CHAIRS_BEHIND.sub("", lead)), _named(joins[1]) if joins else []


def _named(text: str) -> list[str]:
    return split(text.strip()) if START.match(text.strip()) else ([trim(text)] if trim(text) else [])


def joining_in(heading: str) -> list[str]:
    """Return who joins a unit in all that stands below its heading ("Sở A chủ trì, phối hợp với B:")."""
    return joined_in(heading)[0]


def joined_in(act: str) -> tuple[list[str], str]:
    """Return who joins in, and the act without the clause "Chủ trì, phối hợp với …" at its start."""
    chairs = _CHAIRS.match(act)
    begin = chairs.end() if chairs else 0
    names: list[str] = []
    rest, first = act, True
    for found in _JOINED.finditer(act):
        joined, end = leading(act[found.end() :])
        names += joined
        if first and joined and chairs and found.start() <= begin + 4:
            rest = act[found.end() + end :]
        first = False
    if chairs and rest is act and "," in chairs[0]:
        rest = act[begin:]
    return names + _through(act), rest


def _through(act: str) -> list[str]:
    """ "gửi về X (qua Y)": Y joins in; a bracket inside a list of those who join in only says by whom."""
    found = _THROUGH.search(act)
    if found is None or _JOINED.search(blank_brackets(act)[: found.start()]):
        return []
    names, _ = leading(_UNTIL.split(act[found.end() :])[0].rstrip(")"))
    return [name for name in names if plain(name)]
