"""How a sentence becomes typed targets: the words at the left, what they commit to at the right.

Every sentence stands among the aims for 2030 of an invented directive made in 2026.
"""

from __future__ import annotations

import pytest
from tests.support.indicators import claims, sentence

from cotmoc.core.text import fold

# (sentence, [(name, milestone, op, value, upper, unit), …])
Row = tuple[str, list[tuple[str, str | None, str, float, float | None, str | None]]]

COMPARATORS: list[Row] = [
    ("Tỷ lệ hộ có nước sạch đạt 85%", [("Tỷ lệ hộ có nước sạch", "2030", "=", 85, None, "%")]),
    ("Tỷ lệ hộ có nước sạch đạt trên 85%", [("Tỷ lệ hộ có nước sạch", "2030", ">", 85, None, "%")]),
    ("Tỷ lệ hộ có nước sạch đạt hơn 85%", [("Tỷ lệ hộ có nước sạch", "2030", ">", 85, None, "%")]),
    ("Tỷ lệ hộ có nước sạch đạt tối thiểu 85%", [("Tỷ lệ hộ có nước sạch", "2030", ">=", 85, None, "%")]),
    ("Tỷ lệ hộ có nước sạch tối thiểu đạt 85%", [("Tỷ lệ hộ có nước sạch", "2030", ">=", 85, None, "%")]),
    ("Tỷ lệ hộ có nước sạch đạt từ 85% trở lên", [("Tỷ lệ hộ có nước sạch", "2030", ">=", 85, None, "%")]),
    ("Tỷ lệ hộ có nước sạch không dưới 85%", [("Tỷ lệ hộ có nước sạch", "2030", ">=", 85, None, "%")]),
    ("Tỷ lệ nước thất thoát không quá 12%", [("Tỷ lệ nước thất thoát", "2030", "<=", 12, None, "%")]),
    ("Tỷ lệ nước thất thoát dưới 12%", [("Tỷ lệ nước thất thoát", "2030", "<", 12, None, "%")]),
    ("Tỷ lệ hộ có nước sạch đạt từ 80 đến 85%", [("Tỷ lệ hộ có nước sạch", "2030", "between", 80, 85, "%")]),
    ("Tỷ lệ hộ có nước sạch đạt 80 - 85%", [("Tỷ lệ hộ có nước sạch", "2030", "between", 80, 85, "%")]),
    ("Tỷ lệ hộ có nước sạch đạt 80% – 85%", [("Tỷ lệ hộ có nước sạch", "2030", "between", 80, 85, "%")]),
    ("Tỷ lệ hộ có nước sạch đạt khoảng 85%", [("Tỷ lệ hộ có nước sạch", "2030", "=", 85, None, "%")]),
    ("Tỷ lệ hộ có nước sạch: 85%", [("Tỷ lệ hộ có nước sạch", "2030", "=", 85, None, "%")]),
    ("Phần đấu tỷ lệ hộ có nước sạch đạt 85%", [("tỷ lệ hộ có nước sạch", "2030", "=", 85, None, "%")]),
    (
        "Không để thôn nào có tỷ lệ hộ có nước sạch dưới 85%",
        [("tỷ lệ hộ có nước sạch", "2030", ">=", 85, None, "%")],
    ),
]

ORDERS: list[Row] = [
    ("100% trạm y tế có bác sĩ", [("trạm y tế có bác sĩ", "2030", "=", 100, None, "%")]),
    (
        "Trên 70% người dân từ 15 tuổi trở lên có tài khoản",
        [("người dân từ 15 tuổi trở lên có tài khoản", "2030", ">", 70, None, "%")],
    ),
    (
        "Dành ít nhất 3% tổng chi ngân sách hằng năm cho đổi mới",
        [("Dành tổng chi ngân sách hằng năm cho đổi mới", "2030", ">=", 3, None, "% tổng chi ngân sách")],
    ),
    (
        "Toàn huyện có ít nhất 12.500 doanh nghiệp đang hoạt động",
        [("doanh nghiệp đang hoạt động", "2030", ">=", 12500, None, "doanh nghiệp")],
    ),
    (
        "Có từ 2 đến 4 doanh nghiệp xuất khẩu",
        [("doanh nghiệp xuất khẩu", "2030", "between", 2, 4, "doanh nghiệp")],
    ),
    (
        "Trồng mới 5.000 ha rừng và 10 triệu cây xanh",
        [
            ("Trồng mới rừng", "2030", "=", 5000, None, "ha"),
            ("Trồng mới cây xanh", "2030", "=", 10, None, "triệu cây xanh"),
        ],
    ),
    (
        "Cắt giảm ít nhất 30% thời gian giải quyết thủ tục",
        [("Cắt giảm thời gian giải quyết thủ tục", "2030", ">=", 30, None, "%")],
    ),
    (
        "Giảm phát thải trong giao thông 3%/năm",
        [("Giảm phát thải trong giao thông", "2030", "=", 3, None, "%/năm")],
    ),
    ("Cáp quang đến 100% hộ gia đình", [("Cáp quang đến hộ gia đình", "2030", "=", 100, None, "%")]),
    (
        "Thành lập mới 1.200 doanh nghiệp/năm",
        [("Thành lập mới doanh nghiệp", "2030", "=", 1200, None, "doanh nghiệp/năm")],
    ),
]

