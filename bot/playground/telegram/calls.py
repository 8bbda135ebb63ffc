"""What the bot called, what came of it, and the faults that tests put in between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass
class Call:
    """One call of the bot: method, parameters (uploads by name), instant, and the outcome once there is one.

    `status` is what went over the wire (0: the connection was cut); `applied` whether the server's state took it.
    """

    method: str
    params: Json
    at: datetime
    status: int | None = None
    description: str = ""
    result: Any = None
    applied: bool = False


@dataclass(frozen=True)
class Violation:
    """A call that the Bot API's documentation forbids."""

    method: str
    reason: str


@dataclass(frozen=True)
class Fault:
    """What goes wrong with a call: carry it out if `applied`, wait, then answer wrongly.

    `hold` waits for an event, `delay` for seconds. With `cut` the connection is closed without an answer, with
    `broken_json` the true answer breaks off in the middle, with `status` that status is answered, with `body` a web
    page instead of JSON. With none of these the true answer is given, late; a call that isn't applied is then answered
    500.
    """

    applied: bool = True
    delay: float = 0.0
    hold: asyncio.Event | None = None
    cut: bool = False
    broken_json: bool = False
    status: int | None = None
    description: str = "Internal Server Error"
    retry_after: int | None = None
    body: str = ""

    async def wait(self) -> None:
        """Wait as long as the fault says."""
        if self.hold is not None:
            await self.hold.wait()
        if self.delay:
            await asyncio.sleep(self.delay)


FaultRule = Callable[[Call], Fault | None]


def flood(retry_after: int) -> Fault:
    """Return the 429 that asks to wait `retry_after` seconds; the call isn't carried out."""
    return Fault(
        applied=False,
        status=429,
        description=f"Too Many Requests: retry after {retry_after}",
        retry_after=retry_after,
    )


@dataclass
class Strike:
    """A rule that gives `fault` to the first `times` calls of `method` (of `chat_id`, where given)."""

    method: str
    fault: Fault
    times: int = 1
    chat_id: int | None = None
    struck: list[Call] = field(default_factory=list)

    def __call__(self, call: Call) -> Fault | None:
        """Return the fault for `call`, or None."""
        if call.method != self.method or len(self.struck) >= self.times:
            return None
        if self.chat_id is not None and str(call.params.get("chat_id")) != str(self.chat_id):
            return None
        self.struck.append(call)
        return self.fault
