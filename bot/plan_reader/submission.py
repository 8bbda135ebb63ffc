"""To whom the result of a duty goes: "gửi … về X", "trình X", "báo cáo X"."""

from __future__ import annotations

import re

from bot.plan_reader.units import SMALL_BODY, START, act_at
from bot.plan_reader.words import plain, trim

_POSTS = (
    r"(?:(?:[Đđ]ồng chí|[Ll]ãnh đạo|Chủ tịch|Phó Chủ tịch|Thủ trưởng|Giám đốc|Chánh Văn phòng|"
    r"Trưởng(?= Ban)|[Tt]hành viên|Bí thư|[Ủủ]y viên|Thường trực|Ban Thường trực|"
    r"Ban Thường vụ|Trưởng [Đđ]oàn|các(?= thành viên))\s+)*"
)
_RECIPIENT = re.compile(
    rf"{_POSTS}{START.pattern}|(?:các\s+|cho\s+)?(?:đại biểu|doanh nghiệp)\b|các\s+thành viên\b|"
    rf"{SMALL_BODY.pattern}|"
    r"(?:Thủ tướng|Bộ trưởng|Thứ trưởng|Chính phủ|Quốc hội)\b"
)
_TOWARDS = re.compile(r"(?:\s+[^\s.;:()]+){0,14}?\s+(?:về|cho|đến|tới)\s+")
_DIRECT = re.compile(r"\s+(?:(?:để\s+)?(?:lấy|xin)\s+ý kiến\s+)?(?:về\s+|cho\s+|đến\s+|tới\s+|lên\s+)?")
_BACK_TO = re.compile(r"(?:\s+[^\s.;:()]+){0,14}?\s+về\s+")
_PAST_BRACKETS = re.compile(r"(?:\s+[^\s.;:()]+){0,8}?\s+\([^()]{3,60}\)\s+(?:về|cho|đến|tới)\s+")
_WITH = re.compile(r"(?:\s+[^\s.;:()]+){0,14}?\s+với\s+")
_BY = re.compile(r"(?:\s+[^\s.;:()]+){0,6}?\s+qua\s+")
_NOT_ACTS = r"(?<!chuong )(?<!lo )(?<!quy )(?<!qua )(?<!to )(?<!giao )(?<!cong )(?<!tien )(?<!tap )"
_ACTS: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...] = (
    (re.compile(r"\b(?:gui|nop|chuyen)\b"), (_DIRECT, _TOWARDS, _PAST_BRACKETS)),
    (re.compile(r"\bdang ky\b"), (_TOWARDS, _PAST_BRACKETS, _WITH, _BY)),
    (re.compile(r"\bxac nhan\b"), (_WITH, _TOWARDS, _BY)),
    (re.compile(r"\bcung cap\b"), (_DIRECT, _TOWARDS)),
    (re.compile(rf"{_NOT_ACTS}\btrinh\b(?! bay| chieu| tu| do| dien)"), (_DIRECT,)),
    (re.compile(r"\bbao cao\b"), (_DIRECT, _TOWARDS)),
    (re.compile(r"\bthong bao\b"), (_BACK_TO,)),
)
"""The acts by how sure they are, each with the ways in which a recipient may follow."""
_STOP = re.compile(
    r"\s+(?:về|để|trước|theo|tại|qua|thông qua|chậm nhất|muộn nhất|nhằm|khi|trong|vào|bằng|kèm|"
    r"xem xét|phê duyệt|cho ý kiến|quyết định|biết|ban hành|"
    r"ký|duyệt|có)\b|[.;:(]|,\s+(?=(?:đồng thời|thời gian|chậm|trước|hoàn|và gửi|qua|kèm|báo|tham)\b)"
)


def submit_to(text: str) -> str | None:
    """Return the words of the text that name who gets the result, None when it names nobody.

    Sending comes before providing, submitting and reporting: "gửi X … để báo cáo Y" goes to X.
    """
    flat = plain(text)
    for act, ways in _ACTS:
        for found in act.finditer(flat):
            for way in ways:
                led = way.match(text, found.end())
                if led and (who := _RECIPIENT.match(text, led.end())):
                    return _name(text, led.end(), who.end())
    return None


def _name(text: str, start: int, least: int) -> str | None:
    ends = [max(least, act_at(text, start))]
    if stop := _STOP.search(text, least):
        ends.append(stop.start())
    return trim(text[start : min(ends)])[:200] or None
