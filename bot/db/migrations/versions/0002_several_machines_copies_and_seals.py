"""several machines, copies and seals."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

import models.base

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

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
UNGUARD = {
    "sqlite": ("DROP TRIGGER audit_is_kept", "DROP TRIGGER audit_is_only_sealed"),
    "postgresql": (
        "DROP TRIGGER audit_is_kept ON audit",
        "DROP TRIGGER audit_is_only_sealed ON audit",
        "DROP FUNCTION audit_is_kept()",
    ),
}


def _only(*states: str) -> dict[str, Any]:
    """Return the options of an index of the rows in `states`."""
    where = sa.text(" OR ".join(f"state = '{state}'" for state in states))
    return {"unique": False, "sqlite_where": where, "postgresql_where": where}


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "alert",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("raised_at", models.base.Instant(timezone=True), nullable=False),
        sa.Column("cleared_at", models.base.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_alert")),
    )
    op.create_table(
        "beat",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", models.base.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_beat")),
    )
    op.create_table(
        "hold",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until", models.base.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_hold")),
    )
    op.create_table(
        "known_code",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("issued_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_known_code_digest")),
    )
    op.create_table(
        "known_send",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "sending",
                "sent",
                "gone",
                "refused",
                "unsure",
                "cancelled",
                name="outboxstate",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("file_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("key", "chat_id", name=op.f("pk_known_send")),
    )
    op.create_table(
        "leadership",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("since", models.base.Instant(timezone=True), nullable=False),
        sa.Column("beat", models.base.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leadership")),
    )
    op.create_table(
        "restoration",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("copied_at", models.base.Instant(timezone=True), nullable=False),
        sa.Column("restored_at", models.base.Instant(timezone=True), nullable=False),
        sa.Column("released_at", models.base.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restoration")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seal", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("hash", sa.String(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_audit_seal"), ["seal"])
        batch_op.create_index("ix_audit_action", ["action", "at"], unique=False)
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)

    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_of_chat", ["chat_key", "received_at"], unique=False)
        batch_op.create_index("ix_inbox_set_aside", ["state", "settled_at"], **_only("dead", "ignored"))

    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.add_column(sa.Column("postponed_at", models.base.Instant(timezone=True), nullable=True))

    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dropped_at", models.base.Instant(timezone=True), nullable=True))

    with op.batch_alter_table("invitee_group", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dropped_at", models.base.Instant(timezone=True), nullable=True))

    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("updates_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_plan_updates_id_conference"), "conference", ["updates_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("epoch", sa.Integer(), nullable=True))
        batch_op.create_index("ix_outbox_unsure", ["settled_at"], **_only("unsure"))
        batch_op.drop_column("lease_until")

    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index("ix_reminder_sent", ["settled_at"], **_only("sent"))


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_plan_updates_id_conference"), type_="foreignkey")
        batch_op.drop_column("updates_id")

    with op.batch_alter_table("conference", schema=None) as batch_op:
        batch_op.drop_column("postponed_at")

    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.drop_column("dropped_at")

    with op.batch_alter_table("invitee_group", schema=None) as batch_op:
        batch_op.drop_column("dropped_at")
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index("ix_reminder_sent")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_unsure")
        batch_op.drop_column("epoch")
        batch_op.add_column(sa.Column("lease_until", models.base.Instant(timezone=True), nullable=True))

    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_set_aside")
        batch_op.drop_index("ix_inbox_of_chat")

    for statement in UNGUARD[op.get_bind().dialect.name]:
        op.execute(statement)
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_action")
        batch_op.drop_constraint(batch_op.f("uq_audit_seal"), type_="unique")
        batch_op.drop_column("hash")
        batch_op.drop_column("seal")

    op.drop_table("restoration")
    op.drop_table("leadership")
    op.drop_table("known_send")
    op.drop_table("known_code")
    op.drop_table("hold")
    op.drop_table("beat")
    op.drop_table("alert")
