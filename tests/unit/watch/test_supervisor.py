"""What systemd is told (sd_notify(3))."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

from bot.pulse import Pulse
from bot.watch.supervisor import Supervisor


async def told(supervisor: Supervisor, listening: socket.socket) -> list[str]:
    """Run for one round, and return what was said."""
    task = asyncio.create_task(supervisor.run())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    found = []
    while True:
        try:
            found.append(listening.recv(100).decode())
        except BlockingIOError:
            return found


def listener(address: str) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listening.setblocking(False)
    listening.bind(address)
    return listening


async def test_ready_alive_stopping(tmp_path: Path) -> None:
    with listener(str(tmp_path / "notify")) as listening:
        supervisor = Supervisor(Pulse(), {"NOTIFY_SOCKET": str(tmp_path / "notify")})
        assert await told(supervisor, listening) == ["READY=1", "WATCHDOG=1", "STOPPING=1"]


async def test_a_hung_loop_is_no_life(tmp_path: Path) -> None:
    pulse = Pulse()
    never = asyncio.Event()
    hung = asyncio.create_task(pulse.loop("outbox", never.wait(), most=-1))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    with listener(f"\0dieuphoi-test-{tmp_path.name}-{id(never)}") as listening:
        supervisor = Supervisor(pulse, {"NOTIFY_SOCKET": f"@dieuphoi-test-{tmp_path.name}-{id(never)}"})
        assert await told(supervisor, listening) == ["READY=1", "STOPPING=1"]
    hung.cancel()
    await asyncio.gather(hung, return_exceptions=True)


async def test_nobody_listens(tmp_path: Path) -> None:
    with listener(str(tmp_path / "notify")) as listening:
        assert await told(Supervisor(Pulse(), {}), listening) == []
