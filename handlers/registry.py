"""The registry as a table: an .xlsx that was sent, its preview, and the export."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.base import plain
from bot.messages.registry import Applied
from bot.services import registry, registry_jobs
from bot.services.access import Action
from handlers.routes import Route, Routes
from handlers.stale import changed


async def received(turn: Turn) -> None:
    """Let a sent table be read; the preview follows by itself."""
    assert turn.message is not None
    assert turn.message.document is not None
    sent = turn.message.document
    await registry_jobs.read(
        turn.session, turn.actor, sent.file_id, sent.file_size or 0, now=turn.now, settings=turn.settings
    )
    await turn.say(plain("registry_imports.reading"))


async def page(turn: Turn) -> None:
    """Turn the pages of a preview."""
    row = await registry.open_import(turn.session, turn.actor, turn.number(0))
    await turn.show((await registry.look(turn.session, row)).turned_to(turn.number(1)))


async def apply(turn: Turn) -> None:
    """Apply what was previewed; where the registry has changed since, show what would change now."""
    diff = await registry.apply(turn.session, turn.actor, turn.number(0), turn.word(1), now=turn.now)
    if diff is None:
        row = await registry.open_import(turn.session, turn.actor, turn.number(0))
        changed(turn)
        await turn.show(await registry.look(turn.session, row))
    else:
        await turn.show(Applied(len(diff.new), len(diff.changed), len(diff.problems)))


async def drop(turn: Turn) -> None:
    """Forget the table."""
    await registry.drop(turn.session, turn.actor, turn.number(0))
    await turn.show(plain("registry_imports.dropped"))


async def export(turn: Turn) -> None:
    """Let the table be drawn; it follows by itself."""
    await registry_jobs.export(turn.session, turn.actor, now=turn.now)
    await turn.say(plain("registry_imports.exporting"))


ROUTES = Routes(
    presses={
        "registry.page": Route(page, Action.IMPORT_REGISTRY),
        "registry.apply": Route(apply, Action.IMPORT_REGISTRY),
        "registry.drop": Route(drop, Action.IMPORT_REGISTRY),
        "registry.export": Route(export, Action.MANAGE_UNITS),
    },
    files={"xlsx": Route(received, Action.IMPORT_REGISTRY)},
)
