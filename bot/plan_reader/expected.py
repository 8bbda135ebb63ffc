"""How many delegates are expected at each session, and in which form they come."""

from __future__ import annotations

import re

from bot.plan_reader.composition import composition_nodes
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.people import number_of_people
from bot.plan_reader.session import Session
from bot.plan_reader.venues import modes_of, venue_in
from bot.plan_reader.words import plain

_ALL = re.compile(r"\btong\b(?! phu trach| giam doc| cuc| cong ty| bien tap| lien doan)|toan bo")
_ANY = re.compile("")
_SECTION = re.compile(r"(?:.{0,60}\b)?(?:thoi gian|dia diem|hinh thuc|thanh phan|quy mo|so luong|doi tuong)\b")
_TOP = 8
"""Lines from the top within which a paper says what it is about."""
_KIND = re.compile(r"(?:cac )?(?:dai bieu|khach moi|khoi) (?!tham du|du\b)")
_HELD = re.compile(r"\b(?:to chuc|hop|hoi nghi|hoi thao)\b.*\b(?:theo|bang|voi|duoi) hinh thuc\b")
_SIZE = re.compile(r"\b(?:quy mo|so luong)\b")
_SOME = re.compile(r"so luong|quy mo|du kien|khoang|moi cum|moi dot|moi lop")


def count_people(root: Node, sessions: list[Session], title: str | None, seats: int | None) -> None:
    """Give every session its expected number, form, and the venue that the composition names where none was found."""
    parts = composition_nodes(root)
    nodes = [node for part in parts for node in part.walk()]
    own = _by_session(parts, sessions)
    for session in sessions:
        its = own.get(id(session), []) if own else parts
        elsewhere = None if own else _elsewhere(root)
        session.expected = session.expected or _total_of(its) or elsewhere or _of_one_part(its)
        if (
            session.expected is None
            and seats
            and not any(number_of_people(n.text) for part in its for n in part.walk())
        ):
            session.expected = (seats, seats)
    lines = {id(node) for part in parts for child in part.children for node in child.walk()}
    form = modes_of([plain(title or ""), *(node.plain for node in _on_form(root, sessions) if id(node) not in lines)])
    people = modes_of([node.plain for node in nodes])
    modes = form if people in (form, ["in_person"]) else ["in_person", "online"]
    for session in sessions:
        session.venue = session.venue or next((v for n in nodes if n.children and (v := venue_in(n.text))), None)
        session.modes = session.modes or _with_place(modes, session.venue)


def _with_place(modes: list[str], venue: str | None) -> list[str]:
    """An online event that names a hall is held there as well; "trực tuyến qua phần mềm …" is no hall."""
    hall = venue is not None and not re.match(r"(?:truc tuyen|qua |phan mem|nen tang|he thong)", plain(venue))
    return ["in_person", "online"] if modes == ["online"] and hall else modes


def _total_of(parts: list[Node]) -> tuple[int, int] | None:
    """Return the total that the composition states."""
    nodes = [node for part in parts for node in part.walk()]
    lines = [*parts, *(n for n in nodes if not n.children or n.rank is Rank.LABEL)]
    return _stated(nodes, _ALL) or _stated(parts, _ANY) or _stated(lines, _SOME)


def _by_session(parts: list[Node], sessions: list[Session]) -> dict[int, list[Node]]:
    """A composition that stands between the times of two sessions is that of the first; elsewhere it is that of all."""
    lines = [s.source["line"] for s in sessions if s.source.get("line")]
    if len(lines) < 2 or not parts or not lines[0] < parts[0].place.line < lines[-1]:
        return {}
    own: dict[int, list[Node]] = {}
    for part in parts:
        before = [s for s in sessions if s.source["line"] < part.place.line]
        own.setdefault(id(max(before, key=lambda s: int(s.source["line"]))), []).append(part)
    return own


def _stated(nodes: list[Node], marks: re.Pattern[str]) -> tuple[int, int] | None:
    for node in nodes:
        if marks.search(node.plain) and (people := number_of_people(node.text)):
            return people
    return None


def _of_one_part(parts: list[Node]) -> tuple[int, int] | None:
    """Where only one heading of the composition states a number, that is all that is known.

    The number of one kind of delegates beside others is not: "Đại biểu thanh niên: 200 người".
    """
    nodes = [node for part in parts for node in part.walk()]
    if any(_KIND.match(n.plain) and number_of_people(n.text) for n in nodes if n.children):
        return None
    numbered = [n for n in nodes if n.rank <= Rank.DECIMAL and number_of_people(n.text)]
    stated = [people for n in nodes if n.children and (people := number_of_people(n.text))]
    return stated[0] if len(stated) == 1 and len(numbered) <= 1 else None


def _elsewhere(root: Node) -> tuple[int, int] | None:
    """ "Số lượng: 200 đại biểu" beside time and place, or below a heading on the size."""
    body = [n for part in root.children if part.rank is not Rank.ANNEX for n in part.walk()]
    sized = [n for n in body if re.match(r"(?:du kien |tong )?(?:so luong|quy mo|so dai bieu|tong so)", n.plain)]
    below = [c for n in body if len(n.text) < 80 and _SIZE.search(n.plain) for c in n.children if _SIZE.search(c.plain)]
    return _stated([*sized, *below], _SOME)


def _on_form(root: Node, sessions: list[Session]) -> list[Node]:
    """Title, form, time and place, headings of the composition, and the sentence that calls people to a session: where
    a plan says in which form it meets.
    """
    calls = {session.source.get("line") for session in sessions}
    body = [n for part in root.children if part.rank is not Rank.ANNEX for n in part.walk()]
    short = [n for n in body if _SECTION.match(n.plain[:90]) or n.place.line <= _TOP or _calls(n, calls)]
    return [
        *short,
        *(n for part in short if len(part.text) < 120 for n in part.children if len(n.text) < 300),
    ]


def _calls(node: Node, lines: set[int | None]) -> bool:
    return node.place.line in lines or (node.rank is Rank.PLAIN and bool(_HELD.search(node.plain)))
