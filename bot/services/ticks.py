"""What happens by itself."""

from __future__ import annotations

from bot.services.digests import MorningDigest
from bot.services.forgetting import ForgetDelegates
from bot.services.old_words import EmptyOldWords
from bot.services.pings import DueReminders
from bot.services.retention import ForgetPeople

Ticks = tuple[DueReminders, MorningDigest, ForgetPeople, ForgetDelegates, EmptyOldWords]


def all_ticks() -> Ticks:
    """Return the ticks of one running bot: some remember on which day they were through."""
    return DueReminders(), MorningDigest(), ForgetPeople(), ForgetDelegates(), EmptyOldWords()
