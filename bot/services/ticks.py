"""The table of what happens by itself."""

from __future__ import annotations

TICKS = ()
