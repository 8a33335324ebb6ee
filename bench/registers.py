"""Registers of cooperatives that do not exist, as the national information system would export them.

Names, codes with right check digits, addresses of both catalogues: `python -m bench.registers 1000 register.json`. No
public file of the real register exists; whatever is made here is invented from the seed and the lists of units.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from stdnum.vn import mst

from ontology import units
from ontology.units import LAST_DAY, Unit

_TRADES = (
    ("Nông nghiệp", 20), ("Dịch vụ nông nghiệp", 22), ("Dịch vụ nông nghiệp tổng hợp", 12), ("Nông nghiệp công nghệ cao", 4),
    ("Sản xuất và tiêu thụ nông sản", 4), ("Nông nghiệp hữu cơ", 4), ("Chăn nuôi", 5), ("Nuôi trồng thủy sản", 4), ("Vận tải", 7),
    ("Xây dựng", 3), ("Thương mại dịch vụ", 4), ("Tiểu thủ công nghiệp", 3), ("Môi trường", 2), ("Dược liệu", 2), ("Du lịch", 2),
    ("Sản xuất kinh doanh", 3), ("", 6),
)  # fmt: skip
_OWN_FIRST = (
    "Tân", "Đồng", "Hòa", "Bình", "Thành", "Phú", "Minh", "Quang", "An", "Thanh", "Đại", "Tiến", "Hợp", "Vạn", "Kim", "Hưng",
    "Thái", "Nam", "Trường", "Hoàng", "Long", "Mỹ", "Phúc", "Xuân", "Yên", "Việt", "Ngọc", "Hải", "Sơn", "Liên", "Cao", "Đức",
)  # fmt: skip
_OWN_SECOND = (
    "Tiến", "Phát", "Thịnh", "Lợi", "Hưng", "Thành", "Sơn", "Phong", "Hòa", "Bình", "Long", "Dương", "Tâm", "Lộc", "Xuân", "Giang",
    "Hải", "Lâm", "Khang", "Vinh", "Quý", "Đạt", "Trung", "Mai", "Thủy", "Khánh", "Nguyên", "Cường", "Đoàn", "Châu", "Hà", "Thọ",
)  # fmt: skip
_PRODUCTS = (
    "Rau an toàn",
    "Chè sạch",
    "Mật ong",
    "Cam Vinh",
    "Vải thiều",
    "Gà đồi",
    "Bưởi Diễn",
    "Nấm sạch",
    "Lúa giống",
    "Hoa ly",
)
_FAMILIES = (
    ("Nguyễn", 38), ("Trần", 11), ("Lê", 9), ("Phạm", 7), ("Hoàng", 5), ("Phan", 4), ("Vũ", 4), ("Đặng", 3), ("Bùi", 3), ("Đỗ", 2),
    ("Hồ", 2), ("Ngô", 2), ("Dương", 2), ("Lý", 1), ("Nông", 1), ("Lò", 1), ("Vi", 1), ("Hà", 1), ("Đinh", 1), ("Trịnh", 1),
)  # fmt: skip
_MIDDLES = (
    "Văn",
    "Thị",
    "Đức",
    "Minh",
    "Quang",
    "Hữu",
    "Thanh",
    "Ngọc",
    "Xuân",
    "Đình",
    "Công",
    "Thu",
    "Thúy",
    "Quốc",
    "Mạnh",
)
_GIVEN = (
    "Hùng", "Dũng", "Hiền", "Lan", "Hoa", "Nam", "Tuấn", "Hải", "Hà", "Thủy", "Sơn", "Long", "Trang", "Linh", "Thắng", "Cường",
    "Mai", "Huệ", "Tâm", "Bình", "Phương", "Đông", "Khánh", "Toàn", "Yến", "Thảo", "Lợi", "Quý", "Hạnh", "Nga", "Vinh", "Kiên",
)  # fmt: skip
_KIND = "Hợp tác xã"
_KINDS = ((_KIND, 93), ("Quỹ tín dụng nhân dân", 4), ("Liên hiệp hợp tác xã", 3))
_FIRST, _LAST = date(1997, 1, 1), date(2026, 6, 30)
_OFFICES = range(1, 64)
COLUMNS = (
    "MaNoiBo", "MaSoHTX", "LoaiHinhHTX", "TenTiengViet", "TenVietTat", "NgayDangKyLanDau", "DaiDienPhapLuat.HoVaTen",
    "DiaChiTruSo[1].SoNha", "DiaChiTruSo[1].TenPhuongXa", "DiaChiTruSo[1].TenQuanHuyen", "DiaChiTruSo[1].TenTinhThanh",
    "DiaChiTruSo[1].DiaChiDayDu", "NganhNgheKinhDoanh[1].TenNganh", "SO_THANH_VIEN",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cooperative:
    """One invented entry. `commune` is the IRI of the unit it was registered in; `district` is None since 2025-07-01."""

    code: str
    kind: str
    trade: str
    own: str
    name: str
    representative: str
    registered: str
    house: str
    commune: str
    commune_name: str
    district: str | None
    province: str
    members: int

    @property
    def address(self) -> str:
        """The address in full, as it was when registered."""
        parts = (self.house, self.commune_name, self.district, self.province)
        return ", ".join(part for part in parts if part)


def cooperatives(count: int, seed: int) -> Iterator[Cooperative]:
    """Yield invented cooperatives, the same for the same seed; some share their name with one in another district."""
    chance = random.Random(seed)
    communes = units.communes()
    old = [one for one in communes if one.old and one.bare and not one.bare.isdigit()]
    new = [one for one in communes if not one.old]
    codes = _codes(chance)
    before: list[Cooperative] = []
    for _ in range(count):
        registered = _FIRST + timedelta(days=chance.randrange((_LAST - _FIRST).days))
        commune = chance.choice(old if registered.isoformat() <= LAST_DAY else new)
        twin = chance.choice(before) if before and chance.random() < 0.08 else None
        made = _made(chance, next(codes), registered, commune, twin)
        if len(before) < 5000:
            before.append(made)
        yield made


def _made(chance: random.Random, code: str, registered: date, commune: Unit, twin: Cooperative | None) -> Cooperative:
    kind = twin.kind if twin else _weighted(chance, _KINDS)
    trade = twin.trade if twin else ("" if kind == "Quỹ tín dụng nhân dân" else _weighted(chance, _TRADES))
    own = twin.own if twin else _own(chance, commune)
    district, province = _above(commune)
    return Cooperative(
        code,
        kind,
        trade,
        own,
        " ".join(part for part in (kind, trade, own) if part),
        person(chance),
        registered.isoformat(),
        chance.choice(("", f"Thôn {chance.randrange(1, 15)}", f"Số {chance.randrange(1, 300)}")),
        commune.iri,
        commune.name,
        district,
        province,
        chance.randrange(7, 900),
    )


def _own(chance: random.Random, commune: Unit) -> str:
    kind = chance.random()
    if kind < 0.3:
        return commune.bare
    if kind < 0.38:
        return f"{chance.choice(_PRODUCTS)} {commune.bare}"
    if kind < 0.44:
        return f"{chance.choice(_OWN_FIRST)} {chance.choice(_OWN_SECOND)} {chance.choice(_OWN_FIRST)}"
    return f"{chance.choice(_OWN_FIRST)} {chance.choice(_OWN_SECOND)}"


def _above(commune: Unit) -> tuple[str | None, str]:
    above = units.find(commune.within) if commune.within is not None else None
    province = units.province_of(commune.iri)
    assert province is not None
    district = above.name if above is not None and above.level is units.Level.DISTRICT else None
    return district, province.name


def person(chance: random.Random) -> str:
    """Return an invented person's name."""
    return f"{_weighted(chance, _FAMILIES)} {chance.choice(_MIDDLES)} {chance.choice(_GIVEN)}"


