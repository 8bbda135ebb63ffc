from __future__ import annotations

import re
from datetime import UTC, datetime

from bot.documents.invite_codes import CodeRow, write_codes
from bot.documents.words import words
from tests.unit.documents.workbooks import opened, parts, values

LINK = "https://t.me/ten_bot?start=kQ3xVb1n0aX2mZr9sT7uWw"
ROWS = [
    CodeRow("Sở Nội vụ", "focal", LINK, datetime(2026, 12, 1, 10, 0, tzinfo=UTC)),
    CodeRow("=1+1", "Phó đầu mối", LINK.lower(), datetime(2026, 12, 1, 18, 0, tzinfo=UTC)),
]


def test_each_code_has_its_row_and_its_picture() -> None:
    data = write_codes(ROWS, "Mã mời tham gia", words("vi"))
    table = values(data)
    assert table[0][0] == "Mã mời tham gia"
    assert table[3] == ["TT", "Đơn vị", "Vai trò", "Đường dẫn tham gia", "Hạn dùng", "Mã QR"]
    assert table[4][:5] == [1, "Sở Nội vụ", "Đầu mối đơn vị", LINK, "1/12/2026, 17:00"]
    assert table[5][1:3] == ["=1+1", "Phó đầu mối"]
    drawn = re.findall(
        r"<xdr:from><xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>", parts(data, "xl/drawings/d")[0].decode()
    )
    assert drawn == [("5", "4"), ("5", "5")]
    assert not any(cell.hyperlink for row in opened(data).worksheets[0].iter_rows() for cell in row)


def test_pictures_of_two_links_differ() -> None:
    first, second = parts(write_codes(ROWS, "Mã mời", words("vi")), "xl/media/")
    assert first.startswith(b"\x89PNG")
    assert first != second


def test_no_codes_make_an_empty_table() -> None:
    assert len(values(write_codes([], "Mã mời", words("en")))) == 4
