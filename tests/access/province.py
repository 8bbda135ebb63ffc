"""A whole province: two conferences of different organisers, three units, one of everything that a press can name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select, update

from bot.language.folding import fold
from bot.language.phones import shown
from bot.services import plan_units
from bot.services.invite_codes import digest
from models.broadcasts import Broadcast, BroadcastState, Recipient
from models.calendar_days import CalendarDay
from models.conferences import Conference, ConferenceOrganiser, ConferenceSession
from models.delegates import ChangeRequest, Delegate
from models.duties import Assignment, Duty, Report
from models.invitations import Invitation
from models.invite_codes import InviteCode
from models.invitees import InviteeGroup, Place
from models.outbox import OutboxMessage, OutboxState
from models.people import Membership, Organiser, Person
from models.plans import Plan, PlanState, PlanUnit, UnitLinkState
from models.registry_imports import ImportState, RegistryImport
from models.stored_files import StoredFile
from models.units import Unit, UnitAlias
from tests.factories import World
from tests.plan_examples import reading

OWNER = 900_001


@dataclass
class One:
    """Someone at their telephone, with what the test knows of them: never read from the bot's own rows."""

    telegram_id: int
    person_id: int | None = None
    roles: frozenset[str] = frozenset({"anyone"})
    conferences: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()


@dataclass
class Side:
    """A conference with one of everything."""

    conference: Conference
    session: ConferenceSession
    group: InviteeGroup
    place: Place
    duty: Duty
    assignment: Assignment
    coordinating: Assignment | None
    invitation: Invitation
    delegate: Delegate
    request: ChangeRequest
    draft: Broadcast
    nudge: Broadcast
    sent: Broadcast
    recipient: Recipient
    plan: Plan
    update: Plan
    class_name: PlanUnit
    new_name: PlanUnit
    table: RegistryImport
    code: InviteCode
    secrets: tuple[str, ...]


@dataclass
class Province:
    """Who and what there is."""

    people: dict[str, One] = field(default_factory=dict)
    ours: Side = None  # type: ignore[assignment]
    theirs: Side = None  # type: ignore[assignment]
    units: list[Unit] = field(default_factory=list)
    alias: UnitAlias = None  # type: ignore[assignment]
    membership: Membership = None  # type: ignore[assignment]
    grant: Organiser = None  # type: ignore[assignment]
    office_code: InviteCode = None  # type: ignore[assignment]
    open_code: str = "A" * 22
    declared: date = date(2026, 12, 19)


async def build(world: World) -> Province:
    """Make the province."""
    built = Province()
    names = ("Sở Nội vụ", "Sở Tư pháp", "Sở Giao thông vận tải")
    built.units = [await world.unit(name) for name in names]
    await _people(world, built)
    ours, theirs = built.people["organiser"], built.people["other organiser"]
    built.ours = await _side(
        world, built, ours, built.units[:2], "Hội nghị tổng kết cải cách hành chính", "Ngô Thanh Tùng"
    )
    built.theirs = await _side(world, built, theirs, built.units[2:], "Hội nghị an toàn giao thông", "Đặng Quốc Khánh")
    await _loose_ends(world, built)
    return built


async def _people(world: World, built: Province) -> None:
    owner = await world.person("Trần Thị Thu Hà", telegram_id=OWNER)
    organiser, other = await world.organiser("Nguyễn Văn Bình"), await world.organiser("Đỗ Thị Lan")
    gone = await world.organiser("Hồ Văn Cảnh")
    focal, other_focal = await world.focal(built.units[0]), await world.focal(built.units[2], "Vũ Thị Yến")
    left = await world.focal(built.units[0], "Mai Văn Lực")
    stranger = await world.person("Tạ Đình Phong")
    for table, person in ((Organiser, gone), (Membership, left)):
        await world.session.execute(update(table).where(table.person_id == person.id).values(ended_at=world.now))
    kinds: list[tuple[str, Person, set[str], set[int]]] = [
        ("owner", owner, {"owner"}, set()),
        ("organiser", organiser, {"organiser"}, set()),
        ("other organiser", other, {"organiser"}, set()),
        ("revoked organiser", gone, set(), set()),
        ("focal", focal, {"focal"}, {built.units[0].id}),
        ("other focal", other_focal, {"focal"}, {built.units[2].id}),
        ("revoked focal", left, set(), set()),
        ("stranger", stranger, set(), set()),
    ]
    for name, person, roles, units in kinds:
        built.people[name] = One(person.telegram_id, person.id, frozenset({"anyone", *roles}), units=frozenset(units))
    built.people["Telegram itself"] = One(777000)
    built.people["newcomer"] = One(990_001)
    built.membership = (await world.session.scalars(select(Membership).where(Membership.person_id == focal.id))).one()
    built.grant = (await world.session.scalars(select(Organiser).where(Organiser.person_id == organiser.id))).one()


