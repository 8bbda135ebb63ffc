"""How Telegram asks for it: one routing table, then one file a subject."""

from __future__ import annotations

from handlers import common, invite_codes, joining, organisers, own_data, registry, start, units

SUBJECTS = [start, common, units, invite_codes, registry, organisers, joining, own_data]
"""Every subject with routes; each has a `ROUTES`."""
