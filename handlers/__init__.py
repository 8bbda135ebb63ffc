"""How Telegram asks for it: one routing table, then one file a subject."""

from __future__ import annotations

from handlers import (
    answers,
    change_requests,
    common,
    delegate_cards,
    delegate_entry,
    delegates,
    duties,
    duty_board,
    invite_codes,
    joining,
    my_unit,
    organisers,
    own_data,
    registry,
    report_decisions,
    reports,
    start,
    units,
)

SUBJECTS = [
    start,
    common,
    my_unit,
    answers,
    delegates,
    delegate_entry,
    delegate_cards,
    change_requests,
    units,
    invite_codes,
    registry,
    organisers,
    joining,
    own_data,
    duties,
    reports,
    duty_board,
    report_decisions,
]
from handlers import broadcasts, common, invite_codes, joining, organisers, own_data, registry, start, units
    broadcasts,
    status,

SUBJECTS = [start, common, units, invite_codes, registry, broadcasts, status, organisers, joining, own_data]
"""Every subject with routes; each has a `ROUTES`."""
