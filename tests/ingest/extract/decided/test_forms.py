"""The forms in which decisions give awards and list who receives them; every row that is read, and those that are not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bench.awardpapers import ANNEX, LETTERHEAD, TITLE, decision
from bench.papers import Break, Cell, Centred, Pair, Part, Table
from ingest.extract.reader import extract
from ingest.model import Conferral, Naming, party_name
from ingest.sources.article import ingester as article
from tests.ingest.extract.decided.conftest import Told

Read = Callable[[list[Part]], Told]
CHAIR = "Chủ tịch Ủy ban nhân dân tỉnh Vân Hạc"
ONE = Table(
    (40, 160, 260), (("STT", "Họ và tên", "Chức vụ"), ("1", "Nguyễn Văn Mẫu", "Giám đốc HTX Nông nghiệp Sen Vàng"))
)


def with_items(parts: list[Part], *items: str) -> list[Part]:
    """Return a decision with lines after its first article's own."""
    at = next(i for i, part in enumerate(parts) if isinstance(part, str) and part.startswith("Điều 1")) + 1
    return [*parts[:at], *items, *parts[at:]]


def headed(parts: list[Part], letterhead: Pair, *title: Part) -> list[Part]:
    """Return a decision of another body."""
    return [letterhead, *title, *parts[1 + len(TITLE) :]]


def test_several_awards_have_their_lists_in_annexes_of_their_own(told: Read) -> None:
    paper = with_items(
        decision(
            "Khen thưởng các tập thể, cá nhân có thành tích xuất sắc trong phát triển kinh tế tập thể, cụ thể như sau:",
            Centred("PHỤ LỤC I"),
            Centred("DANH SÁCH TẬP THỂ ĐƯỢC TẶNG CỜ THI ĐUA"),
            Table(
                (40, 200, 200),
                (
                    ("TT", "Tên đơn vị", "Địa chỉ"),
                    ("1", "HTX Nông nghiệp Sen Vàng", "xã Mây Trắng"),
                    ("2", "HTX Dược liệu Núi Mây", "xã Suối Hạc"),
                ),
            ),
            Centred("PHỤ LỤC II"),
            Centred("DANH SÁCH TẬP THỂ, CÁ NHÂN ĐƯỢC TẶNG BẰNG KHEN"),
            Centred("A. TẬP THỂ"),
            Table((40, 200, 200), (("TT", "Tên đơn vị", "Địa chỉ"), ("1", "HTX Vận tải Cầu Mây", "xã Mây Trắng"))),
            Centred("B. CÁ NHÂN"),
            Table(
                (40, 160, 260),
                (
                    ("TT", "Họ và tên", "Chức danh, nơi công tác"),
                    ("1", "Lê Thử Việc", "Chủ tịch HĐQT kiêm Giám đốc HTX Vận tải Cầu Mây"),
                    ("2", "Đ/c Bùi Mẫu Đơn", "Phó Giám đốc Sở Công Thương"),
                ),
            ),
        ),
        "1. Tặng Cờ thi đua của Liên minh Hợp tác xã Việt Nam cho 02 tập thể (Phụ lục I);",
        "2. Tặng Bằng khen của Chủ tịch Liên minh Hợp tác xã Việt Nam cho 01 tập thể và 02 cá nhân (Phụ lục II).",
    )
    read = told(paper)
    assert read.conferrals == [
        "Cờ thi đua | của Liên minh Hợp tác xã Việt Nam | cho 2 collective (HTX Nông nghiệp Sen Vàng, HTX Dược liệu Núi Mây)",
        "Bằng khen | của Chủ tịch Liên minh Hợp tác xã Việt Nam | cho 2 individual (Lê Thử Việc, Bùi Mẫu Đơn), "
        "1 collective (HTX Vận tải Cầu Mây)",
    ]
    assert "Lê Thử Việc: Chủ tịch Hội đồng quản trị HTX Vận tải Cầu Mây" in read.posts
    assert "Bùi Mẫu Đơn: Phó Giám đốc Sở Công Thương tỉnh Vân Hạc" in read.posts
    assert read.complaints == []


