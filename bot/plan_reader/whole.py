"""The whole way: the bytes of a document to the reading of a plan."""

from __future__ import annotations

from typing import Any

from bot.errors import Unreadable
from bot.plan_reader.anomalies import find_anomalies
from bot.plan_reader.blocks import Block, numbered
from bot.plan_reader.doubt import doubted
from bot.plan_reader.reading import read_blocks
from bot.plan_reader.secret import refuse_secrets
from bot.plan_reader.sources import blocks_of
from bot.plan_reader.sources.page import Page
from bot.plan_reader.sources.pdf_blocks import blocks_of as blocks_of_pages


def read(data: bytes, file_name: str) -> dict[str, Any]:
    """Return the reading of a plan (docx, pdf or txt, told by its content) in the form of docs/plan_form.md.

    A fact that the text does not hold is None or []; every finding carries `source` and, where it is less than sure,
    `certainty` (0 to 1); contradictions stand in `anomalies`, nothing is repaired silently.

    Raises:
        Unreadable: with a key `plan_reader.*` saying what is wrong with the file.
    """
    return {"file": file_name, **_read(blocks_of(data))}


def read_scan(pages: list[Page]) -> dict[str, Any]:
    """Return the reading of recognised pages, without `file`: no finding is sure, and the first anomaly says why.

    Raises:
        Unreadable: as `read` does; `plan_reader.illegible` where hardly a letter was recognised.
    """
    blocks = numbered(blocks_of_pages(pages))
    if not blocks:
        raise Unreadable("plan_reader.illegible")
    return doubted(_read(blocks))


def _read(blocks: list[Block]) -> dict[str, Any]:
    refuse_secrets(blocks)
    reading = read_blocks(blocks)
    found = reading.as_dict()
    if not (reading.duties or reading.groups or reading.turn or (reading.head.title and reading.head.kind)):
        raise Unreadable("plan_reader.not_a_plan")
    return {**found, "anomalies": [anomaly.as_dict() for anomaly in find_anomalies(reading)]}
