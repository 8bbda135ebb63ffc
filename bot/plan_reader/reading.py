"""A plan once read: its findings and the form of the contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.plan_reader.addressees import addressees
from bot.plan_reader.agenda import find_agenda
from bot.plan_reader.agenda_item import Item
from bot.plan_reader.blocks import Block
from bot.plan_reader.chair import Chair, find_chair
from bot.plan_reader.closing import find_contacts, find_materials, find_recipients, find_signatory
from bot.plan_reader.duties import find_duties
from bot.plan_reader.duty_text import Duty
from bot.plan_reader.expected import count_people
from bot.plan_reader.flat_table import put_together
from bot.plan_reader.group import Above, Group
from bot.plan_reader.groups import each_sends, find_groups, groups_of, groups_of_table, only_counts
from bot.plan_reader.head import Head, find_head
from bot.plan_reader.host import cities_are_towns, level_of_host
from bot.plan_reader.issuer import name_issuer
from bot.plan_reader.organiser import find_organiser
from bot.plan_reader.outline import Node, outline
from bot.plan_reader.quotas import Quotas, find_quotas
from bot.plan_reader.requests import find_requests
from bot.plan_reader.seats import count_seats
from bot.plan_reader.session import Session
from bot.plan_reader.sessions import find_sessions, settled
from bot.plan_reader.turns import Turn, find_turn


@dataclass
class Reading:
    """Everything that was found in one plan."""

    root: Node
    head: Head
    sessions: list[Session]
    groups: list[Group]
    quotas: Quotas
    duties: list[Duty]
    agenda: list[Item]
    chair: Chair | None
    organiser: tuple[str, float] | None
    recipients: list[str]
    turn: Turn | None = None
    certainty: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the form of the contract, without the anomalies."""
        head = self.head
        return {
            "doc_type": self.turn.kind if self.turn else head.paper,
            **head.as_dict(),
            "chair": self.chair.as_dict() if self.chair else None,
            "organiser_unit": self.organiser[0] if self.organiser else None,
            "sessions": [session.as_dict() for session in self.sessions],
            "invitee_groups": [group.as_dict() for group in self.groups],
            "quota_table": self.quotas.rows,
            "quota_total": self.quotas.total,
            "duties": [duty.as_dict() for duty in self.duties],
            "agenda": [item.as_dict() for item in self.agenda],
            "materials": find_materials([duty.words for duty in self.duties]),
            "contacts": find_contacts(self.root),
            "recipients": self.recipients,
            "signatory": find_signatory(self.root),
            "refers_to": self.turn.former.as_dict() if self.turn and self.turn.former else None,
            "changes": self.turn.changes() if self.turn else [],
            "source": {key: {"section": None, "line": line} for key, line in head.lines.items()},
            "certainty": self.certainty,
        }


def read_blocks(blocks: list[Block]) -> Reading:
    """Return what the blocks of a plan hold."""
    blocks = put_together(blocks)
    root = outline(blocks)
    head = find_head(blocks)
    head.issuing_body, sure = name_issuer(head, blocks)
    agenda, turn = find_agenda(root), find_turn(root, head)
    host, quotas = Above(level_of_host(head, blocks), towns=cities_are_towns(head, blocks)), find_quotas(root)
    groups = find_groups(root, host) or groups_of_table(quotas, host)
    sent_to = groups_of(addressees(blocks), host) if head.paper != "plan" else []
    if sent_to and all(only_counts(group) for group in groups):
        groups = each_sends(sent_to, root)
    units = [unit for group in sent_to for unit in group.units or [group.label]]
    duties = find_duties(root, signed=head.signed, year=head.year)
    duties = duties or find_requests(root, units, signed=head.signed, year=head.year)
    count_seats(groups, quotas)
    sessions = settled(turn.now, head, agenda) if turn else find_sessions(root, head, agenda)
    count_people(root, sessions, head.title, quotas.total)
    if sessions and all(session.modes == ["online"] for session in sessions):
        for group in groups:
            group.mode = "online"
    organiser = find_organiser(root, duties, head)
    certainty = {"issuing_body": sure} if 0 < sure < 1 else {}
    if organiser and organiser[1] < 1:
        certainty["organiser_unit"] = organiser[1]
    chair = find_chair(root, groups, duties, head.kind)
    recipients = find_recipients(root)
    return Reading(root, head, sessions, groups, quotas, duties, agenda, chair, organiser, recipients, turn, certainty)