SHARED: list[Row] = [
    (
        "Tỷ lệ nộp trực tuyến đạt 80%, thanh toán trực tuyến đạt trên 60%",
        [
            ("Tỷ lệ nộp trực tuyến", "2030", "=", 80, None, "%"),
            ("thanh toán trực tuyến", "2030", ">", 60, None, "%"),
        ],
    ),
    (
        "100% hồ sơ tại cấp tỉnh và 80% tại cấp xã được xử lý trên mạng",
        [
            ("hồ sơ tại cấp tỉnh được xử lý trên mạng", "2030", "=", 100, None, "%"),
            ("hồ sơ tại cấp xã được xử lý trên mạng", "2030", "=", 80, None, "%"),
        ],
    ),
    (
        "Tỷ lệ hồ sơ đúng hạn ở cấp tỉnh đạt 99%, cấp xã đạt 97%",
        [
            ("Tỷ lệ hồ sơ đúng hạn ở cấp tỉnh", "2030", "=", 99, None, "%"),
            ("Tỷ lệ hồ sơ đúng hạn ở cấp xã", "2030", "=", 97, None, "%"),
        ],
    ),
    (
        "Tỷ lệ trường đạt chuẩn: mầm non 65%, tiểu học 80%",
        [
            ("Tỷ lệ trường đạt chuẩn mầm non", "2030", "=", 65, None, "%"),
            ("Tỷ lệ trường đạt chuẩn tiểu học", "2030", "=", 80, None, "%"),
        ],
    ),
    (
        "Tỷ lệ lao động qua đào tạo đạt 75%, trong đó có chứng chỉ đạt 35%",
        [
            ("Tỷ lệ lao động qua đào tạo", "2030", "=", 75, None, "%"),
            ("Tỷ lệ lao động qua đào tạo có chứng chỉ", "2030", "=", 35, None, "%"),
        ],
    ),
    (
        "Khu vực tư nhân đóng góp khoảng 55% GRDP và trên 40% tổng thu ngân sách",
        [
            ("Khu vực tư nhân đóng góp", "2030", "=", 55, None, "% GRDP"),
            ("Khu vực tư nhân đóng góp", "2030", ">", 40, None, "% tổng thu ngân sách"),
        ],
    ),
    (
        "Đạt 36 giường bệnh và 14 bác sĩ trên 10.000 dân",
        [
            ("giường bệnh", "2030", "=", 36, None, "giường bệnh/10.000 dân"),
            ("bác sĩ", "2030", "=", 14, None, "bác sĩ/10.000 dân"),
        ],
    ),
    (
        "Đào tạo 500 kỹ sư bán dẫn, 1.000 kỹ sư trí tuệ nhân tạo",
        [
            ("Đào tạo kỹ sư bán dẫn", "2030", "=", 500, None, "kỹ sư"),
            ("Đào tạo kỹ sư trí tuệ nhân tạo", "2030", "=", 1000, None, "kỹ sư"),
        ],
    ),
]

