"""Plans: a document that was sent, what was read in it, and whom its names of units mean."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key, refers, status


class PlanState(StrEnum):
    """Life of a plan document: reading → draft → confirmed | forgotten, or reading → unreadable.

    A confirmed one is `replaced` once a newer version of it was applied to its conference.
    """

    READING = "reading"
    DRAFT = "draft"
    CONFIRMED = "confirmed"
    REPLACED = "replaced"
    FORGOTTEN = "forgotten"
    UNREADABLE = "unreadable"


class Plan(Base):
    """A plan document; `reading` is what the reader found, with the organiser's corrections (form: docs/plan_form.md).

    While a scan is being recognised, `reading` holds the pages that are.

    `version` counts corrections: a button made for an older version shows the fresh screen instead of acting.
    `updates_id` is the running conference of which a draft is a new version, None for a plan of its own. `digest` is
    the SHA-256 of the file in hex, by which the same file is known again. Of a forgotten plan neither file
    nor reading is kept.
    """

    __tablename__ = "plan"

    id: Mapped[int] = key()
    sent_by: Mapped[int] = refers("person.id")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))
    digest: Mapped[str | None] = mapped_column(index=True)
    updates_id: Mapped[int | None] = mapped_column(ForeignKey("conference.id", ondelete="SET NULL", use_alter=True))
    state: Mapped[PlanState] = status(PlanState, default=PlanState.READING)
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class UnitLinkState(StrEnum):
    """How a name of a unit in a plan was resolved; `asked` waits for the organiser.

    `group` is a class name (such as "các sở, ban, ngành"), `invited` means all units that the plan invites.
    """

    LINKED = "linked"
    ASKED = "asked"
    NEW = "new"
    GROUP = "group"
    INVITED = "invited"
    SKIPPED = "skipped"


class PlanUnit(Base):
    """A name of a unit as the plan writes it, with the units of the registry that it means.

    `candidates` are unit ids: those offered while `asked`, likeliest first, or all members of a `group`; `unit_ids` are
    the ones meant. `kind` and `level` are those of a unit to be made (`new`). `decided` stands once the organiser has
    said what the name means; nothing changes it by itself any more.
    """

    __tablename__ = "plan_unit"
    __table_args__ = (UniqueConstraint("plan_id", "name"),)

    id: Mapped[int] = key()
    plan_id: Mapped[int] = refers("plan.id")
    name: Mapped[str]
    state: Mapped[UnitLinkState] = status(UnitLinkState, default=UnitLinkState.ASKED)
    unit_ids: Mapped[list[Any]] = mapped_column(JSON, default=list)
    candidates: Mapped[list[Any]] = mapped_column(JSON, default=list)
    kind: Mapped[str | None]
    level: Mapped[str | None]
    decided: Mapped[bool] = mapped_column(default=False)

    @property
    def open(self) -> bool:
        """Return whether the organiser must still say what the name means."""
        return not self.decided and self.state in {UnitLinkState.ASKED, UnitLinkState.GROUP}