def _codes(chance: random.Random) -> Iterator[str]:
    """Yield codes of ten digits, each once; the last digit follows from the others."""
    seen: set[int] = set()
    while True:
        number = chance.choice(_OFFICES) * 10_000_000 + chance.randrange(10_000_000)
        head = f"{number:09}"
        check = mst.calc_check_digit(head)
        if number not in seen and len(check) == 1:
            seen.add(number)
            yield head + check


def _weighted(chance: random.Random, choices: tuple[tuple[str, int], ...]) -> str:
    return chance.choices([one for one, _ in choices], [weight for _, weight in choices])[0]


def as_record(one: Cooperative) -> dict[str, Any]:
    """Return an entry as the information system's JSON has it (`CoopCert`), with an invented identity paper."""
    shown = date.fromisoformat(one.registered).strftime("%d/%m/%Y")
    return {
        "MaNoiBo": f"NB{one.code}",
        "MaSoHTX": one.code,
        "LoaiHinhHTX": one.kind,
        "TenTiengViet": one.name,
        "TenVietTat": None,
        "NgayDangKyLanDau": shown,
        "SoLanDangKyThayDoi": 0,
        "DaiDienPhapLuat": {
            "HoVaTen": one.representative,
            "LoaiGiayToChungThuc": "CCCD",
            "SoGiayChungThuc": f"0{one.code[:2]}{one.code[1:]}",
            "QuocTich": "Việt Nam",
        },
        "DiaChiTruSo": [
            {
                "SoNha": one.house or None,
                "TenPhuongXa": one.commune_name,
                "TenQuanHuyen": one.district,
                "TenTinhThanh": one.province,
                "DiaChiDayDu": one.address,
            }
        ],
        "NganhNgheKinhDoanh": [{"TenNganh": one.trade or "Nông nghiệp", "LaNganhChinh": 1}],
        "SO_THANH_VIEN": one.members,
    }


def as_row(one: Cooperative) -> dict[str, str]:
    """Return an entry as a row of the CSV of the same fields."""
    shown = date.fromisoformat(one.registered).strftime("%d/%m/%Y")
    values = (
        f"NB{one.code}", one.code, one.kind, one.name, "", shown, one.representative, one.house, one.commune_name,
        one.district or "", one.province, one.address, one.trade, str(one.members),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def write(path: Path, some: Iterator[Cooperative]) -> int:
    """Write a register as .json, .jsonl or .csv; return how many entries it has."""
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        lines = path.suffix == ".jsonl"
        if path.suffix == ".csv":
            rows.writeheader()
        elif not lines:
            file.write("[\n")
        for one in some:
            if path.suffix == ".csv":
                rows.writerow(as_row(one))
            else:
                before = ",\n" if written and not lines else ""
                file.write(before + json.dumps(as_record(one), ensure_ascii=False) + ("\n" if lines else ""))
            written += 1
        if path.suffix == ".json":
            file.write("\n]\n")
    return written


def main() -> int:
    """Write a register."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path, help=".json, .jsonl or .csv")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if asked.path.suffix not in (".json", ".jsonl", ".csv"):
        parser.error(f"{asked.path}: only .json, .jsonl and .csv are written")
    number = write(asked.path, cooperatives(asked.count, asked.seed))
    first = next(cooperatives(1, asked.seed), None)
    example = asdict(first) if first is not None else {}
    sys.stdout.write(
        json.dumps({"written": number, "path": str(asked.path), "example": example}, ensure_ascii=False) + "\n"
        if asked.json
        else f"{number:,} cooperatives in {asked.path}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