MILESTONES: list[Row] = [
    (
        "Đến 30/6/2026, 100% công chức dùng chữ ký số",
        [("công chức dùng chữ ký số", "2026-06-30", "=", 100, None, "%")],
    ),
    ("Đến hết quý II/2027, tỷ lệ giải ngân đạt 45%", [("tỷ lệ giải ngân", "2027-06-30", "=", 45, None, "%")]),
    ("Trong tháng 2/2028, tỷ lệ giải ngân đạt 45%", [("tỷ lệ giải ngân", "2028-02-29", "=", 45, None, "%")]),
    ("Tốc độ tăng giai đoạn 2026 - 2029 đạt 9%", [("Tốc độ tăng", "2029", "=", 9, None, "%")]),
    (
        "Đến năm 2028, tỷ lệ A đạt 60%; đến năm 2035 tỷ lệ A đạt 70%",
        [("tỷ lệ A", "2028", "=", 60, None, "%"), ("tỷ lệ A", "2035", "=", 70, None, "%")],
    ),
    (
        "Tỷ lệ đô thị hóa đạt trên 45% vào năm 2031 và trên 60% vào năm 2045",
        [("Tỷ lệ đô thị hóa", "2031", ">", 45, None, "%"), ("Tỷ lệ đô thị hóa", "2045", ">", 60, None, "%")],
    ),
    (
        "Năm 2027, giảm 10% số vụ cháy so với năm 2025; đến năm 2029 giảm 30%",
        [("giảm số vụ cháy", "2027", "=", 10, None, "%"), ("giảm số vụ cháy", "2029", "=", 30, None, "%")],
    ),
    (
        "Năm 2028, 90% lớp học có máy chiếu. 80% giáo viên có máy tính.",
        [
            ("lớp học có máy chiếu", "2028", "=", 90, None, "%"),
            ("giáo viên có máy tính", "2028", "=", 80, None, "%"),
        ],
    ),
]

UNITS: list[Row] = [
    (
        "Số người làm khoa học đạt 10 người trên một vạn dân",
        [("Số người làm khoa học", "2030", "=", 10, None, "người/vạn dân")],
    ),
    (
        "Số bác sĩ trên 10.000 dân đạt 15 bác sĩ",
        [("Số bác sĩ trên 10.000 dân", "2030", "=", 15, None, "bác sĩ/10.000 dân")],
    ),
    (
        "Chỉ số cạnh tranh (PCI) tăng 3 bậc/năm",
        [("Chỉ số cạnh tranh (PCI) tăng", "2030", "=", 3, None, "bậc/năm")],
    ),
    (
        "Quy mô kinh tế số đạt 35% giá trị các ngành kinh tế của xã",
        [("Quy mô kinh tế số", "2030", "=", 35, None, "% giá trị các ngành kinh tế của xã")],
    ),
    (
        "Chỉ số phát triển con người duy trì trên 0,7",
        [("Chỉ số phát triển con người", "2030", ">", 0.7, None, "index")],
    ),
    ("Chỉ số hài lòng đạt từ 90 điểm trở lên", [("Chỉ số hài lòng", "2030", ">=", 90, None, "điểm")]),
    ("Tuổi thọ trung bình đạt 75,5 tuổi", [("Tuổi thọ trung bình", "2030", "=", 75.5, None, "tuổi")]),
    (
        "Tỷ suất tử vong trẻ em dưới 5 tuổi còn dưới 15‰",
        [("Tỷ suất tử vong trẻ em dưới 5 tuổi", "2030", "<", 15, None, "‰")],
    ),
    ("Thể tích hồ chứa đạt 12 triệu m³", [("Thể tích hồ chứa", "2030", "=", 12, None, "triệu m³")]),
    (
        "Thu nhập bình quân đạt 72 triệu đồng/người/năm",
        [("Thu nhập bình quân", "2030", "=", 72, None, "triệu đồng/người/năm")],
    ),
    (
        "Tỷ số giới tính khi sinh không vượt quá 109 bé trai/100 bé gái",
        [("Tỷ số giới tính khi sinh", "2030", "<=", 109, None, "bé trai/100 bé gái")],
    ),
    (
        "Bình quân mỗi năm bồi dưỡng ít nhất 500 giáo viên",
        [("bồi dưỡng giáo viên", "2030", ">=", 500, None, "giáo viên/năm")],
    ),
    (
        "Thu hút 3 tổ chức, doanh nghiệp công nghệ",
        [("Thu hút tổ chức, doanh nghiệp công nghệ", "2030", "=", 3, None, "tổ chức, doanh nghiệp")],
    ),
    (
        "Chỉ số cải cách hành chính nằm trong nhóm 15 tỉnh, thành phố dẫn đầu",
        [("Chỉ số cải cách hành chính", "2030", "<=", 15, None, "rank")],
    ),
    ("Chỉ số xanh xếp hạng từ 15 trở lên", [("Chỉ số xanh", "2030", "<=", 15, None, "rank")]),
    (
        "Xếp hạng chuyển đổi số đứng thứ 20/34 tỉnh, thành phố",
        [("Xếp hạng chuyển đổi số", "2030", "=", 20, None, "rank")],
    ),
]

