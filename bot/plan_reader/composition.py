"""The composition: the parts of a plan that say who takes part."""

from __future__ import annotations

import re

from bot.plan_reader.duties import sections as duty_sections
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node

_SECTION = re.compile(
    r"(?:\w+,? ){0,8}?(?:va )?(?:thanh phan|doi tuong|khach moi|dai bieu (?:tham du|moi|du))\b|"
    r"(?:kinh )?moi (?:(?:cung |tham )?du|hop)$|dai bieu$|so luong,?(?: va)? phan bo\b"
)
_LEVELED = re.compile(
    r"(?:cac )?(?:dai bieu|khach moi|thanh phan|lanh dao)?,? ?(?:moi )?(?:o |tai |phia |cap |khoi |thuoc )?"
    r"(?:cac (?:bo|co quan|so),? ?)?(?:trung uong|tinh|thanh pho|huyen|quan|thi xa|xa|phuong|co so|dia phuong|"
    r"doanh nghiep)"
    r"(?:, (?:huyen|thi xa|thanh pho|phuong|dac khu))*\W*"
)
"""Headings over those who are invited, where the paper needs none over all of them ("1. Đại biểu tỉnh:")."""
_NO_SECTION = re.compile(r"(?:thanh phan (?:ho so|phat ngon)|muc dich)")
_MIXED = re.compile(r"thoi gian|dia diem|noi dung|hinh thuc|chuong trinh")
_POINT = re.compile(r"(?:tai )?(?:cac )?diem cau\b")


def composition_nodes(root: Node) -> list[Node]:
    """Return the parts of the outline that say who takes part, the lowest ones that hold it all."""
    duties = {id(node) for section in duty_sections(root) for node in section.walk()}
    return [node for node in _tops(root) or _leveled(root) if id(node) not in duties]


def _tops(node: Node) -> list[Node]:
    """A heading that names time or place as well holds the composition only in a part of it."""
    found: list[Node] = []
    for child in node.children:
        if child.rank is Rank.ANNEX:
            continue
        if _names_it(child) and (child.children or ":" in child.text):
            found += _parts(child) if _MIXED.search(child.plain) else [child]
        else:
            found += _tops(child)
    return found


def _leveled(root: Node) -> list[Node]:
    body = [node for part in root.children if part.rank is not Rank.ANNEX for node in part.walk()]
    return [node for node in body if node.children and _LEVELED.fullmatch(node.plain)]


def _parts(node: Node) -> list[Node]:
    """What of a heading over several subjects holds the composition: its points ("Điểm cầu tỉnh"), else its parts."""
    points = [child for child in node.children if _POINT.match(child.plain) and child.children]
    return points or _tops(node) or [node]


def _names_it(node: Node) -> bool:
    head = node.plain.partition(":")[0]
    return len(head) < 160 and bool(_SECTION.match(head)) and not _NO_SECTION.match(head)
