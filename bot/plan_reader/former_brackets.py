"""What a line keeps of what was announced beside what holds now: "8 giờ 00 ngày 21/01 (thay cho ngày 19/01)"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.plan_reader.outline import Node

_BRACKET = re.compile(
    r"\s*\((?:thay cho|thay vì|thay thế|trước đây|lịch cũ|thời gian cũ|địa điểm cũ|"
    r"đã thông báo)\b(?P<was>[^()]{5,200})\)",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r",?\s+thay (?:cho|vì)\s+(?P<was>[^();]{5,200}?)(?:,?\s+(?:như|theo)\s[^.;]{0,80})?(?=[.;,]?\s*$|;|\.\s)",
    re.IGNORECASE,
)
""" "… ngày 26/8, thay vì ngày 25/8 như đã thông báo"."""


def set_apart(body: list[Node]) -> list[Node]:
    """Return the nodes with what such a line keeps in a line of its own ("Thời gian cũ: …", "Địa điểm cũ: …")."""
    return [part for node in body for part in _parts(node)]


def _parts(node: Node) -> list[Node]:
    found = _BRACKET.search(node.text) or _INSTEAD.search(node.text)
    if found is None:
        return [node]
    now = replace(node, text=node.text[: found.start()] + node.text[found.end() :])
    what = "Địa điểm" if node.plain.startswith("dia diem") else "Thời gian"
    return [now, replace(node, text=f"{what} cũ: {found['was'].lstrip(' :')}", children=[], tables=[])]
