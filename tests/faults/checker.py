"""The checker: what Telegram saw and what people did, against the tables, as multisets."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.playground.telegram import Call
from tests.faults.kills import SENDS
from tests.faults.tables import BROADCAST, Row, Tables

UPDATES = "updates sent by people"
SETTLED = {"sent", "gone", "refused", "unsure", "cancelled"}
ANSWER = re.compile(r"u(\d+)\b.*:(\d+)")

Effect = tuple[int, str, str, int]
"""Chat, method, text, and the message that was made or changed (0: it made none, or that is left out)."""


@dataclass
class Findings:
    """Figures that were counted, and rules that were broken."""

    figures: dict[str, object] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def expect(self, name: str, value: int, most: int = 0, note: str = "") -> None:
        """Count a figure that may be `most` at most."""
        self.figures[name] = f"{value} (at most {most}{note})" if most else value
        if value > most:
            self.broken.append(f"{name}: {value}, at most {most}")


def check(
    tables: Tables, updates: Sequence[int], single: Sequence[int], calls: Sequence[Call], *, copies: int
) -> Findings:
    """Compare the tables with the `updates` that people caused and the `calls` that Telegram carried out.

    Each of the `single` ones asks for one answer, any other for at least one. `copies` is the number of second copies
    that kills and lost answers explain; of a broadcast there may be none.
    """
    found = Findings()
    _inbox(found, tables, updates)
    _effects(found, tables.outbox, updates, single)
    seen = [_seen(call) for call in calls if call.method in SENDS and _carried_out(call)]
    _deliveries(found, tables.outbox, seen, copies)
    return found


def _inbox(found: Findings, tables: Tables, updates: Sequence[int]) -> None:
    found.figures[UPDATES] = len(updates)
    found.expect("updates lost", len(set(updates) - tables.inbox.keys()))
    found.expect("updates that nobody sent", len(tables.inbox.keys() - set(updates)))
    found.expect("updates not done", sum(state != "done" for state in tables.inbox.values()))


def _effects(found: Findings, outbox: Sequence[Row], updates: Sequence[int], single: Sequence[int]) -> None:
    counts = answers(outbox)
    found.expect("updates without an effect", sum(counts[update] == 0 for update in updates))
    found.expect("effects twice", sum(counts[update] > 1 for update in single))


def answers(outbox: Iterable[Row]) -> Counter[int]:
    """Count the answers to each update by their keys, which hold its id."""
    return Counter(int(match[1]) for row in outbox if (match := ANSWER.fullmatch(row.key)))


def _deliveries(found: Findings, outbox: Sequence[Row], calls: Sequence[Effect], copies: int) -> None:
    found.figures["outbox rows"] = len(outbox)
    found.expect("rows without an outcome", sum(row.state not in SETTLED for row in outbox))
    found.expect("rows refused", sum(row.state == "refused" for row in outbox))
    sent = [_effect(row) for row in outbox if row.state == "sent"]
    found.expect("messages lost", (Counter(sent) - Counter(calls)).total())
    doubtful = Counter(_whatever_message(_effect(row)) for row in outbox if row.state == "unsure")
    found.figures["rows in doubt"] = doubtful.total()
    surplus = Counter(map(_whatever_message, calls)) - Counter(map(_whatever_message, sent))
    owed = Counter(_whatever_message(_effect(row)) for row in outbox)
    found.expect("messages that no row asked for", len(surplus.keys() - owed.keys()))
    once = Counter(_whatever_message(_effect(row)) for row in outbox if row.lane == BROADCAST)
    twice = surplus - doubtful
    found.expect("broadcasts twice", sum(count for effect, count in twice.items() if effect in once))
    found.expect("messages twice", twice.total(), copies, " explained")
    found.expect("out of order in their chat", disorder(outbox))


def disorder(outbox: Iterable[Row]) -> int:
    """Return how many new messages came before one of their lane that was owed earlier to the same chat."""
    newest: dict[tuple[int, int], int] = {}
    count = 0
    for row in outbox:
        if row.method != "sendMessage" or row.state != "sent" or row.message_id is None:
            continue
        place = row.chat_id, row.lane
        count += row.message_id < newest.get(place, 0)
        newest[place] = max(row.message_id, newest.get(place, 0))
    return count


def _effect(row: Row) -> Effect:
    changed = row.payload.get("message_id", row.message_id) if row.method != "setMyCommands" else None
    return row.chat_id, row.method, row.text, int(changed or 0)


def _seen(call: Call) -> Effect:
    if call.method == "setMyCommands":
        commands = [[each["command"], each["description"]] for each in json.loads(call.params["commands"])]
        return int(json.loads(call.params["scope"])["chat_id"]), call.method, str(commands), 0
    text = str(call.params.get("text", call.params.get("caption")))
    made = int(call.params["message_id"]) if call.method == "editMessageText" else call.result["message_id"]
    return int(call.params["chat_id"]), call.method, text, made


def _whatever_message(effect: Effect) -> Effect:
    """Leave out the message: of a second copy it is another, and a row in doubt doesn't know its own."""
    chat, method, text, _ = effect
    return chat, method, text, 0


def _carried_out(call: Call) -> bool:
    """Return whether Telegram did it, or had nothing left to do."""
    return call.applied or "message is not modified" in call.description
