"""A simulated Telegram on loopback and a chat page in the browser."""

from bot.playground.controls import Controls, Upcoming
from bot.playground.start import Playground, start_playground

__all__ = ["Controls", "Playground", "Upcoming", "start_playground"]
