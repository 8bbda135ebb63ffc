"""One sentence that asks somebody to do something: whom, and what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.plan_reader.deadlines import deadlines_in
from bot.plan_reader.duties import duties_of
from bot.plan_reader.duty_text import Duty
from bot.plan_reader.lexicon import ACTS
from bot.plan_reader.outline import Node
from bot.plan_reader.submission import submit_to
from bot.plan_reader.units import LED_BY, leading
from bot.plan_reader.words import cased, plain, trim

GIVEN = re.compile(r"(?:Đề nghị|Yêu cầu|Giao|Phân công|Kính đề nghị|Trân trọng đề nghị)\s+")
_HOPES = re.compile(r"(?:Xin|Kính mong|Rất mong|Mong)\s+")
_ASKS = re.compile(
    cased(
        r"(?!Ngày|Tại|Theo|Thực hiện|Căn cứ)[^.;:]{3,160}?(?<!đã)\s(?P<verb>đề nghị|yêu cầu|trân trọng đề nghị)\s+"
        r"(?=(?:Quý|quý|các|<A>))"
    )
)
""" "Văn phòng UBND tỉnh đề nghị các đơn vị gửi danh sách …": who asks stands first."""
YOU = re.compile(
    r"[Qq]uý\s+(?:[Cc]ơ quan|[Đđ]ơn vị|[Ss]ở|[Bb]an|[Vv]ị|[ỦU]y ban|[Bb]ộ|[Dd]oanh nghiệp|[Tt]rường|[Hh]ội)(?:,? "
    r"(?:cơ quan|đơn vị|địa phương))*|(?:Ông|Bà)(?:/(?:Ông|[Bb]à))?(?=\s(?:vui lòng|xác nhận|gửi))|(?:Đơn vị|"
    r"Cơ quan)(?=\s(?:đăng ký|gửi|xác nhận|nộp|cử)\b)"
)
_PEOPLE = re.compile(
    r"(?:Đại biểu|Đồng chí|Thành viên)(?: nào)? (?:vắng mặt|không (?:thể )?(?:tham )?dự(?: họp)?(?: được)?)|"
    r"(?:[Cc]ác|[Qq]uý)\s(?:đại biểu|cổ đông|khách mời|thành viên|đồng chí|hội viên|học viên|"
    r"thầy cô|nhà khoa học|vị)\b"
)
_LABEL = re.compile(r"[^:.;]{3,40}:\s*(?=(?:Đề nghị|Kính đề nghị|Quý|Các|Giao|Yêu cầu)\s)")
_PASSIVE = re.compile(
    r"(?:Danh sách|Báo cáo|Văn bản|Tham luận|Bài|Phiếu|Tài liệu|Ý kiến|Thông tin)\b[^.;:]{0,80}?"
    r"(?:đề nghị |xin |vui lòng )?gửi (?:về|cho|đến|tới)\s"
)
""" "Danh sách gửi về X trước ngày …" asks those to whom the paper is sent."""
_BARE_ACT = re.compile(r"(?:Gửi|Đăng ký|Nộp|Xác nhận|Cung cấp)\s(?!(?:nhận|kèm)\b)")
""" "- Xác nhận tham dự trước ngày …" in a list asks them as well."""
_SENDS = re.compile(r"\b(?:gui|dang ky|nop|xac nhan|bao cao)\b")
_PREPARES = re.compile(
    rf"\W*(?!tổ chức\b|thông báo\b)(?:{ACTS})(?!\w).*\b(?:trước|chậm nhất|muộn nhất|hoàn "
    rf"thành|xong)\b",
    re.DOTALL,
)
""" "Trường A chuẩn bị 02 tiết mục, hoàn thành trước ngày …", without a word that asks for it."""
_DONE = re.compile(r"\W*(?:đã|vừa)\b")
_ATTEND = re.compile(
    r"\W*(?:(?:bo tri|sap xep|thu xep)\b.*\b(?:(?:tham |den )?du\b(?! (?:thao|kien|toan|an)\b)|"
    r"co mat|thoi gian)|tham du|du\b|den du|co mat|nghien cuu|quan tam|luu y|mang theo|"
    r"(?:nghiem tuc |khan truong )?(?:trien khai |to chuc )?thuc hien\W*$|"
    r"cu (?:nguoi|can bo|dai bieu|dai dien|lanh dao|thanh phan)[^.;:]{0,40}\b(?:tham )?du\b)"
)


@dataclass(frozen=True)
class Paper:
    """What the requests of a paper are read with: whom it calls "Quý cơ quan", and its day and year."""

    sent_to: list[str]
    signed: date | None
    year: int | None


def request_in(node: Node, paper: Paper) -> list[Duty]:
    """Return what a sentence asks of named units, or of those it is sent to; coming to the event is no task.

    Without words that give a task ("Giao …") only sending something by a day is one.
    """
    text = _LABEL.sub("", node.text, count=1)
    given = GIVEN.match(text)
    asks = None if given else _ASKS.match(text)
    opening = given or asks or _HOPES.match(text)
    start = opening.end() if opening else 0
    if not given and (_PASSIVE.match(text) or (node.marker and _BARE_ACT.match(text))):
        return _of(node, text, paper.sent_to, paper) if _by_a_day(text, paper) else []
    whom, act = _whom(text[start:], paper)
    acts = _SENDS.search(plain(act)) or (not opening and (_PREPARES.match(act) or submit_to(act)))
    sends = bool(acts) and _by_a_day(act, paper)
    if (
        not whom
        or not trim(act)
        or (_DONE.match(act) and not given)
        or not (sends or (given and not _is_person(whom) and not _ATTEND.match(plain(act))))
    ):
        return []
    if whom is paper.sent_to or YOU.fullmatch(whom[0]) or _is_person(whom):
        return _of(node, act, whom, paper)
    words = text[asks.start("verb") :] if asks else text
    found = duties_of(replace(node, text=words), [], paper.signed, paper.year)
    return [duty for duty in found if duty.deadline or not _ATTEND.match(plain(duty.text))]


def _whom(text: str, paper: Paper) -> tuple[list[str], str]:
    """Return who is asked and what to do: "Quý cơ quan", named units, or people ("các đại biểu")."""
    if you := YOU.match(text):
        return paper.sent_to or [you[0]], text[you.end() :].lstrip()
    post = LED_BY.match(text)
    begin = post.end() if post else 0
    names, end = leading(text[begin:])
    if names:
        return names, text[begin + end :].lstrip(" :,;.–-")
    people = _PEOPLE.match(text)
    return ([people[0]], text[people.end() :].lstrip()) if people else ([], text)


def _is_person(whom: list[str]) -> bool:
    return any(_PEOPLE.fullmatch(name) for name in whom)


def _by_a_day(text: str, paper: Paper) -> bool:
    return bool(deadlines_in(text, signed=paper.signed, year=paper.year))


def _of(node: Node, act: str, whom: list[str], paper: Paper) -> list[Duty]:
    return duties_of(replace(node, text=act), whom, paper.signed, paper.year) if whom else []
