"""Makes rows for tests: an invented province, as small as the test needs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from bot.calendar.working_days import Calendar
from bot.clock import MovableClock
from bot.config import Settings
from bot.db.transaction import Session
from bot.language.folding import fold
from bot.messages.base import Message
from bot.outbox.put import Receiver, id_of, put
from bot.services.access import Actor, actor_of
from models.conferences import Conference, ConferenceOrganiser, ConferenceSession
from models.duties import Assignment, Duty, Part
from models.invitations import Invitation
from models.invitees import InviteeGroup, Place
from models.outbox import OutboxMessage
from models.people import Membership, Organiser, Person
from models.units import Unit

EVENT = date(2026, 12, 10)


async def put_row(session: Session, to: Receiver, message: Message, *, now: datetime, **how: Any) -> OutboxMessage:
    """Put a message and return its last row."""
    number = await id_of(session, await put(session, to, message, now=now, **how))
    return await session.get_one(OutboxMessage, number)


@dataclass
class World:
    """Rows in one transaction; every maker flushes and returns its row."""

    session: Session
    clock: MovableClock
    settings: Settings
    calendar: Calendar = field(default_factory=Calendar)
    _count: int = 0

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def add(self, *rows: object) -> None:
        self.session.add_all(rows)
        await self.session.flush()

    async def person(self, name: str = "Lê Thị Mai", *, language: str = "vi", telegram_id: int | None = None) -> Person:
        self._count += 1
        number = telegram_id or 5000 + self._count
        person = Person(telegram_id=number, language=language, full_name=name, created_at=self.now)
        person.consent_version, person.consented_at, person.phone = 1, self.now, f"+8490000{self._count:04d}"
        await self.add(person)
        return person

    async def actor(self, person: Person) -> Actor:
        return await actor_of(self.session, person, self.settings.owners.telegram_ids)

    async def organiser(self, name: str = "Nguyễn Văn Bình") -> Person:
        person = await self.person(name)
        await self.add(Organiser(person_id=person.id, granted_by=1, granted_at=self.now))
        return person

    async def unit(self, name: str, *, level: str = "province", kind: str = "department") -> Unit:
        self._count += 1
        unit = Unit(name=name, folded=fold(name), level=level, kind=kind, place=self._count, created_at=self.now)
        await self.add(unit)
        return unit

    async def focal(self, unit: Unit, name: str = "Phạm Minh Đức") -> Person:
        person = await self.person(name)
        await self.add(Membership(person_id=person.id, unit_id=unit.id, joined_at=self.now))
        return person

    async def conference(
        self, organiser: Person, *, day: date | None = date(2026, 12, 10), title: str = ""
    ) -> Conference:
        conference = Conference(
            title=title or "Hội nghị đánh giá công tác cải cách hành chính năm 2026",
            number="58/KH-UBND",
            issuing_body="Ủy ban nhân dân tỉnh Sơn Hà",
            created_at=self.now,
        )
        await self.add(conference)
        await self.add(
            ConferenceOrganiser(conference_id=conference.id, person_id=organiser.id),
            ConferenceSession(
                conference_id=conference.id,
                name="Hội nghị",
                precision="exact" if day else "month",
                first_day=day or date(2026, 12, 1),
                last_day=day or date(2026, 12, 31),
                start_time=time(7, 30),
                half_day="morning",
                venue="Trung tâm Hội nghị tỉnh Sơn Hà",
                modes=["in_person"],
            ),
        )
        return conference

    async def group(self, conference: Conference, units: Sequence[Unit], *, seats: int | None = 2) -> InviteeGroup:
        group = InviteeGroup(
            conference_id=conference.id,
            label="Lãnh đạo các sở, ban, ngành tỉnh",
            level="province",
            mode="in_person",
            section="III.1",
        )
        await self.add(group)
        await self.add(*(Place(group_id=group.id, unit_id=unit.id, seats=seats) for unit in units))
        known = set(
            await self.session.scalars(select(Invitation.unit_id).where(Invitation.conference_id == conference.id))
        )
        await self.add(*(Invitation(conference_id=conference.id, unit_id=u.id) for u in units if u.id not in known))
        return group

    async def duty(
        self,
        conference: Conference,
        lead: Sequence[Unit],
        coordinating: Sequence[Unit] = (),
        *,
        text: str = "Chuẩn bị báo cáo tóm tắt kết quả cải cách hành chính năm 2026",
        due_in: timedelta | None = timedelta(days=10),
    ) -> Duty:
        due = self.now + due_in if due_in is not None else None
        duty = Duty(
            conference_id=conference.id,
            text=text,
            section="V.1",
            submit_to="Văn phòng Ủy ban nhân dân tỉnh",
            deadline_words="trước ngày 04/12/2026" if due else None,
            deadline_day=date(2026, 12, 4) if due else None,
            before=True,
            due_at=due,
        )
        await self.add(duty)
        await self.add(
            *(Assignment(duty_id=duty.id, unit_id=u.id, part=Part.LEAD) for u in lead),
            *(Assignment(duty_id=duty.id, unit_id=u.id, part=Part.COORDINATING) for u in coordinating),
        )
        return duty

    async def said(self, person: Person | None = None) -> list[str]:
        """Return the texts in the outbox, to one person or to all, in order."""
        query = select(OutboxMessage).order_by(OutboxMessage.id)
        if person is not None:
            query = query.where(OutboxMessage.chat_id == person.telegram_id)
        return [row.payload.get("text", row.method) for row in await self.session.scalars(query)]
