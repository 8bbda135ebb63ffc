"""A simulated Telegram Bot API server in memory; nothing here knows the bot or python-telegram-bot."""

from bot.playground.telegram.calls import Call, Fault, FaultRule, Strike, Violation, flood
from bot.playground.telegram.errors import ApiError
from bot.playground.telegram.limits import Limits
from bot.playground.telegram.records import Change, Chat, Message, User
from bot.playground.telegram.server import SimulatedTelegram

__all__ = [
    "ApiError",
    "Call",
    "Change",
    "Chat",
    "Fault",
    "FaultRule",
    "Limits",
    "Message",
    "SimulatedTelegram",
    "Strike",
    "User",
    "Violation",
    "flood",
]
