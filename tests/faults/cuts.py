"""Power cuts: the record of a program is played on a disk that forgets, and stopped at one instant after another."""

from __future__ import annotations

import shutil
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from random import Random

from tests.faults.disk import Disk
from tests.faults.promises import Promises
from tests.faults.record import Call, calls, carry_out
from tests.faults.traced import before


class Cuts:
    """The record of a program that worked in `folder`; `handed` are the updates that came to it.

    `disk` and `told` are how things stand at the instant `at` at which `play` has stopped.
    """

    def __init__(self, record: Path, folder: Path, handed: Sequence[int] = ()) -> None:
        self.disk = Disk(before(record))
        self.told = Promises(handed)
        self.at = 0
        self._record = record
        self._folder = folder
        self._handed = handed

    def acknowledgements(self) -> list[int]:
        """Return the instants right after one."""
        told = Promises(self._handed)
        return [call.at for call in self._calls() if told.hear(call)]

    def changes(self) -> list[int]:
        """Return the instants right after something was done to the disk."""
        disk = Disk(before(self._record))
        return [call.at for call in self._calls() if carry_out(call, disk, self._folder)]

    def play(self, instants: Container[int], chance: Random) -> Iterator[Path]:
        """Cut the power at each of the instants: once all is lost that may be, once chance leaves some of it.

        The value is a folder as it is found then; it is gone afterwards.
        """
        found = self._record.with_name("found")
        for call in self._calls():
            carry_out(call, self.disk, self._folder)
            self.told.hear(call)
            self.at = call.at
            for luck in (None, chance) if call.at in instants else ():
                self.disk.after_power_cut(found, luck)
                yield found
                shutil.rmtree(found)

    def differing(self) -> int:
        """Return how many files are not what the whole record says: then it was not read right."""
        files = {name: file for name, file in self.disk.seen.items() if not file.folder}
        return sum((self._folder / name).read_bytes() != file.seen for name, file in files.items())

    def _calls(self) -> Iterator[Call]:
        with self._record.open(encoding="ascii") as lines:
            yield from calls(lines)
