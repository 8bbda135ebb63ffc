"""Logs: one line an event, on standard error. No token stands in one, and nothing that a person wrote or is called.

Lines of this program come under the name `dieuphoi`, at the level that was set. What libraries say is let through from
warnings up: below that they quote calls, statements and rows, with all that is in them.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.config_sections import Log
from bot.tracing import traced

NAME = "dieuphoi"
REDACTED = (
    (re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}"), "<token>"),
    (re.compile(r"(?<![\w:])(?:\+?84|0)(?:[ .-]?\d){9}(?!\d)"), "<phone>"),
)
Event = MutableMapping[str, Any]


def redact(_logger: Any, _method: str, event: Event) -> Event:
    """Replace what looks like a bot's token or a Vietnamese phone number, wherever it stands."""
    return {key: _redacted(value) if isinstance(value, str) else value for key, value in event.items()}


def _redacted(text: str) -> str:
    for pattern, put in REDACTED:
        text = pattern.sub(put, text)
    return text


def configure(settings: Log) -> None:
    """Set up structlog and the standard library's loggers to write the same lines."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(traced),
        redact,
    ]
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if settings.form == "json" else _text
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=lambda *names: logging.getLogger(".".join((NAME, *names))),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redact, renderer],
        )
    )
    _levels(handler, logging.getLevelNamesMapping()[settings.level.upper()])


def _levels(handler: logging.Handler, level: int) -> None:
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.WARNING))
    logging.getLogger(NAME).setLevel(level)
    # It logs answers that it can't read whole, with what people wrote in them; we log the error that it raises.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)


def _text(_logger: Any, _method: str, event: Event) -> str:
    """Write an event as one readable line."""
    head = f"{event.pop('timestamp')} {event.pop('level'):<7} {event.pop('logger', '')}: {event.pop('event')}"
    trace = event.pop("exception", None)
    rest = " ".join(f"{key}={value}" for key, value in event.items())
    return "\n".join(part for part in (f"{head} {rest}".rstrip(), trace) if part)
