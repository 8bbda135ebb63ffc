"""The level of the body that issues a paper."""

from __future__ import annotations

import re
from datetime import date

from bot.plan_reader.blocks import Block, Paragraph
from bot.plan_reader.head import Head
from bot.plan_reader.words import plain

_TWO_LEVELS = date(2025, 7, 1)
"""Since then there are no cities below a province (Law 72/2025/QH15)."""
_CITY = re.compile(
    r"(?:uy ban nhan dan|hoi dong nhan dan|thanh uy|phong .{3,40}|ban chap hanh .{3,50}) thanh "
    r"pho\b|\bthanh (?:uy|doan)\b"
)
_WARDS = re.compile(
    r"(?:xa, phuong|phuong, xa)\b|phong, (?:ban|nganh)|\bphong (?:tai chinh - ke hoach|noi vu|kinh te|tu phap|"
    r"van hoa va thong tin|giao duc va dao tao|lao dong|quan ly do thi)\b"
)
_DISTRICTS = re.compile(r"\bso, (?:ban|nganh)|\bcac so\b|\bquan, huyen|\bhuyen, quan|\bcac (?:quan|huyen)\b")


_PROVINCE = re.compile(
    r"\b(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|cap|nganh|so [a-z ,-]{3,40}|doan the|cua|"
    r"hoi [a-z ]{3,30}|vien nam|cong an|toan) tinh\b(?!,| lan can)|\btinh (?:uy|doan)\b|^ban [^.]* tinh\b"
)
_TOWN = re.compile(
    r"(?<!tỉnh, )(?<!tỉnh và )\b([Tt])hành (?:phố(?! trực thuộc| Hà Nội| Hồ Chí Minh| Hải Phòng| Đà Nẵng| Cần Thơ|"
    r" Huế)|([uủ][yỷ]|đoàn)\b)"
)


def level_of_host(head: Head, blocks: list[Block]) -> str:
    """Return the level of the issuing body; a city with wards and rooms but no departments equals a district."""
    level, name = level_of_body(head.issuing_body), plain(head.issuing_body or "")
    if level != "province" or not _CITY.search(name) or (head.signed and head.signed >= _TWO_LEVELS):
        return level
    text = "\n".join(plain(b.text) for b in blocks if isinstance(b, Paragraph))
    below = _WARDS.search(text) or ("tinh" not in name and cities_are_towns(head, blocks))
    return "district" if below and not _DISTRICTS.search(text) else level


def cities_are_towns(head: Head, blocks: list[Block]) -> bool:
    """Tell whether "thành phố" means a city below a province in this paper: its province is named, as "tỉnh"."""
    if head.signed and head.signed >= _TWO_LEVELS:
        return False
    own = plain(head.issuing_body or "")
    text = "\n".join(plain(b.text) for b in blocks if isinstance(b, Paragraph))
    return level_of_body(head.issuing_body) != "central" and bool(_PROVINCE.search(own) or _PROVINCE.search(text))


def as_town(text: str) -> str:
    """Return `text` with a city as a town, the level at which it stands below a province."""
    return _TOWN.sub(lambda m: f"{m[1]}hị {'xã' if m[0].endswith('phố') else m[2]}", text)


def level_of_body(name: str | None) -> str:
    """Return the level of an issuing body by its name."""
    flat = plain(name or "").replace("xa hoi", "")
    if re.search(r"\b(?:huyen|(?<!co )quan(?! (?:su|ly|doi|he|tri))|thi xa)\b", flat):
        return "district"
    if re.search(r"\b(?:xa|phuong|dac khu)\b", flat):
        return "commune"
    if re.match(r"(?:(?:phong|khoa|ban|trung tam)\b.* )?(?:truong|hoc vien|dai hoc|benh vien|vien)\b", flat):
        return "other"
    if re.match(r"(?:tong )?cong ty|tap doan", flat):
        return "enterprise"
    return (
        "central"
        if re.match(
            r"(?:(?:van phong )?bo(?! chi huy)|van phong chinh phu|tong cuc|(?:vu|cuc)(?!.*\b(?:tinh|thanh pho|"
            r"khu vuc)))\b",
            flat,
        )
        else "province"
    )
