"""Settings: what `config.toml` and the environment say, checked all at once before anything starts."""

from __future__ import annotations

import json
import tomllib
from datetime import time
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import DieuPhoiError

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class Section(BaseModel):
    """A table of the file; a key that it doesn't know is a mistake, not a wish."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


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

    @field_validator("api_url")
    @classmethod
    def _url_form(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("listen")
    @classmethod
    def _listen_form(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or not 0 <= int(port) <= 65535:
            raise ValueError("must be HOST:PORT, such as 127.0.0.1:8080")
        return value

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Telegram:
        if self.mode == "webhook" and not (self.webhook_url and self.webhook_secret):
            raise ValueError("mode webhook needs webhook_url and webhook_secret")
        return self


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
    update_tries: int = Field(default=3, ge=1, le=10)
    file_megabytes: int = Field(default=20, ge=1, le=20)
    code_days: int = Field(default=14, ge=1, le=90)
    delegates_per_paste: int = Field(default=200, ge=1, le=1000)
    keep_person_data_days: int = Field(default=90, ge=1, le=3650)


class Log(Section):
    """What is logged, and how."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    form: Literal["text", "json"] = "text"


class Environment(EnvSettingsSource):
    """The environment; what isn't JSON stays text, so that the check of the field names the mistake with its key."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """Return the JSON value of `value`, or `value` itself."""
        try:
            return json.loads(value)
        except ValueError:
            return value


class Settings(BaseSettings):
    """All settings. The environment wins over the file: `DIEUPHOI_SECTION__KEY`."""

    model_config = SettingsConfigDict(
        env_prefix="DIEUPHOI_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    telegram: Telegram = Telegram()
    database: DatabaseSection = DatabaseSection()
    owners: Owners = Owners()
    office: Office = Office()
    reminders: Reminders = Reminders()
    limits: Limits = Limits()
    log: Log = Log()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over what the file says (which arrives as arguments)."""
        return Environment(settings_cls), init_settings


class BadSettings(DieuPhoiError):
    """The settings hold mistakes: `lines` name each with its key."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("config.bad")
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


def load(path: Path | None = None) -> Settings:
    """Read the settings from `path` (TOML; none: defaults) and the environment.

    Raises:
        BadSettings: with every mistake, each with its key.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8")) if path else {}
    except OSError as error:
        raise BadSettings([f"{path}: {error.strerror}"]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings([f"{path}: not TOML: {error}"]) from error
    try:
        return Settings(**values)
    except ValidationError as error:
        raise BadSettings([_line(item) for item in error.errors(include_url=False, include_input=False)]) from error


def _line(item: Any) -> str:
    """Say one mistake with its key; the value stays out, it may be a secret."""
    return f"{'.'.join(str(part) for part in item['loc'])}: {item['msg'].removeprefix('Value error, ')}"
