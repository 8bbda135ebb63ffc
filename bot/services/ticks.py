"""The table of what happens by itself."""

from __future__ import annotations

from bot.services.digests import MorningDigest
from bot.services.forgetting import ForgetDelegates
from bot.services.old_words import EmptyOldWords
from bot.services.pings import DueReminders
from bot.services.retention import ForgetPeople

TICKS = (DueReminders(), MorningDigest(), ForgetPeople(), ForgetDelegates(), EmptyOldWords())
