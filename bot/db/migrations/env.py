"""How alembic reaches the database: always on a connection that somebody else has opened (`bot.db.schema`)."""

from __future__ import annotations

from alembic import context

from models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="models.base.",
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
