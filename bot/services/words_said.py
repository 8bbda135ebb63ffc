"""What was said, emptied before its time: whoever is erased goes from the messages too; that it was said is kept."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from markupsafe import escape
from sqlalchemy import String, cast, or_, update

from bot.db.journal import forget
from bot.db.transaction import Session
from bot.messages.phones import whole
from bot.services.audit import update_at_hand
from models.inbox import StoredUpdate, UpdateState
from models.outbox import OutboxMessage, OutboxState

EMPTY = "{}"
UNSETTLED = (OutboxState.WAITING, OutboxState.SENDING)


async def empty_chats(session: Session, telegram_ids: Collection[int]) -> None:
    """Empty all that was said in these private chats and is settled, the update that is being answered, the journal.

    That update is read already, and a press brings the words with it under which the button stood.
    """
    heard = StoredUpdate.chat_key.in_([str(number) for number in telegram_ids])
    done = or_(StoredUpdate.state != UpdateState.WAITING, StoredUpdate.update_id == update_at_hand(session))
    await session.execute(update(StoredUpdate).where(heard, done).values(body=EMPTY))
    sent = OutboxMessage.chat_id.in_(telegram_ids) & OutboxMessage.state.not_in(UNSETTLED)
    await session.execute(update(OutboxMessage).where(sent).values(payload={}))
    for number in telegram_ids:
        forget(session, str(number))


async def empty_mentions(session: Session, name: str | None, phone: str | None) -> None:
    """Empty the settled messages, to whomever, in which this name or number (E.164) stands.

    A namesake's messages may go with them: nothing is lost by that but the words of an old message.
    """
    wanted = [_written(words) for words in (name, whole(phone) if phone else None) if words]
    if wanted:
        stands = or_(*(cast(OutboxMessage.payload, String).contains(form, autoescape=True) for form in _all(wanted)))
        sent = OutboxMessage.state.not_in(UNSETTLED)
        await session.execute(update(OutboxMessage).where(sent, stands).values(payload={}))


def _written(words: str) -> tuple[str, str]:
    """Return words as they stand in a message: escaped for it, then as JSON writes them, in ASCII or not."""
    text = str(escape(words))
    return json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]


def _all(pairs: Iterable[tuple[str, str]]) -> set[str]:
    return {form for pair in pairs for form in pair}
