"""Imports of the registry: what a sent table would change, kept until the organiser decides."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, refers, status


class ImportState(StrEnum):
    """Life of an import: reading → preview → applied | dropped, or reading → dropped."""

    READING = "reading"
    PREVIEW = "preview"
    APPLIED = "applied"
    DROPPED = "dropped"


class RegistryImport(Base):
    """A table of units that was sent: its good rows and its problems, each with the row's number."""

    __tablename__ = "registry_import"

    id: Mapped[int] = key()
    person_id: Mapped[int] = refers("person.id", index=False)
    rows: Mapped[list[Any]] = mapped_column(JSON, default=list)
    problems: Mapped[list[Any]] = mapped_column(JSON, default=list)
    state: Mapped[ImportState] = status(ImportState, default=ImportState.READING)
    created_at: Mapped[datetime]