CASES: list[Row] = [
    ("Tuyển 50 giáo viên", [("Tuyển giáo viên", "2030", "=", 50, None, "giáo viên")]),
    ("Cấp 500 giấy chứng nhận", [("Cấp giấy chứng nhận", "2030", "=", 500, None, "giấy chứng nhận")]),
    ("Số ngày nắng ở mức 15 ngày", [("Số ngày nắng", "2030", "=", 15, None, "ngày")]),
    ("Chỉnh trang 3 tuyến đường", [("Chỉnh trang tuyến đường", "2030", "=", 3, None, "tuyến đường")]),
    ("Thuộc nhóm 5 xã dẫn đầu tỉnh về thu ngân sách", [("thu ngân sách", "2030", "<=", 5, None, "rank")]),
    ("Tối thiểu có 5 doanh nghiệp xuất khẩu", [("doanh nghiệp xuất khẩu", "2030", ">=", 5, None, "doanh nghiệp")]),
    ("Băng thông rộng phủ trên 95% hộ gia đình", [("Băng thông rộng phủ hộ gia đình", "2030", ">", 95, None, "%")]),
    ("Nâng tỷ lệ giao dịch điện tử lên ít nhất 90% và duy trì đến năm 2035", [
        ("tỷ lệ giao dịch điện tử", "2035", ">=", 90, None, "%")]),
    ("Thu ngân sách tăng bình quân 10%/năm trở lên, đạt 35.000 tỷ đồng", [
        ("Thu ngân sách tăng", "2030", ">=", 10, None, "%/năm"),
        ("Thu ngân sách", "2030", "=", 35000, None, "tỷ đồng")]),
    ("Kéo giảm 10% số vụ trộm mỗi năm", [("Kéo giảm số vụ trộm", "2030", "=", 10, None, "%/năm")]),
    ("Xây dựng xong 15 km đường và 03 cầu trước năm 2028", [
        ("Xây dựng xong đường", "2028", "=", 15, None, "km"), ("cầu", "2028", "=", 3, None, "cầu")]),
    ("Sản lượng thủy sản 120.000 tấn, trong đó nuôi trồng 80.000 tấn", [
        ("Sản lượng thủy sản", "2030", "=", 120000, None, "tấn"),
        ("Sản lượng thủy sản nuôi trồng", "2030", "=", 80000, None, "tấn")]),
    ("Tốc độ tăng bình quân 5 năm 2026 - 2030 đạt 10%/năm, trong đó: xây dựng tăng 13%/năm; dịch vụ tăng 9%/năm", [
        ("Tốc độ tăng bình quân", "2030", "=", 10, None, "%/năm"),
        ("Tốc độ tăng bình quân xây dựng tăng", "2030", "=", 13, None, "%/năm"),
        ("Tốc độ tăng bình quân dịch vụ tăng", "2030", "=", 9, None, "%/năm")]),
    ("Tỷ lệ hộ nghèo còn 1,5% (giảm bình quân 0,5%/năm)", [
        ("Tỷ lệ hộ nghèo", "2030", "=", 1.5, None, "%"), ("Tỷ lệ hộ nghèo giảm", "2030", "=", 0.5, None, "%/năm")]),
    ("Giảm tỷ lệ tử vong mẹ xuống 42/100.000 trẻ đẻ sống", [
        ("tỷ lệ tử vong mẹ", "2030", "=", 42, None, "/100.000 trẻ đẻ sống")]),
    ("Ít nhất 02 trường nằm trong nhóm 500 trường hàng đầu", [
        ("trường nằm trong nhóm 500 trường hàng đầu", "2030", ">=", 2, None, "trường")]),
    ("Giải ngân vốn công đạt 95% kế hoạch", [("Giải ngân vốn công", "2030", "=", 95, None, "% kế hoạch")]),
]  # fmt: skip

