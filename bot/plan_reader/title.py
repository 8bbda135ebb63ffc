"""The title of a plan and the kind of event that it names."""

from __future__ import annotations

import re

from bot.plan_reader.blocks import Paragraph
from bot.plan_reader.markers import Rank, marker_of
from bot.plan_reader.paper import SUBJECT
from bot.plan_reader.words import plain, sentence_case, trim

_KINDS = (
    "hội nghị",
    "tọa đàm",
    "hội thảo",
    "đối thoại",
    "đại hội",
    "diễn đàn",
    "lễ",
    "hội thi",
    "tập huấn",
    "họp báo",
    "họp mặt",
    "hội thao",
    "hội chợ",
    "triển lãm",
    "cuộc thi",
    "họp",
    "buổi làm việc",
    "liên hoan",
    "ngày hội",
    "gặp mặt",
    "giao ban",
    "tiếp xúc",
    "tiếp công dân",
)
_NAMED_MEETING = re.compile(r" (?:chuan bi (?:to chuc )?)?(?:dai hoi|hoi nghi|hoi thao|toa dam)\b")
""" "Mời họp Đại hội đồng cổ đông": the event is the one that the word goes before."""
_GROUNDS = re.compile(r"\s+(?=(?:Thực hiện|Căn cứ|Nhằm|Để (?:triển khai|thực hiện)) )")
"""How the text after the title begins, where a broken line has glued it to the title."""
_SENTENCE = re.compile(
    r"(?:thuc hien|can cu|de |nham|phan |xet|ngay \d|trien khai (?:thuc hien )?(?:ke hoach|nghi quyet|quyet dinh)|"
    r"uy ban nhan dan .{3,40} (?:ban hanh|xay dung))"
)
_SENTENCES = re.compile(
    r"trân trọng (?:kính )?mời|kính mời\s*(?::|$)|kính mời (?:các )?(?:đồng chí|quý|ông|bà|đại biểu)", re.IGNORECASE
)
_LONGEST = 400


def title_of(lines: list[Paragraph]) -> str:
    """Return the title: the line of the kind of paper with the lines below it, up to the first sentence or heading."""
    first = lines[0].text
    parts = [first.capitalize() if first.isupper() else first]
    for line in lines[1:]:
        text = _GROUNDS.split(line.text, maxsplit=1)[0]
        if not _belongs(text, parts):
            break
        parts.append(text)
        if text != line.text:
            break
    if len(parts) > 1 and not "".join(parts[1:]).isupper():
        parts[1] = parts[1][:1].lower() + parts[1][1:]
    return trim(" ".join(parts))


_HEAD_LINES = re.compile(
    r"kinh (?:gui|moi)\b|(?:t[px]\. ?)?[^,.:;\d]{2,40}, ngay\b|so\s*:|cong hoa xa hoi|doc lap\s*-|(?:hoa toc|"
    r"thuong khan|"
    r"khan)\b|[\W_]+$"
)
"""What else stands in a letterhead, beside or below the subject of a dispatch."""
_INVITED_TO = re.compile(r"(?:[Tt]ham dự|[Dd]ự|[Tt]ham gia)\s*:?\s+")
_HELD = re.compile(r"\btổ chức\s+(?=(?:các |buổi |cuộc )?(?:Lễ|Hội|Đại hội|Tọa đàm|Ngày hội|Diễn đàn|buổi|cuộc|họp)\b)")
_LABELLED = re.compile(r"(?:(?:den|toi|ve) )?(?:tham )?du\s*(?::|\s(?=hoi|le|hop|dai|toa|buoi|cuoc|dien|gap))")
"""A form to be filled in: "Tới dự: Lễ kỷ niệm …"."""
_EVENT_ENDS = re.compile(
    r"(?:,?\s+(?:cụ thể|như sau|vào (?:lúc|hồi|ngày)|lúc \d|với (?:các )?nội dung|theo (?:các )?nội dung|"
    r"do )|[.:;]|$)"
)


def subject_of(lines: list[Paragraph]) -> str:
    """Return the subject of a dispatch ("V/v …") with the lines it goes on over in its narrow column."""
    parts = [lines[0].text[_subject_start(lines[0].text) :]]
    for line in lines[1:4]:
        if _HEAD_LINES.match(plain(line.text)) or line.text.isupper() or marker_of(line.text)[0] is not Rank.PLAIN:
            break
        if not line.text[:1].islower() and len(line.text) > 60:
            break
        parts.append(line.text)
    return sentence_case(trim(" ".join(parts)))


def _subject_start(text: str) -> int:
    found = SUBJECT.match(plain(text))
    return found.end() if found else 0


def event_named(lines: list[Paragraph]) -> str | None:
    """Return the event in "… kính mời … tới dự Hội nghị X, cụ thể …", None where no sentence asks to one."""
    for line in lines:
        flat = plain(line.text)
        if not re.search(r"\bmoi\b|to chuc|trieu tap", flat) and not _LABELLED.match(flat):
            continue
        if name := _named_behind(_INVITED_TO, line.text):
            return name
    return None


def event_held(lines: list[Paragraph]) -> str | None:
    """Return the event in "Ban Thường trực tổ chức Lễ X. Kính mời quý vị đến dự", None where none is held."""
    return next((name for line in lines if (name := _named_behind(_HELD, line.text))), None)


def _named_behind(words: re.Pattern[str], text: str) -> str | None:
    for found in words.finditer(text):
        rest = text[found.end() :]
        end = _EVENT_ENDS.search(rest)
        name = trim(rest[: end.start()] if end else rest)
        if kind_in(name[:40]) and len(name) < _LONGEST:
            return name
    return None


def _belongs(text: str, parts: list[str]) -> bool:
    if re.fullmatch(r"[\W_]+", text) or len(text) > _LONGEST or marker_of(text)[0] is not Rank.PLAIN:
        return False
    if _HEAD_LINES.match(plain(text)) or _SENTENCES.search(text):
        return False
    if len(parts) == 1:
        return True
    stopped = text[-1:] in ".;:" or parts[-1][-1:] in ".;:"
    return not stopped and len(text) < _LONGEST / 2 and not _SENTENCE.match(plain(text))


def kind_in(title: str) -> str | None:
    """Return the first kind of event that a title names, in lower case."""
    flat = plain(title)
    found = [
        (m.start(), kind)
        for kind in _KINDS
        if (m := re.search(rf"\b{plain(kind)}\b", flat)) and _spelled(title, m, kind)
    ]
    if not found:
        return None
    return min(found, key=lambda f: (f[0], -len(f[1])))[1]


def _spelled(title: str, found: re.Match[str], kind: str) -> bool:
    """ "Lễ" and "lệ" fold alike: the short kinds must be spelled out; "tuần lễ", "phù hợp" and "tập hợp" are none."""
    if len(kind) > 3:
        return True
    before = plain(title[: found.start()]).rstrip()
    if kind == "họp" and _NAMED_MEETING.match(plain(title), found.end()):
        return False
    part = before.endswith(("tuan", "nghi", "phu", "tap")) and not before.endswith("trieu tap")
    return title[found.start() : found.end()].lower() == kind and not part
