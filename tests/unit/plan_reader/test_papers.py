from __future__ import annotations

from datetime import date

import pytest

from bot.plan_reader.addressees import addressees
from bot.plan_reader.blocks import Paragraph, Place
from bot.plan_reader.former import former_paper, without_citations
from bot.plan_reader.markers import Rank
from bot.plan_reader.outline import Node
from bot.plan_reader.paper import title_line, turned
from bot.plan_reader.title import event_held, event_named, subject_of
from bot.plan_reader.whole import read


def lines(*texts: str) -> list[Paragraph]:
    return [Paragraph(text, Place(i + 1)) for i, text in enumerate(texts)]


def node(text: str) -> Node:
    return Node(Rank.PLAIN, "", text, Place(1))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("KẾ HOẠCH", "plan"),
        ("GIẤY MỜI HỌP", "invitation"),
        ("GIẤY TRIỆU TẬP", "invitation"),
        ("THÔNG BÁO", "notice"),
        ("CÔNG ĐIỆN", "dispatch"),
        ("V/v cử đại biểu tham dự Hội nghị", "dispatch"),
    ],
)
def test_what_names_a_paper(text: str, kind: str) -> None:
    assert title_line(lines("ỦY BAN NHÂN DÂN", text)) == (1, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Giấy mời dự Lễ phát động Tết trồng cây Xuân Kỷ Hợi 2019", "invitation"),
        ("Giấy mời họp ngày 22/7/2013", "invitation"),
        ("Thông báo KẾ HOẠCH Tổ chức đối thoại với các doanh nghiệp", "plan"),
        ("Kế hoạch tổ chức Hội nghị đối thoại với doanh nghiệp", "plan"),
        ("Kế hoạch số 12/KH-UBND ngày 05/01/2024", None),
        ("Thông báo này thay cho giấy mời", None),
        ("Thực hiện Kế hoạch tổ chức Hội nghị", None),
    ],
)
def test_the_first_line_of_a_page_heads_a_paper_without_a_letterhead(text: str, kind: str | None) -> None:
    below = "Hưởng ứng phong trào, Ủy ban nhân dân tỉnh tổ chức Lễ."
    assert title_line(lines(text, below)) == ((0, kind) if kind else None)
    assert title_line(lines("Hưởng ứng phong trào.", text)) is None


def test_such_a_headline_is_the_whole_title() -> None:
    text = "Giấy mời họp ngày 22/7/2013\n\nLãnh đạo UBND tỉnh tổ chức cuộc họp.\n* Thành phần:\n- Chủ tịch UBND tỉnh;\n"
    assert read(text.encode(), "plan.txt")["title"] == "Giấy mời họp ngày 22/7/2013"


def test_a_paper_may_stand_for_an_invitation() -> None:
    text = "1. Thành phần mời dự:\n- Chủ tịch UBND tỉnh;\nĐể nghe báo cáo quý III:\n2. Thời gian: ngày 31/7/2012.\n"
    found = read(f"{text}Thông báo này thay cho giấy mời./.".encode(), "plan.txt")
    assert (found["doc_type"], len(found["invitee_groups"])) == ("invitation", 1)
    assert read(text.encode(), "plan.txt")["doc_type"] == "plan"


def test_a_sentence_names_no_paper() -> None:
    assert title_line(lines("Kế hoạch này thay cho các kế hoạch trước đây của Sở.")) is None


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("thay đổi thời gian, địa điểm tổ chức Hội nghị", "change"),
        ("dời thời gian họp", "change"),
        ("chuyển hình thức tổ chức Hội nghị sang trực tuyến", "change"),
        ("hoãn Hội nghị tổng kết", "postponement"),
        ("tạm dừng tổ chức Liên hoan", "postponement"),
        ("hủy cuộc họp Ban Chỉ đạo", "cancellation"),
        ("không tổ chức Lễ kỷ niệm", "cancellation"),
        ("tổ chức Hội nghị chuyển đổi số", None),
        ("huy động nguồn lực tổ chức Hội nghị", None),
        ("hoàn thiện kế hoạch tổ chức Hội nghị", None),
        ("sử dụng thời gian họp hợp lý", None),
        ("tổ chức Hội nghị triển khai điều chỉnh quy hoạch", None),
    ],
)
def test_what_turns_an_event(subject: str, kind: str | None) -> None:
    assert turned(subject) == kind


