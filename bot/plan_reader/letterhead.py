"""Names of bodies as a letterhead sets them, in capitals, brought to the letters of running text."""

from __future__ import annotations

import re

_ABBREVIATED = {"mttq": "MTTQ", "tncs": "TNCS", "ubnd": "UBND", "hđnd": "HĐND"}
_INSTITUTIONS = {"trung tâm", "chi cục", "bệnh viện", "học viện", "tổng cục", "công ty", "ngân hàng", "thường trực"}
_NAMES_A_FIELD = {"sở", "ban", "cục", "vụ", "viện", "bộ", "hội", "phòng"}


def as_name(text: str) -> str:
    """Return capitals as a name: large are the first word, the field that follows "Sở" or "và", and names of places."""
    parts = re.split(
        r"(?<=\s)(tỉnh(?! ủy)|thành phố|tp\.?|huyện|quận|thị xã|"
        r"xã(?! hội(?:$|\s(?:tỉnh|thành phố|huyện|quận|thị|xã|phường)\s))|phường|đặc khu|thị trấn)(?=\s)",
        text.lower(),
        maxsplit=1,
    )
    words = parts[0].split()
    place = " ".join(part.capitalize() for part in parts[2].split()) if len(parts) > 1 else ""
    return " ".join([*_body(words), *parts[1:2], *([place] if place else [])])


def _body(words: list[str]) -> list[str]:
    field = bool(words) and words[0] in _NAMES_A_FIELD
    institution = " ".join(words[:2]) in _INSTITUTIONS
    large = {0} | {
        i
        for i, word in enumerate(words)
        if word in {"việt", "nam", "mttq", "ubnd", "hđnd", "tncs", "hồ", "chí", "minh"}
    }
    large |= {i for i, word in enumerate(words[:-1]) if word in {"ủy", "uỷ"} and words[i + 1] == "ban"}
    large |= {
        i for i, word in enumerate(words[:-1]) if word in {"tỉnh", "thành", "huyện"} and words[i + 1] in {"ủy", "uỷ"}
    }
    large |= {i for i, word in enumerate(words[:-1]) if word == "chính" and words[i + 1] == "phủ"}
    if institution:
        large |= {2}
    if field:
        large |= {1} | {i for i in range(1, len(words)) if words[i - 1] in {"và", "-"} or words[i - 1].endswith(",")}
    return [_ABBREVIATED.get(word, word.capitalize()) if i in large else word for i, word in enumerate(words)]
