"""Whether a unit is among some others: by its name, or because a class that they name takes it in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.plan_reader.likeness import dice, share, words_of
from bot.plan_reader.reading import Reading
from bot.plan_reader.words import plain

_CLASS = re.compile(
    r"(?:cac|nhung|mot so|toan bo)\s|(?:ubnd|uy ban nhan dan) (?:cac |quan, |huyen, |xa, )|(?:quan|"
    r"huyen|xa|so|co quan|phuong), |co quan|don vi|dai bieu|ban to chuc|ban chi dao|hoi dong "
    r"(?!nhan dan)|to (?:giup viec|cong tac|cai cach)|\d+ "
)
_DEPARTMENTS = re.compile(
    r"(?:cac|thu truong|lanh dao|giam doc)? ?so, (?:ban|nganh)|cac so\b|co quan chuyen mon|co "
    r"quan, don vi thuoc tinh|cac so nganh|cac co quan, don vi\b(?! lien quan)"
)
_DEPARTMENT = re.compile(r"so |thanh tra (?:tinh|thanh pho)|van phong (?:uy ban nhan dan|ubnd)|ban (?:dan toc|quan ly)")
_VERTICAL = re.compile(r"nganh doc|trung uong dong")
_VERTICALS = re.compile(
    r"(?:cuc|kho bac|bao hiem|ngan hang|cong an|bo chi huy|thue|toa an|vien kiem sat|thi hanh "
    r"an|thong ke|chi cuc|hai quan|quan ly thi truong)\b"
)
_PARTY = re.compile(r"co quan (?:tham muu|dang)|ban (?:xay dung )?dang|cac ban[^;]{0,20}tinh uy|tinh uy")
_PARTIES = re.compile(r"(?:ban [^;]{3,40}|van phong |uy ban kiem tra |dang uy [^;]{0,40})(?:tinh uy|thanh uy)?$")
_FRONT = re.compile(r"to chuc chinh tri|doan the|hoi doan the")
_FRONTS = re.compile(r"(?:hoi|lien doan|tinh doan|thanh doan|doan|uy ban mat tran|mat tran|ban thuong truc)\b")
_LOCAL = re.compile(
    r"(?:ubnd|uy ban nhan dan|chu tich)[^;]{0,30}(?:huyen|quan|xa|phuong)|cac (?:huyen|quan|xa|phuong|dia phuong)"
)
_LOCALS = re.compile(
    r"(?:ubnd|uy ban nhan dan|huyen|quan|thi xa|thanh pho|xa|phuong)[^;]{0,20}\b(?:huyen|"
    r"quan|thi xa|thanh pho|xa|phuong)?"
)
_ROOMS = re.compile(r"(?<!truong )cac phong\b|truong cac phong\b(?!:)")
_ROOM = re.compile(r"phong |van phong hdnd|thanh tra huyen|trung tam ")
_DISTRICTS = re.compile(r"(?:ubnd|uy ban nhan dan|chu tich|cac|thuoc)[^;]{0,30}\b(?:huyen|quan), |cap huyen")
_CLASSES = (
    (_ROOMS, _ROOM),
    (_DISTRICTS, re.compile(r"phong ")),
    (_PARTY, _PARTIES),
    (_DEPARTMENTS, _DEPARTMENT),
    (_VERTICAL, _VERTICALS),
    (_FRONT, _FRONTS),
    (_LOCAL, _LOCALS),
)
_ALL = re.compile(
    r"\W*(?:cac )?(?:(?:co quan, |don vi, |dai bieu )?thanh phan (?:theo|tham du|du|moi)|nhu (?:tren|thanh phan|muc))"
)
_ALIKE = 0.75


@dataclass(frozen=True)
class Presence:
    """The names that stand in some lists."""

    names: tuple[str, ...]
    all_of_them: bool = False

    @classmethod
    def of_invited(cls, reading: Reading) -> Presence:
        """Those invited, who chairs, who issues the plan and who carries the work."""
        names = [name for group in reading.groups for name in [*group.units, group.label]]
        hosts = [
            reading.head.issuing_body,
            reading.chair and reading.chair.position,
            reading.organiser and reading.organiser[0],
        ]
        return cls(tuple(names + [name for name in hosts if name]))

    @classmethod
    def of_taking_part(cls, reading: Reading) -> Presence:
        """Those invited, and those on duty."""
        on_duty = [name for duty in reading.duties for name in [*duty.lead, *duty.coordinating]]
        return cls((*cls.of_invited(reading).names, *on_duty))

    @classmethod
    def of_recipients(cls, reading: Reading) -> Presence:
        """Those in "Nơi nhận", and who issues the plan."""
        lines = [part for line in reading.recipients for part in line.split(";")]
        hosts = [reading.head.issuing_body] if reading.head.issuing_body else []
        return cls((*lines, *hosts), any(_ALL.match(plain(line)) for line in lines))

    def holds(self, unit: str) -> bool:
        """Tell whether the unit is there; classes of units ("các sở, ban, ngành") and loose words always are."""
        flat = plain(unit)
        if self.all_of_them or _CLASS.match(flat) or len(words_of(unit)) < 2:
            return True
        return any(_same(unit, name) for name in self.names) or self._by_class(flat)

    def _by_class(self, flat: str) -> bool:
        return any(
            members.match(flat) and any(named.search(plain(name)) for name in self.names) for named, members in _CLASSES
        )


def _same(unit: str, name: str) -> bool:
    """A line that holds all words of the name holds the unit."""
    return dice(unit, name) >= _ALIKE or (share(unit, name) >= 0.99 and len(words_of(name)) >= len(words_of(unit)))
