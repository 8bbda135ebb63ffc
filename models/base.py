"""What all tables share: names of constraints, and column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware instant, UTC inside. SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time has no instant")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give an aware UTC instant."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables; `metadata` is what the migrations must equal."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Instant, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


def key() -> Mapped[int]:
    """Return the usual primary key."""
    return mapped_column(primary_key=True, autoincrement=True)


def refers(column: str, *, index: bool = True, nullable: bool = False) -> Any:
    """Return a foreign key column: an object belongs to another and goes with it."""
    return mapped_column(ForeignKey(column, ondelete="CASCADE"), index=index, nullable=nullable)


def status(kind: type[Any], *, default: Any) -> Any:
    """Return a column that holds a value of a StrEnum, as its text."""
    values = Enum(kind, native_enum=False, length=24, values_callable=lambda k: [m.value for m in k])
    return mapped_column(values, default=default)


def telegram_id(**options: Any) -> Any:
    """Return a column for a numeric Telegram id (up to 52 significant bits, Bot API: Chat.id)."""
    return mapped_column(BigInteger, **options)
