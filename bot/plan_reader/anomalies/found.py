"""An anomaly as a value: a code, what fills its sentence, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.texts import say

_SHOWN = 3


@dataclass(frozen=True)
class Anomaly:
    """`code` names the sentence `plan_reader.anomaly_<code>`, `values` fill it; `source` is where to look.

    `sentence` stands in for the code where one code is raised for two different reasons.
    """

    code: str
    source: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    sentence: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the form of the contract; `message` is Vietnamese, other languages come by code and values."""
        message = str(say("vi", f"plan_reader.anomaly_{self.sentence or self.code}", **self.values))
        out = {"code": self.code, "message": message, "values": self.values, "source": self.source}
        return {**out, "sentence": self.sentence} if self.sentence else out


def some(names: list[str]) -> str:
    """Return the first few names of a list, with an ellipsis when there are more."""
    shown = "; ".join(dict.fromkeys(names[:_SHOWN]))
    return f"{shown}…" if len(names) > _SHOWN else shown
