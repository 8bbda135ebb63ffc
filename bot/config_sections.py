"""The sections of the settings: one class a table of `config.toml`, each value with its default and its check."""

from __future__ import annotations

import re
from datetime import time
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
"""What Telegram takes as the secret of a webhook (Bot API: setWebhook)."""


class Section(BaseModel):
    """A table of the file; a key that it doesn't know is a mistake, not a wish."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


def address(value: str) -> str:
    """Return `value` where it is HOST:PORT.

    Raises:
        ValueError: it isn't.
    """
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 <= int(port) <= 65535:
        raise ValueError("must be HOST:PORT, such as 127.0.0.1:8080")
    return value


class Telegram(Section):
    """How the bot reaches Telegram."""

    token: SecretStr | None = None
    api_url: str = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str = "127.0.0.1:8080"

    @field_validator("token", mode="before")
    @classmethod
    def _blank_is_none(cls, value: Any) -> Any:
        return None if value == "" else value

    @field_validator("token")
    @classmethod
    def _token_form(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().partition(":")[0].isdecimal():
            raise ValueError("must look like 123456789:AA… as BotFather gives it")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_form(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("must be a long random word of A-Z a-z 0-9 _ -, of at most 256 characters")
        return value

    @field_validator("api_url")
    @classmethod
    def _url_form(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("listen")
    @classmethod
    def _listen_form(cls, value: str) -> str:
        return address(value)

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Telegram:
        if self.mode == "webhook" and not (self.webhook_url and self.webhook_secret):
            raise ValueError("mode webhook needs webhook_url and webhook_secret")
        return self


def _is_server(rest: str) -> bool:
    """Return whether what follows postgresql:// can be read as an address: most passwords that can't be break it."""
    try:
        parts = urlsplit(f"//{rest}")
        return parts.port != 0 and rest.count("@") <= 1 and "#" not in rest and len(parts.path) > 1
    except ValueError:
        return False


class DatabaseSection(Section):
    """Where the state is kept."""

    url: str = "sqlite:///data/dieuphoi.sqlite3"

    @field_validator("url")
    @classmethod
    def _with_driver(cls, value: str) -> str:
        scheme, found, rest = value.partition("://")
        name = DRIVERS.get(scheme.partition("+")[0])
        if not found or name is None:
            raise ValueError("must begin with sqlite:/// or postgresql://")
        if name == DRIVERS["sqlite"] and not rest.strip("/"):
            raise ValueError("must name a file, such as sqlite:///data/dieuphoi.sqlite3")
        if name != DRIVERS["sqlite"] and not _is_server(rest):
            raise ValueError(
                "must be postgresql://user:password@host:port/name; "
                "in a password write @ : / ? # % as %40 %3A %2F %3F %23 %25"
            )
        return f"{name}://{rest}"


class Owners(Section):
    """Who owns this bot: they name organisers."""

    telegram_ids: tuple[int, ...] = ()

    @field_validator("telegram_ids", mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        """Take `1001, 1002` from the environment as well as a list."""
        if isinstance(value, int):
            return (value,)
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


class Office(Section):
    """The office that runs the bot."""

    name: str = "Văn phòng Ủy ban nhân dân tỉnh"
    language: Literal["vi", "en"] = "vi"
    timezone: str = "Asia/Ho_Chi_Minh"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("must be a name of the time zone database, such as Asia/Ho_Chi_Minh") from error
        return value


class Reminders(Section):
    """When pings go out."""

    days_before: tuple[int, ...] = (7, 3, 1)
    at: time = time(8, 0)
    digest_at: time = time(7, 30)
    overdue_pings_before_organiser: int = Field(default=3, ge=1, le=30)

    @field_validator("days_before")
    @classmethod
    def _sensible_days(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if any(not 1 <= days <= 60 for days in value):
            raise ValueError("must be whole numbers of days from 1 to 60")
        return tuple(sorted(set(value), reverse=True))


class Limits(Section):
    """What the bot allows itself and others."""

    messages_per_second: float = Field(default=28, gt=0, le=30)
    chat_per_second: float = Field(default=1, gt=0, le=30)
    chat_burst: int = Field(default=12, ge=1, le=30)
    in_flight: int = Field(default=8, ge=1, le=32)
    updates_per_minute: int = Field(default=60, ge=5, le=100_000)
    update_tries: int = Field(default=3, ge=1, le=10)
    file_megabytes: int = Field(default=20, ge=1, le=20)
    code_days: int = Field(default=14, ge=1, le=90)
    delegates_per_paste: int = Field(default=200, ge=1, le=1000)
    keep_person_data_days: int = Field(default=90, ge=1, le=3650)


class Backup(Section):
    """Copies of the database and the journal beside them; no folder: `backups` and `journal` beside the database."""

    folder: str = ""
    journal: str = ""
    at: time = time(2, 0)
    daily: int = Field(default=7, ge=1, le=35)
    weekly: int = Field(default=4, ge=0, le=5)


class Watch(Section):
    """Where health and figures are served, and when an owner is told that one is out of bounds."""

    listen: str = ""
    waiting_seconds: int = Field(default=60, ge=5, le=3600)
    pending_updates: int = Field(default=200, ge=1)
    skew_seconds: int = Field(default=5, ge=1, le=3600)
    free_disk_percent: int = Field(default=10, ge=1, le=50)

    @field_validator("listen")
    @classmethod
    def _listen_form(cls, value: str) -> str:
        return address(value) if value else value


class Log(Section):
    """What is logged, and how."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    form: Literal["text", "json"] = "text"
