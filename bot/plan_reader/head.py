"""The head of a paper: number, who issues it, place and day of signing, title and kind of event."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.plan_reader.blocks import Block, Paragraph
from bot.plan_reader.dates import days_in
from bot.plan_reader.paper import SUBJECT, headline, named_kind, stands_for_invitation, title_line
from bot.plan_reader.title import event_held, event_named, kind_in, subject_of, title_of
from bot.plan_reader.words import plain, trim

_NUMBER = re.compile(
    r"\bso\s*:?\s*([\d\s.…_]{0,12})\s*[/-]\s*([a-z]{1,8}(?:\s?-\s?[a-z0-9&]{1,15}){0,3}(?:/[a-z]{1,10}(?:-[a-z0-9]{1,10}){0,2})?)"
)
_SIGNED = re.compile(
    r"^(?P<place>(?:TP\.\s?|TX\.\s?)?[^,.:;\d]{2,40}),\s*(?:hồi \d[^,]{1,20}?,?\s*)?(?:ngay|ngày)\b", re.IGNORECASE
)
_MONTH_ONLY = re.compile(r"thang\s+(\d{1,2})\s+nam\s+((?:19|20)\d{2})")
_MOTTO = re.compile(
    r"cong hoa xa hoi|doc lap\s*[-–]|dang cong san viet nam|^so\s*:?\s*[\d/]|^so\s*:|ngay\b.*\bthang\b|"
    r"^[\W_]+$|^\(?du thao|^(?:hoa toc|khan|thuong khan|ban sao)\b|^(?:v/\s?v|ve viec|kinh gui)\b"
)
_BARE = re.compile(r"(?:giay|thu) (?:moi|trieu tap)(?: (?:du )?hop)?")
"""A title that doesn't say to what event."""
_YOUTH = re.compile(r"doan (?:tncs|thanh nien cong san) ho chi minh")
"""The Youth Union sets its name where the state sets the name of the country."""
_REACH = 40
_FAR = 12


@dataclass
class Head:
    """What stands above the body; `lines` tells the line of each finding, `paper` the kind of paper
    (bot.plan_reader.paper).
    """

    paper: str = "plan"
    number: str | None = None
    symbol: str | None = None
    issuing_body: str | None = None
    place: str | None = None
    signed: date | None = None
    month: str | None = None
    title: str | None = None
    kind: str | None = None
    lines: dict[str, int] = field(default_factory=dict)
    own_body: list[str] = field(default_factory=list)

    @property
    def year(self) -> int | None:
        """The year of the plan: of its signing, else of its title when that names one year only."""
        if self.signed:
            return self.signed.year
        if self.month:
            return int(self.month[:4])
        years = {int(y) for y in re.findall(r"(?<!đến )năm ((?:19|20)\d{2})", self.title or "")}
        return years.pop() if len(years) == 1 else None

    def as_dict(self) -> dict[str, Any]:
        """Return the keys of the contract."""
        signed = self.signed.isoformat() if self.signed else None
        return {
            "number": self.number,
            "symbol": self.symbol,
            "issuing_body": self.issuing_body,
            "place_and_date_of_signing": {"place": self.place, "date": signed, "month": self.month},
            "title": self.title,
            "kind": self.kind,
        }


def find_head(blocks: list[Block]) -> Head:
    """Return the head of a paper; what the text doesn't hold stays None."""
    above = [b for b in blocks[:_REACH] if isinstance(b, Paragraph)]
    named = title_line(above)
    unnamed = (
        "invitation" if any(isinstance(b, Paragraph) and stands_for_invitation(b.text) for b in blocks) else "plan"
    )
    head = Head(paper=named[1] if named else unnamed)
    at = named[0] if named else None
    subject = at is not None and _is_subject(above[at], head.paper)
    end = _letterhead(above) if at is None or subject else at
    for paragraph in above[:end]:
        _number(head, paragraph)
        _signing(head, paragraph)
    head.own_body = [
        p.text for p in above[: end if named else 0] if _is_body(p.text) and not _MOTTO.search(plain(p.text))
    ]
    body = list(dict.fromkeys(head.own_body))
    head.own_body = body[:1] + [line for line in body[1:] if not _YOUTH.fullmatch(plain(line))]
    if at is not None:
        _title(head, above[at:])
    return head


def _letterhead(above: list[Paragraph]) -> int:
    """A dispatch has no name between its letterhead and its text: the letterhead ends where it is addressed."""
    ends = (i for i, p in enumerate(above) if plain(p.text).startswith(("kinh gui", "kinh moi")))
    return next(ends, _FAR)


def _title(head: Head, lines: list[Paragraph]) -> None:
    """Set title and kind; an invitation without a subject is titled by the event that it asks to."""
    whole = named_kind(lines[0]) is None and headline(lines[0].text)
    head.title = subject_of(lines) if _is_subject(lines[0], head.paper) else title_of(lines[: 1 if whole else 6])
    head.kind = kind_in(head.title)
    bare = _BARE.fullmatch(plain(head.title))
    if (head.kind is None or bare) and (event := _event(lines, bare=bool(bare))):
        head.kind = kind_in(event)
        head.title = f"{head.title} dự {event}" if head.paper == "invitation" else head.title
    head.lines["title"] = lines[0].place.line


def _event(lines: list[Paragraph], *, bare: bool) -> str | None:
    """The event asked to; where that is a word alone ("dự Hội nghị"), the one that is held."""
    named = event_named(lines)
    return (event_held(lines) or named) if bare and len((named or "").split()) < 3 else named


def _is_subject(line: Paragraph, paper: str) -> bool:
    """The title of a dispatch is its subject, but for a telegram that is named ("CÔNG ĐIỆN")."""
    return bool(SUBJECT.match(plain(line.text))) or (paper == "dispatch" and named_kind(line) is None)


def _is_body(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _number(head: Head, paragraph: Paragraph) -> None:
    """Digits make a number; without them only the symbol is known (a draft, or stamped on paper)."""
    found = _NUMBER.search(plain(paragraph.text))
    if found is None or head.symbol:
        return
    digits = re.sub(r"\D", "", found[1])
    head.symbol = re.sub(r"\s", "", paragraph.text[found.start(2) : found.end(2)]).upper()
    slash = "-" if paragraph.text[found.end(1) : found.start(2)].strip() == "-" else "/"
    head.number = f"{digits}{slash}{head.symbol}" if digits else None
    head.lines["number"] = paragraph.place.line


def _signing(head: Head, paragraph: Paragraph) -> None:
    found = _SIGNED.match(paragraph.text)
    flat = plain(paragraph.text)
    if found is None or ("thang" not in flat and not days_in(flat)) or len(paragraph.text) > 90:
        return
    head.place = trim(found["place"])
    head.lines["signing"] = paragraph.place.line
    days = [d for d in days_in(flat) if d.year]
    if days:
        head.signed = days[0].on(None)
        head.month = head.signed.strftime("%Y-%m") if head.signed else None
    elif (only := _MONTH_ONLY.search(flat)) and 1 <= int(only[1]) <= 12:
        head.month = f"{only[2]}-{int(only[1]):02d}"
