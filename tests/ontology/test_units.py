import pytest

from ontology import iris, units
from ontology.units import Level

OLD, NEW = "2025-06-30", "2025-07-01"


def iri(catalogue, level, code):
    return iris.unit(catalogue, level, code)


NAMES = [
    # name, level, day, the one unit meant
    ("Bắc Giang", None, None, iri(OLD, "province", "24")),
    ("tỉnh Bắc Giang", "province", "2022-03-22", iri(OLD, "province", "24")),
    ("Bắc Ninh", None, "2024-12-31", iri(OLD, "province", "27")),
    ("Bắc Ninh", None, "2025-07-01", iri(NEW, "province", "24")),
    ("Bắc Ninh", None, "2025-06", iri(OLD, "province", "27")),
    ("TỈNH BẮC NINH", None, "2026", iri(NEW, "province", "24")),
    ("TP. Hồ Chí Minh", None, "2020", iri(OLD, "province", "79")),
    ("TP.HCM", None, "2025-12-01", iri(NEW, "province", "79")),
    ("Thừa Thiên Huế", None, "2019-01-01", iri(OLD, "province", "46")),
    ("huyện Yên Thế", None, "2022-01-01", iri(OLD, "district", "215")),
    ("Yên Thế", "district", None, iri(OLD, "district", "215")),
    ("TP Bắc Giang", None, "2022-01-01", iri(OLD, "district", "213")),
]


@pytest.mark.parametrize(("name", "level", "day", "expected"), NAMES)
def test_a_name_means_one_unit_on_a_day(name, level, day, expected):
    found = units.unit(name, level, day)
    assert found is not None
    assert found.iri == expected


UNKNOWN = [
    ("Bắc Ninh", None, None),  # both catalogues have it
    ("Bắc Ninh", None, "2025"),  # the year of the change
    ("Châu Thành", "district", "2020-01-01"),  # many provinces have one
    ("huyện Yên Thế", "district", "2025-08-01"),  # districts are no more
    ("Sài Gòn", None, "2020-01-01"),  # in names of enterprises far more often than for the city
    ("Bac Giang", None, "2020-01-01"),  # without diacritics: found by search, decided by nobody
    ("Tân Mỹ Hưng", None, "2020-01-01"),
]


@pytest.mark.parametrize(("name", "level", "day"), UNKNOWN)
def test_a_name_that_does_not_decide_means_no_unit(name, level, day):
    assert units.unit(name, level, day) is None


def test_a_province_tells_communes_and_districts_of_one_name_apart():
    found = units.unit("Châu Thành", "district", "2020-01-01", province="Long An")
    assert found is not None
    assert units.province_of(found.iri).bare == "Long An"
    commune = units.unit("Yên Thế", "commune", "2025-08-01", province="Bắc Ninh")
    assert commune is not None
    assert commune.within == iri(NEW, "province", "24")


def test_a_code_means_nothing_without_a_day():
    assert units.unit_with_code("province", "24", None) is None
    assert units.unit_with_code("province", "24", "2025-06-30").bare == "Bắc Giang"
    assert units.unit_with_code("province", "24", "2025-07-01").bare == "Bắc Ninh"


NOW = [
    (iri(OLD, "province", "24"), iri(NEW, "province", "24")),
    (iri(OLD, "province", "27"), iri(NEW, "province", "24")),
    (iri(NEW, "province", "24"), iri(NEW, "province", "24")),
    (iri(OLD, "district", "215"), iri(NEW, "province", "24")),
    (iri(OLD, "commune", "00004"), iri(NEW, "province", "01")),
    (iri(NEW, "commune", "07288"), iri(NEW, "province", "24")),
    ("https://example.org/elsewhere", None),
]


@pytest.mark.parametrize(("unit", "expected"), NOW)
def test_every_unit_is_in_a_province_now(unit, expected):
    assert units.province_now(unit) == expected


def test_the_catalogues_are_whole():
    assert len([one for one in units.provinces() if one.old]) == 63
    assert len([one for one in units.provinces() if not one.old]) == 34
    assert len(units.districts()) == 696
    assert len([one for one in units.communes() if not one.old]) == 3321


def test_every_old_province_became_a_province_and_every_district_is_in_one():
    now = {one.iri for one in units.provinces() if not one.old}
    assert {units.province_now(one.iri) for one in units.provinces()} == now
    assert all(units.province_of(one.iri) is not None for one in units.districts())


def test_a_merger_names_what_went_in():
    found = next(one for one in units.successions() if one.resulting == iri(NEW, "province", "24"))
    assert found.originals == (iri(OLD, "province", "24"), iri(OLD, "province", "27"))
    assert found.on.isoformat() == "2025-07-01"
    assert len(units.successions()) == 23


def test_communes_became_others_whole_or_in_part():
    found = next(one for one in units.successions(Level.COMMUNE) if one.resulting == iri(NEW, "commune", "00004"))
    assert iri(OLD, "commune", "00004") in found.originals
    assert iri(OLD, "commune", "00016") in found.parts


def test_districts_became_nothing():
    with pytest.raises(ValueError, match="abolished"):
        units.successions(Level.DISTRICT)


IN_TEXT = [
    ("Liên minh HTX tỉnh Bắc Giang", "2022-03-22", False, iri(OLD, "province", "24")),
    ("UBND tỉnh Bắc Giang", None, True, iri(OLD, "province", "24")),
    ("HTX Hà Nam Xanh", "2022-03-22", True, None),
    ("Liên minh HTX tỉnh Bắc Ninh", "2026-01-01", True, iri(NEW, "province", "24")),
    ("Bộ Tài chính", "2022-03-22", False, None),
]


@pytest.mark.parametrize(("text", "day", "own", "expected"), IN_TEXT)
def test_an_organizations_name_may_tell_its_province(text, day, own, expected):
    assert units.province_in(text, day, own=own) == expected


@pytest.mark.parametrize(
    ("code", "names"),
    [("24", ("Tỉnh Bắc Giang until", "Tỉnh Bắc Ninh since")), ("1", ("Hà Nội until", "Hà Nội since"))],
)
def test_a_bare_code_is_told_with_all_that_it_meant(code, names):
    told = units.undated_code(code)
    assert all(name in told for name in names)


@pytest.mark.parametrize("text", ["Bắc Giang", "vocab/unit/2025-06-30/province/24", "", "0400123456"])
def test_what_is_no_bare_code_is_left_alone(text):
    assert units.undated_code(text) is None


def test_a_code_of_no_province_is_refused_as_well():
    assert "alone means nothing" in units.undated_code("00004")
