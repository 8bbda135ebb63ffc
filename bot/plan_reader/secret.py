"""State secrets: a paper with a stamp of secrecy is refused before anything else looks at it (Law 117/2025/QH15)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.errors import Unreadable
from bot.plan_reader.blocks import Block, Paragraph

_STAMP = re.compile(r"[\W_]*(?:(?:ĐỘ|MỨC ĐỘ)\s*(?:MẬT)?\s*:?\s*)?(?:TUYỆT\s*MẬT|TỐI\s*MẬT|MẬT)[\W_]*(?:\d.*)?$")


def refuse_secrets(blocks: Sequence[Block]) -> None:
    """Raise when a line or a cell is a stamp of secrecy (in capitals, alone): "MẬT", "TỐI MẬT", "TUYỆT MẬT".

    Raises:
        Unreadable: with the key `plan_reader.secret`.
    """
    for block in blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row.cells]
        if any(len(text) < 40 and _STAMP.match(text) for text in texts):
            raise Unreadable("plan_reader.secret")
