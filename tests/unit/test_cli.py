"""The commands, as a shell runs them."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.playground.telegram import SimulatedTelegram
from bot.playground.telegram.calls import Fault
from tests.patience import PATIENCE
from tests.ports import free_port

COMMAND = Path(sys.executable).with_name("dieuphoi")
PLAN = Path(__file__).parents[2] / "bot" / "playground" / "province" / "ke_hoach_hoi_nghi.docx"


def dieuphoi(folder: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder`, in English, with nothing of ours in the environment."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DIEUPHOI_")}
    return subprocess.run(
        [str(COMMAND), *map(str, arguments)],
        cwd=folder,
        env={**clean, "LANG": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def test_help_and_version(tmp_path: Path) -> None:
    shown = dieuphoi(tmp_path, "--help")
    assert shown.returncode == 0
    assert all(name in shown.stdout for name in ("run", "play", "plan", "db", "doctor"))
    assert "Chạy bot" in dieuphoi(tmp_path, "--help", LANG="vi_VN.UTF-8").stdout
    assert dieuphoi(tmp_path, "--version").stdout.startswith("dieuphoi, version ")


def test_all_mistakes_in_the_settings_are_told_at_once_and_nothing_starts(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[telegram]\nmode = "pigeon"\n[limits]\nin_flight = 99\nspeed = 1\n')
    found = dieuphoi(tmp_path, "run", DIEUPHOI_OWNERS__TELEGRAM_IDS="Hà")
    assert found.returncode == 2
    assert all(
        key in found.stderr for key in ("telegram.mode", "limits.in_flight", "limits.speed", "owners.telegram_ids")
    )
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("arguments", [("run", "--config", "missing.toml"), ("fly",), ("plan", "read", "missing.docx")])
def test_a_wrong_call_ends_with_two(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert dieuphoi(tmp_path, *arguments).returncode == 2


def test_a_plan_is_read_as_json_and_in_words(tmp_path: Path) -> None:
    reading = json.loads(dieuphoi(tmp_path, "plan", "read", PLAN, "--json").stdout)
    assert reading["number"] == "58/KH-UBND"
    assert len(reading["duties"]) == 12
    assert "Plan No. 58/KH-UBND" in dieuphoi(tmp_path, "plan", "read", PLAN).stdout


def test_a_file_that_is_no_plan_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    refused = dieuphoi(tmp_path, "plan", "read", "empty.txt", "--json")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert len(refused.stderr.strip().splitlines()) == 1


def test_the_database_is_made_checked_and_guarded(tmp_path: Path) -> None:
    assert dieuphoi(tmp_path, "db", "upgrade").returncode == 0
    assert dieuphoi(tmp_path, "db", "check").returncode == 0
    assert (tmp_path / "data" / "dieuphoi.sqlite3").exists()


READS = [("audit", "verify"), ("audit", "exports"), ("audit", "purges"), ("release",), ("backup",)]


@pytest.mark.parametrize("arguments", READS, ids=" ".join)
def test_what_needs_a_database_says_where_there_is_none_and_makes_none(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    told = dieuphoi(tmp_path, *arguments)
    assert told.returncode == 1
    assert "data/dieuphoi.sqlite3" in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "data" / "dieuphoi.sqlite3").exists()


@pytest.mark.parametrize("url", ["postgresql://bot:geheim@127.0.0.1:1/nowhere", "sqlite:////proc/nowhere/a.sqlite3"])
def test_a_database_that_cannot_be_reached_is_one_sentence(tmp_path: Path, url: str) -> None:
    environment = {"DIEUPHOI_DATABASE__URL": url, "DIEUPHOI_TELEGRAM__TOKEN": "1:x"}
    for arguments in (("db", "upgrade"), ("run",), ("audit", "verify"), ("release",)):
        told = dieuphoi(tmp_path, *arguments, **environment)
        assert (told.returncode, told.stderr.partition(" (")[0]) == (1, "The database can't be opened"), arguments
        assert len(told.stderr.strip().splitlines()) == 1
        assert "geheim" not in told.stderr


def test_no_database_of_that_name_is_one_sentence(tmp_path: Path, postgresql: str) -> None:
    url = postgresql.format(name="nowhere")
    for arguments in (("db", "check"), ("db", "upgrade"), ("audit", "verify")):
        told = dieuphoi(tmp_path, *arguments, DIEUPHOI_DATABASE__URL=url)
        assert told.returncode == 1
        assert 'database "nowhere" does not exist' in told.stdout + told.stderr
        assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    "url",
    ["sqlite:///", "postgresql://", "postgresql://bot:a@b@host/name", "postgresql://bot:a/b@host/name",
     "postgresql://bot:pass@host:port/name", "postgresql://bot:a#b@host/name", "mysql://host/name"],
)  # fmt: skip
def test_an_address_that_is_none_is_told_with_the_settings(tmp_path: Path, url: str) -> None:
    told = dieuphoi(tmp_path, "db", "check", DIEUPHOI_DATABASE__URL=url)
    assert told.returncode == 2
    assert "database.url: must " in told.stderr
    assert "Traceback" not in told.stderr


def test_nobody_else_on_the_machine_may_read_the_data(tmp_path: Path) -> None:
    """Also those of a file that was made by an older program."""
    data = tmp_path / "data"
    dieuphoi(tmp_path, "db", "upgrade")
    assert {path.name: path.stat().st_mode & 0o077 for path in data.glob("*.sqlite3*") if path.suffix != ".lock"} == {
        "dieuphoi.sqlite3": 0
    }
    (data / "dieuphoi.sqlite3").chmod(0o644)
    with contextlib.closing(sqlite3.connect(data / "dieuphoi.sqlite3")) as old:
        old.execute("UPDATE alembic_version SET version_num = '0001'")
        old.commit()
    dieuphoi(tmp_path, "db", "upgrade")
    found = {path.stat().st_mode & 0o077 for path in data.glob("*.sqlite3*") if path.suffix != ".lock"}
    assert (found, len(list(data.glob("*.copy")))) == ({0}, 1)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make what belongs to others")
def test_what_root_makes_beside_the_data_belongs_to_their_owner(tmp_path: Path) -> None:
    """Else the bot, which runs as its own user, could neither copy nor start after a command that root typed."""
    nobody = 65534
    data = tmp_path / "data"
    dieuphoi(tmp_path, "db", "upgrade")
    for path in (data, *data.rglob("*")):
        os.chown(path, nobody, nobody)
    assert dieuphoi(tmp_path, "backup").returncode == 0
    (copy,) = (data / "backups").glob("*.sqlite3")
    assert dieuphoi(tmp_path, "restore", copy).returncode == 0
    assert dieuphoi(tmp_path, "release").returncode == 0
    assert {path.stat().st_uid for path in data.rglob("*")} == {nobody}


def test_the_doctor_says_what_to_do(tmp_path: Path) -> None:
    found = dieuphoi(tmp_path, "doctor")
    assert found.returncode == 1
    assert "BotFather" in found.stdout
    unreachable = {"DIEUPHOI_TELEGRAM__TOKEN": "1:x", "DIEUPHOI_TELEGRAM__API_URL": "http://127.0.0.1:9"}
    assert "http://127.0.0.1:9 can't be reached" in dieuphoi(tmp_path, "doctor", **unreachable).stdout


def test_a_second_process_on_one_file_is_turned_away(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with (tmp_path / "data" / "dieuphoi.sqlite3.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        turned_away = dieuphoi(tmp_path, "db", "upgrade")
    assert turned_away.returncode == 1
    assert "in use by another process" in turned_away.stderr


async def test_a_token_that_telegram_does_not_know_ends_the_run_with_one_sentence(
    tmp_path: Path, clock: MovableClock
) -> None:
    telegram = SimulatedTelegram("4242:the-right-one", clock=clock)
    api_url = await telegram.start()
    environment = {"DIEUPHOI_TELEGRAM__TOKEN": "4242:another", "DIEUPHOI_TELEGRAM__API_URL": api_url}
    refused = await asyncio.to_thread(dieuphoi, tmp_path, "run", **environment)
    await telegram.stop()
    assert refused.returncode == 1
    assert "does not know this token" in refused.stderr
    assert "4242:another" not in refused.stderr


async def test_an_address_for_updates_that_telegram_refuses_ends_the_run_with_one_sentence(
    tmp_path: Path, clock: MovableClock
) -> None:
    """An error of that class is otherwise waited out as one of the network."""
    telegram = SimulatedTelegram("4242:the-right-one", clock=clock)
    told = "Bad Request: bad webhook: HTTPS url must be provided for webhook"
    telegram.faults.append(lambda call: Fault(status=400, description=told) if call.method == "setWebhook" else None)
    environment = {
        "DIEUPHOI_TELEGRAM__TOKEN": "4242:the-right-one",
        "DIEUPHOI_TELEGRAM__API_URL": await telegram.start(),
        "DIEUPHOI_TELEGRAM__MODE": "webhook",
        "DIEUPHOI_TELEGRAM__WEBHOOK_URL": "http://hoinghi.example.vn/telegram",
        "DIEUPHOI_TELEGRAM__WEBHOOK_SECRET": "an-invented-secret",
        "DIEUPHOI_TELEGRAM__LISTEN": f"127.0.0.1:{free_port()}",
    }
    refused = await asyncio.to_thread(dieuphoi, tmp_path, "run", **environment)
    await telegram.stop()
    assert refused.returncode == 1
    assert "url must be provided for webhook" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("secret", ["bí mật", "two words", "", "x" * 257])
def test_a_secret_that_telegram_would_refuse_is_told_and_not_quoted(tmp_path: Path, secret: str) -> None:
    told = dieuphoi(
        tmp_path,
        "run",
        DIEUPHOI_TELEGRAM__MODE="webhook",
        DIEUPHOI_TELEGRAM__WEBHOOK_URL="https://hoinghi.example.vn/telegram",
        DIEUPHOI_TELEGRAM__WEBHOOK_SECRET=secret,
    )
    assert told.returncode == 2
    assert "telegram.webhook_secret: must be a long random word" in told.stderr
    assert secret == "" or secret not in told.stderr


async def test_an_address_that_is_taken_ends_the_run_with_one_sentence(tmp_path: Path, clock: MovableClock) -> None:
    telegram = SimulatedTelegram("4242:the-right-one", clock=clock)
    api_url = await telegram.start()
    environment = {
        "DIEUPHOI_TELEGRAM__TOKEN": "4242:the-right-one",
        "DIEUPHOI_TELEGRAM__API_URL": api_url,
        "DIEUPHOI_WATCH__LISTEN": api_url.removeprefix("http://"),
    }
    refused = await asyncio.to_thread(dieuphoi, tmp_path, "run", **environment)
    await telegram.stop()
    assert refused.returncode == 1
    assert f"The address {environment['DIEUPHOI_WATCH__LISTEN']} can't be opened" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_audit_trail_is_checked_and_a_bad_head_is_told(tmp_path: Path) -> None:
    dieuphoi(tmp_path, "db", "upgrade")
    whole = dieuphoi(tmp_path, "audit", "verify")
    assert (whole.returncode, whole.stdout.partition(":")[0]) == (0, "The audit trail is whole")
    assert dieuphoi(tmp_path, "audit", "verify", "--head", "12:xyz").returncode == 1
    cut = dieuphoi(tmp_path, "audit", "verify", "--head", f"12:{'0' * 64}")
    assert cut.returncode == 1
    assert "from line 1 on" in cut.stderr
    for listed in ("exports", "purges"):
        assert dieuphoi(tmp_path, "audit", listed, "--last", 5).stdout == "Nothing yet.\n"
