"""Subjects of a meeting with hours of their own: "1. Từ 7 giờ 30 - 9 giờ 00: Nghe báo cáo …"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.plan_reader.dates import days_in
from bot.plan_reader.hours import span_of
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.words import trim

_BEGINS = re.compile(r"(?:tu\s+)?\d{1,2}\s*(?:h|g|gio|:)")
_REPORTS = re.compile(r"(?:don vi|co quan|nguoi|dai dien)\s+(?:bao cao|trinh bay|chuan bi(?: noi dung)?|trinh)\s*:")


def timed_subjects(root: Node) -> list[Node]:
    """Return a node over each run of subjects that begin with their hours, from and to; [] where fewer than two do."""
    nodes = [node for part in root.children if part.rank is not Rank.ANNEX for node in part.walk()]
    runs = [replace(node, children=[child for child in node.children if _is_timed(child)]) for node in nodes]
    return [run for run in runs if len(run.children) > 1][:1]


def _is_timed(node: Node) -> bool:
    line = node.plain[:60]
    return bool(_BEGINS.match(line)) and span_of(line)[1] is not None and not days_in(node.plain)


def reports(node: Node) -> str | None:
    """Return who reports on a subject, where a line below it says so ("Đơn vị báo cáo: Sở A")."""
    told = ((_REPORTS.match(child.plain), child) for child in node.children)
    return next((trim(child.text[found.end() :]) for found, child in told if found), None)
