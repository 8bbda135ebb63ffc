"""The table of what happens by itself."""

from __future__ import annotations

from bot.services.pings import DueReminders

TICKS = (DueReminders(),)
