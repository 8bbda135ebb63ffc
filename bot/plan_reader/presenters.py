"""Who does an item of the agenda, where the line itself says it."""

from __future__ import annotations

import re

from bot.plan_reader.lexicon import POSTS
from bot.plan_reader.units import NAME, START, act_at
from bot.plan_reader.words import trim

_ACTS = r"(?:trình bày|báo cáo|phát biểu|kết luận|thông qua|giới thiệu|điều hành|tham luận|công bố|khai mạc|bế mạc)"
_BY = re.compile(
    r"^(?:Phát biểu|Báo cáo|Trình bày|Tham luận|Ý kiến)\b.{0,200}?\s(?:của|do)\s(?:đồng chí\s+)?(?=((?:[Đđ]ại "
    r"diện\s+)?(?:[Ll]ãnh đạo|Chủ tịch|Phó Chủ tịch|Thường trực|Giám đốc|Bộ trưởng|Thứ trưởng)\s.+)$)"
)
_SAYS = re.compile(r"((?!Các\s|[Đđ]ại diện (?:các|một số)\s)[^.;:()]{3,90}?)\s+(?:sẽ\s+)?" + _ACTS + r"\b")
"""Who does it stands first: "Sở Nội vụ trình bày dự thảo"; a class of people names nobody."""

_DONE_BY = re.compile(
    rf"(?:\sdo\s+|,\s+(?=(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)\s))(?P<who>[^.;:()]{{3,120}}?)\s+(?:{_ACTS}|chủ trì)\.?$"
)
"""Who does it stands last: "Báo cáo tổng kết do Sở Nội vụ trình bày"."""
_LABELLED = re.compile(
    r"(?:[.;,(–-]|\s)\s*\(?(?:Chủ trì|Điều hành|Phụ trách|Trình bày|(?:Người|Đơn vị) (?:thực hiện|trình bày|báo cáo)|"
    r"Thực hiện|Diễn giả|Báo cáo viên)\s*:\s*(?P<who>[^:()]{3,160}?)\)?$"
)
_OF_UNIT = re.compile(
    rf"^(?:(?:[Pp]hát biểu|[Tt]ham luận|Ý kiến)(?:\s\w+){{0,3}}?|Báo cáo)\scủa\s(?=(?:đại diện\s+)?{NAME})"
)
"""The paper or talk of a unit, in few words; "Báo cáo kết quả hoạt động … của" tells whose activity it is."""
_LEADERS = re.compile(r"(?:[Đđ]ại diện )?[Ll]ãnh đạo (?:tỉnh|thành phố|huyện|xã|phường|đặc khu|Bộ|Sở|Thành phố)")
_AT_END = re.compile(r"\s*\(([^()]{3,160})\)$|\s[-–]\s([^()]{3,160})$")
_AFTER_COLON = re.compile(r"\s*:\s*([^:()]{3,160})$")
_IS_WHO = re.compile(
    rf"(?:(?:{POSTS}|Thường trực)\s+)*"
    rf"(?:{START.pattern}|Ban [Tt]ổ chức|MC\b|[Đđ]ơn vị\s|Đoàn [Cc]hủ tịch|Chủ (?:trì|tọa)\b|"
    r"(?:Các|Toàn thể) (?:đại biểu|chủ nhiệm|tác giả|nhà khoa học|học viên|thành viên|báo cáo viên)|"
    r"Báo cáo viên|Người dẫn|(?:Các )?(?:[Cc]huyên gia|[Dd]iễn giả)\b)|"
    rf"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à|GS|PGS|TS|ThS|BS\w*|{POSTS})\b"
)


def with_presenter(text: str) -> tuple[str, str | None]:
    """Return what is done and by whom ("Đón tiếp đại biểu (Văn phòng)", "Văn nghệ - Sở Văn hóa"), None if unsaid."""
    if labelled := _LABELLED.search(text):
        return trim(text[: labelled.start()]), trim(labelled["who"])
    if (done := _DONE_BY.search(text)) and _IS_WHO.match(done["who"]):
        return text, trim(done["who"])
    if found := _AT_END.search(text):
        who = trim(found[1] or found[2])
        if _IS_WHO.match(who):
            return trim(text[: found.start()]), who
    if (found := _AFTER_COLON.search(text)) and _IS_WHO.match(who := trim(found[1])) and act_at(who) == len(who):
        return trim(text[: found.start()]), who
    return text, _presenter(text)


def _presenter(text: str) -> str | None:
    if (says := _SAYS.match(text)) and _IS_WHO.match(says[1]) and act_at(says[1]) == len(says[1]):
        return trim(says[1])
    if (of := _OF_UNIT.match(text)) and act_at(text, of.end()) == len(text):
        return trim(text[of.end() :])
    found = _BY.match(text)
    return trim(found[1]) if found and (START.search(found[1]) or _LEADERS.fullmatch(trim(found[1]))) else None
