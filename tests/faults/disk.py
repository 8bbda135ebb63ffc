"""A disk that forgets: it holds for sure what was synced, as POSIX promises, and of the rest what chance leaves.

Bytes are held once their file was synced (fsync, fdatasync); a name is, new or changed or taken away, once its folder
was. The disk writes in sectors: of bytes that weren't synced any sector may be there or not, whatever came first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512

Change = tuple[int, int, bytes | None]
"""When it was made, where, and the bytes; None: the file was cut or grown to that length."""


@dataclass(eq=False)
class File:
    """What programs see of a file, what the disk holds for sure, and the changes between the two."""

    seen: bytearray = field(default_factory=bytearray)
    held: bytearray = field(default_factory=bytearray)
    changes: list[Change] = field(default_factory=list)
    folder: bool = False

    def change(self, change: Change) -> None:
        """Change it in memory."""
        _apply(self.seen, change)
        self.changes.append(change)

    def sync(self, began: int) -> None:
        """Hold what was changed before a sync that began at `began`."""
        for change in (each for each in self.changes if each[0] < began):
            _apply(self.held, change)
        self.changes = [each for each in self.changes if each[0] >= began]

    def left(self, chance: Random | None) -> bytes:
        """Return what is found after the power was gone; without `chance` nothing but what is held."""
        found = bytearray(self.held)
        if chance is not None:
            for at, place, data in self.changes:
                for start, piece in _sectors(place, data):
                    if chance.random() < 0.5:
                        _apply(found, (at, start, piece))
        return bytes(found)


Names = dict[str, File]


class Disk:
    """The files of a folder by their paths in it; `before` is the folder as the disk holds it at the beginning."""

    def __init__(self, before: Path) -> None:
        self._held: Names = {}
        for path in sorted(before.rglob("*")):
            data = b"" if path.is_dir() else path.read_bytes()
            self._held[str(path.relative_to(before))] = File(bytearray(data), bytearray(data), folder=path.is_dir())
        self.seen = dict(self._held)
        self._renamed: list[tuple[int, dict[str, File | None]]] = []

    def make(self, at: int, name: str, *, folder: bool = False) -> None:
        """Make a file or a folder, unless it is there."""
        if name not in self.seen:
            self._rename(at, {name: File(folder=folder)})

    def remove(self, at: int, name: str) -> None:
        """Take a name away."""
        self._rename(at, {name: None})

    def move(self, at: int, old: str, new: str) -> None:
        """Give a file another name, in one step."""
        self._rename(at, {old: None, new: self.seen[old]})

    def link(self, at: int, old: str, new: str) -> None:
        """Give a file a second name."""
        self._rename(at, {new: self.seen[old]})

    def sync(self, began: int, name: str) -> None:
        """Hold a file's bytes, or the names in a folder (`.`: the whole one)."""
        if name != "." and not self.seen[name].folder:
            self.seen[name].sync(began)
            return
        synced = [each for each in self._renamed if each[0] < began and _inside(each[1], name)]
        for each in synced:
            _name(self._held, each[1])
        self._renamed = [each for each in self._renamed if each not in synced]

    def after_power_cut(self, folder: Path, chance: Random | None = None) -> None:
        """Write into `folder` what is found when the power is back; without `chance` all that could be lost is lost.

        Names change in the order in which they were changed, as far as they got.
        """
        names = dict(self._held)
        if chance is not None:
            for _, change in self._renamed[: chance.randint(0, len(self._renamed))]:
                _name(names, change)
        for name, file in sorted(names.items()):
            if all(str(parent) in names for parent in list(Path(name).parents)[:-1]):
                _put(folder / name, file, file.left(chance))

    def _rename(self, at: int, change: dict[str, File | None]) -> None:
        _name(self.seen, change)
        self._renamed.append((at, change))


def _apply(data: bytearray, change: Change) -> None:
    _, place, written = change
    if len(data) < place:
        data.extend(bytes(place - len(data)))
    if written is None:
        del data[place:]
    else:
        data[place : place + len(written)] = written


def _sectors(place: int, data: bytes | None) -> list[tuple[int, bytes | None]]:
    """Return a change sector by sector."""
    if data is None:
        return [(place, None)]
    ends = [*range(place - place % SECTOR + SECTOR, place + len(data), SECTOR), place + len(data)]
    starts = [place, *ends[:-1]]
    return [(start, data[start - place : end - place]) for start, end in zip(starts, ends, strict=True)]


def _inside(change: dict[str, File | None], folder: str) -> bool:
    return any(str(Path(name).parent) == folder for name in change)


def _name(names: Names, change: dict[str, File | None]) -> None:
    for name, file in change.items():
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


def _put(path: Path, file: File, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if file.folder:
        path.mkdir(exist_ok=True)
    else:
        path.write_bytes(data)