def test_the_subject_goes_on_in_its_narrow_column() -> None:
    head = lines("V/v hoãn Hội nghị tổng kết", "năm học 2021 - 2022", "La Ngà, ngày 08 tháng 8 năm 2022")
    assert subject_of(head) == "Hoãn Hội nghị tổng kết năm học 2021 - 2022"


def test_an_invitation_without_a_subject_is_named_by_its_event() -> None:
    text = "Sở Y tế trân trọng kính mời quý vị đến dự Hội nghị phản biện dự thảo Đề án, cụ thể như sau:"
    assert event_named(lines(text)) == "Hội nghị phản biện dự thảo Đề án"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("Kính gửi:", "- Sở A;", "- Sở B.", "Thực hiện kế hoạch"), ["Sở A", "Sở B"]),
        (("Kính gửi: Sở A; Sở B.", "- không phải"), ["Sở A", "Sở B"]),
        (("Kính gửi: Sở A các tỉnh", "Thực hiện kế hoạch"), ["Sở A các tỉnh"]),
        (("CHỦ TỊCH UBND TỈNH điện:", "- Sở A;", "- Sở B."), ["Sở A", "Sở B"]),
        (("Không gửi ai",), []),
    ],
)
def test_to_whom_a_paper_is_sent(texts: tuple[str, ...], found: list[str]) -> None:
    assert [line.text for line in addressees([*lines(*texts)])] == found


def test_a_word_alone_names_no_event() -> None:
    text = "GIẤY MỜI\nỦy ban Kiểm tra tổ chức Hội nghị công bố kết luận; kính mời các đồng chí dự Hội nghị, cụ thể:\n"
    found = read(f"{text}1. Thành phần: Huyện ủy A.\n".encode(), "plan.txt")
    assert found["title"] == "Giấy mời dự Hội nghị công bố kết luận"


def test_an_event_is_named_by_who_holds_it() -> None:
    text = "Ban Thường trực tổ chức Lễ bàn giao nhà cho hộ nghèo. Trân trọng kính mời quý vị đến dự."
    assert event_named(lines(text)) is None
    assert event_held(lines(text)) == "Lễ bàn giao nhà cho hộ nghèo"


def test_an_invitation_is_cited_before_a_plan() -> None:
    body = [
        node("Thực hiện Kế hoạch số 12/KH-UBND ngày 01/7/2024 của UBND tỉnh;"),
        node("Ngày 05/7/2024, Sở có Giấy mời số 88/GM-SNV về việc dự Hội nghị ngày 18/7/2024."),
    ]
    former = former_paper(body)
    assert former is not None
    assert (former.paper, former.number, former.dated) == ("Giấy mời", "88/GM-SNV", date(2024, 7, 5))


def test_the_day_of_a_cited_paper_is_blanked_out() -> None:
    text = without_citations(node("Căn cứ Chỉ thị số 10/CT-UBND ngày 19/6/2021, họp ngày 28/6/2021"))
    assert "19/6" not in text
    assert "28/6/2021" in text


@pytest.mark.parametrize(("event", "chair"), [("hội nghị", "Sở Nội vụ"), ("hội thảo chuyên đề", None)])
def test_who_chairs_another_event_is_not_the_chair(event: str, chair: str | None) -> None:
    text = f"KẾ HOẠCH\nTổ chức Hội nghị\nI. PHÂN CÔNG NHIỆM VỤ\n1. Sở Nội vụ\n- Chủ trì {event}.\n"
    found = read(text.encode(), "plan.txt")["chair"]
    assert (found and found["position"]) == chair


def test_a_paper_that_moves_an_event_without_a_usual_name_is_read() -> None:
    text = "THÔNG BÁO\nVề việc lùi thời gian khám sức khỏe\n\nLùi khám từ ngày 09/01/2024 sang ngày 16/01/2024.\n"
    assert read(text.encode(), "plan.txt")["doc_type"] == "change"
