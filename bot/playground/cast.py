"""The invented people of the playground; nobody real has these names or numbers."""

from __future__ import annotations

from dataclasses import dataclass

from bot.playground.telegram import SimulatedTelegram


@dataclass(frozen=True)
class Member:
    """One person to be: `role` names a label of the page, `office` is what the page shows below the name."""

    id: int
    name: str
    phone: str
    role: str
    office: str = ""
    language_code: str = "vi"


OWNER_ID = 1001
ORGANISER_ID = 1002
STRANGER_ID = 3001

CAST = (
    Member(OWNER_ID, "Trần Thị Thu Hà", "84900000001", "owner", "Văn phòng UBND tỉnh"),
    Member(ORGANISER_ID, "Nguyễn Văn Bình", "84900000002", "organiser", "Sở Nội vụ"),
    Member(2001, "Lê Thị Mai", "84900000011", "focal", "Sở Tài chính"),
    Member(2002, "Phạm Quốc Dũng", "84900000012", "focal", "Sở Y tế"),
    Member(2003, "Võ Thanh Tùng", "84900000013", "focal", "Sở Xây dựng"),
    Member(2004, "Đặng Ngọc Lan", "84900000014", "focal", "Sở Tư pháp"),
    Member(2005, "Huỳnh Minh Khôi", "84900000015", "focal", "Sở Công Thương"),
    Member(2006, "Bùi Thị Hạnh", "84900000016", "focal", "Thanh tra tỉnh"),
    Member(STRANGER_ID, "Hoàng Văn Lạ", "84900000099", "stranger", language_code="en"),
)


def enrol(telegram: SimulatedTelegram, cast: tuple[Member, ...] = CAST) -> None:
    """Let the people exist on the simulated Telegram."""
    for member in cast:
        telegram.add_user(member.id, member.name, language_code=member.language_code, phone=member.phone)
