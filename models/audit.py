"""The audit trail: who did what to which object. Lines are written once and never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, BigInteger, Index, event
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, telegram_id


class AuditLine(Base):
    """One change. `details` hold ids and states, never phone numbers or texts of messages.

    Life: written → sealed. `seal` numbers the sealed lines without a gap, and `hash` covers the line and the hash of
    the line before it, so that a line changed, added or taken away later shows.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_action", "action", "at"),)

    id: Mapped[int] = key()
    at: Mapped[datetime]
    telegram_id: Mapped[int | None] = telegram_id(nullable=True)
    update_id: Mapped[int | None] = mapped_column(BigInteger)
    action: Mapped[str]
    object: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    seal: Mapped[int | None] = mapped_column(unique=True)
    hash: Mapped[str | None]


GUARDS = {
    "sqlite": (
        """CREATE TRIGGER audit_is_only_sealed BEFORE UPDATE ON audit
        WHEN OLD.seal IS NOT NULL OR NEW.seal IS NULL OR NEW.hash IS NULL
          OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.telegram_id IS NOT OLD.telegram_id
          OR NEW.update_id IS NOT OLD.update_id OR NEW.action IS NOT OLD.action
          OR NEW.object IS NOT OLD.object OR NEW.details IS NOT OLD.details
        BEGIN SELECT RAISE(ABORT, 'lines of the audit trail are never changed'); END""",
        """CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'lines of the audit trail are never deleted'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN RAISE EXCEPTION 'lines of the audit trail are never changed or deleted'; END$$""",
        """CREATE TRIGGER audit_is_only_sealed BEFORE UPDATE ON audit FOR EACH ROW
        WHEN (OLD.seal IS NOT NULL OR NEW.seal IS NULL OR NEW.hash IS NULL
          OR (NEW.id, NEW.at, NEW.telegram_id, NEW.update_id, NEW.action, NEW.object, NEW.details::text)
            IS DISTINCT FROM
            (OLD.id, OLD.at, OLD.telegram_id, OLD.update_id, OLD.action, OLD.object, OLD.details::text))
        EXECUTE FUNCTION audit_is_kept()""",
        "CREATE TRIGGER audit_is_kept BEFORE DELETE OR TRUNCATE ON audit EXECUTE FUNCTION audit_is_kept()",
    ),
}
"""What the database itself refuses, by dialect: a line may be sealed once, and that is all that ever happens to it."""

for _dialect, _statements in GUARDS.items():
    for _statement in _statements:
        event.listen(
            AuditLine.__table__,
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