def test_one_recipient_may_stand_in_the_article(told: Read) -> None:
    letterhead = Pair(
        ("LIÊN MINH HỢP TÁC XÃ VIỆT NAM", "Số: 215/QĐ-LMHTXVN"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hà Nội, ngày 05 tháng 4 năm 2023"),
    )
    paper = decision(
        "Tặng Kỷ niệm chương “Vì sự nghiệp phát triển hợp tác xã Việt Nam” cho ông Nguyễn Văn Mẫu, Giám đốc HTX Nông "
        "nghiệp Sen Vàng, tỉnh Vân Hạc, vì đã có nhiều đóng góp cho sự nghiệp phát triển hợp tác xã."
    )
    title: tuple[Part, ...] = (
        Centred("QUYẾT ĐỊNH"),
        Centred("Về việc tặng Kỷ niệm chương"),
        Centred("CHỦ TỊCH LIÊN MINH HỢP TÁC XÃ VIỆT NAM"),
        "Căn cứ Điều lệ Liên minh Hợp tác xã Việt Nam;",
        Centred("QUYẾT ĐỊNH:"),
    )
    assert told(headed(paper, letterhead, *title)).conferrals == [
        "Kỷ niệm chương “Vì sự nghiệp phát triển hợp tác xã Việt Nam” | của Chủ tịch Liên minh Hợp tác xã Việt Nam | "
        "cho Nguyễn Văn Mẫu"
    ]


def test_recipients_may_be_numbered_lines_of_the_article(told: Read) -> None:
    paper = with_items(
        decision(
            "Tặng Giấy khen của Liên minh Hợp tác xã tỉnh cho các tập thể, cá nhân có tên sau đây đã có thành tích xuất sắc năm 2021:"
        ),
        "Tập thể:",
        "1. HTX Nông nghiệp Sen Vàng, xã Mây Trắng, huyện Suối Hạc;",
        "2. Quỹ tín dụng nhân dân Mây Trắng;",
        "Cá nhân:",
        "1. Ông Nguyễn Văn Mẫu - Giám đốc HTX Nông nghiệp Sen Vàng;",
        "2. Bà Trần Thị Thử, Kế toán trưởng HTX Dược liệu Núi Mây;",
    )
    read = told(paper)
    assert read.conferrals == [
        "Giấy khen | của Liên minh Hợp tác xã tỉnh Vân Hạc | cho Nguyễn Văn Mẫu, Trần Thị Thử, "
        "HTX Nông nghiệp Sen Vàng, Quỹ tín dụng nhân dân Mây Trắng | kỳ 2021"
    ]
    assert "Trần Thị Thử: Kế toán trưởng HTX Dược liệu Núi Mây" in read.posts


def test_a_list_may_name_the_award_of_each_row(told: Read) -> None:
    paper = decision(
        "Khen thưởng cho 01 tập thể và 02 cá nhân đã có thành tích xuất sắc (có danh sách kèm theo).",
        Centred("DANH SÁCH KHEN THƯỞNG"),
        Centred(ANNEX),
        Table(
            (40, 140, 120, 90, 80),
            (
                ("STT", "Tên tập thể, cá nhân", "Chức vụ, đơn vị", "Hình thức khen thưởng", "Tiền thưởng (đồng)"),
                ("1", "HTX Nông nghiệp Sen Vàng", "", "Cờ thi đua", "5.000.000"),
                ("2", "Ông Nguyễn Văn Mẫu", "Giám đốc HTX Nông nghiệp Sen Vàng", "Bằng khen", "1.000.000"),
                ("3", "Trần Thị Thử", "Nông dân", "Giấy khen", "500.000"),
            ),
        ),
    )
    read = told(paper)
    assert read.conferrals == [
        f"Cờ thi đua | của {CHAIR} | cho HTX Nông nghiệp Sen Vàng",
        f"Bằng khen | của {CHAIR} | cho Nguyễn Văn Mẫu",
        f"Giấy khen | của {CHAIR} | cho Trần Thị Thử",
    ]
    assert [post for post in read.posts if post.startswith("Trần Thị Thử")] == []


def test_households_are_a_counted_group_with_their_heads(told: Read) -> None:
    paper = decision(
        "Tặng Giấy khen cho 02 hộ gia đình đạt danh hiệu sản xuất kinh doanh giỏi năm 2021 (có danh sách kèm theo).",
        Centred("DANH SÁCH HỘ GIA ĐÌNH"),
        Table(
            (40, 160, 200),
            (
                ("STT", "Họ và tên chủ hộ", "Địa chỉ"),
                ("1", "Nguyễn Văn Mẫu", "Thôn Một, xã Mây Trắng"),
                ("2", "Lò Thị Thử", "Bản Hai, xã Suối Hạc"),
            ),
        ),
    )
    assert told(paper).conferrals == [
        f"Giấy khen | của {CHAIR} | cho 2 household (Nguyễn Văn Mẫu, Lò Thị Thử) | kỳ 2021"
    ]


def test_titles_are_told_apart_by_the_headings_of_lists(told: Read) -> None:
    def list_(*names: str) -> Table:
        rows = tuple((str(n), name, "Chuyên viên") for n, name in enumerate(names, 1))
        return Table((40, 160, 160), (("STT", "Họ và tên", "Chức vụ"), *rows))

    paper = decision(
        "Công nhận danh hiệu “Lao động tiên tiến” năm 2021 cho 02 cá nhân và danh hiệu “Chiến sĩ thi đua cơ sở” cho 01 "
        "cá nhân thuộc Liên minh Hợp tác xã tỉnh (có danh sách kèm theo).",
        Centred("DANH SÁCH"),
        Centred("I. DANH HIỆU “LAO ĐỘNG TIÊN TIẾN”"),
        list_("Nguyễn Văn Mẫu", "Lò Thị Thử"),
        Centred("II. DANH HIỆU “CHIẾN SĨ THI ĐUA CƠ SỞ”"),
        list_("Nguyễn Văn Mẫu"),
    )
    assert told(paper).conferrals == [
        f"Lao động tiên tiến | của {CHAIR} | cho 2 individual (Nguyễn Văn Mẫu, Lò Thị Thử) | kỳ 2021",
        f"Chiến sĩ thi đua cơ sở | của {CHAIR} | cho 1 individual (Nguyễn Văn Mẫu)",
    ]


def test_sections_within_one_table_tell_the_kind_of_their_rows(told: Read) -> None:
    paper = decision(
        "Tặng Bằng khen cho 02 tập thể và 02 cá nhân (có danh sách kèm theo).",
        Centred("DANH SÁCH"),
        Table(
            (40, 200, 220),
            (
                ("STT", "Họ và tên, đơn vị", "Chức vụ, địa chỉ"),
                ("I", Cell("TẬP THỂ", across=2)),
                ("1", "HTX Nông nghiệp Sen Vàng", "xã Mây Trắng"),
                ("2", "Tập thể Phòng Kinh tế xã Mây Trắng", ""),
                (Cell("II. CÁ NHÂN (02 người)", across=3),),
                ("1", "Nguyễn Văn Mẫu", "Giám đốc HTX Nông nghiệp Sen Vàng"),
                ("2", "H'Ví Niê", "Thành viên HTX Nông nghiệp Sen Vàng"),
                ("", Cell("Tổng cộng: 04", across=2)),
            ),
        ),
    )
    read = told(paper)
    (line,) = read.conferrals
    assert "2 individual (Nguyễn Văn Mẫu, H'Ví Niê)" in line
    assert "2 collective (HTX Nông nghiệp Sen Vàng, Phòng Kinh tế xã Mây Trắng)" in line
    assert read.complaints == []


def test_a_list_without_a_table_is_read_line_by_line(told: Read) -> None:
    letterhead = Pair(
        ("CHỦ TỊCH NƯỚC", "Số: 512/QĐ-CTN"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hà Nội, ngày 20 tháng 5 năm 2022"),
    )
    title: tuple[Part, ...] = (
        Centred("QUYẾT ĐỊNH"),
        Centred("Về việc tặng thưởng Huân chương"),
        Centred("CHỦ TỊCH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
        Centred("QUYẾT ĐỊNH:"),
    )
    paper = decision(
        "Tặng thưởng Huân chương Lao động hạng Ba cho 01 tập thể và 01 cá nhân thuộc tỉnh Vân Hạc (có danh sách kèm theo), "
        "đã có thành tích xuất sắc trong công tác từ năm 2017 đến năm 2021.",
        Centred("DANH SÁCH ĐƯỢC TẶNG THƯỞNG HUÂN CHƯƠNG LAO ĐỘNG HẠNG BA"),
        "1. Hợp tác xã Nông nghiệp Sen Vàng, huyện Suối Hạc, tỉnh Vân Hạc;",
        "2. Ông Nguyễn Văn Mẫu, Chủ tịch Hội đồng quản trị Hợp tác xã Nông nghiệp Sen Vàng, huyện Suối Hạc.",
    )
    read = told(headed(paper, letterhead, *title))
    assert read.conferrals == [
        "Huân chương Lao động hạng Ba | của Chủ tịch nước | cho 1 individual (Nguyễn Văn Mẫu), "
        "1 collective (Hợp tác xã Nông nghiệp Sen Vàng) | kỳ 2017/2021"
    ]


@pytest.mark.parametrize(
    ("lines", "post", "principal"),
    [
        (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), CHAIR, "Ủy ban nhân dân tỉnh Vân Hạc"),
        (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"), CHAIR.replace("Chủ tịch", "Phó Chủ tịch Thường trực", 1), CHAIR),
        (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), f"Phó {CHAIR}", CHAIR),
        (("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"), "Giám đốc Sở Nội vụ tỉnh Vân Hạc", CHAIR),
        (("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "Chánh Văn phòng Ủy ban nhân dân tỉnh Vân Hạc", CHAIR),
        (("Q. CHỦ TỊCH",), f"Quyền {CHAIR}", None),
        (("CHỦ TỊCH",), CHAIR, None),
    ],
)  # fmt: skip
def test_a_signature_tells_who_signed_in_which_post_and_for_whom(
    told: Read, lines: tuple[str, ...], post: str, principal: str | None
) -> None:
    paper = decision("Tặng Bằng khen cho 01 cá nhân (có danh sách kèm theo).", Centred("DANH SÁCH"), ONE)
    paper = [
        replace(p, right=(*lines, "(Đã ký)", "Hoàng Thị Ví")) if isinstance(p, Pair) and p is not LETTERHEAD else p
        for p in paper
    ]
    read = told(paper)
    assert f"Hoàng Thị Ví: {post}" in read.posts
    (conferral,) = [claim for claim in read.reading.claims if isinstance(claim, Conferral)]
    decided = conferral.decision
    assert decided is not None
    assert decided.signer is not None
    assert decided.signer.name == "Hoàng Thị Ví"
    assert (decided.signed_for and party_name(decided.signed_for)) == principal
    assert decided.bases[0] == "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"


def test_a_draft_a_revocation_and_a_paper_without_its_list_say_what_they_are(told: Read) -> None:
    draft = replace(LETTERHEAD, left=("ỦY BAN NHÂN DÂN", "TỈNH VÂN HẠC", "Số:      /QĐ-UBND", "DỰ THẢO"))
    one = "cho ông Nguyễn Văn Mẫu, Giám đốc HTX Nông nghiệp Sen Vàng."
    read = told(decision(f"Tặng Bằng khen {one}", letterhead=draft))
    assert read.conferrals == [f"Bằng khen | của {CHAIR} | cho Nguyễn Văn Mẫu | (proposed)"]
    assert read.complaints == ["the decision has no number: a draft, or the number is stamped on the paper"]
    read = told(decision(f"Thu hồi Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh đã tặng {one}"))
    assert read.conferrals == [f"Bằng khen | của {CHAIR} | cho Nguyễn Văn Mẫu | (revoked)"]
    read = told(decision("Tặng Bằng khen cho 03 tập thể và 02 cá nhân (có danh sách kèm theo)."))
    assert read.conferrals == [f"Bằng khen | của {CHAIR} | cho 2 individual, 3 collective"]
    assert read.complaints == ["no list of its recipients that can be read is in this file; they are only counted"]


def test_rows_that_do_not_fit_are_told_with_their_place_and_never_guessed(told: Read) -> None:
    paper = decision(
        "Tặng Bằng khen cho 05 cá nhân (có danh sách kèm theo).",
        Break(),
        Centred("DANH SÁCH"),
        Table(
            (40, 160, 200, 60),
            (
                ("STT", "Họ và tên", "Chức vụ", "Quà"),
                ("1", "Nguyễn Văn Mẫu", "Giám đốc HTX Nông nghiệp Sen Vàng", ""),
                ("2", "HTX Nông nghiệp Sen Vàng", "", ""),
                ("3", "", "Giám đốc", ""),
                ("5", "Trần 123", "Giám đốc", ""),
                ("6", "Lê Thử Việc", "Kế toán, Công ty TNHH Núi Mây", ""),
            ),
        ),
    )
    read = told(paper)
    assert read.conferrals == [f"Bằng khen | của {CHAIR} | cho 5 individual (Nguyễn Văn Mẫu, Lê Thử Việc)"]
    assert read.complaints == [
        "Bảng 1 row 3: the row is left out: “HTX Nông nghiệp Sen Vàng” is not spelled as a person's name",
        "Bảng 1 row 4: the row is left out: no name stands in it",
        "Bảng 1 row 5: the number 5 follows 3: a row may be missing",
        "Bảng 1 row 5: the row is left out: “Trần 123” is not spelled as a person's name",
        "Bằng khen: Điều 1 counts 5 cá nhân, the list has 2",
    ]


def test_a_list_under_no_award_of_the_articles_is_told(told: Read) -> None:
    paper = decision(
        "Tặng Bằng khen cho 01 cá nhân (có danh sách kèm theo).", Centred("DANH SÁCH ĐƯỢC TẶNG CỜ THI ĐUA"), ONE
    )
    read = told(paper)
    assert (
        "Nguyễn Văn Mẫu is left out: no article gives the award that its list is of (Cờ thi đua)" in read.complaints[0]
    )


def test_a_table_whose_columns_nobody_can_tell_is_left_out_with_a_word(told: Read) -> None:
    paper = decision(
        "Tặng Bằng khen cho 01 cá nhân (có danh sách kèm theo).",
        Centred("DANH SÁCH"),
        Table((40, 160, 200), (("A1", "B1", "C1"), ("1", "Nguyễn Văn Mẫu", "Giám đốc"))),
    )
    assert told(paper).complaints[0] == (
        "Bảng 1: the table is left out: its first rows do not tell in which column the recipients are named"
    )


def test_a_decision_kept_as_plain_text_is_read_without_its_tables(tmp_path: Path) -> None:
    paper = decision("Tặng Bằng khen cho ông Nguyễn Văn Mẫu, Giám đốc HTX Nông nghiệp Sen Vàng.")
    lines: list[str] = []
    for part in paper:
        lines += (
            (*part.left, *part.right)
            if isinstance(part, Pair)
            else [part.text if isinstance(part, Centred) else str(part)]
        )
    path = tmp_path / "quyet-dinh.txt"
    path.write_text("\n\n".join(lines), encoding="utf-8")
    read = Told(extract(article.read(path).document))
    assert read.conferrals == [f"Bằng khen | của {CHAIR} | cho Nguyễn Văn Mẫu"]
    assert {c.mention.name for c in read.reading.claims if isinstance(c, Naming) and c.mention.kind == "person"} == {
        "Nguyễn Văn Mẫu",
        "Lò Văn Tám",
    }


def test_numbers_of_other_forms_and_columns_of_proposers_are_read_as_what_they_are(told: Read) -> None:
    letterhead = replace(LETTERHEAD, left=("TỈNH ỦY VÂN HẠC", "*", "Số: 12-QĐ/TU"))
    paper = decision(
        "Tặng Bằng khen cho 02 cá nhân (có danh sách kèm theo).",
        Centred("DANH SÁCH"),
        Table(
            (40, 150, 150, 130),
            (
                ("STT", "Họ và tên", "Chức vụ", "Đơn vị đề nghị"),
                ("1", "Ông (bà): Nguyễn Văn Mẫu", "Bí thư Chi bộ", "Huyện ủy Suối Hạc"),
                ("2", "Trần Thị Thử", "Giám đốc HTX Nông nghiệp Sen Vàng", "Huyện ủy Suối Hạc"),
            ),
        ),
        letterhead=letterhead,
    )
    read = told(paper)
    (conferral,) = [claim for claim in read.reading.claims if isinstance(claim, Conferral)]
    assert conferral.decision is not None
    assert conferral.decision.number == "12-QĐ/TU"
    assert "cho 2 individual (Nguyễn Văn Mẫu, Trần Thị Thử)" in read.conferrals[0]
    assert [post for post in read.posts if "Suối Hạc" in post] == []
