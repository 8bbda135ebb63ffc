"""Phone numbers of Viet Nam: read as E.164, shown as people write them, masked for those who needn't know.

Ten digits for mobiles (prefixes after the change of 2018), eleven for fixed lines (area codes 02x of 2017).
"""

from __future__ import annotations

import re

from bot.language.folding import nfc

_MOBILE = re.compile(r"(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")
_FIXED = re.compile(r"2\d{9}")
_WRITTEN = re.compile(r"\(?\+?[0-9 .()-]{8,22}")
_DIGIT = re.compile(r"[0-9]")
_FROM_A_CELL = re.compile(r"([0-9]{9,11})\.0")
"""A table program keeps a number typed without quotes as a fraction, its leading 0 lost."""


def _national(digits: str) -> str:
    """Return `digits` without the country's code, the way out of the country and the leading 0."""
    for prefix in ("0084", "84", "0"):
        if digits.startswith(prefix) and (prefix != "84" or len(digits) >= 11):
            return digits.removeprefix(prefix).removeprefix("0" if prefix != "0" else "")
    return digits


def read_phone(text: str) -> str | None:
    """Return the number that `text` tells and nothing else, as +84…; None where it is no number of Viet Nam."""
    written = _FROM_A_CELL.sub(r"\1", nfc(text))
    if not _WRITTEN.fullmatch(written):
        return None
    national = _national(re.sub(r"\D", "", written))
    return f"+84{national}" if _MOBILE.fullmatch(national) or _FIXED.fullmatch(national) else None


def _groups(phone: str) -> tuple[str, str, str]:
    """Return the three groups in which a number in E.164 is written."""
    local = "0" + phone.removeprefix("+84")
    first = 3 if local.startswith(("024", "028")) else 4
    last = -4 if len(local) == 11 else -3
    return local[:first], local[first:last], local[last:]


def shown(phone: str) -> str:
    """Return 0900 000 123 for +84900000123."""
    return " ".join(_groups(phone))


def masked(phone: str) -> str:
    """Return 09•• ••• 123 for +84900000123: what is left tells two numbers of one person apart, and no more."""
    written = shown(phone)
    return written[:2] + _DIGIT.sub("•", written[2:-3]) + written[-3:]