async def _side(world: World, built: Province, boss: One, units: list[Unit], title: str, name: str) -> Side:
    session = world.session
    person = await session.get_one(Person, boss.person_id)
    conference = await world.conference(person, title=title)
    boss.conferences = frozenset({conference.id})
    if boss is built.people["organiser"]:  # who organised it before keeps the row, without the grant
        gone = built.people["revoked organiser"]
        await world.add(ConferenceOrganiser(conference_id=conference.id, person_id=gone.person_id))
    group = await world.group(conference, units, seats=3)
    places = select(Place).where(Place.group_id == group.id, Place.unit_id == units[0].id)
    place = (await session.scalars(places)).one()
    duty = await world.duty(conference, units[:1], units[1:], text=f"Báo cáo riêng của {title}")
    unit = units[0]
    focal = (await session.scalars(select(Membership.person_id).where(Membership.unit_id == unit.id))).first()
    delegate = Delegate(
        conference_id=conference.id,
        unit_id=unit.id,
        group_id=group.id,
        full_name=name,
        person_key=fold(name),
        position="Phó Giám đốc",
        phone=f"+8490099{conference.id:04d}",
        mode="in_person",
        entered_by=focal,
        entered_at=world.now,
    )
    await world.add(delegate)
    request = ChangeRequest(
        conference_id=conference.id,
        unit_id=unit.id,
        kind="withdraw",
        change={"delegate": delegate.id},
        asked_by=focal,
        asked_at=world.now,
    )
    assignments = list(await session.scalars(select(Assignment).where(Assignment.duty_id == duty.id)))
    file = StoredFile(name=f"bao-cao-{conference.id}.docx", size=9, telegram_file_id="T1", created_at=world.now)
    await world.add(request, file)
    report = Report(assignment_id=assignments[0].id, person_id=focal, kind="handed_in", text=f"Nội dung của {name}",
                    file_id=file.id, reported_at=world.now)  # fmt: skip
    made = {"conference_id": conference.id, "text": "", "created_by": boss.person_id, "created_at": world.now}
    draft, nudge = Broadcast(kind="invitation", **made), Broadcast(kind="nudge", **made)
    sent = Broadcast(kind="invitation", state=BroadcastState.FINISHED, sent_at=world.now, **made)
    lost = OutboxMessage(key=f"lost{conference.id}", chat_id=focal, lane=3, method="sendMessage", payload={},
                         state=OutboxState.UNSURE, created_at=world.now)  # fmt: skip
    await world.add(report, draft, nudge, sent, lost)
    recipient = Recipient(broadcast_id=sent.id, unit_id=unit.id, person_id=focal, outbox_id=lost.id)
    plan_file = StoredFile(name="ke-hoach.docx", size=9, telegram_file_id="T2", created_at=world.now)
    await world.add(recipient, plan_file)
    plan = Plan(sent_by=boss.person_id, file_id=plan_file.id, digest=f"{conference.id}", state=PlanState.DRAFT,
                reading=reading(title=f"Kế hoạch riêng của {title}", number=None), created_at=world.now)  # fmt: skip
    table = RegistryImport(person_id=boss.person_id, rows=[], problems=[], state=ImportState.PREVIEW,
                           created_at=world.now)  # fmt: skip
    code = InviteCode(digest=digest(f"{conference.id}" * 22), role="focal", unit_id=unit.id, issued_by=boss.telegram_id,
                      issued_at=world.now, expires_at=world.now + timedelta(days=9))  # fmt: skip
    again = Plan(sent_by=boss.person_id, file_id=plan_file.id, digest="again", state=PlanState.DRAFT,
                 reading=plan.reading, updates_id=conference.id, created_at=world.now)  # fmt: skip
    await world.add(plan, again, table, code)
    class_name, new_name, *_ = await plan_units.match(session, plan, now=world.now)
    class_name.state, class_name.candidates, class_name.unit_ids = UnitLinkState.GROUP, [unit.id], [unit.id]
    new_name.state, new_name.decided = UnitLinkState.NEW, True
    meeting = select(ConferenceSession).where(ConferenceSession.conference_id == conference.id)
    part = (await session.scalars(meeting)).one()
    invited = select(Invitation).where(Invitation.conference_id == conference.id, Invitation.unit_id == unit.id)
    invitation = (await session.scalars(invited)).one()
    return Side(
        conference=conference,
        session=part,
        group=group,
        place=place,
        duty=duty,
        assignment=assignments[0],
        coordinating=assignments[1] if assignments[1:] else None,
        invitation=invitation,
        delegate=delegate,
        request=request,
        draft=draft,
        nudge=nudge,
        sent=sent,
        recipient=recipient,
        plan=plan,
        update=again,
        class_name=class_name,
        new_name=new_name,
        table=table,
        code=code,
        secrets=(title, name, shown(delegate.phone or ""), f"Nội dung của {name}"),
    )


async def _loose_ends(world: World, built: Province) -> None:
    built.alias = UnitAlias(text="SNV", folded="snv")
    await world.session.refresh(built.units[0], ["aliases"])
    built.units[0].aliases.append(built.alias)
    expires = world.now + timedelta(days=9)
    made = {"issued_by": OWNER, "issued_at": world.now, "expires_at": expires}
    built.office_code = InviteCode(digest=digest("B" * 22), role="organiser", **made)
    opened = InviteCode(digest=digest(built.open_code), role="focal", unit_id=built.units[1].id, **made)
    await world.add(built.office_code, opened, CalendarDay(day=built.declared, working=True, source="Thông báo 45"))
