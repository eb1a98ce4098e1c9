"""Indicator tables of every shape: order of columns, merged heads, groups, units, baselines, warnings."""

from __future__ import annotations

import pytest
from tests.support.indicators import brief, claims, codes, read, sentence, table

from cotmoc.core.plan import Place
from cotmoc.reading.items import Item

FULL = """
TT | Chỉ tiêu                       | Đơn vị tính | Thực hiện 2025 | Mục tiêu | ^        | Cơ quan theo dõi   | Ghi chú
^  | ^                              |             |                | Năm 2026 | Năm 2030 |                    |
I  | Y tế                           |             |                |          |          |                    |
1  | Tỷ lệ dân số có bảo hiểm y tế  | %           | 91,2           | 93       | ≥ 95     | Sở Y tế, Sở Nội vụ | 12
2  | Số giường bệnh trên 01 vạn dân | giường      | 33             | 35       | 40       | Sở Y tế            |
"""


def test_a_full_table_is_read() -> None:
    first, second = claims(table(FULL))
    assert first.name == "Tỷ lệ dân số có bảo hiểm y tế"
    assert (first.code, first.section, first.owner) == ("1", "Phụ lục/1", ("Sở Y tế", "Sở Nội vụ"))
    assert brief(first) == [("2026", "=", 93, None, "%"), ("2030", ">=", 95, None, "%")]
    assert [(b.period, b.value, b.unit) for b in first.baselines] == [("2025", 91.2, "%")]
    assert brief(second) == [
        ("2026", "=", 35, None, "giường/vạn dân"),
        ("2030", "=", 40, None, "giường/vạn dân"),
    ]
    assert first.confidence == 1


def test_every_target_points_to_its_cell() -> None:
    (claim, _) = claims(table(FULL))
    assert [(t.quote, t.place) for t in claim.targets] == [
        ("93", Place(9, line=103, row=3, column=4)),
        ("≥ 95", Place(9, line=103, row=3, column=5)),
    ]
    assert claim.place == Place(9, line=103, row=3, column=1)


def test_the_order_of_the_columns_does_not_matter() -> None:
    shuffled = """
    Cơ quan theo dõi | Đến năm 2030 | ĐVT | Tên chỉ tiêu | Hiện trạng 2025 | STT | Kế hoạch 2026
    Sở Y tế          | ≥ 95         | %   | Tỷ lệ A      | 91              | 1   | 93
    """
    (claim,) = claims(table(shuffled))
    assert (claim.name, claim.code, claim.owner) == ("Tỷ lệ A", "1", ("Sở Y tế",))
    assert brief(claim) == [("2030", ">=", 95, None, "%"), ("2026", "=", 93, None, "%")]
    assert claim.baselines[0].period == "2025"


def test_heads_merged_only_in_the_first_row_and_numbered_columns() -> None:
    source = """
    TT | Chỉ tiêu | ĐVT | Phấn đấu |               | Chủ trì
       |          |     | 2026     | 2026 - 2030   |
    (1)| (2)      | (3) | (4)      | (5)           | (6)
    1  | Tỷ lệ A  | %   | 10       | 20            | Sở A
    """
    (claim,) = claims(table(source))
    assert [t.milestone for t in claim.targets] == ["2026", "2030"]


def test_a_single_target_column_takes_its_milestone_from_the_title() -> None:
    source = "STT | Chỉ tiêu | Đơn vị | Chỉ tiêu giao\n1 | Số xã đạt chuẩn | xã | 12"
    (claim,) = claims(
        table(
            source, headings=("PHỤ LỤC I", "CHỈ TIÊU CHUYỂN ĐỔI SỐ NĂM 2026", "(Kèm theo Kế hoạch năm 2031)")
        )
    )
    assert brief(claim) == [("2026", "=", 12, None, "xã")]
    assert claim.confidence == 0.95


@pytest.mark.parametrize(
    ("deadline", "milestone"),
    [
        ("2028", "2028"),
        ("12/2027", "2027-12-31"),
        ("Quý II/2026", "2026-06-30"),
        ("Trước 30/9/2026", "2026-09-30"),
        ("13/2027", "2027"),
    ],
)
def test_a_column_of_deadlines_sets_the_milestone(deadline: str, milestone: str) -> None:
    (claim,) = claims(table(f"Chỉ tiêu | Mục tiêu | Thời hạn\nTỷ lệ tái chế | 35% | {deadline}"))
    assert claim.targets[0].milestone == milestone


def test_without_any_date_the_target_has_none_and_says_so() -> None:
    (claim,) = claims(table("TT | Chỉ tiêu | Mục tiêu\n1 | Tỷ lệ tái chế | 35%"))
    assert claim.targets[0].milestone is None
    assert claim.confidence == 0.7


