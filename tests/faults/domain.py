"""The rows of the domain with what differs from run to run left out: numbers that the database gave, and instants.

Two runs in which people did the same must end with the same rows, whatever befell the bot meanwhile.
"""

from __future__ import annotations

from collections import Counter

from tests.faults.store import Store

WORDS: dict[str, str] = {
    "person": "SELECT telegram_id, full_name, phone, consent_version, menu FROM person WHERE full_name IS NOT NULL",
    "membership": "SELECT person.telegram_id, unit.name, ended_at IS NULL FROM membership"
    " JOIN person ON person.id = person_id JOIN unit ON unit.id = unit_id",
    "invite code": "SELECT unit.name, used_at IS NULL, revoked_at IS NULL FROM invite_code"
    " JOIN unit ON unit.id = unit_id",
    "invitation": "SELECT unit.name, answer, reason, version, list_complete_at IS NULL FROM invitation"
    " JOIN unit ON unit.id = unit_id",
    "delegate": "SELECT unit.name, delegate.full_name, position, delegate.phone, mode, state, version"
    " FROM delegate JOIN unit ON unit.id = unit_id",
    "assignment": "SELECT unit.name, duty.text, state, assignment.version, overdue_pings FROM assignment"
    " JOIN unit ON unit.id = unit_id JOIN duty ON duty.id = duty_id",
    "report": "SELECT unit.name, report.kind, report.text, decision, reason FROM report"
    " JOIN assignment ON assignment.id = assignment_id JOIN unit ON unit.id = assignment.unit_id",
    "broadcast": "SELECT kind, text, state, version FROM broadcast",
    "recipient": "SELECT unit.name, person.telegram_id, outbox.id IS NULL FROM recipient"
    " JOIN unit ON unit.id = unit_id LEFT JOIN person ON person.id = person_id"
    " LEFT JOIN outbox ON outbox.id = outbox_id",
    "reminder": "SELECT unit.name, duty.text, invitation_id IS NULL, rule, reminder.version, reminder.state"
    " FROM reminder JOIN unit ON unit.id = reminder.unit_id"
    " LEFT JOIN assignment ON assignment.id = assignment_id LEFT JOIN duty ON duty.id = duty_id",
    "dialog": "SELECT telegram_id, step FROM dialog",
    "audit": "SELECT telegram_id, action FROM audit WHERE telegram_id IS NOT NULL",
    "job": "SELECT job.kind, person.telegram_id, job.state FROM job JOIN person ON person.id = person_id",
}

Rows = dict[str, Counter[str]]


async def rows(store: Store) -> Rows:
    """Return every table's rows as a multiset."""
    return {name: Counter(map(str, await store.rows(query))) for name, query in WORDS.items()}


def differences(one: Rows, other: Rows) -> list[str]:
    """Return what stands in one of them only, table by table."""
    return [
        f"{name}: {sign}{row}"
        for name in WORDS
        for sign, more in (("-", one[name] - other[name]), ("+", other[name] - one[name]))
        for row in more.elements()
    ]