NAMED: list[Row] = [
    ("95% dân số có thẻ bảo hiểm", [("dân số có thẻ bảo hiểm", "2030", "=", 95, None, "%")]),
    (
        "Có từ 3 đến 5 khúc ca được trao giải",
        [("khúc ca được trao giải", "2030", "between", 3, 5, "khúc ca")],
    ),
    (
        "Thư viện xã phục vụ 12.000 lượt bạn đọc",
        [("Thư viện xã phục vụ lượt bạn đọc", "2030", "=", 12000, None, "lượt bạn đọc")],
    ),
    (
        "Tỷ lệ người dân khám ít nhất một lần trong năm đạt trên 80%",
        [("Tỷ lệ người dân khám ít nhất một lần trong năm", "2030", ">", 80, None, "%")],
    ),
    (
        "Số sản phẩm OCOP đạt từ 3 sao trở lên: 320 sản phẩm",
        [("Số sản phẩm OCOP đạt từ 3 sao trở lên", "2030", "=", 320, None, "sản phẩm")],
    ),
    (
        "Tỷ lệ giáo viên đạt bậc 4 trở lên theo khung 6 bậc đạt 90%",
        [("Tỷ lệ giáo viên đạt bậc 4 trở lên theo khung 6 bậc", "2030", "=", 90, None, "%")],
    ),
    (
        "Giá trị sản phẩm trên 1 ha đất trồng trọt đạt 150 triệu đồng",
        [("Giá trị sản phẩm trên 1 ha đất trồng trọt", "2030", "=", 150, None, "triệu đồng")],
    ),
    ("Hạ tầng 5G phủ sóng 99% dân số", [("Hạ tầng 5G phủ sóng", "2030", "=", 99, None, "% dân số")]),
]


@pytest.mark.parametrize(
    ("text", "expected"), COMPARATORS + ORDERS + SHARED + MILESTONES + UNITS + NAMED + CASES
)
def test_a_phrase_becomes_typed_targets(text: str, expected: list[tuple[object, ...]]) -> None:
    found = [
        (claim.name, target.milestone, target.op, target.value, target.upper, target.unit)
        for claim in claims(sentence(text))
        for target in claim.targets
    ]
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), COMPARATORS + MILESTONES + NAMED)
def test_text_without_diacritics_sets_the_same_figures(text: str, expected: list[tuple[object, ...]]) -> None:
    """Recognition loses diacritics; names suffer, figures must not."""
    found = [(t.milestone, t.op, t.value, t.upper) for c in claims(sentence(fold(text))) for t in c.targets]
    assert found == [tuple(row[1:5]) for row in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Nghị quyết số 12-NQ/TU ngày 22/12/2025 và Quyết định 749/QĐ-TTg",
        "Trực đường dây nóng 24/7 trong 6 tháng đầu năm",
        "Dịch vụ công mức độ 4 cho người từ 15 tuổi trở lên",
        "Theo khoản 2 Điều 5 và Phụ lục 3 của Luật số 20/2023/QH15",
        "Phủ sóng 5G, cách mạng công nghiệp 4.0, địa chỉ IPv6",
        "Luân phiên giáo viên theo thời hạn 3 năm",
        "Áp dụng ISO 9001:2015 và TCVN 5699",
        "Tiếp tục phát triển giai đoạn 2026 - 2030, tầm nhìn năm 2045",
    ],
)
def test_other_numbers_are_no_targets(text: str) -> None:
    assert [target for claim in claims(sentence(text)) for target in claim.targets] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Tổ chức 02 lớp tập huấn cho cán bộ xã", 0),
        ("Thành lập 01 tổ công tác gồm 05 thành viên", 0),
        ("Hỗ trợ tối thiểu 50 doanh nghiệp chuyển đổi số", 1),
        ("Bảo đảm 100% hồ sơ được số hóa", 1),
    ],
)
def test_a_bare_count_among_the_tasks_is_work_not_a_target(text: str, kept: int) -> None:
    assert len(claims(sentence(text, part="tasks", headings=("NHIỆM VỤ",)))) == kept


@pytest.mark.parametrize("part", ["front", "basis", "recipients", "signature", "closing", "funding"])
def test_some_parts_set_no_targets(part: str) -> None:
    assert claims(sentence("Tỷ lệ hộ có nước sạch đạt 85%", part=part)) == ()
