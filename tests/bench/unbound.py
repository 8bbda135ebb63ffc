"""The bot as it is, without the pace that Telegram asks for: `python -m tests.bench.unbound --config FILE`.

The settings allow 30 messages a second at most, as Telegram does; what the bot itself can do is above that.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from bot.config import load
from bot.run import serve

FAST = 100_000.0


async def main(config: Path) -> None:
    """Run until stopped."""
    settings = load(config)
    unbound = {"messages_per_second": FAST, "chat_per_second": FAST, "updates_per_minute": int(FAST)}
    limits = settings.limits.model_copy(update=unbound)
    task = asyncio.ensure_future(serve(settings.model_copy(update={"limits": limits})))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await asyncio.wait([task])


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[2])))
