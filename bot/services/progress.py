"""How a conference stands, as a picture: the job `draw_progress`. Its payload holds the id of the conference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.calendar.words import day_words, instant_words
from bot.clock import OFFICE_ZONE
from bot.db.transaction import Session
from bot.documents.progress import DeadlineRow, Group, Progress, draw_in_child
from bot.errors import Unreadable
from bot.messages.base import clip, plain
from bot.messages.condition import Condition, condition_line
from bot.messages.duty_titles import duty_title
from bot.messages.standing import Standing
from bot.messages.status import ProgressPicture
from bot.outbox.put import put
from bot.services import jobs
from bot.services.access import Actor, require_conference
from bot.services.conferences import condition_of
from bot.services.jobs import Tools
from bot.services.owed_items import Owed, owed_items
from bot.texts import say
from models.conferences import Conference
from models.jobs import Job
from models.people import Person
from models.stored_files import StoredFile
from models.units import Unit

SOON = timedelta(days=7)
GROUPS, DEADLINES = 8, 8
"""What fits on one screen of a telephone."""


async def ask(session: Session, actor: Actor, conference_id: int, *, now: datetime) -> None:
    """Ask for the picture of a conference.

    Raises:
        Refusal: the actor doesn't run it.
    """
    await require_conference(session, actor, conference_id)
    await jobs.ask(session, actor, "draw_progress", {"conference_id": conference_id}, now=now)


@dataclass(frozen=True)
class Drawn:
    """The finished picture."""

    title: str
    as_of: datetime
    content: bytes


class DrawProgress:
    """The job `draw_progress`."""

    async def load(self, session: Session, job: Job) -> tuple[str, datetime, Progress]:
        """Read how the units stood when the picture was asked for."""
        number, now = job.payload["conference_id"], job.created_at
        conference = await session.get_one(Conference, number)
        language = (await session.get_one(Person, job.person_id)).language
        units, owed = await owed_items(session, number, now=now)
        kinds: dict[int, str] = dict((await session.execute(select(Unit.id, Unit.kind))).all())
        condition = await condition_of(session, conference, now)
        shown = progress_of(conference.title, units, owed, kinds, condition=condition, now=now, language=language)
        return conference.title, now, shown

    async def work(self, loaded: tuple[str, datetime, Progress], tools: Tools) -> Drawn:
        """Draw it."""
        title, as_of, progress = loaded
        return Drawn(title, as_of, await draw_in_child(progress))

    async def authorise(self, session: Session, actor: Actor, job: Job) -> None:
        """Let whoever asked run the conference."""
        await require_conference(session, actor, job.payload["conference_id"])

    async def finish(self, session: Session, job: Job, result: Drawn, *, now: datetime) -> None:
        """Keep the picture and send it to whoever asked."""
        person = await session.get_one(Person, job.person_id)
        name = f"{result.as_of.astimezone(OFFICE_ZONE):%Y-%m-%d}.png"
        file = StoredFile(name=name, size=len(result.content), content=result.content, created_at=now)
        session.add(file)
        await session.flush()
        picture = ProgressPicture(file.id, job.payload["conference_id"], result.title, result.as_of)
        await put(session, person, picture, now=now)

    async def refused(self, session: Session, job: Job, error: Unreadable, *, now: datetime) -> None:
        """Say why there is no picture."""
        await put(session, await session.get_one(Person, job.person_id), plain(error.key, **error.values), now=now)


def progress_of(
    title: str,
    units: Sequence[Standing],
    owed: Iterable[Owed],
    kinds: dict[int, str],
    *,
    condition: Condition,
    now: datetime,
    language: str,
) -> Progress:
    """Return what the picture shows, in the words of its reader; `kinds` are those of the units by id."""
    names = ("progress", "complete", "begun", "open", "deadlines", "no_deadlines")
    as_of = str(say(language, "progress.as_of", as_of=instant_words(now, language)).unescape())
    words = {name: str(say(language, f"progress.{name}").unescape()) for name in names}
    groups = _groups(units, kinds, language)
    line = condition_line(condition, language)
    said = str(line.striptags()) if line else None
    return Progress(language, clip(title, 160), as_of, said, groups, _deadlines(owed, now, language), words)


def _groups(units: Iterable[Standing], kinds: dict[int, str], language: str) -> tuple[Group, ...]:
    """Return the invited units by kind, the largest groups first; what is beyond the screen is one group."""
    found: defaultdict[str, list[Standing]] = defaultdict(list)
    for unit in units:
        if unit.invited and unit.answer != "absent":
            found[kinds.get(unit.unit_id, "other")].append(unit)
    ordered = sorted(found.items(), key=lambda pair: (pair[0] == "other", -len(pair[1])))
    if len(ordered) > GROUPS:
        rest = [unit for _, members in ordered[GROUPS - 1 :] for unit in members]
        ordered = [*ordered[: GROUPS - 1], ("other", rest)]
    return tuple(_group(kind, members, language) for kind, members in ordered)


def _group(kind: str, units: Sequence[Standing], language: str) -> Group:
    complete = sum(not unit.list_missing for unit in units)
    begun = sum(unit.list_missing and unit.delegates > 0 for unit in units)
    label = str(say(language, f"documents.kind_{kind}").unescape())
    count = str(say(language, "progress.of_units", done=complete, count=len(units)).unescape())
    return Group(label, count, complete, begun, len(units) - complete - begun)


def _deadlines(owed: Iterable[Owed], now: datetime, language: str) -> tuple[DeadlineRow, ...]:
    """Return what is overdue and what is due within a week, with how many units still owe it, the earliest first."""
    found: defaultdict[tuple[datetime, str], list[str]] = defaultdict(list)
    for item in owed:
        if item.due is not None and item.due <= now + SOON:
            act = duty_title(item.text, 120) if item.text is not None else str(say(language, "moved.list").unescape())
            if item.section:
                act += str(say(language, "due.section", section=item.section).unescape())
            names = found[item.due, act]
            if item.unit not in names:
                names.append(item.unit)
    rows = sorted(found.items())[:DEADLINES]
    return tuple(_deadline(due, act, names, now, language) for (due, act), names in rows)


def _deadline(due: datetime, act: str, units: Sequence[str], now: datetime, language: str) -> DeadlineRow:
    day = day_words(due.astimezone(OFFICE_ZONE).date(), language).rpartition("/")[0]
    key = "progress.owing_one" if len(units) == 1 else "progress.owing"
    owing = str(say(language, key, count=len(units), unit=clip(units[0], 60)).unescape())
    return DeadlineRow(day, clip(act, 120), owing, late=due < now)
