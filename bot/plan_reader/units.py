"""Names of units as plans write them: where a name begins, where a list of them parts, where it ends."""

from __future__ import annotations

import re

from bot.plan_reader.words import trim

_HEADS = (
    r"Sở(?! dĩ)|Ban(?! hành| Tổ chức Hội| Tổ chức hội)|Bộ(?! phận| tiêu| chỉ số)|Cục|Chi cục|Tổng cục|Vụ|Viện|T[òo][àa] án|Kho bạc|"
    r"Bảo hiểm|Ngân hàng|Công an|[ỦU][yỷ] ban|U[ỷy] ban|UBND|UBMTTQ\w*|UB MTTQ|HĐND|MTTQ|Mặt trận|Hội đồng|Hội(?! nghị| trường| thảo| thi)|"
    r"Liên đoàn|LĐLĐ|Liên minh|Liên hiệp|Hiệp hội|Tỉnh [đĐ]oàn|Thành [đĐ]oàn|Đoàn(?= TNCS| Thanh niên| đại biểu| ĐBQH| [Kk]hối| Luật sư| kinh tế)|Đảng [ủu][yỷ]|Đảng u[ỷy]|Đảng bộ|Tỉnh [ủu][yỷ]|Thành [ủu][yỷ]|"
    r"Huyện [ủu][yỷ]|Quận [ủu][yỷ]|Văn phòng|VP|VPUB\w*|Thanh tra|Trung tâm|Đài|Báo(?! cáo)|C[ổô]ng (?:Thông tin|TTĐT)|Bưu điện|"
    r"Vi[ễê]n thông|VNPT|Viettel|Mobi[fF]one|FPT|Trường|Học viện|Đại học|Bệnh viện|Công ty|Tổng công ty|Tập đoàn|Điện lực|Quỹ|Tổ(?! chức)|"
    r"Phòng(?! họp| chống)|Kiểm toán|Thuế(?= tỉnh| thành phố| cơ sở| khu vực| TP)|Hải quan(?= khu vực| tỉnh| cửa khẩu)|Thống kê(?= tỉnh| thành phố| TP)|Quản lý thị trường|Thường trực|Thi hành án|Tạp chí|Thông tấn xã|Bảo tàng|"
    r"Thư viện|Nhà hát|Nhà xuất bản|Chi nhánh|Hạt Kiểm lâm|BHXH|KBNN|NHNN|BCĐ|BCH|CA tỉnh|SNV"
)
_KINDS = (
    r"sở|ban|ngành|cơ quan|đơn vị|địa phương|tổ chức|đoàn thể|hội đoàn thể|huyện|quận|thành phố|thị xã|thị trấn|xã|phường|đặc khu|"
    r"doanh nghiệp|ngân hàng|trường|bệnh viện|trung tâm|phòng|bộ|cục|chi cục|báo|đài|hiệp hội|hội|tập đoàn|công ty|Sở|Ban|Phòng|Trung tâm|"
    r"Hội|Cục|Chi cục|Ngân hàng|Bộ|Vụ|UBND|[ỦU]y ban|U[ỷy] ban|thành viên Ban"
)
_PLACES = r"(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu|tỉnh)\s+(?=[A-ZĐÀ-Ỹ\d])"
_CLASSES = rf"(?:[Cc]ác|[Nn]hững|[Mm]ột số|[Tt]oàn bộ)\s+(?:{_KINDS})\b"
_BARE = r"(?:[Cc]ơ quan, đơn vị|[Ss]ở, (?:ban|ngành)|[Qq]uận, huyện|[Hh]uyện, (?:thị|thành|quận)|[Xx]ã, phường|[Pp]hường, xã)"
NAME = rf"(?:{_HEADS})(?![\wÀ-ỹ])"
START = re.compile(rf"(?:{NAME}|{_CLASSES}|{_PLACES}|{_BARE})")
"""How a name of a unit, or of a class of units, begins."""

