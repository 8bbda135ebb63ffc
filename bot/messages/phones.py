"""Phones in messages and tables: whole for their owner and the owner's unit, masked for everybody else.

An organiser who has to call a focal person presses for the number, and the audit trail notes it (`services.calls`).
"""

from __future__ import annotations

from bot.language import phones

VIETNAM = "+84"


def masked(phone: str | None) -> str:
    """Return 09•• ••• 123; of a foreign number the country and the last digits; – where there is none."""
    if phone is None:
        return "–"
    return phones.masked(phone) if phone.startswith(VIETNAM) else f"{phone[:3]} ••• {phone[-3:]}"


def whole(phone: str | None) -> str:
    """Return 0900 000 123; a foreign number as it is; – where there is none."""
    if phone is None:
        return "–"
    return phones.shown(phone) if phone.startswith(VIETNAM) else phone
