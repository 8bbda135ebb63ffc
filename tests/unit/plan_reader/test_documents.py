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
FILES = sorted(file for file in PLANS.iterdir() if file.suffix in {".docx", ".pdf"})
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


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_of_an_office(file: Path) -> None:
    """Word's and the printer's ways of the same plans (see `make_files`): they hold the same facts."""
    check(file.stem, file.read_bytes(), file.name)


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_says_where_it_stands(name: str) -> None:
    found = read((PLANS / f"{name}.txt").read_bytes(), "x.txt")
    for key in ("sessions", "invitee_groups", "duties", "agenda", "quota_table", "contacts", "anomalies"):
        assert all({"section", "line"} <= item["source"].keys() for item in found[key]), key
