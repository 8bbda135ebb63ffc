"""Where the sample plans and the machine-readable Bot API are, beside the project; tests that need them may skip."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("DIEUPHOI_SHARED", Path(__file__).parents[2] / "shared"))

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason=f"the sample plans are not here: {SHARED}")
