"""One small plan, changed in one place for each anomaly; unchanged it raises none."""

from __future__ import annotations

import pytest

from bot.plan_reader.whole import read

PLAN = """ỦY BAN NHÂN DÂN
TỈNH SƠN HÀ
Số: 12/KH-UBND
Sơn Hà, ngày 04 tháng 11 năm 2024
KẾ HOẠCH
Tổ chức Hội nghị sơ kết
I. THỜI GIAN, ĐỊA ĐIỂM
1. Thời gian: 07 giờ 30, thứ Sáu, ngày 22/11/2024.
2. Địa điểm: Hội trường tỉnh (50 chỗ).
II. THÀNH PHẦN
- Lãnh đạo Ủy ban nhân dân tỉnh (chủ trì Hội nghị).
- Giám đốc Sở Nội vụ, Sở Tài chính.
III. CHƯƠNG TRÌNH
Thời gian\tNội dung\tThực hiện
7h30 - 8h00\tĐón tiếp đại biểu\tSở Nội vụ
8h00 - 9h00\tBáo cáo sơ kết\tSở Nội vụ
9h00 - 10h00\tThảo luận\tSở Tài chính
IV. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
- Lập danh sách đại biểu, gửi Sở Tài chính trước ngày 13/11/2024.
- Chuẩn bị báo cáo sơ kết công tác cải cách hành chính, chậm nhất ngày 15/11/2024.
2. Sở Tài chính
- Bố trí kinh phí tổ chức, chậm nhất ngày 15/11/2024.
Nơi nhận:
- UBND tỉnh;
- Sở Nội vụ, Sở Tài chính;
- Lưu: VT.
CHỦ TỊCH
PHỤ LỤC
STT\tĐơn vị\tSố lượng
1\tLãnh đạo Ủy ban nhân dân tỉnh (chủ trì Hội nghị)\t2
2\tGiám đốc Sở Nội vụ, Sở Tài chính\t10
\tTổng cộng\t12
"""


def codes(text: str) -> list[str]:
    return [anomaly["code"] for anomaly in read(text.encode(), "plan.txt")["anomalies"]]


