import pytest

from ontology.categories import authority, award_category
from ontology.iris import term

DECIDED = [
    # award, grade, grantor, day, category
    ("Bằng khen", None, "Chủ tịch UBND tỉnh Bắc Giang", None, "bang_khen_tinh"),
    ("Bằng khen", None, "UBND tỉnh", None, "bang_khen_tinh"),
    ("Bằng khen", None, "UBND thành phố Hà Nội", None, "bang_khen_tinh"),
    ("Bằng khen", None, "Thủ tướng Chính phủ", None, "bang_khen_ttg"),
    ("bằng khen", None, "Bộ trưởng Bộ Y tế", None, "bang_khen_bo"),
    ("Bằng khen", None, "Ngân hàng Nhà nước Việt Nam", None, "bang_khen_bo"),
    ("Bằng khen", None, "Trung ương Đoàn TNCS Hồ Chí Minh", None, "bang_khen_bo"),
    ("Bằng khen", None, "Chủ tịch Liên minh HTX Việt Nam", None, "bang_khen_vca"),
    ("Bằng khen của Thủ tướng Chính phủ", None, None, None, "bang_khen_ttg"),
    ("Giấy khen", None, "Liên minh Hợp tác xã tỉnh Bắc Giang", None, "giay_khen_lmhtx_tinh"),
    ("Giấy khen", None, "Chủ tịch UBND huyện Yên Thế", "2021", "giay_khen_huyen"),
    ("Giấy khen", None, "UBND thành phố Bắc Giang", "2021-02", "giay_khen_huyen"),
    ("Giấy khen", None, "UBND xã Tân Mỹ", None, "giay_khen_xa"),
    ("Giấy khen", None, "Giám đốc Sở Y tế", None, "giay_khen_so"),
    ("Giấy khen", None, "HTX Rau sạch Hoa Mai", None, "giay_khen_htx"),
    ("Giấy khen", None, "Bệnh viện Đa khoa Hoa Mai", None, "giay_khen"),
    ("Cờ thi đua", None, "UBND tỉnh Bắc Giang", None, "co_thi_dua_tinh"),
    ("Cờ thi đua xuất sắc", None, "UBND tỉnh Bắc Giang", None, "co_thi_dua_tinh"),
    ("Cờ thi đua", None, "Chính phủ", None, "co_thi_dua_chinh_phu"),
    ("Cờ thi đua", None, "Thủ tướng Chính phủ", None, "co_thi_dua_chinh_phu"),
    ("Cờ thi đua", None, "Bộ Công Thương", None, "co_thi_dua_bo_nganh"),
    ("Huân chương Lao động", "hạng Ba", "Chủ tịch nước", None, "huan_chuong_lao_dong_3"),
    ("Huân chương Lao động hạng III", None, None, None, "huan_chuong_lao_dong_3"),
    ("Huân chương Lao động hạng Ba", "hạng Ba", None, "1995", "huan_chuong_lao_dong_3"),
    ("Huân chương Lao động", None, None, None, "huan_chuong_lao_dong"),
    ("Huân chương Độc lập", "hạng Nhì", None, None, "huan_chuong_doc_lap_2"),
    ("HCLĐ hạng Nhất", None, None, None, "huan_chuong_lao_dong_1"),
    ("danh hiệu Nhà giáo Ưu tú", None, None, None, "dhvd_nha_giao_ut"),
    ("danh hiệu vinh dự Nhà nước Nghệ sĩ Nhân dân", None, None, None, "dhvd_nghe_si_nd"),
    ("Anh hùng Lao động thời kỳ đổi mới", None, None, None, "dhvd_ah_lao_dong"),
    ("Anh hùng LLVTND", None, None, None, "dhvd_ah_llvtnd"),
    ("Chiến sỹ thi đua toàn quốc", None, None, None, "cstd_toan_quoc"),
    ("Chiến sĩ thi đua cấp tỉnh", None, None, "2024-05-01", "cstd_bo_nganh_tinh"),
    ("Chiến sĩ thi đua cấp tỉnh", None, None, "2020", "cstd_cap_bo_2003"),
    ("Tập thể lao động xuất sắc", None, "UBND tỉnh Bắc Giang", None, "tap_the_ld_xuat_sac"),
    ("Kỷ niệm chương “Vì sự nghiệp phát triển HTX”", None, None, None, "knc_phat_trien_htx"),
    ("Kỷ niệm chương Vì sự nghiệp phát triển Hợp tác xã Việt Nam", None, None, None, "knc_phat_trien_htx"),
    ("Kỷ niệm chương “Vì sự nghiệp trồng hoa”", None, None, None, "ky_niem_chuong"),
    ("Huy hiệu 40 năm tuổi Đảng", None, None, None, "huy_hieu_dang"),
    ("chứng nhận OCOP 4 sao", None, None, None, "ocop_4_sao"),
    ("chứng nhận OCOP", None, None, None, "ocop"),
    ("Giải thưởng Ngôi sao HTX", None, None, None, "coopstar"),
    ("Giải “Ngôi sao Hợp tác xã” năm 2025", None, None, None, "coopstar"),
    ("HTX tiêu biểu cấp tỉnh năm 2025", None, None, None, "htx_tieu_bieu_tinh"),
    ("Giải thưởng Lý Tự Trọng lần thứ 12", None, None, None, "giai_thuong_ly_tu_trong"),
    ("Giải Ba Giải Báo chí quốc gia năm 2020", None, None, None, "giai_bao_chi_quoc_gia"),
    ("Bằng khen năm 2021", None, "UBND tỉnh Bắc Giang", None, "bang_khen_tinh"),
]


