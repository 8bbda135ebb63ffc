"""How Telegram asks for it: one routing table, then one file a subject."""

from __future__ import annotations

from handlers import common

SUBJECTS = [common]
"""Every subject with routes; each has a `ROUTES`."""
