"""What stands in deploy/ fits the program: settings, figures, ports, and the time that stopping takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.config import BadSettings, Settings, load
from bot.watch.gauges import OF_HERE, OF_ROWS, OF_TELEGRAM
from bot.watch.meters import OF_PROCESS, Meters, Scrape
from bot.watch.supervisor import EVERY
from tests.architecture.test_house import ROOT, sections

DEPLOY = ROOT / "deploy"
FILES = sorted(file for file in DEPLOY.rglob("*") if file.is_file())
SETTING = re.compile(r"DIEUPHOI_([A-Z]+)__([A-Z_]+)")
GAUGES = [f"dieuphoi_{gauge.name}" for table in (OF_PROCESS, OF_HERE, OF_TELEGRAM, OF_ROWS) for gauge in table]


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DEPLOY)))
def test_every_setting_is_one(file: Path) -> None:
    named = {(section.lower(), key.lower()) for section, key in SETTING.findall(file.read_text(encoding="utf-8"))}
    assert named <= set(sections())


def test_the_example_is_taken_with_what_the_containers_set(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSettings, match=r"\Atelegram.webhook_secret: [^\n]*\Z"):  # a secret that stands here is none
        load(DEPLOY / "dieuphoi.example.toml")
    monkeypatch.setenv("DIEUPHOI_TELEGRAM__WEBHOOK_SECRET", "filled-in")
    settings = load(DEPLOY / "dieuphoi.example.toml")
    assert settings.database.url.startswith("postgresql")
    told = {f"DIEUPHOI_{'__'.join(name)}" for name in SETTING.findall(read("compose.yaml"))}
    assert {"DIEUPHOI_TELEGRAM__MODE", "DIEUPHOI_WATCH__LISTEN", "DIEUPHOI_TELEGRAM__LISTEN"} <= told
    assert settings.telegram.webhook_url is not None
    assert f"path {'/' + settings.telegram.webhook_url.split('/', 3)[3]}" in read("Caddyfile")


def test_every_figure_of_the_rules_is_shown() -> None:
    shown = set(re.findall(r"^# TYPE (\w+)", Meters().show(Scrape()).decode(), re.MULTILINE)) | set(GAUGES)
    used = set(re.findall(r"\bdieuphoi_\w+", read("prometheus/rules.yml")))
    assert {name.removesuffix("_bucket") for name in used} <= shown


def test_every_figure_is_explained() -> None:
    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    names = [*GAUGES, "dieuphoi_calls_total", "dieuphoi_reply_seconds"]
    assert [name for name in names if f"`{name.removeprefix('dieuphoi_')}`" not in text] == []


def test_the_bounds_of_the_rules_are_those_of_the_settings() -> None:
    rules, watch = read("prometheus/rules.yml"), Settings().watch
    assert f"dieuphoi_inbox_oldest_seconds) > {watch.waiting_seconds}\n" in rules
    assert f"dieuphoi_telegram_pending_updates) > {watch.pending_updates}\n" in rules
    assert f"dieuphoi_clock_skew_seconds)) > {watch.skew_seconds}\n" in rules
    assert f"dieuphoi_disk_free_ratio) < {watch.free_disk_percent / 100}\n" in rules


def test_ports_agree() -> None:
    compose, caddy = read("compose.yaml"), read("Caddyfile")
    listen = re.findall(r"LISTEN: 0\.0\.0\.0:(\d+)", compose)
    assert listen == ["8080", "8081"]
    assert f"bot-1:{listen[0]} bot-2:{listen[0]}" in caddy
    assert f"health_port {listen[1]}" in caddy
    assert f"http://127.0.0.1:{listen[1]}/readyz" in compose
    assert f"EXPOSE {listen[0]} {listen[1]}" in read("Containerfile")
    assert f'"bot-1:{listen[1]}", "bot-2:{listen[1]}"' in read("prometheus/scrape.yml")


def test_images_are_named_by_version_and_run_as_nobody_special() -> None:
    images = re.findall(r"image: (\S+)", read("compose.yaml")) + re.findall(r"^FROM (\S+)", read("Containerfile"), re.M)
    assert len(images) == 5
    assert all(re.search(r":\d+\.\d+", image) for image in images)
    assert "USER dieuphoi" in read("Containerfile")
    assert "--require-hashes" in read("Containerfile")


def test_stopping_may_take_as_long_as_the_calls_under_way() -> None:
    from bot.outbox.dispatcher import FINISH

    grace = re.search(r"stop_grace_period: (\d+)s", read("compose.yaml"))
    stop = re.search(r"TimeoutStopSec=(\d+)", read("dieuphoi.service"))
    assert grace is not None
    assert stop is not None
    assert min(int(grace[1]), int(stop[1])) > FINISH


def test_systemd_is_patient_enough_with_the_signs_of_life() -> None:
    found = re.search(r"WatchdogSec=(\d+)", read("dieuphoi.service"))
    assert found is not None
    assert int(found[1]) >= 3 * EVERY
