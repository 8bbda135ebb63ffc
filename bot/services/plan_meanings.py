"""Which units the names of a plan come to mean; new ones enter the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.clock import OFFICE_ZONE
from bot.db.transaction import Session
from bot.language.folding import fold, nfc
from bot.plan_reader.form import Reading, names
from bot.services.plan_matching import province_of, same_units
from bot.services.plan_units import registry_of
from models.plans import PlanUnit, UnitLinkState
from models.units import Unit


@dataclass(frozen=True)
class Meanings:
    """Which units each name of the plan means; `invited` are those of the groups and sessions, in order."""

    by_name: Mapping[str, tuple[int, ...]]
    all_invited: frozenset[str]
    invited: tuple[int, ...] = ()

    def of(self, names: Iterable[str]) -> tuple[int, ...]:
        """Return the units that `names` mean, each once, in order."""
        found: dict[int, None] = {}
        for name in names:
            meant = self.invited if name in self.all_invited else self.by_name.get(name, ())
            found.update(dict.fromkeys(meant))
        return tuple(found)


async def meanings_of(
    session: Session, reading: Reading, rows: list[PlanUnit], *, now: datetime, make: bool = True
) -> Meanings:
    """Return which units each decided name means; new ones are made first.

    Without `make` nothing is written: a new unit stands as the negative id of the name's own row.
    """
    unknown = [row for row in rows if row.state is UnitLinkState.NEW]
    new = await _made(session, reading, unknown, now=now) if make else {row.name: (-row.id,) for row in unknown}
    alive = {unit.id for unit in await registry_of(session, now.astimezone(OFFICE_ZONE).date())}
    found: dict[str, tuple[int, ...]] = {}
    for row in rows:
        if row.state in {UnitLinkState.LINKED, UnitLinkState.GROUP} and not row.open:
            found[row.name] = tuple(unit_id for unit_id in row.unit_ids if unit_id in alive)
    everywhere = frozenset(row.name for row in rows if row.state is UnitLinkState.INVITED)
    meanings = Meanings(found | new, everywhere)
    invited = meanings.of(name for name, use in names(reading) if use in {"invited", "session"})
    return Meanings(meanings.by_name, everywhere, invited)


async def _made(
    session: Session, reading: Reading, rows: list[PlanUnit], *, now: datetime
) -> dict[str, tuple[int, ...]]:
    """Put new units into the registry; two spellings of one name make one unit."""
    kinds = {nfc(row.name): (row.kind or "other", row.level or "other") for row in rows}
    same = same_units(((name, *of) for name, of in kinds.items()), province_of(reading))
    units = {
        name: Unit(name=name, folded=fold(name), kind=kinds[name][0], level=kinds[name][1], created_at=now)
        for name in dict.fromkeys(same.values())
    }
    session.add_all(units.values())
    await session.flush()
    return {row.name: (units[same[nfc(row.name)]].id,) for row in rows}