_PARTING = re.compile(r"\s*[,;]\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng với|cùng|&)\s+|\n")
_TOGETHER = re.compile(
    r"(?:(?:Văn phòng|VP)\s(?:Đoàn đại biểu Quốc hội và\s)?(?:Hội đồng nhân dân|HĐND)|Quốc hội|ĐBQH)$"
)
_BRACKETS = re.compile(r"\s*\([^()]{0,300}\)")
_VERBS = (
    "làm|chuẩn bị|bố trí|tham mưu|tổ chức|thực hiện|triển khai|xây dựng|hướng dẫn|tổng hợp|cung cấp|hỗ trợ|đón tiếp|đón|gửi|trình|báo cáo|"
    "lập|kiểm tra|đôn đốc|theo dõi|rà soát|in|in ấn|phát hành|trang trí|bảo đảm|đảm bảo|phục vụ|cử|mời|thông báo|thông tin|tuyên truyền|đăng ký|"
    "đề xuất|đề nghị|hoàn thành|hoàn thiện|vận hành|lắp đặt|kết nối|dự thảo|biên soạn|soạn thảo|soạn|ban hành|phân công|sắp xếp|chịu trách nhiệm|"
    "có trách nhiệm|xác nhận|liên hệ|điều hành|thẩm định|chủ động|chủ trì|căn cứ|giúp|cấp(?! tỉnh| huyện| xã| thành phố| quận| cơ sở| trên| dưới| [ủu]y| phường| Trung ương| học)|tiếp nhận|phát(?! thanh| triển)|quay phim|đưa tin|duy trì|phối hợp|tiến hành|"
    "viết|khảo sát|công bố|giám sát|nghiên cứu|đánh giá|đề ra|bảo vệ|huy động|vận động|lựa chọn|tập hợp|nhân bản|photo|photocopy|treo|tạo điều kiện|"
    "kịp thời|thống nhất|nhắc|chỉ đạo|quán triệt|phổ biến|phân bổ|thanh toán|quyết toán|thanh quyết toán|lấy ý kiến|xin ý kiến|tham gia|bàn giao|"
    "quản lý và|thiết kế|dự trù|dự toán|tính toán|nộp|lấy|đặt|thuê|mua|trực|cập nhật|đăng tải|đăng|phát sóng|truyền(?! hình| thông| thống)|chụp ảnh|ghi|tập huấn|tạo|khẩn trương|"
    "tiếp tục|nghiêm túc|trao đổi|thảo luận|giới thiệu|dẫn chương trình|thu thập|xử lý|phê duyệt|kiểm soát|thường trực|hợp đồng|thông qua|rút kinh nghiệm|"
    "trong việc|để|nhằm|trước ngày|trước khi|chậm nhất|khi|theo dõi|căn cứ|đồng thời|tại Hội nghị|cho|là đơn vị|là cơ quan|được giao|được phân công|được chọn|được lựa chọn|sẽ|cần|phải"
)
_ACT = re.compile(rf"(?:^|(?<=[\s,;)]))(?:{_VERBS})(?![\wÀ-ỹ])")
_NOUNS = re.compile(r"(?:các|cơ quan,|cơ quan|đơn vị,|của|Ban|Tỉnh ủy,|thuộc|những)\s+$", re.IGNORECASE)
_FULL_STOP = re.compile(r"\.(?=\s+[A-ZĐÀ-Ỹ]|\s*$)|[:…]|\.\.")


def without_brackets(text: str) -> str:
    """Return `text` without what stands in round brackets."""
    return _BRACKETS.sub("", text)


def blank_brackets(text: str) -> str:
    """Return `text` with bracketed parts blanked out, of the same length, so that places stay."""
    return _BRACKETS.sub(lambda m: " " * len(m[0]), text)


def act_at(text: str, start: int = 0) -> int:
    """Return where the act begins after a list of units that starts at `start` (the end of the text if nowhere)."""
    flat = blank_brackets(text)
    ends = [m.start() for m in [_FULL_STOP.search(flat, start)] if m]
    for found in _ACT.finditer(flat, start):
        if found.start() == start or not (_NOUNS.search(flat[start : found.start()]) and found[0] in _ALSO_NOUNS):
            ends.append(found.start())
            break
    return min(ends, default=len(text))


_ALSO_NOUNS = {
    "tổ chức",
    "báo cáo",
    "thông tin",
    "quản lý và",
    "in",
    "phục vụ",
    "thực hiện",
    "tham gia",
    "kiểm tra",
    "tuyên truyền",
    "trực",
    "giám sát",
}


def split(text: str) -> list[str]:
    """Return the names in a list of units: it parts where a comma, a semicolon or "và" is followed by a new name."""
    flat = blank_brackets(text)
    parts: list[str] = []
    begin = 0
    for found in _PARTING.finditer(flat):
        if not START.match(flat, found.end()) or _keeps_together(flat[begin : found.start()], found[0]):
            continue
        parts.append(text[begin : found.start()])
        begin = found.end()
    parts.append(text[begin:])
    return _shared_heads([name for part in parts if (name := trim(without_brackets(part)))])


def _keeps_together(before: str, parting: str) -> bool:
    """ "Văn phòng HĐND và UBND", "Đoàn đại biểu Quốc hội và HĐND" are one unit."""
    return parting.strip() in {"và", "&"} and bool(_TOGETHER.search(before.rstrip()))


_PLACE_ONLY = re.compile(_PLACES)
_COMMITTEE = re.compile(
    r"((?:[ỦU]y ban nhân dân|U[ỷy] ban nhân dân|UBND|Phòng \S+(?: \S+)?))\s+(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn)\s+[A-ZĐÀ-Ỹ\d]"
)


def _shared_heads(names: list[str]) -> list[str]:
    """ "UBND quận A, huyện B và huyện C" names three committees."""
    out: list[str] = []
    head = ""
    for name in names:
        if found := _COMMITTEE.match(name):
            head = found[1]
        elif not _PLACE_ONLY.match(name):
            head = ""
        out.append(f"{head} {name}" if head and _PLACE_ONLY.match(name) else name)
    return out


def leading(text: str) -> tuple[list[str], int]:
    """Return the units that `text` begins with and where what they shall do begins; ([], 0) when it begins otherwise."""
    if not START.match(text):
        return [], 0
    end = act_at(text)
    names = split(text[:end])
    return (names, end) if names and all(len(name) < 200 for name in names) else ([], 0)
