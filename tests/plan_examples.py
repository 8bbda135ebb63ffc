"""An invented reading in the form of docs/plan_form.md, small enough to be read at a glance."""

from __future__ import annotations

import copy
from typing import Any

from bot.errors import Unreadable

READING: dict[str, Any] = {
    "number": "58/KH-UBND",
    "symbol": "KH-UBND",
    "issuing_body": "Ủy ban nhân dân tỉnh Sơn Hà",
    "title": "Kế hoạch tổ chức Hội nghị đánh giá công tác cải cách hành chính năm 2026",
    "kind": "hội nghị",
    "chair": {"name": None, "position": "Chủ tịch Ủy ban nhân dân tỉnh"},
    "sessions": [
        {
            "name": "Hội nghị",
            "starts": "2026-12-10T07:30:00+07:00",
            "ends": "2026-12-10T11:30:00+07:00",
            "start_time": "07:30",
            "end_time": "11:30",
            "half_day": "morning",
            "date_precision": "exact",
            "window": ["2026-12-10", "2026-12-10"],
            "venue": "Trung tâm Hội nghị tỉnh Sơn Hà",
            "modes": ["in_person"],
            "expected_delegates": {"min": 158, "max": 158},
            "participating_units": ["Trung tâm Hội nghị tỉnh"],
            "source": {"section": "II.1", "line": 18},
        }
    ],
    "invitee_groups": [
        {
            "label": "Thủ trưởng các sở: Sở Nội vụ, Sở Tư pháp",
            "level": "province",
            "mode": "in_person",
            "quota_per_unit": 2,
            "quota_total": 4,
            "units": ["Sở Nội vụ", "Sở Tư pháp"],
            "source": {"section": "III.2", "line": 24},
        },
        {
            "label": "Thành viên Ban Chỉ đạo cải cách hành chính tỉnh",
            "level": "province",
            "mode": "in_person",
            "quota_per_unit": None,
            "quota_total": 25,
            "units": ["Ban Chỉ đạo cải cách hành chính tỉnh"],
            "source": {"section": "III.2", "line": 26},
        },
        {
            "label": "Chủ tịch Ủy ban nhân dân các xã, phường",
            "level": "commune",
            "mode": "in_person",
            "quota_per_unit": None,
            "quota_total": None,
            "units": ["UBND các xã, phường"],
            "source": {"section": "III.3", "line": 33},
        },
    ],
    "duties": [
        {
            "lead": ["Sở Nội vụ"],
            "coordinating": ["Sở Tài chính"],
            "text": "Xây dựng tài liệu Hội nghị, trình Ủy ban nhân dân tỉnh",
            "deadline": {"absolute": "2026-11-27", "relative_days_before_event": None, "before": True},
            "deadline_words": "trước ngày 27/11/2026",
            "deadline_hour": None,
            "deadline_working_days": False,
            "submit_to": "Ủy ban nhân dân tỉnh",
            "source": {"section": "VI.2", "line": 60},
        },
        {
            "lead": ["các cơ quan, đơn vị thuộc thành phần tham dự"],
            "coordinating": [],
            "text": "Lập danh sách đại biểu tham dự, gửi Sở Nội vụ",
            "deadline": {"absolute": None, "relative_days_before_event": 5, "before": True},
            "deadline_words": None,
            "deadline_hour": None,
            "deadline_working_days": False,
            "submit_to": "Sở Nội vụ",
            "source": {"section": "VI.6", "line": 71},
        },
        {
            "lead": ["Sở Tài chính"],
            "coordinating": ["các cơ quan, đơn vị liên quan"],
            "text": "Bố trí kinh phí tổ chức Hội nghị",
            "deadline": None,
            "deadline_words": None,
            "deadline_hour": None,
            "deadline_working_days": False,
            "submit_to": None,
            "source": {"section": "VI.4", "line": 66},
        },
    ],
    "agenda": [
        {"start": "07:30", "end": "08:00", "content": "Đón tiếp đại biểu", "presenter": "Sở Nội vụ"},
        {"start": "08:00", "end": "08:30", "content": "Báo cáo <tóm tắt>", "presenter": None},
    ],
    "anomalies": [
        {
            "code": "duty_without_deadline",
            "message": "1 nhiệm vụ không có hạn (mục VI.4).",
            "values": {"count": 1, "sections": "VI.4"},
            "source": {"section": "VI", "line": 50},
        },
        {"code": "not_known_here", "message": "Có điều lạ.", "source": {"section": None, "line": 3}},
    ],
}


def reading(**changes: Any) -> dict[str, Any]:
    """Return a copy, with some keys changed."""
    return copy.deepcopy(READING) | changes


async def read_example(data: bytes, name: str) -> dict[str, Any]:
    """Read any file as the example; one without bytes can't be read."""
    if not data:
        raise Unreadable("plan_reader.empty")
    return reading()


async def never() -> bool:
    """Tell that this machine recognises no letters in pictures."""
    return False