@pytest.mark.parametrize(
    "source",
    [
        "TT | Nhiệm vụ | Chủ trì | Thời gian | Sản phẩm\n1 | Lập đề án | Sở A | Quý II/2026 | Đề án",
        "TT | Nội dung công việc | Năm 2026 | Năm 2027\n1 | Xây dựng phần mềm | x | x",
        "TT | Chỉ tiêu\n1 | Tỷ lệ A",
        "Họ và tên | Chức vụ\nNguyễn Văn A | Trưởng ban",
        "Cột lạ | Cột khác\n10% | 20%",
        "Chỉ tiêu | Giá trị\nTỷ lệ A | 5%",
    ],
)
def test_other_tables_are_left_alone(source: str) -> None:
    assert read(table(source)) == ((), ())


def test_a_table_over_two_pages_goes_on_with_the_columns_of_the_first() -> None:
    head = table("TT | Chỉ tiêu | Năm 2030\n1 | Tỷ lệ A | 10%", block=9)
    tail = table("2 | Tỷ lệ B | 20%", block=10)
    other = table("3 | Tỷ lệ C | 30%", block=11, section="Phụ lục II")
    wider = table("4 | Tỷ lệ D | 30% | 40%", block=12)
    assert [claim.name for claim in claims(head, tail, other, wider)] == ["Tỷ lệ A", "Tỷ lệ B"]


def test_a_head_repeated_inside_the_table_is_no_row() -> None:
    source = "TT | Chỉ tiêu | Năm 2030\n1 | Tỷ lệ A | 10%\nTT | Chỉ tiêu | Năm 2030\n2 | Tỷ lệ B | 20%"
    assert [claim.name for claim in claims(table(source))] == ["Tỷ lệ A", "Tỷ lệ B"]


GROUPS = """
TT   | Chỉ tiêu                       | Năm 2030
A    | KINH TẾ                        |
51   | Nhóm chỉ tiêu về thủ tục       |
51.1 | Tỷ lệ nộp trực tuyến           | 80%
51.2 | Tỷ lệ hộ nghèo                 | 2%
     | - Thành thị                    | 1%
     | - Nông thôn                    | 3%
60   | Tỷ lệ người dân có tài khoản   | 90%
     | Tỷ lệ người dân có chữ ký số   | 10%
61   | Tỷ lệ cơ quan dùng chung       | 70%
     | phần mềm điều hành             |
"""


def test_groups_sub_rows_and_rows_without_number() -> None:
    found = [(claim.code, claim.name) for claim in claims(table(GROUPS))]
    assert found == [
        ("51.1", "Tỷ lệ nộp trực tuyến"),
        ("51.2", "Tỷ lệ hộ nghèo"),
        (None, "Tỷ lệ hộ nghèo: Thành thị"),
        (None, "Tỷ lệ hộ nghèo: Nông thôn"),
        ("60", "Tỷ lệ người dân có tài khoản"),
        (None, "Tỷ lệ người dân có chữ ký số"),
        ("61", "Tỷ lệ cơ quan dùng chung phần mềm điều hành"),
    ]


def test_a_group_title_merged_over_all_columns_is_no_indicator() -> None:
    source = "TT | Chỉ tiêu | Năm 2030\nLĩnh vực y tế | ^ | ^\n1 | Tỷ lệ A | 10%"
    assert [(claim.code, claim.name) for claim in claims(table(source))] == [("1", "Tỷ lệ A")]


def test_names_that_carry_their_number() -> None:
    source = "Chỉ tiêu | Đơn vị | Năm 2030\n1. Tỷ lệ A | % | 10\n2. Tỷ lệ B | % | 20"
    assert [(claim.code, claim.name) for claim in claims(table(source))] == [
        ("1", "Tỷ lệ A"),
        ("2", "Tỷ lệ B"),
    ]


