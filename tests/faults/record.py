"""The record of a traced program: what it did to the files of its folder, and what it told the world, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.disk import Disk
from tests.faults.traced import OUTSIDE

LINE = re.compile(r"(\d+) +(.*)")
BEGUN = re.compile(r"(.*?) ?<unfinished \.\.\.>$")
RESUMED = re.compile(r"<\.\.\. \w+ resumed>(.*)")
CALL = re.compile(r"(\w+)\((.*)\) += (\d+)\b")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
OPENED = re.compile(r"<((?:\\x[0-9a-f]{2})*)>")
NUMBER = re.compile(r", (\d+)")
NAMING = (
    "openat",
    "mkdir",
    "mkdirat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "rmdir",
)


@dataclass(frozen=True)
class Call:
    """One call that succeeded: when it began and ended (lines of the record), its arguments, the texts in them."""

    began: int
    at: int
    name: str
    arguments: str
    result: int

    @property
    def texts(self) -> list[bytes]:
        return [_bytes(each) for each in TEXT.findall(self.arguments)]

    @property
    def opened(self) -> str:
        """What the first descriptor in the arguments stands for: a path, or a socket."""
        found = OPENED.search(self.arguments)
        return _bytes(found[1]).decode() if found else ""

    @property
    def numbers(self) -> list[int]:
        """The numbers after the last text."""
        return [int(each) for each in NUMBER.findall(self.arguments.rpartition('"')[2])]


def calls(record: Iterable[str]) -> Iterator[Call]:
    """Give the calls in the order in which they ended."""
    begun: dict[str, tuple[int, str]] = {}
    for at, line in enumerate(record):
        found = LINE.match(line)
        if found is None:
            continue
        process, text = found[1], found[2]
        if (broken := BEGUN.match(text)) is not None:
            begun[process] = at, broken[1]
            continue
        began = at
        if (rest := RESUMED.match(text)) is not None and process in begun:
            began, first = begun.pop(process)
            text = first + rest[1]
        if (call := CALL.match(text)) is not None:
            yield Call(began, at, call[1], call[2], int(call[3]))


def carry_out(call: Call, disk: Disk, folder: Path) -> bool:
    """Do to the disk what a call did to the files of `folder`; return whether it concerned them."""
    if call.name in NAMING:
        names = [_inside(each.decode(), folder) for each in call.texts]
        concerned = bool(names) and None not in names
        if concerned:
            _named(call, disk, [str(each) for each in names])
        return concerned
    name = _inside(call.opened, folder)
    if name is None or (name != "." and name not in disk.seen):
        return False
    _written(call, disk, name)
    return True


def _named(call: Call, disk: Disk, names: list[str]) -> None:
    match call.name:
        case "openat":
            if "O_CREAT" in call.arguments:
                disk.make(call.at, names[0])
            if "O_TRUNC" in call.arguments and names[0] in disk.seen:
                disk.seen[names[0]].change((call.at, 0, None))
        case "mkdir" | "mkdirat":
            disk.make(call.at, names[0], folder=True)
        case "rename":
            disk.move(call.at, *names)
        case "link":
            disk.link(call.at, *names)
        case "unlink" | "unlinkat" | "rmdir":
            disk.remove(call.at, names[0])
        case _:
            raise NotImplementedError(call.name)


def _written(call: Call, disk: Disk, name: str) -> None:
    match call.name:
        case "pwrite64":
            disk.seen[name].change((call.at, call.numbers[-1], call.texts[-1][: call.result]))
        case "write":  # files are written from end to end, or by O_APPEND
            disk.seen[name].change((call.at, len(disk.seen[name].seen), call.texts[-1][: call.result]))
        case "ftruncate":
            disk.seen[name].change((call.at, call.numbers[-1], None))
        case "fsync" | "fdatasync":
            disk.sync(call.began, name)
        case _:
            raise NotImplementedError(call.name)


def _inside(path: str, folder: Path) -> str | None:
    """Return a path as it is named in `folder`, None where it is outside or of no interest."""
    whole = folder / path
    if not whole.is_relative_to(folder) or any(map(whole.match, OUTSIDE)):
        return None
    return str(whole.relative_to(folder))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
