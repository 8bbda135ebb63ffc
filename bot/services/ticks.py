"""What happens by itself."""

from __future__ import annotations

from bot.services.audit_chain import SealAudit
from bot.services.audit_head import TellHead
from bot.services.digests import MorningDigest
from bot.services.forgetting import ForgetDelegates
from bot.services.old_words import EmptyOldWords
from bot.services.pings import DueReminders
from bot.services.restorations import TellHeld
from bot.services.retention import ForgetPeople

Ticks = tuple[DueReminders, MorningDigest, ForgetPeople, ForgetDelegates, EmptyOldWords, SealAudit, TellHead, TellHeld]


def all_ticks() -> Ticks:
    """Return the ticks of one running bot: some remember on which day they were through."""
    return (
        DueReminders(),
        MorningDigest(),
        ForgetPeople(),
        ForgetDelegates(),
        EmptyOldWords(),
        SealAudit(),  # after those that write lines, before the head is told
        TellHead(),
        TellHeld(),
    )
