"""How Telegram asks for it: one routing table, then one file a subject."""

from __future__ import annotations

from handlers import (
    answers,
    broadcasts,
    change_requests,
    common,
    delegate_cards,
    delegate_entry,
    delegates,
    dispatch,
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
    status,
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
    duties,
    reports,
    broadcasts,
    status,
    change_requests,
    duty_board,
    report_decisions,
    units,
    invite_codes,
    registry,
    organisers,
    joining,
    own_data,
    dispatch,
]
"""Every subject with routes; each has a `ROUTES`. The command menu follows their order."""
