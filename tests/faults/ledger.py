"""What earlier runs have done, a line a piece: so a long run can be taken in pieces and taken up again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """A piece of a run that came to its end: what was counted in it, and what it broke."""

    piece: str
    seed: int
    long: bool
    seconds: int
    counts: dict[str, int]
    broken: list[str]

    def __str__(self) -> str:
        counts = "".join(f", {count} {name}" for name, count in self.counts.items() if count)
        return f"{'BROKEN' if self.broken else 'holds'}: {self.piece} (seed {self.seed}, {self.seconds} s{counts})"


@dataclass(frozen=True)
class Ledger:
    """The lines of a file; with none, nothing is kept."""

    file: Path | None = None

    def entries(self) -> list[Entry]:
        """Return what stands in it."""
        if self.file is None or not self.file.exists():
            return []
        return [Entry(**json.loads(line)) for line in self.file.read_text(encoding="utf-8").splitlines()]

    def holds(self, piece: str, seed: int, *, long: bool) -> bool:
        """Return whether the piece was done with this seed, and broke nothing."""
        return any((e.piece, e.seed, e.long, e.broken) == (piece, seed, long, []) for e in self.entries())

    def add(self, entry: Entry) -> None:
        """Write a line at the end."""
        if self.file is not None:
            with self.file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