@pytest.mark.parametrize(("award", "grade", "grantor", "day", "key"), DECIDED)
def test_form_and_grantor_decide_the_category(award, grade, grantor, day, key):
    assert award_category(award, grade, grantor, day) == term("award", key)


UNDECIDED = [
    ("Bằng khen", None, None, None),  # nobody's, as far as told
    ("Giấy khen", None, None, None),
    ("Cờ thi đua", None, None, None),
    ("Bằng khen", None, "Liên đoàn Lao động tỉnh Bắc Giang", None),
    ("Bằng khen", None, "ông Nguyễn Văn Hoa Mai", None),
    ("Giấy khen", None, "UBND thành phố", None),  # of a province or of a district
    ("Giấy khen", None, "UBND tỉnh Bắc Giang", None),  # a province grants certificates of merit
    ("Giấy khen", None, "UBND huyện Yên Thế", "2025-09-01"),  # districts are no more
    ("Chiến sĩ thi đua cấp tỉnh", None, None, None),  # of the law of 2003 or of 2022
    ("Chiến sĩ thi đua", None, None, None),
    ("Cờ thi đua", None, "Tỉnh ủy Bắc Giang", None),
    ("Giải Nhất", None, None, None),
    ("Huân chương Lao đông", None, None, None),  # misspelt
    ("Sản phẩm tiêu biểu", None, None, None),
]


@pytest.mark.parametrize(("award", "grade", "grantor", "day"), UNDECIDED)
def test_what_is_not_decided_has_no_category(award, grade, grantor, day):
    assert award_category(award, grade, grantor, day) is None


AUTHORITIES = [
    ("Chủ tịch nước", "chu_tich_nuoc_org"),
    ("Đảng và Nhà nước", "chu_tich_nuoc_org"),
    ("Thủ tướng", "chinh_phu"),
    ("Phó Chủ tịch UBND tỉnh Bắc Giang", "ubnd_tinh"),
    ("tỉnh Bắc Giang", "ubnd_tinh"),
    ("thành phố Hà Nội", "ubnd_tinh"),
    ("Bộ trưởng Bộ Y tế", "bo"),
    ("Chủ tịch Hội đồng quản trị HTX Hoa Mai", "htx"),
    ("Huyện ủy Yên Thế", "huyen_uy"),
    ("Nguyễn Văn Hoa Mai", None),
]


@pytest.mark.parametrize(("grantor", "key"), AUTHORITIES)
def test_a_grantors_name_tells_whose_award_it_is(grantor, key):
    found = authority(grantor)
    assert (found.key if found is not None else None) == key