def test_a_sound_plan_raises_nothing() -> None:
    assert codes(PLAN) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Số: 12/", "Số:   /", "number_or_date_blank"),
        ("ngày 04 tháng 11", "ngày    tháng 11", "number_or_date_blank"),
        ("thứ Sáu, ngày 22/11/2024", "ngày 22/11/2023", "year_inconsistent"),
        ("thứ Sáu", "thứ Năm", "weekday_mismatch"),
        ("thứ Sáu, ngày 22/11/2024", "trong tháng 11/2024", "event_date_open"),
        ("thứ Sáu, ngày 22/11/2024", "trong tháng 11/2024", "deadline_event_open"),
        ("ngày 13/11/2024", "ngày 18/11/2024", "deadline_on_day_off"),
        ("chậm nhất ngày 15/11/2024.\n2.", "chậm nhất ngày 25/11/2024.\n2.", "deadline_after_event"),
        ("chậm nhất ngày 15/11/2024.\n2.", "chậm nhất ngày 01/11/2024.\n2.", "deadline_before_signing"),
        ("trước ngày 13/11/2024", "chậm nhất ngày 20/11/2024", "invitation_too_late"),
        ("ngày 04 tháng 11", "ngày 20 tháng 11", "invitation_too_late"),
        (
            "7h30 - 8h00\tĐón tiếp đại biểu\tSở Nội vụ\n8h00 - 9h00",
            "7h30 - 8h10\tĐón tiếp\tSở Nội vụ\n8h00 - 9h00",
            "agenda_overlap",
        ),
        ("8h00 - 9h00", "8h15 - 9h00", "agenda_gap"),
        ("9h00 - 10h00\tThảo luận\tSở Tài chính", "9h00 - 10h00\tThảo luận\tSở Y tế", "presenter_not_invited"),
        ("Bố trí kinh phí tổ chức", "Mỗi cơ quan chuẩn bị ít nhất 01 ý kiến", "speaking_time_short"),
        ("Tổng cộng\t12", "Tổng cộng\t13", "quota_sum_mismatch"),
        ("Tổng cộng\t12", "Tổng cộng\t120", "seats_exceeded"),
        ("- Giám đốc Sở Nội vụ", "- Đại biểu các huyện dự trực tuyến.\n- Giám đốc Sở Nội vụ", "online_without_quota"),
        ("- Giám đốc Sở Nội vụ", "- Một số khách mời khác.\n- Giám đốc Sở Nội vụ", "open_ended_quota"),
        ("2\tGiám đốc Sở Nội vụ, Sở Tài chính", "2\tGiám đốc: Sở Nội vụ, Sở Tài chính, Sở Nội vụ", "duplicate_unit"),
        (", chậm nhất ngày 15/11/2024.\n2.", ".\n2.", "duty_without_deadline"),
        ("2. Sở Tài chính\n- Bố trí", "2. Công tác khác\n- Bố trí", "duty_without_lead"),
        (
            "2. Sở Tài chính\n- Bố trí",
            "2. Sở Tài chính và Văn phòng Ủy ban nhân dân tỉnh\n- Bố trí",
            "shared_duty_without_lead",
        ),
        ("- Sở Nội vụ, Sở Tài chính;\n", "- Sở Nội vụ;\n", "recipient_mismatch"),
        ("- Sở Nội vụ, Sở Tài chính;\n", "- Sở Nội vụ, Sở Tài chính, Sở Y tế;\n", "recipient_mismatch"),
        ("STT\tĐơn vị\tSố lượng", "STT\tĐơn vị\tĐiện thoại", "quota_missing"),
        ("8h00 - 9h00\tBáo cáo sơ kết\tSở Nội vụ", "8h00 - 9h00\tBáo cáo\tSở Nội vụ\n\tsơ kết\t", "agenda_row_split"),
    ],
)
def test_each_anomaly(old: str, new: str, code: str) -> None:
    assert old in PLAN
    assert code in codes(PLAN.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("ngày 22/11/2024", "ngày 22/11", "year_inconsistent"),
        ("thứ Sáu, ngày 22/11/2024", "thứ sáu (22/11/2024)", "weekday_mismatch"),
        ("07 giờ 30, thứ Sáu", "buổi sáng thứ Sáu", "event_date_open"),
        (", chậm nhất ngày 15/11/2024.\n2.", ", chậm nhất 05 ngày trước Hội nghị.\n2.", "deadline_event_open"),
        ("trước ngày 13/11/2024", "trước ngày 16/11/2024", "deadline_on_day_off"),
        (
            "Chuẩn bị báo cáo",
            "Gửi báo cáo kết quả Hội nghị, chậm nhất 25/11/2024; chuẩn bị bài",
            "deadline_after_event",
        ),
        ("chậm nhất ngày 15/11/2024.\n2.", "chậm nhất ngày 04/11/2024.\n2.", "deadline_before_signing"),
        ("ngày 04 tháng 11", "ngày 18 tháng 11", "invitation_too_late"),
        ("7h30 - 8h00\tĐón tiếp", "7h00 - 7h30\tĂn sáng\t\n7h30 - 8h00\tĐón tiếp", "agenda_overlap"),
        ("9h00 - 10h00\tThảo luận", "9h00 - 11h30\tTrao đổi\t\n13h30 - 15h00\tThảo luận", "agenda_gap"),
        ("\tSở Tài chính\nIV.", "\tCác sở, ban, ngành\nIV.", "presenter_not_invited"),
        ("9h00 - 10h00\tThảo luận", "9h00 - 11h00\tThảo luận", "speaking_time_short"),
        ("Tổng cộng\t12", "Cộng\t12", "quota_sum_mismatch"),
        ("2\tGiám đốc Sở Nội vụ", "3\tCông an tỉnh\t0\n2\tGiám đốc Sở Nội vụ", "quota_sum_mismatch"),
        ("Tổng cộng\t12", "Tổng cộng\t50", "seats_exceeded"),
        ("(50 chỗ)", "(1.200 chỗ)", "seats_exceeded"),
        ("- Giám đốc Sở", "- Đại biểu các huyện dự trực tuyến (20 người).\n- Giám đốc Sở", "online_without_quota"),
        ("- Giám đốc Sở", "- Một số doanh nghiệp tiêu biểu (10 người).\n- Giám đốc Sở", "open_ended_quota"),
        ("Sở Tài chính\t10", "Sở Tài chính, Sở Tài nguyên và Môi trường\t10", "duplicate_unit"),
        ("chậm nhất ngày 15/11/2024.\n2.", "trước Hội nghị 07 ngày.\n2.", "duty_without_deadline"),
        ("2. Sở Tài chính\n- Bố trí", "2. Giao Sở Tài chính bố trí", "duty_without_lead"),
        (
            "2. Sở Tài chính\n- Bố trí",
            "2. Sở Tài chính chủ trì, phối hợp với Sở Y tế bố trí",
            "shared_duty_without_lead",
        ),
        ("2. Sở Tài chính\n- Bố trí", "2. Các sở, ban, ngành\n- Bố trí", "shared_duty_without_lead"),
        ("8h00 - 9h00\tBáo cáo sơ kết", "8h00 - 9h00\tBáo cáo sơ kết\tSở Nội vụ\n\tNghỉ giữa giờ", "agenda_row_split"),
        ("8h00 - 9h00\tBáo cáo", "\tBáo cáo", "agenda_without_times"),
        ("STT\tĐơn vị\tSố lượng", "TT\tThành phần\tSố đại biểu", "quota_missing"),
        ("Bố trí kinh phí tổ chức", "Bố trí kinh phí in tài liệu", "duplicate_duty"),
    ],
)
def test_what_comes_near_an_anomaly_is_none(old: str, new: str, code: str) -> None:
    assert old in PLAN
    assert code not in codes(PLAN.replace(old, new, 1))


