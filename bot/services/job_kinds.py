"""The table of long work: which kind of job is done by what."""

from __future__ import annotations

from collections.abc import Mapping

from bot.services.jobs import Kind

KINDS: Mapping[str, Kind] = {}
