"""The disk that forgets, and the record of a program that is played on it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.faults.disk import SECTOR, Disk
from tests.faults.promises import Promises
from tests.faults.record import calls, carry_out


def hex_of(text: str) -> str:
    """Return a text as strace -xx writes it."""
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """A disk with a file `a` of two letters."""
    folder = tmp_path / "before"
    folder.mkdir()
    (folder / "a").write_bytes(b"AB")
    return Disk(folder)


def found(disk: Disk, folder: Path, chance: Random | None = None) -> dict[str, bytes]:
    disk.after_power_cut(folder, chance)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_bytes_that_were_not_synced_are_lost(disk: Disk, tmp_path: Path) -> None:
    disk.seen["a"].change((1, 1, b"xyz"))
    assert bytes(disk.seen["a"].seen) == b"Axyz"
    assert found(disk, tmp_path / "lost") == {"a": b"AB"}
    disk.sync(2, "a")
    assert found(disk, tmp_path / "held") == {"a": b"Axyz"}


def test_a_sync_holds_only_what_was_written_before_it_began(disk: Disk, tmp_path: Path) -> None:
    disk.seen["a"].change((1, 0, b"1"))
    disk.seen["a"].change((3, 1, b"2"))
    disk.sync(2, "a")
    assert found(disk, tmp_path / "held") == {"a": b"1B"}


def test_a_name_is_lost_unless_its_folder_was_synced(disk: Disk, tmp_path: Path) -> None:
    disk.make(1, "part")
    disk.seen["part"].change((2, 0, b"whole"))
    disk.sync(3, "part")
    disk.move(4, "part", "copy")
    assert found(disk, tmp_path / "lost") == {"a": b"AB"}
    disk.sync(5, ".")
    assert found(disk, tmp_path / "held") == {"a": b"AB", "copy": b"whole"}


def test_a_file_is_lost_with_its_folder(disk: Disk, tmp_path: Path) -> None:
    disk.make(1, "folder", folder=True)
    disk.make(2, "folder/b")
    disk.sync(3, "folder")
    assert found(disk, tmp_path / "lost") == {"a": b"AB"}
    disk.sync(4, ".")
    assert found(disk, tmp_path / "held") == {"a": b"AB", "folder/b": b""}


def test_a_file_that_was_taken_away_comes_back_unless_its_folder_was_synced(disk: Disk, tmp_path: Path) -> None:
    disk.remove(1, "a")
    assert found(disk, tmp_path / "lost") == {"a": b"AB"}
    disk.sync(2, ".")
    assert found(disk, tmp_path / "held") == {}


def test_chance_leaves_some_sectors_and_none_by_halves(disk: Disk, tmp_path: Path) -> None:
    disk.seen["a"].change((1, SECTOR // 2, b"x" * SECTOR * 8))
    seen = {found(disk, tmp_path / str(seed), Random(seed))["a"] for seed in range(20)}
    assert len(seen) > 2
    for each in seen:
        rest = each[SECTOR // 2 :].ljust(SECTOR * 8, b"\0")
        first, others = rest[: SECTOR // 2], rest[SECTOR // 2 :]
        pieces = [first, *(others[start : start + SECTOR] for start in range(0, len(others), SECTOR))]
        assert all(len(set(piece)) == 1 for piece in pieces)


def test_chance_leaves_names_in_the_order_in_which_they_were_given(disk: Disk, tmp_path: Path) -> None:
    disk.make(1, "b")
    disk.remove(2, "a")
    left = {frozenset(found(disk, tmp_path / str(seed), Random(seed))) for seed in range(20)}
    assert left == {frozenset("a"), frozenset("ab"), frozenset("b")}


RECORD = f"""\
7 mkdir("{hex_of("/d/new")}", 0700) = 0
7 openat(AT_FDCWD<{hex_of("/d")}>, "{hex_of("/d/new/j")}", O_WRONLY|O_CREAT, 0600) = 3<{hex_of("/d/new/j")}>
7 write(3<{hex_of("/d/new/j")}>, "{hex_of("line")}", 4) = 4
7 fsync(3<{hex_of("/d/new/j")}> <unfinished ...>
8 pwrite64(4<{hex_of("/d/a")}>, "{hex_of("Z")}", 1, 1) = 1
8 fdatasync(4<{hex_of("/d/a")}>) = -1 EIO (Input/output error)
8 write(5<{hex_of("/d/log.txt")}>, "{hex_of("words")}", 5) = 5
7 <... fsync resumed>) = 0
7 fsync(6<{hex_of("/d")}>) = 0
7 fsync(6<{hex_of("/d/new")}>) = 0
7 rename("{hex_of("/d/new/j")}", "{hex_of("/d/new/k")}") = 0
7 unlink("{hex_of("/elsewhere/a")}") = 0
7 +++ exited with 0 +++
"""


def test_a_record_is_carried_out_as_far_as_it_succeeded(disk: Disk, tmp_path: Path) -> None:
    concerned = [carry_out(call, disk, Path("/d")) for call in calls(RECORD.splitlines())]
    assert concerned == [True, True, True, True, False, True, True, True, True, False]
    assert bytes(disk.seen["a"].seen) == b"AZ"
    assert found(disk, tmp_path / "lost") == {"a": b"AB", "new/j": b"line"}


POLLED = f"""\
7 sendto(9<{hex_of("socket:[1]")}>, "{hex_of("POST /bot1:A/getUpdates?offset=12&x HTTP/1.1")}", 44, 0, NULL, 0) = 44
7 sendto(9<{hex_of("socket:[1]")}>, "{hex_of("POST /bot1:A/sendMessage HTTP/1.1")}", 33, 0, NULL, 0) = 33
7 sendto(9<{hex_of("socket:[1]")}>, "{hex_of("POST /bot1:A/getMe HTTP/1.1")}", 27, 0, NULL, 0) = 27
"""
BROUGHT = f"""\
7 recvfrom(9<{hex_of("socket:[1]")}>, "{hex_of('{"update_id": 11, "message"')}", 99, 0, NULL, NULL) = 27
7 recvfrom(9<{hex_of("socket:[2]")}>, "{hex_of('{"update_id": 12, "message"')}", 99, 0, NULL, NULL) = 27
7 sendto(9<{hex_of("socket:[1]")}>, "{hex_of("HTTP/1.1 503 Service Unavailable")}", 32, 0, NULL, 0) = 32
7 sendto(9<{hex_of("socket:[2]")}>, "{hex_of("HTTP/1.1 200 OK")}", 15, 0, NULL, 0) = 15
"""


def test_the_next_question_acknowledges_what_came_before_it() -> None:
    told = Promises([10, 11, 12])
    assert [told.hear(call) for call in calls(POLLED.splitlines())] == [True, False, False]
    assert (told.acknowledged, told.sent) == ({10, 11}, 1)


def test_the_answer_200_acknowledges_what_was_brought_by_that_connection() -> None:
    told = Promises([10, 11, 12])
    assert [told.hear(call) for call in calls(BROUGHT.splitlines())] == [False, False, False, True]
    assert told.acknowledged == {12}
