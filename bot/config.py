"""Settings: what `config.toml` and the environment say, checked all at once before anything starts."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config_sections import Backup, DatabaseSection, Limits, Log, Office, Owners, Reminders, Telegram, Watch
from bot.errors import DieuPhoiError


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
    backup: Backup = Backup()
    watch: Watch = Watch()
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
