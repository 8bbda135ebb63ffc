"""The version of the schema, without the machinery of migrations: every start asks, and few have to upgrade."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def newest() -> str:
    """Return the newest version that this program knows: migrations are ordered by the number in their names."""
    return max(file.name.partition("_")[0] for file in VERSIONS.glob("[0-9]*_*.py"))


def present(connection: Connection) -> str | None:
    """Return the version that the database has, None where it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return str(version) if version is not None else None
