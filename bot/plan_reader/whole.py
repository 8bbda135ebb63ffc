"""The whole way: the bytes of a document to the reading of a plan."""

from __future__ import annotations

from typing import Any

from bot.errors import Unreadable
from bot.plan_reader.anomalies import find_anomalies
from bot.plan_reader.reading import read_blocks
from bot.plan_reader.secret import refuse_secrets
from bot.plan_reader.sources import blocks_of


def read(data: bytes, file_name: str) -> dict[str, Any]:
    """Return the reading of a plan (docx, pdf or txt, told by its content) in the form of docs/plan_form.md.

    A fact that the text does not hold is None or []; every finding carries `source` and, where it is less than sure,
    `certainty` (0 to 1); contradictions stand in `anomalies`, nothing is repaired silently.

    Raises:
        Unreadable: with a key `plan_reader.*` saying what is wrong with the file.
    """
    blocks = blocks_of(data)
    refuse_secrets(blocks)
    reading = read_blocks(blocks)
    found = reading.as_dict()
    if not (reading.duties or reading.groups or (reading.head.title and reading.head.kind)):
        raise Unreadable("plan_reader.not_a_plan")
    return {"file": file_name, **found, "anomalies": [anomaly.as_dict() for anomaly in find_anomalies(reading)]}
