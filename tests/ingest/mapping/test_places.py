"""Stated places are dated units: the district where there were districts, else the province of the day."""

import pytest

from ingest.mapping.places import place_of, unit_of
from ingest.values import PartialDate

THEN, NOW = PartialDate(2022, 3, 22), PartialDate(2026, 1, 5)


def short(iri):
    return None if iri is None else iri.rpartition("/unit/")[2]


@pytest.mark.parametrize(
    ("place", "on", "wanted"),
    [
        ("xã Xuân Lương, huyện Yên Thế, tỉnh Bắc Giang", THEN, "2025-06-30/district/215"),
        ("huyện Yên Thế tỉnh Bắc Giang", THEN, "2025-06-30/district/215"),
        ("huyện Yên Thế", THEN, "2025-06-30/district/215"),
        ("TP. Bắc Giang", THEN, "2025-06-30/district/213"),
        ("thành phố Bắc Giang, tỉnh Bắc Giang", THEN, "2025-06-30/district/213"),
        ("quận Ba Đình, Hà Nội", THEN, "2025-06-30/district/001"),
        ("tỉnh Bắc Giang", THEN, "2025-06-30/province/24"),
        ("thành phố Hà Nội", THEN, "2025-06-30/province/01"),
        ("huyện Yên Thế và huyện Lạng Giang, tỉnh Bắc Giang", THEN, "2025-06-30/province/24"),
        ("huyện Châu Thành", THEN, None),  # ten provinces had one
        ("huyện Châu Thành, tỉnh Long An", THEN, "2025-06-30/district/808"),
        ("xã Yên Thế, tỉnh Bắc Ninh", NOW, "2025-07-01/province/24"),
        ("tỉnh Bắc Ninh", None, None),
        ("hội trường Ánh Dương", THEN, None),
    ],
)
def test_a_place_is_the_unit_of_its_day(place, on, wanted):
    assert short(place_of(place, on)) == wanted


def test_an_authority_is_of_a_province_whatever_district_it_names():
    assert short(unit_of("UBND huyện Yên Thế, tỉnh Bắc Giang", THEN)) == "2025-06-30/province/24"
