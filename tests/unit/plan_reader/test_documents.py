"""Documents of invented offices: tests/plans/NAME.txt and what a person reads in it, NAME.truth.json.

The expectations were written from the document, by reading it. `misses` in them lists the facts that the reader
still has
otherwise: it shrinks with every rule that is added, and a fact that is lost shows up.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.plan_reader.whole import read
from tests.unit.plan_reader.facts import differences
from tests.unit.plan_reader.office import office_docx

PLANS = Path(__file__).parents[2] / "plans"
NAMES = sorted(file.name.removesuffix(".truth.json") for file in PLANS.glob("*.truth.json"))


def check(name: str, data: bytes, file_name: str) -> None:
    truth = json.loads((PLANS / f"{name}.truth.json").read_text(encoding="utf-8"))
    assert differences(truth, read(data, file_name)) == truth.get("misses", [])


@pytest.mark.parametrize("name", NAMES)
def test_a_text_file(name: str) -> None:
    check(name, (PLANS / f"{name}.txt").read_bytes(), f"{name}.txt")


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file(name: str) -> None:
    text = (PLANS / f"{name}.txt").read_text(encoding="utf-8")
    check(name, office_docx(text), f"{name}.docx")


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_says_where_it_stands(name: str) -> None:
    found = read((PLANS / f"{name}.txt").read_bytes(), "x.txt")
    for key in ("sessions", "invitee_groups", "duties", "agenda", "quota_table", "contacts", "anomalies"):
        assert all({"section", "line"} <= item["source"].keys() for item in found[key]), key