@pytest.mark.parametrize(
    ("name", "cell", "unit"),
    [
        ("Tỷ lệ hộ có nước sạch", "80", "%"),
        ("Số doanh nghiệp khoa học trên địa bàn", "15", "doanh nghiệp"),
        ("Số đơn đăng ký sáng chế/năm", "15", "đơn/năm"),
        ("Số sản phẩm/dịch vụ được thương mại hóa mỗi năm", "10", "sản phẩm/dịch vụ/năm"),
        ("Số sáng chế, giải pháp hữu ích, kiểu dáng công nghiệp", "5", "sáng chế, giải pháp, kiểu dáng"),
        ("Số cán bộ nghiên cứu toàn tỉnh (người)", "300", "người"),
        ("Số người làm nghiên cứu trên 01 vạn dân", "12", "người/vạn dân"),
        ("Tỷ lệ doanh nghiệp công nghệ số/1000 dân", "0,1", "doanh nghiệp/1000 dân"),
        ("Tổ chức khoa học được xếp hạng", "2", "tổ chức"),
        ("Trung tâm đổi mới sáng tạo thu hút nhà khoa học, doanh nghiệp", "1", "trung tâm"),
        ("Thu hút thêm tổ chức, doanh nghiệp công nghệ", "1", "tổ chức, doanh nghiệp"),
        ("Sáng kiến được công nhận mỗi năm", "30", "sáng kiến/năm"),
        ("Xếp hạng an toàn thông tin", "≤ 20", "rank"),
        ("Chỉ số chuyển đổi số", "0,7", "index"),
        ("Thu ngân sách (tỷ đồng)", "1.200", "tỷ đồng"),
        ("Tỷ lệ chi ngân sách tỉnh chi cho khoa học", "≥ 1,5%", "% chi ngân sách"),
        ("Số trẻ được tiêm hằng năm", "10 trẻ", "trẻ/năm"),
    ],
)
def test_the_unit_is_told_by_the_name_or_the_cell(name: str, cell: str, unit: str) -> None:
    (claim,) = claims(table(f"TT | Chỉ tiêu | Năm 2030\n1 | {name} | {cell}"))
    assert claim.targets[0].unit == unit


@pytest.mark.parametrize(
    ("column", "unit"),
    [
        ("Tỷ lệ %", "%"),
        ("Xếp hạng", "rank"),
        ("Hạng", "rank"),
        ("lít/người/ngày", "lít/người/ngày"),
        ("", "người"),
    ],
)
def test_the_unit_column_is_believed(column: str, unit: str) -> None:
    (claim,) = claims(table(f"TT | Chỉ tiêu | Đơn vị tính | Năm 2030\n1 | Số người dùng | {column} | 7"))
    assert claim.targets[0].unit == unit


def test_a_cell_with_its_own_unit_outranks_the_column() -> None:
    (claim,) = claims(
        table("TT | Chỉ tiêu | Đơn vị | Năm 2026 | Năm 2030\n1 | Đô thị thông minh | % | 6 phường | 60")
    )
    assert [t.unit for t in claim.targets] == ["phường", "%"]


def test_a_bare_number_takes_the_unit_of_its_neighbour_with_a_warning() -> None:
    part = table("TT | Chỉ tiêu | 2025 | 2030 | 2035\n1 | Xây dựng đô thị thông minh | 0 | 6 phường | 60%")
    (claim,) = claims(part)
    assert [t.unit for t in claim.targets] == ["phường", "phường", "%"]
    assert claim.targets[0].confidence == 0.8
    assert codes(part) == ["unit-inferred"]


def test_a_percent_sign_left_out_is_noticed() -> None:
    part = table("TT | Chỉ tiêu | 2025 | 2030\n1 | Tỷ lệ hồ sơ số hóa | 70% | 100")
    assert [t.unit for t in claims(part)[0].targets] == ["%", "%"]
    assert codes(part) == ["unit-inferred"]


def test_an_index_whose_values_fall_is_a_place_in_a_ranking() -> None:
    part = table("TT | Chỉ tiêu | 2025 | 2030 | 2035\n1 | Chỉ số đổi mới sáng tạo (PII) | 25 | 23 | ≤ 20")
    (claim,) = claims(part)
    assert (claim.unit, claim.higher_is_better) == ("rank", False)
    assert codes(part) == ["unit-inferred"]


@pytest.mark.parametrize("values", ["0,7 | 0,6", "25 | 30", "25 | 25", "60 điểm | 50"])
def test_other_indices_are_no_rankings(values: str) -> None:
    (claim,) = claims(table(f"TT | Chỉ tiêu | 2025 | 2030\n1 | Chỉ số hài lòng | {values}"))
    assert claim.unit != "rank"


def test_a_unit_that_nothing_tells_is_a_warning() -> None:
    part = table("TT | Chỉ tiêu | 2030\n1 | Kết quả chung | 12")
    assert claims(part)[0].targets[0].unit is None
    assert codes(part) == ["unit-missing"]


def test_a_decimal_point_is_one_warning_a_row() -> None:
    part = table("TT | Chỉ tiêu | 2026 | 2030\n1 | Chỉ số hài lòng | 0.60 | 0.75")
    assert [t.value for t in claims(part)[0].targets] == [0.6, 0.75]
    assert codes(part) == ["decimal-point"]


def _footnote(label: str, text: str) -> Item:
    return Item(text, Place(12, line=130), "other", "body", label, "Phụ lục")


def test_a_footnote_says_why_a_target_is_undetermined() -> None:
    part = table("TT | Chỉ tiêu | 2026 | 2030\n1 | Tỷ trọng xuất khẩu | (* ²) | > 30%")
    (claim,) = claims(part, _footnote("²", "Chưa xác định"))
    assert [(t.op, t.unit, t.note) for t in claim.targets] == [
        ("undetermined", "%", "Chưa xác định"),
        (">", "%", None),
    ]
    assert codes(part, _footnote("²", "Chưa xác định")) == []
    assert codes(part) == ["footnote-missing"]


