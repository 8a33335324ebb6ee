"""Wordings of events: gatherings, months of action, commemorations, and buildings that are none."""

import pytest

from ingest.extract import reader
from ingest.model import Document, Event
from ingest.sources.article.plain import blocks
from ingest.values import PartialDate


def told(text: str) -> list[tuple[str, str, str | None]]:
    whole = f"Tin Vân Hạc\n\n{text}\n"
    reading = reader.extract(
        Document("d", "s", None, "", PartialDate(2024, 4, 12), whole, blocks(whole), "Báo Vân Hạc")
    )
    events = [claim for claim in reading.claims if isinstance(claim, Event)]
    return [(one.name, str(one.kind), str(one.date) if one.date else None) for one in events]


CASES = [
    ("Sáng 11/4/2024, Liên minh HTX tỉnh Vân Hạc tổ chức họp mặt kỷ niệm 78 năm Ngày HTX Việt Nam.",
     [("Họp mặt kỷ niệm 78 năm Ngày HTX Việt Nam", "meeting", "2024-04-11")]),
    ("Buổi họp mặt kỷ niệm 25 năm Ngày thành lập (24/8/1999 - 24/8/2024) do Liên minh HTX tỉnh tổ chức ngày 11/4/2024.",
     [("Buổi họp mặt kỷ niệm 25 năm Ngày thành lập Liên minh HTX tỉnh", "meeting", "2024-04-11")]),
    ("Liên minh HTX Việt Nam phát động Tháng hành động vì HTX năm 2024.",
     [("Tháng hành động vì HTX năm 2024", "campaign", "2024")]),
    ("Ngày 10/4/2024, Liên minh HTX tỉnh tổ chức Hội nghị tổng kết năm 2023 tại Trung tâm hội nghị tỉnh.",
     [("Hội nghị tổng kết năm 2023", "conference", "2024-04-10")]),
    ("Ngày 10/4/2024, Đoàn công tác của Liên minh HTX tỉnh Vân Hạc do đồng chí Lò Văn Tám, Chủ tịch Liên minh HTX tỉnh "
     "làm Trưởng đoàn đã đến thăm, học tập kinh nghiệm phát triển HTX.",
     [("Đoàn công tác Liên minh HTX tỉnh Vân Hạc thăm, học tập kinh nghiệm phát triển HTX", "visit", "2024-04-10")]),
    ("Ngày 10/4/2024, đoàn công tác thăm HTX.", []),
    ("Đoàn công tác của UBND tỉnh gồm 12 người.", []),
    ("Ngày 10/4/2024, Liên minh HTX tỉnh bế giảng lớp bồi dưỡng nghiệp vụ quản lý HTX cho 60 học viên.",
     [("Lớp bồi dưỡng nghiệp vụ quản lý HTX", "training", "2024-04-10")]),
    ("Ngày 10/4/2024, HTX Nà Sản tổ chức Lễ kỷ niệm 10 năm thành lập (2014-2024) và đón nhận Bằng khen.",
     [("Lễ kỷ niệm 10 năm thành lập (2014-2024) và đón nhận Bằng khen", "ceremony", "2024-04-10")]),
    ("Lễ viếng tổ chức ngày 10/4/2024 tại Nhà tang lễ Bệnh viện tỉnh.",
     [("Lễ viếng", "ceremony", "2024-04-10")]),
    ("Ngày 10/4/2024, Liên minh HTX tỉnh Vân Hạc tổ chức Đại hội thi đua yêu nước Liên minh HTX tỉnh Vân Hạc lần thứ I. "
     "Đại hội bầu 5 đại biểu dự Đại hội thi đua yêu nước tỉnh Vân Hạc lần thứ I.",
     [("Đại hội thi đua yêu nước Liên minh HTX tỉnh Vân Hạc lần thứ I", "congress", "2024-04-10"),
      ("Đại hội thi đua yêu nước tỉnh Vân Hạc lần thứ I", "congress", None)]),
    ("Chiều 10/4/2024, Liên minh HTX tỉnh tổ chức buổi gặp mặt các HTX tiêu biểu.",
     [("Buổi gặp mặt các HTX tiêu biểu", "meeting", "2024-04-10")]),
    ("Vừa qua, Liên minh HTX tỉnh tổ chức Hội thi “Nhà nông đua tài”. Vòng chung kết diễn ra ngày 10/4/2024 với 12 đội.",
     [("Hội thi “Nhà nông đua tài”", "contest", "2024-04-10")]),
    ("Vừa qua, Liên minh HTX tỉnh tổ chức Hội thi “Nhà nông đua tài”. Vòng chung kết sẽ diễn ra ngày 20/6/2024.",
     [("Hội thi “Nhà nông đua tài”", "contest", None)]),
    ("Đến dự lễ khai mạc có ông Lò Văn Tám.", []),
    ("Phiên chợ kéo dài đến hết ngày 29/4.", []),
    ("Hội nghị lần thứ bảy Ban Chấp hành Hội Nông dân tỉnh Vân Hạc khai mạc ngày 10/4/2024.",
     [("Hội nghị lần thứ bảy Ban Chấp hành Hội Nông dân tỉnh Vân Hạc", "conference", "2024-04-10")]),
    ("Lễ truy điệu lúc 7h ngày 10/4/2024.", [("Lễ truy điệu", "ceremony", "2024-04-10")]),
    ("Tham quan Trung tâm hội nghị tỉnh Vân Hạc.", []),
    ("Các hội nghị diễn ra quanh năm.", []),
    ("Tối 10/4/2024, Hội Nhà báo tỉnh tổ chức lễ trao Giải báo chí Búa liềm vàng lần thứ VII - năm 2023.",
     [("Lễ trao Giải báo chí Búa liềm vàng lần thứ VII - năm 2023", "ceremony", "2024-04-10"),
      ("Giải báo chí Búa liềm vàng lần thứ VII - năm 2023", "contest", "2023")]),
    ("Ngày 10/4/2024, Ủy ban Kiểm tra Tỉnh ủy tổ chức kỳ họp thứ 47 do bà Lê Thị Mận chủ trì.",
     [("Kỳ họp thứ 47", "meeting", "2024-04-10")]),
    ("Tháng 3 vừa qua, tại Hội nghị điển hình tiên tiến toàn quốc, ông Lò Văn Tám được khen.",
     [("Hội nghị điển hình tiên tiến toàn quốc", "conference", "2024-03")]),
    ("Sáng 10/4/2024, Đoàn công tác có buổi làm việc với lãnh đạo huyện Nà Sản.",
     [("Buổi làm việc với lãnh đạo huyện Nà Sản", "meeting", "2024-04-10")]),
    ("Sau buổi làm việc, đoàn ra về.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "events"), CASES)
def test_events_are_named_with_their_own_day(text: str, events: list[tuple[str, str, str | None]]) -> None:
    assert told(text) == events


VISITS = [
    ("Phó Chủ tịch tỉnh Lò Văn Tám thăm, làm việc tại HTX Nà Sản",
     "Ngày 10/4/2024, đồng chí Lò Văn Tám đã đến thăm HTX Nà Sản.",
     [("Phó Chủ tịch tỉnh Lò Văn Tám thăm, làm việc", "visit", "2024-04-10")]),
    ("Lò Văn Tám: người thăm ruộng", "Ngày 10/4/2024, ông đến thăm ruộng.", []),
    ("HTX Nà Sản được mùa", "Ngày 10/4/2024, ông Lò Văn Tám đến thăm HTX.", []),
    ("Khen nóng tổ công tác", "Sáng 10/4/2024, Giám đốc Công an tỉnh Lò Văn Tám đến thăm và trao giấy khen cho tổ.",
     [("Giám đốc Công an tỉnh Lò Văn Tám đến thăm và trao giấy khen cho tổ", "visit", "2024-04-10")]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "events"), VISITS)
def test_a_visit_is_told_by_its_titles_verb(title: str, text: str, events: list[tuple[str, str, str | None]]) -> None:
    whole = f"{title}\n\n{text}\n"
    document = Document("d", "s", None, title, PartialDate(2024, 4, 12), whole, blocks(whole), "Báo Vân Hạc")
    found = [claim for claim in reader.extract(document).claims if isinstance(claim, Event)]
    assert [(one.name, str(one.kind), str(one.date) if one.date else None) for one in found] == events
