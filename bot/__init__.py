"""What may happen: the bot, from the stored update to the message that leaves."""

import os

# python-telegram-bot gives spans of time as numbers, with a warning, unless asked for real ones.
os.environ.setdefault("PTB_TIMEDELTA", "true")
