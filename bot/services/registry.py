"""The registry as a table: what an import would change, applying it, and the rows of an export."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from bot.db.transaction import Session
from bot.documents.registry import RegistryRow
from bot.errors import Refusal
from bot.language.folding import fold
from bot.messages.registry import Change, Preview, Problem
from bot.services.access import Action, Actor, require
from bot.services.audit import note
from bot.services.registry_diff import Diff, Known, compare
from models.registry_imports import ImportState, RegistryImport
from models.units import Unit, UnitAlias


async def receive(session: Session, actor: Actor, *, now: datetime) -> RegistryImport:
    """Make room for a table that was sent; the job `read_registry` fills it.

    Raises:
        Refusal: the actor may not.
    """
    require(actor, Action.IMPORT_REGISTRY)
    row = RegistryImport(person_id=actor.person_id, created_at=now)
    session.add(row)
    await session.flush()
    return row


def keep(row: RegistryImport, lines: Sequence[RegistryRow], problems: Sequence[Problem]) -> None:
    """Keep what was read until the organiser decides."""
    row.rows = [{k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(line).items()} for line in lines]
    row.problems = [[p.row, p.key, [list(pair) for pair in p.values]] for p in problems]
    row.state = ImportState.PREVIEW


async def known_units(session: Session) -> list[Known]:
    """Return all units in the order of the protocol list."""
    return [
        Known(
            u.id, u.name, u.code, tuple(a.text for a in u.aliases), u.level, u.kind, u.parent, u.valid_from, u.valid_to
        )
        for u in await session.scalars(select(Unit).order_by(Unit.place, Unit.id))
    ]


async def preview(session: Session, row: RegistryImport) -> Diff:
    """Return what the table would change in the registry as it stands now, problems in the order of the rows."""
    diff = compare([_line(item) for item in row.rows], await known_units(session))
    read = [Problem(number, key, tuple((k, v) for k, v in values)) for number, key, values in row.problems]
    diff.problems = sorted([*read, *diff.problems], key=lambda problem: problem.row)
    return diff


async def look(session: Session, row: RegistryImport) -> Preview:
    """Return the preview as it is shown."""
    diff = await preview(session, row)
    new = tuple((line.row, line.name) for line in diff.new)
    return Preview(row.id, mark(diff), new, tuple(diff.changed), diff.same, tuple(diff.problems))


def mark(diff: Diff) -> str:
    """Return a short mark of what would change, carried by the button that applies it."""
    return hashlib.sha256(repr((diff.new, diff.changed)).encode()).hexdigest()[:8]


async def open_import(session: Session, actor: Actor, import_id: int) -> RegistryImport:
    """Return an import of the actor's own that waits for a decision.

    Raises:
        Refusal: the actor may not, or it was decided already.
    """
    require(actor, Action.IMPORT_REGISTRY)
    row = await session.get(RegistryImport, import_id)
    if row is None:
        raise Refusal("common.old_button")
    require(actor, Action.IMPORT_REGISTRY, person_id=row.person_id)
    if row.state is not ImportState.PREVIEW:
        raise Refusal("registry_imports.decided")
    return row


async def apply(session: Session, actor: Actor, import_id: int, seen: str, *, now: datetime) -> Diff | None:
    """Apply an import as it was previewed; None where the registry has changed since.

    Raises:
        Refusal: the actor may not, or it was decided already.
    """
    row = await open_import(session, actor, import_id)
    diff = await preview(session, row)
    if mark(diff) != seen:
        return None
    await _insert(session, diff.new, now=now)
    for change in diff.changed:
        await _change(session, change)
    row.state = ImportState.APPLIED
    counts = {"new": len(diff.new), "changed": len(diff.changed)}
    note(session, actor, "registry.import", f"registry_import {row.id}", now=now, **counts)
    await session.flush()
    return diff


async def drop(session: Session, actor: Actor, import_id: int) -> None:
    """Forget a table that was sent.

    Raises:
        Refusal: the actor may not, or it was decided already.
    """
    row = await open_import(session, actor, import_id)
    row.state, row.rows, row.problems = ImportState.DROPPED, [], []


async def _insert(session: Session, lines: Sequence[RegistryRow], *, now: datetime) -> None:
    place = await session.scalar(select(func.max(Unit.place))) or 0
    for number, line in enumerate(lines, start=1):
        unit = Unit(
            code=line.code,
            name=line.name,
            folded=fold(line.name),
            level=line.level,
            kind=line.kind,
            parent=line.parent,
            valid_from=line.valid_from,
            valid_to=line.valid_to,
            place=place + number,
            created_at=now,
            aliases=[],
        )
        _add_aliases(unit, line.aliases)
        session.add(unit)


async def _change(session: Session, change: Change) -> None:
    unit = await session.get_one(Unit, change.unit_id, populate_existing=True)
    for name, old, new in change.fields:
        setattr(unit, name, new)
        if name == "name":  # plans still call it by the old name
            unit.folded = fold(new)
            _add_aliases(unit, (old,))
    _add_aliases(unit, change.aliases)


def _add_aliases(unit: Unit, texts: Sequence[str]) -> None:
    """Add other names that differ from those the unit has, marks left aside."""
    for text in texts:
        if fold(text) not in {unit.folded, *(alias.folded for alias in unit.aliases)}:
            unit.aliases.append(UnitAlias(text=text, folded=fold(text)))


def _line(item: dict[str, Any]) -> RegistryRow:
    """Return a line as it was kept."""
    days = {name: date.fromisoformat(item[name]) if item[name] else None for name in ("valid_from", "valid_to")}
    return RegistryRow(**{**item, **days, "aliases": tuple(item["aliases"])})
