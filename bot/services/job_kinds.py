"""The table of long work: which kind of job is done by what."""

from __future__ import annotations

from collections.abc import Mapping

from bot.services.code_exports import ExportCodes
from bot.services.jobs import Kind
from bot.services.registry_jobs import ExportRegistry, ReadRegistry

KINDS: Mapping[str, Kind] = {
    "export_codes": ExportCodes(),
    "export_registry": ExportRegistry(),
    "read_registry": ReadRegistry(),
}
