"""Brackets that keep what was announced beside what holds now: "8 giờ 00 ngày 21/01 (thay cho ngày 19/01)"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.plan_reader.outline import Node

_BRACKET = re.compile(
    r"\s*\((?:thay cho|thay vì|thay thế|trước đây|lịch cũ|thời gian cũ|đã thông báo)\b(?P<was>[^()]{5,200})\)",
    re.IGNORECASE,
)


def set_apart(body: list[Node]) -> list[Node]:
    """Return the nodes with such a bracket in a line of its own ("Thời gian cũ: …")."""
    out: list[Node] = []
    for node in body:
        found = _BRACKET.search(node.text)
        if found is None:
            out.append(node)
            continue
        out.append(replace(node, text=node.text[: found.start()] + node.text[found.end() :]))
        out.append(replace(node, text=f"Thời gian cũ: {found['was'].lstrip(' :')}", children=[], tables=[]))
    return out