def test_a_share_inside_a_name_is_a_target_of_its_own() -> None:
    source = "TT | Chỉ tiêu | 2030\n1 | Doanh nghiệp, trong số đó có 10% doanh nghiệp vươn tầm khu vực, làm chủ | ≥ 5"
    main, share = claims(table(source))
    assert brief(main) == [("2030", ">=", 5, None, "doanh nghiệp")]
    assert (share.name, brief(share)) == ("doanh nghiệp vươn tầm khu vực", [(None, "=", 10, None, "%")])


def test_a_row_said_twice_is_read_once() -> None:
    part = table("TT | Chỉ tiêu | 2030\n1 | Tỷ lệ A của tỉnh | 45%\n2 | Tỷ lệ A của tỉnh | 45%")
    assert [claim.code for claim in claims(part)] == ["1"]
    assert codes(part) == ["duplicate-row"]


@pytest.mark.parametrize(
    "second", ["Tỷ lệ hồ sơ trực tuyến của tỉnh đúng hạn", "Tỷ lệ hồ sơ nộp trực tuyến của tỉnh đúng hạn"]
)
def test_two_targets_for_one_indicator_are_both_kept(second: str) -> None:
    part = table(
        f"TT | Chỉ tiêu | 2030\n1 | Tỷ lệ hồ sơ trực tuyến của tỉnh đúng hạn | 95%\n2 | {second} | 99%"
    )
    assert len(claims(part)) == 2
    (warning,) = read(part)[1]
    assert warning.code == "conflicting-targets"
    assert "dòng 101" in warning.message


def test_different_scopes_do_not_contradict() -> None:
    part = table(
        "TT | Chỉ tiêu | 2030\n1 | Tỷ lệ cán bộ cấp xã có chữ ký số | 95%\n2 | Tỷ lệ cán bộ cấp tỉnh có chữ ký số | 99%"
    )
    assert codes(part) == []


@pytest.mark.parametrize(
    ("baseline", "target", "name", "warned"),
    [
        ("80%", "75%", "Tỷ lệ A", True),
        ("80%", "80%", "Tỷ lệ A", False),
        ("80%", "70% - 90%", "Tỷ lệ A", False),
        ("30", "≤ 35", "Số vụ cháy", True),
        ("30", "≤ 25", "Số vụ cháy", False),
        ("15", "20", "Xếp hạng A", True),
        ("15", "10", "Xếp hạng A", False),
        ("80%", "6 xã", "Tỷ lệ A", False),
    ],
)
def test_a_target_worse_than_what_is_there_is_a_warning(
    baseline: str, target: str, name: str, warned: bool
) -> None:
    part = table(f"TT | Chỉ tiêu | Thực hiện 2025 | Năm 2030\n1 | {name} | {baseline} | {target}")
    assert ("target-below-baseline" in codes(part)) is warned


def test_a_row_of_figures_without_a_name_is_a_warning() -> None:
    part = table("TT | Chỉ tiêu | 2030\n1 | Tỷ lệ A | 45%\n | | 50%")
    assert len(claims(part)) == 1
    assert codes(part) == ["unread-row"]


def test_claims_stand_in_the_order_of_the_document() -> None:
    part = table("TT | Chỉ tiêu | 2030\n1 | Tỷ lệ A | 45%")
    assert [claim.name for claim in claims(part, sentence("Tỷ lệ B đạt 10%"))] == ["Tỷ lệ B", "Tỷ lệ A"]


@pytest.mark.parametrize("heading", ["Mục tiêu", "Lĩnh vực quan tâm"])
def test_without_a_column_called_indicator_the_words_are_the_names(heading: str) -> None:
    (claim,) = claims(table(f"TT | {heading} | Năm 2030\n1 | Tỷ lệ hộ có điện | 99%"))
    assert (claim.name, brief(claim)) == ("Tỷ lệ hộ có điện", [("2030", "=", 99, None, "%")])


def test_a_second_column_called_indicator_holds_the_targets() -> None:
    source = "TT | Chỉ tiêu | ĐVT | Chỉ tiêu\n1 | Tỷ lệ hộ có điện | % | 99"
    (claim,) = claims(table(source, headings=("CHỈ TIÊU NĂM 2026",)))
    assert brief(claim) == [("2026", "=", 99, None, "%")]


def test_letters_may_number_the_columns() -> None:
    source = "TT | Chỉ tiêu | ĐVT | Năm 2030\nA | B | C | 1\n1 | Tỷ lệ hộ có điện | % | 99"
    assert [claim.name for claim in claims(table(source))] == ["Tỷ lệ hộ có điện"]
