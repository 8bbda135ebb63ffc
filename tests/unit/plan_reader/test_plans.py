"""Whole plans of invented offices: tests/plans/NAME.txt and what stands in it, NAME.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.plan_reader.whole import read
from tests.unit.plan_reader.papers import docx_of

PLANS = Path(__file__).parents[2] / "plans"
NAMES = sorted(file.stem for file in PLANS.glob("*.json") if not file.name.endswith(".truth.json"))


def like(expected: Any, found: Any) -> Any:
    """Return `found` cut down to the keys that `expected` names."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: like(value, found.get(key)) for key, value in expected.items()}
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [like(one, other) for one, other in zip(expected, found, strict=True)]
    return found


def check(name: str, data: bytes, file_name: str) -> None:
    expected = json.loads((PLANS / f"{name}.json").read_text(encoding="utf-8"))
    codes = expected.pop("anomaly_codes")
    found = read(data, file_name)
    for key, value in expected.items():
        assert like(value, found[key]) == value, key
    assert sorted({anomaly["code"] for anomaly in found["anomalies"]}) == codes


@pytest.mark.parametrize("name", NAMES)
def test_a_text_file(name: str) -> None:
    check(name, (PLANS / f"{name}.txt").read_bytes(), f"{name}.txt")


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file(name: str) -> None:
    text = (PLANS / f"{name}.txt").read_text(encoding="utf-8")
    check(name, docx_of(text), f"{name}.docx")


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_says_where_it_stands(name: str) -> None:
    found = read((PLANS / f"{name}.txt").read_bytes(), "x.txt")
    for key in ("sessions", "invitee_groups", "duties", "agenda", "quota_table", "contacts", "anomalies"):
        assert all({"section", "line"} <= item["source"].keys() for item in found[key]), key
