"""Invented award decisions for tests and measurements: of provinces, bodies and people that do not exist."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bench.papers import Break, Cell, Centred, Pair, Part, Table

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
    """Return so many names of persons."""
    return [f"{FAMILIES[n % 10]} {MIDDLES[n % 3]} {GIVEN[n % 11]}" for n in range(count)]


def bodies(count: int) -> list[str]:
    """Return so many names of bodies."""
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


@dataclass(frozen=True)
class Listed:
    """One row that a paper lists, as it must be read: who, of which kind, with which post and body, or where."""

    name: str
    kind: str
    told: str


@dataclass(frozen=True)
class Sample:
    """A made-up decision and the rows it lists."""

    parts: list[Part]
    rows: list[Listed]


_VILLAGES = ("xã Mây Trắng", "xã Suối Hạc", "xã Núi Mây", "thị trấn Cầu Mây")
_ROLES = ("Giám đốc", "Phó Giám đốc", "Thành viên Ban Kiểm soát", "Kế toán trưởng")


def sample(seed: int, rows: int) -> Sample:
    """Return a decision that lists about so many rows, laid out by chance: columns, merged cells, sections, pages."""
    chance = random.Random(seed)
    count = max(2, rows + chance.randrange(-rows // 4, rows // 4 + 1))
    many = chance.randrange(1, count)
    bodied = [
        (f"{kind} {a} {b}", chance.choice(_VILLAGES))
        for kind, a, b in (
            (
                chance.choice(("HTX Nông nghiệp", "HTX Dược liệu", "Công ty TNHH", "Quỹ tín dụng nhân dân")),
                GIVEN[n % 11],
                GIVEN[n // 11 % 11] + " " + FAMILIES[n % 10],
            )
            for n in range(many)
        )
    ]
    named = [(name, chance.choice(_ROLES), BODIES[n // 3 % 3]) for n, name in enumerate(_distinct(count - many))]
    listed = [Listed(name, "collective", place) for name, place in bodied]
    listed += [Listed(name, "individual", f"{role} {body}") for name, role, body in named]
    first = (
        f"Tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho {len(bodied):02} tập thể và {len(named):02} cá nhân "
        "(có danh sách kèm theo) đã có thành tích xuất sắc trong phát triển kinh tế tập thể, hợp tác xã năm 2021."
    )
    heading = (Break(), Centred("DANH SÁCH TẬP THỂ, CÁ NHÂN ĐƯỢC TẶNG BẰNG KHEN"), Centred(ANNEX))
    lists = _one_table(chance, bodied, named) if chance.random() < 0.3 else _two_tables(chance, bodied, named)
    return Sample(decision(first, *heading, *lists), listed)


def _distinct(count: int) -> list[str]:
    """Return so many different names."""
    every = [f"{a} {b} {c} {d}" for d in GIVEN for c in GIVEN for b in MIDDLES for a in FAMILIES if c != d]
    step = 37
    return [every[n * step % len(every)] for n in range(count)]


def _two_tables(
    chance: random.Random, bodied: list[tuple[str, str]], named: list[tuple[str, str, str]]
) -> tuple[Part, ...]:
    repeated = chance.choice((0, 1))
    places = Table(
        (35, 250, 190),
        (("STT", "Tên tập thể", "Địa chỉ"), *((str(n), *row) for n, row in enumerate(bodied, 1))),
        repeated,
    )
    if chance.random() < 0.5:
        rows: list[tuple[str | Cell, ...]] = [
            (str(n), f"{chance.choice(('Ông ', 'Bà ', 'Đ/c ', ''))}{name}", f"{role} {body}")
            for n, (name, role, body) in enumerate(named, 1)
        ]
        people_ = Table((35, 170, 270), (("TT", "Họ và tên", "Chức vụ, đơn vị công tác"), *rows), repeated)
    else:
        rows = []
        for n, (name, role, body) in enumerate(named, 1):
            down = min(3, len(named) - n + 1)
            rows.append((str(n), name, role, Cell(body, down=down)) if n % 3 == 1 else (str(n), name, role))
        head = (Cell("TT", down=2), Cell("Họ và tên", down=2), Cell("Nơi công tác", across=2))
        people_ = Table((35, 150, 130, 160), (head, ("Chức vụ", "Đơn vị"), *rows), 2 * repeated)
    return (Centred("I. TẬP THỂ"), places, Centred("II. CÁ NHÂN"), people_)


def _one_table(
    chance: random.Random, bodied: list[tuple[str, str]], named: list[tuple[str, str, str]]
) -> tuple[Part, ...]:
    rows: list[tuple[str | Cell, ...]] = [("I", Cell("TẬP THỂ", across=2))]
    rows += [(str(n), *row) for n, row in enumerate(bodied, 1)]
    rows.append(("II", Cell("CÁ NHÂN", across=2)))
    rows += [(str(n), name, f"{role} {body}") for n, (name, role, body) in enumerate(named, 1)]
    head = ("STT", "Tên tập thể, cá nhân", "Chức vụ, địa chỉ")
    return (Table((35, 190, 250), (head, *rows), chance.choice((0, 1))),)
