"""Addresses: units of both catalogues, shortened kinds, what became of a commune, and what cannot be known."""

import csv
from pathlib import Path

import pytest

from ontology import units
from ontology.addresses import Address, understood

PLACES = Path(__file__).parents[3] / "shared/domain/places"
OLD, NEW = "vocab/unit/2025-06-30", "vocab/unit/2025-07-01"


def told(found: Address) -> tuple[str | None, ...]:
    iris = (found.province, found.district, found.commune)
    return tuple(one.iri.rpartition("vocab/")[2].removeprefix("unit/") if one is not None else None for one in iris)


CASES = [
    ("xã Đồng Tâm, huyện Yên Thế, tỉnh Bắc Giang", None, ("province/24", "district/215", "commune/"), "province/24"),
    ("Thôn 3, P. Dĩnh Kế, TP. Bắc Giang, Bắc Giang", None, ("province/24", "district/213", "commune/"), "province/24"),
    ("H. Yên Thế, Bắc Giang", None, ("province/24", "district/215", None), "province/24"),
    ("xã Yên Thế, tỉnh Bắc Ninh", "2025-08-01", ("province/24", None, "commune/"), "province/24"),
    (
        "Phường 1, Thành phố Vũng Tàu, Tỉnh Bà Rịa - Vũng Tàu",
        None,
        ("province/77", "district/747", "commune/"),
        "province/79",
    ),
]


@pytest.mark.parametrize(("text", "on", "wanted", "now"), CASES, ids=[case[0] for case in CASES])
def test_an_address_names_units_and_those_in_force(
    text: str, on: str | None, wanted: tuple[str | None, ...], now: str
) -> None:
    found = understood(text, on)
    for got, expected in zip(told(found), wanted, strict=True):
        assert (got is None) if expected is None else (got is not None and expected in got)
    assert found.province_now is not None and found.province_now.endswith(f"{NEW}/{now}")


@pytest.mark.parametrize("text", ["", "thôn 3", "xã Không Có Thật, huyện Nào Đó", "Paris, France"])
def test_what_names_no_province_is_not_understood(text: str) -> None:
    assert understood(text) == Address()


def test_a_code_or_name_of_both_catalogues_follows_the_day() -> None:
    before, after = understood("Bắc Ninh", "2024-01-01"), understood("Bắc Ninh", "2025-09-01")
    assert before.province is not None and before.province.old
    assert after.province is not None and not after.province.old


def test_a_commune_that_was_divided_has_all_that_took_it_over() -> None:
    divided = next(one for one in units.communes() if one.old and len(one.later) > 1)
    district = units.find(divided.within or "")
    province = units.province_of(divided.iri)
    assert district is not None and province is not None
    found = understood(f"{divided.name}, {district.name}, {province.name}")
    assert set(found.communes_now) == set(divided.later)
    assert found.commune_now is None


@pytest.mark.skipif(not PLACES.is_dir(), reason=f"the table of conversions is not at {PLACES}")
def test_old_addresses_give_the_communes_in_force_that_two_sources_agree_on() -> None:
    def rows(name: str) -> list[dict[str, str]]:
        with (PLACES / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    province = {row["code"]: row["full_name_vi"] for row in rows("provinces_legacy_63.tsv")}
    pairs = [row for row in rows("ward_conversion_2025.tsv") if row["old_ward_name"]]
    right = 0
    for row in pairs:
        text = f"{row['old_ward_name']}, {row['old_district_name']}, {province[row['old_province_code']]}"
        right += any(iri.endswith(f"/{row['new_ward_code']}") for iri in understood(text).communes_now)
    assert len(pairs) > 10_000
    assert right / len(pairs) >= 0.995
