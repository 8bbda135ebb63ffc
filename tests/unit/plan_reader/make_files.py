"""Make the Word files and PDFs of tests/plans: `python -m tests.unit.plan_reader.make_files NAME …` (by LibreOffice).

From NAME.txt come NAME.docx (see `office_docx`) and NAME.pdf, as LibreOffice prints it without the tracked changes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.unit.plan_reader.office import office_docx

PLANS = Path(__file__).parents[2] / "plans"


def make(name: str) -> None:
    """Write both files of one plan."""
    text = (PLANS / f"{name}.txt").read_text(encoding="utf-8")
    (PLANS / f"{name}.docx").write_bytes(office_docx(text))
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder) / f"{name}.docx"
        clean.write_bytes(office_docx(text, tracked=False))
        command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(PLANS), str(clean)], check=True, capture_output=True)


if __name__ == "__main__":
    for given in sys.argv[1:]:
        make(given)
