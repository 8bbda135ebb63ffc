"""The journal: what Telegram gave and took, line by line; what is forgotten is gone from it too."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.db.journal import KEPT, Journal
from bot.db.transaction import Transactions
from bot.inbox.store import store
from bot.services import own_data
from bot.services.people import person_of

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PHONE = "0900000111"


@pytest.fixture
def journal(tmp_path: Path, transactions: Transactions) -> Journal:
    transactions.database.journal = Journal(tmp_path / "journal")
    return transactions.database.journal


def said(number: int, chat: int, text: str = "x") -> dict[str, object]:
    chats = {"id": chat, "type": "private"}
    return {"update_id": number, "message": {"message_id": 1, "chat": chats, "from": {"id": chat}, "text": text}}


async def test_updates_stand_in_it_before_they_are_acknowledged(transactions: Transactions, journal: Journal) -> None:
    async with transactions.write("poll") as session:
        await store(session, 7, [said(1, 5), said(2, 6)], now=NOW)
    assert [(line["bot"], line["chat"], line["update"]) for line in journal.read(NOW)] == [
        (7, "5", said(1, 5)),
        (7, "6", said(2, 6)),
    ]
    (file,) = journal.folder.iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("journal-2026-11-23.jsonl", 0o600)


async def test_a_purge_by_phone_finds_nothing_and_leaves_the_others(
    transactions: Transactions, journal: Journal
) -> None:
    async with transactions.write("poll") as session:
        await store(session, 7, [said(1, 5, PHONE), said(2, 55), said(3, 5, PHONE), said(4, 6, '"chat":"5"')], now=NOW)
    async with transactions.write("u9") as session:
        person = await person_of(session, 5, language="vi", now=NOW)
        await own_data.erase(session, None, person, now=NOW)
    assert PHONE not in next(journal.folder.iterdir()).read_text()
    lines = list(journal.read(NOW))
    assert [line["update"]["update_id"] for line in lines if "update" in line] == [2, 4]
    assert lines[-1] == {"at": NOW.isoformat(), "forget": "5"}


async def test_what_is_undone_forgets_nobody(transactions: Transactions, journal: Journal) -> None:
    async with transactions.write("poll") as session:
        await store(session, 7, [said(1, 5)], now=NOW)

    async def undone() -> None:
        async with transactions.write("u9") as session:
            person = await person_of(session, 5, language="vi", now=NOW)
            await own_data.erase(session, None, person, now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await undone()
    assert len(list(journal.read(NOW))) == 1


@given(cut=st.integers(0, 200), texts=st.lists(st.text(), min_size=1, max_size=5))
def test_a_torn_line_spoils_no_other(tmp_path_factory: pytest.TempPathFactory, cut: int, texts: list[str]) -> None:
    journal = Journal(tmp_path_factory.mktemp("journal"))
    torn = json.dumps({"at": NOW.isoformat(), "text": "x" * 200}).encode()
    (journal.folder / f"journal-{NOW.date()}.jsonl").write_bytes(b"\n" + torn[:cut])
    journal.write({"at": NOW.isoformat(), "text": text} for text in texts)
    assert [line["text"] for line in journal.read(NOW)] == texts


def test_a_day_goes_before_its_lines_are_older_than_their_term(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    days = [NOW - timedelta(days=days) for days in range(20)]
    journal.write({"at": at.isoformat()} for at in days)
    journal.tidy(NOW)
    left = [datetime.fromisoformat(line["at"]) for line in journal.read(days[-1])]
    assert left == sorted(at for at in days if NOW - at < KEPT)
    assert journal.begins() == left[0].date()


def test_a_journal_that_can_not_be_written_asks_for_a_copy_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    journal = Journal(tmp_path / "file" / "journal")
    journal.write([{"at": NOW.isoformat()}])
    assert journal.gap
