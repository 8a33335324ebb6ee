import tomllib
from importlib.resources import files

import pytest

from ontology import kinds
from ontology.iris import term
from ontology.terms import HTX
from ontology.vocabulary import organization_kinds

ORGANIZATIONS = [
    # name, its reader's word, class, kind
    ("Liên minh HTX tỉnh Bắc Giang", None, HTX.CooperativeAlliance, "lmhtx_tinh"),
    ("Liên minh Hợp tác xã Việt Nam", None, HTX.CooperativeAlliance, "lmhtx_vn"),
    ("LMHTX thành phố Hà Nội", None, HTX.CooperativeAlliance, "lmhtx_tp"),
    ("UBND tỉnh Bắc Giang", None, HTX.PeoplesCommittee, "ubnd_tinh"),
    ("UBND thành phố Bắc Giang", None, HTX.PeoplesCommittee, "ubnd_huyen"),
    ("UBND TP. Hà Nội", None, HTX.PeoplesCommittee, "ubnd_tp_tw"),
    ("UBND thành phố", None, HTX.PeoplesCommittee, None),
    ("Uỷ ban nhân dân xã Tân Mỹ", None, HTX.PeoplesCommittee, "ubnd_xa"),
    ("HĐND huyện Yên Thế", None, HTX.PeoplesCouncil, "hoi_dong_nhan_dan"),
    ("HTX nông nghiệp Hoa Mai", "cooperative", HTX.Cooperative, "htx_nn"),
    ("QTDND Hoa Mai", None, HTX.PeoplesCreditFund, "qtdnd"),
    ("Bộ Tài chính", None, HTX.Ministry, "bo_tai_chinh"),
    ("Bộ Y tế", None, HTX.Ministry, "bo"),
    ("Bộ CHQS tỉnh", "police", HTX.MilitaryUnit, "don_vi_quan_doi"),
    ("Chính phủ", None, HTX.Government, "chinh_phu"),
    ("Chính phủ Nhật Bản", "foreign", HTX.InternationalOrganization, "to_chuc_quoc_te"),
    ("Thành ủy Bắc Giang", None, HTX.PartyCommittee, "huyen_uy"),
    ("Thành ủy Hải Phòng", None, HTX.PartyCommittee, "tinh_uy"),
    ("Hội Nông dân tỉnh Bắc Giang", None, HTX.MassOrganization, "hoi_nong_dan"),
    ("Trung ương Đoàn", None, HTX.MassOrganization, "doan_the_tw"),
    ("Công ty TNHH Hoa Mai", None, HTX.Enterprise, "doanh_nghiep"),
    ("Hoa Mai", "enterprise", HTX.Enterprise, "doanh_nghiep"),
    ("Sở Công Thương", None, HTX.Department, "so"),
    ("Hội đồng Thi đua - Khen thưởng tỉnh Bắc Giang", None, HTX.Council, "hd_tdkt_tinh"),
]


@pytest.mark.parametrize(("name", "notation", "organization_class", "key"), ORGANIZATIONS)
def test_an_organizations_name_tells_its_class_and_kind(name, notation, organization_class, key):
    found = kinds.organization_kind(name, notation)
    assert found is not None
    assert found.organization_class == organization_class
    assert (found.kind.key if found.kind is not None else None) == key


@pytest.mark.parametrize("name", ["Hoa Mai", "", "Bộc lộ", "Hợp", "Sởi"])
def test_a_name_that_tells_nothing_has_no_kind(name):
    assert kinds.organization_kind(name) is None


def test_every_word_the_reading_of_texts_has_for_a_kind_has_a_class():
    lexicon = tomllib.loads(files("ingest.extract.lexicon").joinpath("organizations.toml").read_text("utf-8"))
    words = {
        word
        for part in ("fixed", "level", "own_level", "named", "groups", "units", "committees")
        for word in lexicon[part]
    }
    words |= {word for _, word in lexicon["subjects"]["heads"]}
    assert {word for word in words if kinds.organization_kind("Hoa Mai", word) is None} == set()


def test_a_word_stands_for_one_kind():
    words = [kind.notation for kind in organization_kinds().values() if kind.notation is not None]
    assert sorted(set(words)) == sorted(words)


