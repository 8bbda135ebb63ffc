"""The paper that another one refers to ("Giấy mời số 498/GM-UBND ngày 02/12/2024") and what it had set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.plan_reader.dates import Day, days_in
from bot.plan_reader.outline import Node
from bot.plan_reader.words import plain, trim

_NUMBER = r"(?:số\s*:?\s*)?(?P<number>\d[\d.]*\s?[\w]{0,4}[/-][^\s,.;:()]{2,40})"
_WHAT = r"(?:(?:\s+(?!(?:theo|tại|của|về|kèm|Công|Giấy|Kế|Quyết|Thông|Chỉ|Nghị|Văn|Tờ)\b)[^\W\d]+){1,3}\s+(?=số\b))?"
"""A word or two of what it is about: "Thông báo chiêu sinh số 102/TB"."""
_CITED = re.compile(
    rf"(?P<paper>[Gg]iấy mời|[Gg]iấy triệu tập|[Tt]hư mời|[Kk]ế hoạch|[Tt]hông báo|[Cc]ông văn|[Cc]ông điện|"
    rf"[Qq]uyết định|"
    rf"[Tt]hông tri){_WHAT}\s*{_NUMBER}"
)
_ANY = re.compile(r"\bsố\s*:?\s*\d[^\s,;()]*[/-][^\s,;()]+")
"""A numbered paper of any kind ("Chỉ thị số 10/CT-UBND"): its day is never the event's."""
_DATED = re.compile(r"\s*,?\s*(?:ký )?(?=ngày\s)", re.IGNORECASE)
_ORDER = (
    "giay moi",
    "giay trieu tap",
    "thu moi",
    "ke hoach",
    "thong bao",
    "cong van",
    "thong tri",
    "cong dien",
    "quyet dinh",
)
"""Which of several cited papers called the event: an invitation before a plan, an order last."""


@dataclass(frozen=True)
class Former:
    """A cited paper: what it is called, its number and day; `node` is the paragraph that cites it."""

    paper: str
    number: str
    dated: date | None
    node: Node

    def as_dict(self) -> dict[str, Any]:
        """Return {paper, number, date}."""
        return {"paper": self.paper, "number": self.number, "date": self.dated.isoformat() if self.dated else None}


def former_paper(body: list[Node]) -> Former | None:
    """Return the paper that called the event, None when the text cites none."""
    cited = [(found, node) for node in body for found in _CITED.finditer(node.text)]
    if not cited:
        return None
    found, node = min(cited, key=lambda c: _ORDER.index(plain(c[0]["paper"])))
    on = next((d for f, n in cited if f["number"] == found["number"] and (d := _dated(f, n))), None)
    return Former(found["paper"], trim(found["number"]), on, node)


def _dated(found: re.Match[str], node: Node) -> date | None:
    """ "… số 5/GM ngày 02/12/2024", else "Ngày 02/12/2024, … ban hành Giấy mời số 5/GM"."""
    after = _after(found, node)
    if after:
        return after.on(None)
    first = [day for day in days_in(node.plain[: found.start()]) if day.start < 8 and day.year]
    return first[0].on(None) if first else None


def _after(found: re.Match[str], node: Node) -> Day | None:
    led = _DATED.match(node.text, found.end())
    if led is None:
        return None
    days = [d for d in days_in(node.plain[led.end() : led.end() + 40]) if d.start < 8]
    return days[0] if days else None


def without_citations(node: Node) -> str:
    """Return the text with the numbers and days of cited papers blanked out, and a day of issue at its start."""
    text = node.text
    for found in _ANY.finditer(node.text):
        led, day = _DATED.match(node.text, found.end()), _after(found, node)
        end = led.end() + day.end if led and day else found.end()
        text = _blank(text, found.start(), end)
    opening = [d for d in days_in(plain(text)) if d.start < 8] if text != node.text else []
    return _blank(text, 0, opening[0].end) if opening else text


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
