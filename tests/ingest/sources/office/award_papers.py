"""Invented award decisions for tests: of provinces, bodies and people that do not exist."""

from __future__ import annotations

from tests.ingest.sources.office.papers import Break, Cell, Centred, Pair, Part, Table

LETTERHEAD = Pair(
    ("ỦY BAN NHÂN DÂN", "TỈNH VÂN HẠC", "Số: 1034/QĐ-UBND"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Vân Hạc, ngày 15 tháng 3 năm 2022"),
)
TITLE: tuple[Part, ...] = (
    Centred("QUYẾT ĐỊNH"),
    Centred("Về việc tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"),
    Centred("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH VÂN HẠC"),
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003;",
    "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 45/TTr-SNV ngày 10 tháng 3 năm 2022.",
    Centred("QUYẾT ĐỊNH:"),
)
SIGNATURE = Pair(
    ("Nơi nhận:", "- Như Điều 3;", "- Lưu: VT, NC."),
    ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Lò Văn Tám"),
)
ANNEX = "(Kèm theo Quyết định số 1034/QĐ-UBND ngày 15 tháng 3 năm 2022 của Chủ tịch Ủy ban nhân dân tỉnh)"

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Lò", "Vũ", "Đặng", "Bùi", "Đỗ")
MIDDLES = ("Văn", "Thị", "Đức")
GIVEN = ("Mẫu", "Thử", "Ví", "Dụ", "Nghiệm", "Kiểm", "Chứng", "Sát", "Hạch", "Đối", "Chiếu")
BODIES = ("HTX Nông nghiệp Sen Vàng", "HTX Dược liệu Núi Mây", "Quỹ tín dụng nhân dân Mây Trắng")


def people(count: int) -> list[str]:
    return [f"{FAMILIES[n % 10]} {MIDDLES[n % 3]} {GIVEN[n % 11]}" for n in range(count)]


def bodies(count: int) -> list[str]:
    kinds = ("HTX Nông nghiệp", "HTX Dịch vụ tổng hợp", "Liên hiệp HTX", "Công ty TNHH", "Tổ hợp tác")
    return [f"{kinds[n % 5]} {GIVEN[n % 11]} {FAMILIES[n % 7]}" for n in range(count)]


def decision(first: str, *rest: Part, title: tuple[Part, ...] = TITLE, letterhead: Pair = LETTERHEAD) -> list[Part]:
    """Return a decision of which the first article is `first`; what follows comes after the signature."""
    return [
        letterhead,
        *title,
        f"Điều 1. {first}",
        "Điều 2. Tiền thưởng kèm theo Bằng khen thực hiện theo quy định hiện hành.",
        "Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ và các tập thể, cá nhân có tên tại Điều 1 "
        "chịu trách nhiệm thi hành Quyết định này./.",
        SIGNATURE,
        *rest,
    ]


def of_45() -> list[Part]:
    """Return a decision of 12 collectives and 33 individuals: headings in two rows, merged cells, several pages."""
    collectives: list[tuple[str | Cell, ...]] = [
        (str(n), name, "xã Mây Trắng" if n % 2 else "xã Suối Hạc", Cell("huyện Núi Mây", down=4))
        if n % 4 == 1
        else (str(n), name, "xã Mây Trắng" if n % 2 else "xã Suối Hạc")
        for n, name in enumerate(bodies(12), 1)
    ]
    individuals: list[tuple[str | Cell, ...]] = [
        (str(n), f"{'Bà' if n % 3 == 2 else 'Ông'} {name}", *_post(n)) for n, name in enumerate(people(33), 1)
    ]
    return decision(
        "Tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho 12 tập thể và 33 cá nhân (có danh sách kèm theo) đã có "
        "thành tích xuất sắc trong phong trào thi đua phát triển kinh tế tập thể, hợp tác xã năm 2021.",
        Break(),
        Centred("DANH SÁCH TẬP THỂ, CÁ NHÂN ĐƯỢC TẶNG BẰNG KHEN"),
        Centred(ANNEX),
        Centred("I. TẬP THỂ"),
        Table(
            (35, 220, 110, 110),
            (
                (Cell("STT", down=2), Cell("Tên tập thể", down=2), Cell("Địa chỉ", across=2)),
                ("Xã", "Huyện"),
                *collectives,
            ),
            repeated=2,
        ),
        Centred("II. CÁ NHÂN"),
        Table(
            (35, 150, 130, 160),
            (
                (Cell("TT", down=2), Cell("Họ và tên", down=2), Cell("Nơi công tác", across=2)),
                ("Chức vụ", "Đơn vị"),
                *individuals,
            ),
            repeated=2,
        ),
    )


def _post(n: int) -> tuple[str | Cell, ...]:
    post = "Giám đốc" if n % 3 == 1 else "Thành viên Ban Kiểm soát"
    return (post, Cell(BODIES[(n - 1) // 3 % 3], down=3)) if n % 3 == 1 else (post,)
