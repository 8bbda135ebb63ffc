"""The table of long work: which kind of job is done by what."""

from __future__ import annotations

from collections.abc import Mapping

from bot.plan_reader.child import read_in_child, read_scan_in_child
from bot.plan_reader.scan_child import can_recognise, recognise_in_child
from bot.services.code_exports import ExportCodes
from bot.services.delegate_files import ExportDelegates, ReadDelegates
from bot.services.jobs import Kind
from bot.services.plan_reading import ReadPlan
from bot.services.plan_scans import ReadScan
from bot.services.progress import DrawProgress
from bot.services.registry_jobs import ExportRegistry, ReadRegistry
from bot.services.status_exports import ExportStatus

KINDS: Mapping[str, Kind] = {
    "draw_progress": DrawProgress(),
    "export_codes": ExportCodes(),
    "export_delegates": ExportDelegates(),
    "export_registry": ExportRegistry(),
    "read_delegates": ReadDelegates(),
    "export_status": ExportStatus(),
    "read_plan": ReadPlan(read_in_child, can_recognise),
    "read_scan": ReadScan(recognise_in_child, read_scan_in_child),
    "read_registry": ReadRegistry(),
}