def test_an_agenda_without_hours() -> None:
    text = PLAN.split("Thời gian\tNội dung", maxsplit=1)[0] + "1. Khai mạc.\n2. Thảo luận.\nIV." + PLAN.split("IV.")[1]
    assert "agenda_without_times" in codes(text)


def test_a_duty_stated_twice() -> None:
    line = "- Chuẩn bị báo cáo sơ kết công tác cải cách hành chính, chậm nhất ngày 15/11/2024.\n"
    assert "duplicate_duty" in codes(PLAN.replace(line, line * 2))


@pytest.mark.parametrize(
    ("lines", "raised"), [("- Sở Nội vụ.\n- Sở Tài chính.", True), ("- Sở Nội vụ (40 người).", False)]
)
def test_a_total_that_the_lines_do_not_give(lines: str, *, raised: bool) -> None:
    text = PLAN.split("II. THÀNH PHẦN", maxsplit=1)[0] + f"II. THÀNH PHẦN: Tổng số 40 đại biểu\n{lines}\n"
    assert ("expected_total_not_derivable" in codes(text)) is raised


def test_the_sum_of_the_parts_of_a_composition() -> None:
    parts = "1. Tại tỉnh: 250 đại biểu\n- Sở Nội vụ.\n2. Tại huyện: 230 đại biểu\n- Sở Tài chính.\n"
    text = PLAN.split("II. THÀNH PHẦN", maxsplit=1)[0] + f"II. THÀNH PHẦN: Tổng số 600 đại biểu\n{parts}"
    assert "quota_sum_mismatch" in codes(text)


def test_a_message_says_it_in_words() -> None:
    (found,) = [
        anomaly
        for anomaly in read(PLAN.replace("Tổng cộng\t12", "Tổng cộng\t13").encode(), "plan.txt")["anomalies"]
        if anomaly["code"] == "quota_sum_mismatch"
    ]
    assert found["message"] == "Cộng các dòng được 12, khác tổng số ghi trong bảng là 13."


def mismatches(text: str) -> list[str]:
    return [a["message"] for a in read(text.encode(), "plan.txt")["anomalies"] if a["code"] == "recipient_mismatch"]


def test_on_duty_without_a_copy_and_a_copy_without_a_part_are_told_apart() -> None:
    (missing,) = mismatches(PLAN.replace("- Sở Nội vụ, Sở Tài chính;\n", "- Sở Nội vụ;\n"))
    assert missing == "1 đơn vị được mời hoặc có nhiệm vụ nhưng không có trong Nơi nhận: Sở Tài chính."
    (idle,) = mismatches(PLAN.replace("- Sở Nội vụ, Sở Tài chính;\n", "- Sở Nội vụ, Sở Tài chính, Sở Y tế;\n"))
    assert idle == "1 đơn vị có trong Nơi nhận nhưng không được mời và không có nhiệm vụ: Sở Y tế."


@pytest.mark.parametrize(
    "line",
    [
        "- Bộ Nội vụ (để b/c);",
        "- Thường trực Tỉnh ủy;",
        "- Báo Sơn Hà, Đài PTTH tỉnh;",
        "- Sở Y tế (để biết);",
        "- VPUB: CVP, các PCVP;",
        "- Các sở, ban, ngành;",
        "- Sở GDĐT;",
    ],
)
def test_who_gets_a_copy_for_information_needs_no_part(line: str) -> None:
    assert mismatches(PLAN.replace("- Lưu: VT.", f"{line}\n- Lưu: VT.")) == []


@pytest.mark.parametrize(
    ("invited", "copied"),
    [
        ("- Giám đốc các sở, ban, ngành tỉnh.", "- Sở Y tế;"),
        ("- Chủ tịch UBND các huyện, thị xã.", "- UBND huyện Lam Sơn;"),
        ("- Đại diện Sở Y tế.", "- Sở Y tế;"),
    ],
)
def test_a_class_that_is_invited_takes_in_its_members(invited: str, copied: str) -> None:
    text = PLAN.replace("- Giám đốc Sở Nội vụ", f"{invited}\n- Giám đốc Sở Nội vụ", 1)
    assert mismatches(text.replace("- Lưu: VT.", f"{copied}\n- Lưu: VT.")) == []
    assert mismatches(PLAN.replace("- Lưu: VT.", f"{copied}\n- Lưu: VT.")) != []
