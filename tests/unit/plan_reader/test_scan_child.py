"""A page that was printed and scanned, read with the tesseract of this machine."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdfium2
import pytest

from bot.confined import Limits
from bot.errors import Unreadable
from bot.plan_reader.scan_child import can_recognise, recognise_in_child
from bot.plan_reader.scans import read_at_once
from bot.plan_reader.sources.scan import can_recognise as can_recognise_here
from bot.plan_reader.whole import read

PLANS = Path(__file__).parents[2] / "plans"
NAME = "tam_dung_le_hoi_song_ngan_2024"
needs_tesseract = pytest.mark.skipif(not can_recognise_here(), reason="no tesseract with Vietnamese on this machine")


def scanned(name: str) -> bytes:
    """Return the printed plan as a scanner gives it: each page a grey picture of 150 dots an inch."""
    made = pypdfium2.PdfDocument.new()
    for page in pypdfium2.PdfDocument(PLANS / f"{name}.pdf"):
        width, height = page.get_size()
        picture = pypdfium2.PdfImage.new(made)
        picture.set_bitmap(page.render(scale=150 / 72, grayscale=True))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        sheet = made.new_page(width, height)
        sheet.insert_obj(picture)
        sheet.gen_content()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@needs_tesseract
async def test_a_scan_is_read_and_marked_less_sure() -> None:
    data = scanned(NAME)
    with pytest.raises(Unreadable, match="scanned") as problem:
        read(data, "quet.pdf")
    found = await read_at_once(data, "quet.pdf", problem.value)
    truth = json.loads((PLANS / f"{NAME}.truth.json").read_text(encoding="utf-8"))
    for key in ("doc_type", "number", "issuing_body", "kind"):
        assert found[key] == truth[key], key
    assert (found["file"], found["anomalies"][0]["code"]) == ("quet.pdf", "recognised")


@needs_tesseract
async def test_this_machine_recognises() -> None:
    assert await can_recognise()


async def test_a_page_has_its_own_time() -> None:
    with pytest.raises(Unreadable, match="too_slow"):
        await recognise_in_child(b"%PDF-1.7", 0, limits=Limits(seconds=0.001, cpu=9))


async def test_a_page_that_cannot_be_drawn_is_damaged() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        await recognise_in_child(b"%PDF-1.7 nothing more", 0)


async def test_without_tesseract_a_scan_stays_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    problem = Unreadable("plan_reader.scanned", pages=1)
    with pytest.raises(Unreadable, match="scanned"):
        await read_at_once(b"", "quet.pdf", problem)