POSTS = [
    ("Chủ tịch", "UBND tỉnh Bắc Giang", "chu_tich_ubnd_tinh"),
    ("Phó Chủ tịch", "Uỷ ban nhân dân tỉnh Bắc Giang", "pho_ct_ubnd_tinh"),
    ("Phó Chủ tịch Thường trực", "Liên minh HTX tỉnh Bắc Giang", "pho_ct_tt_lmhtx_tinh"),
    ("Phó Chủ tịch", "Liên minh HTX tỉnh Bắc Giang", "pho_ct_lmhtx_tinh"),
    ("Chủ tịch", "Liên minh HTX thành phố Hà Nội", "chu_tich_lmhtx_tinh"),
    ("Chủ tịch", "Liên minh HTX Việt Nam", "chu_tich_lmhtx_vn"),
    ("Giám đốc", "HTX Hoa Mai", "giam_doc_htx"),
    ("Giám đốc", "QTDND Hoa Mai", "giam_doc_htx"),
    ("Giám đốc", "Công ty TNHH Hoa Mai", "giam_doc"),
    ("Giám đốc", "Sở Y tế", "giam_doc_so"),
    ("Bí thư", "Tỉnh ủy Bắc Giang", "bi_thu_tinh_uy"),
    ("Bí thư", "Đảng ủy xã Tân Mỹ", "bi_thu"),
    ("Bộ trưởng", "Bộ Y tế", "bo_truong"),
    ("Ủy viên BCH", "Liên minh HTX Việt Nam", "uv_bch_lmhtx_vn"),
    ("Thủ tướng", None, "thu_tuong"),
    ("Chủ nhiệm", "HTX Hoa Mai", "chu_nhiem_htx"),
    ("Chủ nhiệm", "Câu lạc bộ Hoa Mai", "chu_nhiem"),
    ("Ủy viên", "Bộ Chính trị", "uv_bo_chinh_tri"),
    ("Ủy viên Ban Thường vụ", "Liên minh HTX Việt Nam", "uv_btv_lmhtx"),
    ("Trưởng ban", "Ban Tuyên giáo Trung ương", "truong_ban"),
    ("Tổng Giám đốc", "Công ty CP Hoa Mai", "tong_giam_doc"),
    ("Chủ tịch HĐQT", "HTX Hoa Mai", "chu_tich_hdqt"),
    ("Chủ tịch", "Hội Nông dân tỉnh Bắc Giang", "chu_tich"),
    ("Chủ tịch", None, "chu_tich"),
]


@pytest.mark.parametrize(("role", "organization", "key"), POSTS)
def test_a_role_in_an_organization_is_a_post(role, organization, key):
    assert kinds.post_kind(role, organization) == term("post", key)


def test_an_unknown_role_is_no_post():
    assert kinds.post_kind("Người làm vườn", "HTX Hoa Mai") is None


MEASURES = [
    ("tổng số HTX", "n_htx"),
    ("Tổng số hợp tác xã trong toàn tỉnh", "n_htx"),
    ("vốn điều lệ", "charter_capital"),
    ("tổng vốn điều lệ", "charter_capital"),
    ("HTX thành lập mới", "n_htx_new"),
    ("doanh thu bình quân", "revenue_avg"),
    ("số tổ hợp tác", "n_tht"),
    ("tổng số HTX của tỉnh", "n_htx"),
    ("doanh thu bình quân mỗi HTX", "revenue_avg"),
    ("thu nhập bình quân của thành viên", "income_avg"),
    ("dưa chuột được hỗ trợ tiêu thụ", "produce_sold"),
    ("số sản phẩm OCOP do HTX làm chủ thể", "n_ocop_htx_cum"),
    ("số sản phẩm được cấp chứng nhận OCOP", "n_ocop_new"),
    ("tổng vốn điều lệ của các HTX", "charter_capital"),
    ("doanh thu năm 2022", "revenue_total"),
    ("số HTX thành lập mới trên địa bàn tỉnh", "n_htx_new"),
    ("tỷ lệ thành lập mới HTX so với kế hoạch", "pct_plan"),
    ("tỷ lệ số sản phẩm trong tổng số sản phẩm OCOP của tỉnh", "pct_ocop_htx"),
]


@pytest.mark.parametrize(("name", "key"), MEASURES)
def test_a_measures_name_tells_the_measure(name, key):
    assert kinds.measure(name) == term("measure", key)


@pytest.mark.parametrize(
    "name",
    [
        "số bông hoa mai",
        "HTX",
        "số",
        "",
        "của tỉnh",
        "số thành viên",
        "tỷ lệ hoa mai nở",
        "mục tiêu số HTX",
        "tỷ lệ HTX thành lập mới vượt kế hoạch",
    ],
)
def test_a_name_of_no_measure_measures_nothing_known(name):
    assert kinds.measure(name) is None
