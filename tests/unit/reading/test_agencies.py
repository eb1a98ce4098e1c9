"""Names of bodies: who begins a sentence, who is told, who coordinates, how a list falls apart."""

from __future__ import annotations

import pytest

from cotmoc.reading.agencies import (
    agencies_in_title,
    begins_with_agency,
    coordinating,
    split_agencies,
    subject_of,
    told,
)

SUBJECTS = [
    ("Sở Xây dựng xây dựng quy chế quản lý.", ("Sở Xây dựng",)),
    ("Sở Y tế: Chủ trì rà soát.", ("Sở Y tế",)),
    ("Giao Công an tỉnh chủ trì điều tra.", ("Công an tỉnh",)),
    ("Đề nghị Hội Nông dân xã và các đoàn thể vận động hội viên.", ("Hội Nông dân xã", "các đoàn thể")),
    (
        "Các sở, ban, ngành, Ủy ban nhân dân cấp xã có trách nhiệm rà soát.",
        ("Các sở, ban, ngành", "Ủy ban nhân dân cấp xã"),
    ),
    ("Trên cơ sở Kế hoạch này, các sở, ngành xây dựng kế hoạch.", ("các sở, ngành",)),
    ("Các cấp ủy, tổ chức đảng tổ chức học tập Nghị quyết.", ("Các cấp ủy, tổ chức đảng",)),
    ("Trưởng các phòng, đơn vị căn cứ nhiệm vụ được giao thực hiện.", ("Trưởng các phòng, đơn vị",)),
    ("Ủy ban Kiểm tra Tỉnh ủy xây dựng kế hoạch kiểm tra.", ("Ủy ban Kiểm tra Tỉnh ủy",)),
    ("Quỹ Phát triển đất tỉnh ưu tiên ứng vốn.", ("Quỹ Phát triển đất tỉnh",)),
    ("Kho bạc Nhà nước khu vực tạo thuận lợi trong thanh toán.", ("Kho bạc Nhà nước khu vực",)),
    ("Đề nghị Trường Đại học Ven Biển mở ngành hàng hải.", ("Trường Đại học Ven Biển",)),
    ("Bảo tàng tỉnh sưu tầm hiện vật.", ("Bảo tàng tỉnh",)),
    ("Bưu điện tỉnh phối hợp với Sở Nội vụ hướng dẫn.", ("Bưu điện tỉnh",)),
    ("Điện lực khu vực đẩy nhanh tiến độ.", ("Điện lực khu vực",)),
    ("Đề nghị Chi nhánh Ngân hàng Công Thương mở rộng điểm giao dịch.", ("Chi nhánh Ngân hàng Công Thương",)),
    ("Hằng năm, Sở Nội vụ tổng hợp kết quả.", ("Sở Nội vụ",)),
    (
        "Trước ngày 20 hằng tháng và ngày 20 của tháng cuối quý, các bộ, địa phương báo cáo.",
        ("các bộ, địa phương",),
    ),
    ("Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh kịp thời.", ("các đơn vị",)),
    ("Trong năm 2026, phấn đấu hoàn thành.", ()),
    ("Tổ chức hội nghị, diễn đàn thường niên.", ()),
    ("Ban hành cơ chế hỗ trợ doanh nghiệp.", ()),
    ("Bố trí đủ nguồn lực để triển khai.", ()),
    ("Báo cáo kết quả về Sở Y tế.", ()),
    ("Hằng năm kiểm tra việc thực hiện tại các sở, ngành, địa phương; báo cáo kết quả.", ()),
    ("Xây dựng đề án.", ()),
]


@pytest.mark.parametrize(("sentence", "bodies"), SUBJECTS)
def test_who_begins_a_sentence(sentence: str, bodies: tuple[str, ...]) -> None:
    assert subject_of(sentence)[0] == bodies


def test_what_follows_the_subject() -> None:
    text = "Sở Y tế chủ trì tập huấn."

    assert text[subject_of(text)[1] :] == "chủ trì tập huấn."


@pytest.mark.parametrize(
    ("title", "bodies"),
    [
        ("Trách nhiệm của Sở Tài chính:", ("Sở Tài chính",)),
        ("SỞ Y TẾ", ("SỞ Y TẾ",)),
        ("Đối với Ủy ban nhân dân các xã, phường", ("Ủy ban nhân dân các xã, phường",)),
        ("Các ban xây dựng Đảng; Văn phòng Tỉnh ủy", ("Các ban xây dựng Đảng", "Văn phòng Tỉnh ủy")),
        ("Viện Nghiên cứu nuôi trồng thủy sản", ("Viện Nghiên cứu nuôi trồng thủy sản",)),
        ("Sở Công Thương chủ trì", ("Sở Công Thương",)),
        ("TỔ CHỨC THỰC HIỆN", ()),
        ("Chính quyền số", ()),
        ("Phòng, chống thiên tai", ()),
        ("Đội ngũ cán bộ", ()),
    ],
)
def test_who_owns_a_heading(title: str, bodies: tuple[str, ...]) -> None:
    assert agencies_in_title(title) == bodies


