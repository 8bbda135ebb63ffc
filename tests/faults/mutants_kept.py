"""Bots that keep what they did with one guard missing."""

from __future__ import annotations

from bot.app import App
from bot.services import audit_chain
from models.audit import AuditLine


def unchained(_: App) -> None:
    """Let no line's hash cover the one before it."""
    true = audit_chain.hash_of

    def hash_of(line: AuditLine, number: int, before: str) -> str:
        return true(line, number, audit_chain.START)

    audit_chain.hash_of = hash_of


def without_journal(app: App) -> None:
    """Note nothing beside the database."""
    app.database.journal = None
