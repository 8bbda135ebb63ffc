"""How alike two labels are, by their words, with the usual abbreviations written out."""

from __future__ import annotations

import re

from bot.plan_reader.words import plain

_SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ubmttq": "uy ban mat tran to quoc",
    "ubmttqvn": "uy ban mat tran to quoc viet nam",
    "mttq": "mat tran to quoc",
    "cchc": "cai cach hanh chinh",
    "tthc": "thu tuc hanh chinh",
    "kstthc": "kiem soat thu tuc hanh chinh",
    "vp": "van phong",
    "tt": "thuong truc",
    "vpub": "van phong uy ban",
    "bcd": "ban chi dao",
    "tp": "thanh pho",
    "pt": "phat thanh",
    "th": "truyen hinh",
    "nhnn": "ngan hang nha nuoc",
    "ptth": "phat thanh truyen hinh",
    "snv": "so noi vu",
    "cqnd": "co quan nganh doc",
    "ccq": "cac co quan",
    "dn": "doanh nghiep",
    "ttdt": "thong tin dien tu",
    "bhxh": "bao hiem xa hoi",
    "kbnn": "kho bac nha nuoc",
    "tw": "trung uong",
    "ct": "chu tich",
    "pct": "pho chu tich",
    "hdtd": "hoi dong tham dinh",
    "qd": "quyet dinh",
}
_STOP = {
    "va",
    "cac",
    "cua",
    "tai",
    "theo",
    "ve",
    "cho",
    "den",
    "tu",
    "voi",
    "la",
    "o",
    "co",
    "duoc",
    "tren",
    "dia",
    "ban",
    "tham",
    "du",
    "nguoi",
}


def words_of(text: str) -> frozenset[str]:
    """Return the telling words of a label, folded."""
    found = re.findall(r"[a-z0-9]+", plain(text))
    return frozenset(w for word in found for w in _SHORT.get(word, word).split() if w not in _STOP)


def share(one: str, other: str) -> float:
    """Return the share of the shorter label's words that the other holds."""
    a, b = words_of(one), words_of(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def dice(one: str, other: str) -> float:
    """Return how alike two labels are; 1 means the same words."""
    a, b = words_of(one), words_of(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
