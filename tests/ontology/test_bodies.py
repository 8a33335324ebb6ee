"""Which bodies of provinces follow their provinces into others, and which names are of no such body."""

import pytest

from ontology.bodies import succeeding
from ontology.iris import term, unit
from ontology.kinds import organization_kind

OLD, NEW = "2025-06-30", "2025-07-01"
BAC_GIANG, BAC_NINH, HA_NOI = (unit(OLD, "province", code) for code in ("24", "27", "01"))
BAC_NINH_NOW = unit(NEW, "province", "24")
HAI_PHONG, HAI_DUONG = (unit(OLD, "province", code) for code in ("31", "30"))


def found(name, *provinces):
    known = organization_kind(name)
    kinds = [known.kind.iri] if known is not None and known.kind is not None else []
    return [
        (one.kind.key, one.change.iri.rpartition("/")[2], one.results) for one in succeeding([name], kinds, provinces)
    ]


@pytest.mark.parametrize(
    ("name", "province", "wanted"),
    [
        ("Liên minh HTX tỉnh Bắc Giang", BAC_GIANG, ("lmhtx_tinh", "24", False)),
        ("Liên minh Hợp tác xã Bắc Ninh", BAC_NINH, ("lmhtx_tinh", "24", True)),
        ("LMHTX tỉnh Bắc Ninh", BAC_NINH_NOW, ("lmhtx_tinh", "24", True)),
        ("UBND tỉnh Bắc Giang", BAC_GIANG, ("ubnd_tinh", "24", False)),
        ("Ủy ban nhân dân thành phố Hải Phòng", HAI_PHONG, ("ubnd_tinh", "31", True)),
        ("UBND tỉnh Hải Dương", HAI_DUONG, ("ubnd_tinh", "31", False)),
        ("HĐND tỉnh Bắc Giang", BAC_GIANG, ("hdnd_tinh", "24", False)),
        ("Tỉnh ủy Bắc Giang", BAC_GIANG, ("tinh_uy", "24", False)),
        ("Ủy ban MTTQ Việt Nam tỉnh Bắc Giang", BAC_GIANG, ("ub_mttq", "24", False)),
        ("Hội Nông dân tỉnh Bắc Giang", BAC_GIANG, ("hoi_nong_dan", "24", False)),
        ("Tỉnh đoàn Bắc Giang", BAC_GIANG, ("doan_tn", "24", False)),
    ],
)
def test_the_body_of_a_province_follows_it(name, province, wanted):
    assert found(name, province) == [wanted]


@pytest.mark.parametrize(
    ("name", "province"),
    [
        ("Liên minh HTX thành phố Hà Nội", HA_NOI),  # a province that stayed as it was
        ("UBND huyện Yên Thế, tỉnh Bắc Giang", BAC_GIANG),
        ("Hội Nông dân huyện Yên Thế, tỉnh Bắc Giang", BAC_GIANG),
        ("Văn phòng Liên minh HTX tỉnh Bắc Giang", BAC_GIANG),
        ("Sở Tài chính tỉnh Bắc Giang", BAC_GIANG),  # which departments became which is for documents to tell
        ("HTX Rau sạch Bắc Giang", BAC_GIANG),
        ("Liên minh HTX Việt Nam", BAC_GIANG),
        ("Liên minh HTX tỉnh Bắc Giang", HA_NOI),  # the name is not of the place
    ],
)
def test_what_is_no_single_body_of_a_merged_province_is_left_alone(name, province):
    assert found(name, province) == []


def test_a_body_told_of_in_both_times_is_in_one_change_before_and_after():
    assert found("Liên minh HTX tỉnh Bắc Ninh", BAC_NINH, BAC_NINH_NOW) == [("lmhtx_tinh", "24", True)]


def test_a_kind_that_is_not_known_follows_nothing():
    assert succeeding(["Hội Nông dân tỉnh Bắc Giang"], [term("organization-kind", "no-such-kind")], [BAC_GIANG]) == []
