"""The composition: who is invited, one group a line, with level, mode, seats and units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.plan_reader.duties import sections as duty_sections
from bot.plan_reader.invitee_units import units_of
from bot.plan_reader.levels import level_of, level_of_heading
from bot.plan_reader.outline import Node, Rank
from bot.plan_reader.people import number_of_people, per_unit, speaks_of_a_total
from bot.plan_reader.places import source
from bot.plan_reader.words import plain, trim

_SECTION = re.compile(r"(?:\w+,? ){0,8}?(?:va )?(?:thanh phan|doi tuong|khach moi|dai bieu (?:tham du|moi|du))\b")
_MIXED = re.compile(r"thoi gian|dia diem|noi dung|hinh thuc|chuong trinh")
_NO_SECTION = re.compile(r"(?:thanh phan ho so|muc dich)")
_CHAIR = re.compile(r"(?:dong )?chu tri\b|nguoi chu tri|chu toa|dieu hanh|thu ky\b|ban to chuc\b")
_NOTE = re.compile(
    r"\(.*\)\.?$|(?:ghi chu|luu y|luu i|rieng|trang phuc)\b|(?:thoi gian|dia diem|hinh thuc|"
    r"noi dung|kinh phi|tai lieu)\b[^:]{0,30}:|(?:cac )?don vi tham du\s*:|de nghi\b|so luong"
)
_DECISION = re.compile(r"(?:Quyết định|QĐ)\s+(?:số\s*:?\s*)?(\d[\w/\-]*)")
_HOST = re.compile(r"\((?:tai|cua) (?:dia phuong|don vi|noi) (?:dang cai|to chuc)")
_EITHER = re.compile(r"\bhoac\b")
_ONLINE = re.compile(r"(?<!cong )truc tuyen|diem cau (?:cap )?(?:huyen|xa|cac|dia phuong|co so)|cau truyen hinh")
_INLINE = re.compile(r"\s*;\s*")


@dataclass
class Group:
    """A line of the composition."""

    label: str
    level: str | None
    mode: str
    quota_per_unit: int | None
    quota_total: int | None
    units: list[str]
    source: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    certainty: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the form of the contract."""
        out = {
            "label": self.label,
            "level": self.level,
            "mode": self.mode,
            "quota_per_unit": self.quota_per_unit,
            "quota_total": self.quota_total,
            "units": self.units,
            **self.extra,
            "source": self.source,
        }
        return out if self.certainty is None else {**out, "certainty": self.certainty}


def composition_nodes(root: Node) -> list[Node]:
    """Return the parts of the outline that say who takes part, the lowest ones that hold it all."""
    duties = {id(node) for section in duty_sections(root) for node in section.walk()}
    return [node for node in _tops(root) if id(node) not in duties]


def _tops(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.rank is Rank.ANNEX:
            continue
        if _names_it(child) and (child.children or ":" in child.text):
            inner = list(_tops(child)) if _MIXED.search(child.plain) else []
            yield from inner if inner else [child]
        else:
            yield from _tops(child)


def _names_it(node: Node) -> bool:
    head = node.plain.partition(":")[0]
    return len(head) < 160 and bool(_SECTION.match(head)) and not _NO_SECTION.match(head)


def find_groups(root: Node, level: str) -> list[Group]:
    """Return the groups in order; `level` is that of the issuing body, for lines that tell none themselves."""
    found = []
    for node in composition_nodes(root):
        for group in _groups(node, None, online=False):
            group.level = group.level or level
            found.append(group)
    return found


def _groups(node: Node, level: str | None, *, online: bool) -> Iterator[Group]:
    """Walk down; headings give level and mode to the lines below them."""
    level = level_of_heading(node.plain) or level
    online = online or (bool(_ONLINE.search(node.plain)) and "truc tiep" not in node.plain)
    if not node.children:
        yield from _inline(node, level, online=online)
    for child in node.children:
        if _is_chair(child) or _is_other(child):
            continue
        if _holds_lines(child):
            yield from _groups(child, level, online=online)
        elif child.children and not _ends_open(child):
            yield from _line(child.text, child, level, online=online)
        else:
            yield from _line(_joined(child), child, level, online=online)


def _is_chair(node: Node) -> bool:
    return bool(_CHAIR.match(node.plain))


def _is_other(node: Node) -> bool:
    short = _NOTE.match(node.plain)
    return bool(short) or (speaks_of_a_total(node.text) and not node.children and _is_total_line(node.plain))


def _is_total_line(text: str) -> bool:
    return bool(re.match(r"\(?(?:du kien )?(?:tong|so luong|quy mo|tong cong|khoang)", text))


def _holds_lines(node: Node) -> bool:
    """A heading over lines: it has items below and is no line of posts itself."""
    return bool(node.children) and (node.rank < Rank.BULLET or _ends_open(node)) and not _spelled_out(node)


def _ends_open(node: Node) -> bool:
    return node.text.rstrip().endswith(":")


def _spelled_out(node: Node) -> bool:
    """ "- Đại diện lãnh đạo các sở:" over "+ Sở A; + Sở B" is one line with its units below."""
    return (
        node.rank is Rank.BULLET
        and all(c.rank is Rank.PLUS and len(c.text) < 80 for c in node.children)
        and len(node.children) > 2
    )


def _joined(node: Node) -> str:
    return " ".join([node.text, ", ".join(trim(c.text) for c in node.children)]) if node.children else node.text


def _inline(node: Node, level: str | None, *, online: bool) -> Iterator[Group]:
    """ "Thành phần: A; B; C" in one paragraph."""
    body = node.text.partition(":")[2].strip()
    for part in _INLINE.split(body):
        if part and not number_only(part):
            yield from _line(part, node, level, online=online)


def number_only(text: str) -> bool:
    """Tell whether a part of a line only counts ("dự kiến 40 - 60 đại biểu mỗi cụm")."""
    return number_of_people(text) is not None and not units_of(text)


def _line(text: str, node: Node, level: str | None, *, online: bool) -> Iterator[Group]:
    label = trim(text)
    if len(label) < 4 or _NOTE.match(plain(label)) or _is_chair_label(label):
        return
    each = per_unit(label)
    total = number_of_people(label)
    units = units_of(label)
    here = online or (bool(_ONLINE.search(plain(label))) and "truc tiep" not in plain(label))
    count = total[0] if total and total[0] == total[1] else None
    group = Group(
        label,
        level_of(label, units, level),
        "online" if here else "in_person",
        each,
        count,
        units,
        source(node),
        _extra(label),
    )
    group.certainty = None if units else 0.6
    yield group


def _is_chair_label(label: str) -> bool:
    return bool(re.match(r"(?:dong )?chu tri[^:]{0,40}:", plain(label)))


def _extra(label: str) -> dict[str, Any]:
    flat = plain(label)
    extra: dict[str, Any] = {}
    if found := _DECISION.search(label):
        extra["by_decision"] = found[1]
    if _HOST.search(flat):
        extra["host_only"] = True
    if _EITHER.search(re.sub(r"\([^()]*\)", "", flat)):
        extra["alternative"] = True
    return extra