@pytest.mark.parametrize(
    ("names", "single"),
    [
        ("Sở Tư pháp, Sở Tài chính", ("Sở Tư pháp", "Sở Tài chính")),
        ("các sở, ban, ngành", ("các sở, ban, ngành",)),
        ("Báo và Phát thanh, Truyền hình tỉnh", ("Báo và Phát thanh, Truyền hình tỉnh",)),
        ("Sở Y tế; UBND các xã", ("Sở Y tế", "UBND các xã")),
        ("Công an tỉnh và các cơ quan, đơn vị liên quan", ("Công an tỉnh", "các cơ quan, đơn vị liên quan")),
        (
            "Sở Y tế (đầu mối, Sở Nội vụ phối hợp), Sở Nội vụ",
            ("Sở Y tế (đầu mối, Sở Nội vụ phối hợp)", "Sở Nội vụ"),
        ),
        ("Sở Y tế, Sở Y tế", ("Sở Y tế",)),
        ("", ()),
    ],
)
def test_a_list_falls_apart(names: str, single: tuple[str, ...]) -> None:
    assert split_agencies(names) == single


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Chủ trì, phối hợp với Sở Tài chính, Công an tỉnh rà soát.", ("Sở Tài chính", "Công an tỉnh")),
        (
            "Phối hợp với các cơ quan Đảng, Mặt trận Tổ quốc cùng cấp để bảo đảm liên thông.",
            ("các cơ quan Đảng", "Mặt trận Tổ quốc cùng cấp"),
        ),
        ("Phối hợp chặt chẽ với Sở Y tế.", ("Sở Y tế",)),
        ("Phối hợp thực hiện tốt nhiệm vụ.", ()),
        ("Phối hợp với nhân sĩ.", ()),
    ],
)
def test_who_coordinates(text: str, bodies: tuple[str, ...]) -> None:
    assert coordinating(text) == bodies


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Xây dựng kho dữ liệu (Sở Y tế chủ trì; hoàn thành năm 2028).", ("Sở Y tế",)),
        ("Lập quy hoạch (Cơ quan chủ trì: Sở Xây dựng).", ("Sở Xây dựng",)),
        ("Mở cổng dữ liệu. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính.", ("Sở Nội vụ",)),
        ("Lập sổ tay; giao Văn phòng Sở chủ trì.", ("Văn phòng Sở",)),
        ("Giao trách nhiệm người đứng đầu các đơn vị trực tiếp phụ trách.", ("người đứng đầu các đơn vị",)),
        ("Giao nhiệm vụ cho các doanh nghiệp thực hiện đơn hàng.", ()),
        ("Do thời tiết thực hiện chậm.", ()),
        ("Số hóa tài liệu.", ()),
    ],
)
def test_who_is_told_inside(text: str, bodies: tuple[str, ...]) -> None:
    assert told(text) == bodies


def test_words_that_only_look_like_bodies() -> None:
    assert not any(
        map(begins_with_agency, ["Bộ tiêu chí", "Đoàn kết", "Hội nghị tổng kết", "Số hóa", "Bổ sung"])
    )
    assert all(map(begins_with_agency, ["Bộ Y tế", "Sở Nội vụ", "Tổ công tác", "UBND xã", "Thanh tra tỉnh"]))


def test_a_bracket_may_tell_the_time_before_who_leads() -> None:
    assert told("Ban hành quy chế (xong trước 30/11/2025, Sở Tư pháp chủ trì).") == ("Sở Tư pháp",)
    assert told("Kéo đường dây (Công ty Điện lực tỉnh thực hiện trong năm 2027).") == (
        "Công ty Điện lực tỉnh",
    )
    assert told("Xây dựng chính sách (Đảng ủy UBND tỉnh chỉ đạo).") == ("Đảng ủy UBND tỉnh",)
    assert told("Bồi dưỡng cán bộ (nhất là cán bộ thực hiện nhiệm vụ mới).") == ()


def test_bodies_right_behind_the_word_for_helping() -> None:
    assert coordinating("Chủ trì, phối hợp các địa phương rà soát quỹ đất.") == ("các địa phương",)
    assert coordinating("Phối hợp nguồn lực của các dự án.") == ()


def test_a_name_with_a_comma_in_it_is_whole_before_a_semicolon() -> None:
    text = "Mở chuyên mục; Báo tỉnh chủ trì, phối hợp với Sở Văn hóa, Thể thao và Du lịch; xong trước 18/11/2026."
    assert coordinating(text) == ("Sở Văn hóa, Thể thao và Du lịch",)
