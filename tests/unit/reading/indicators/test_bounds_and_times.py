"""How far "từ … trở lên" reaches, when days and years are what is measured, and what only tells how often."""

from __future__ import annotations

import pytest
from tests.support.indicators import AIMS, AIMS_2030, brief, claims, sentence, table

from cotmoc.core.plan import IndicatorClaim


def told(
    text: str, *, part: str = "targets", headings: tuple[str, ...] = AIMS_2030
) -> tuple[IndicatorClaim, ...]:
    return claims(sentence(text, part=part, headings=headings))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Có từ 60% cửa hàng trở lên niêm yết giá.", [(">=", 60)]),
        ("Có từ 60% cửa hàng và từ 35% sạp chợ trở lên niêm yết giá.", [(">=", 60), (">=", 35)]),
        ("Có từ 60% cửa hàng niêm yết giá và 40% sạp chợ có cân điện tử.", [("=", 60), ("=", 40)]),
    ],
)
def test_upwards_may_stand_behind_what_is_counted(text: str, figures: list[tuple[str, float]]) -> None:
    found = [(target.op, target.value) for claim in told(text) for target in claim.targets]
    assert found == figures


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Tuổi thọ trung bình trên 79 tuổi.", ("2030", ">", 79, None, "tuổi")),
        ("Số năm sống khỏe tối thiểu 69 năm.", ("2030", ">=", 69, None, "năm")),
        ("Dự trữ gạo tối thiểu 45 ngày tiêu dùng vào năm 2029.", ("2029", ">=", 45, None, "ngày")),
    ],
)
def test_days_and_years_can_be_what_is_measured(text: str, target: tuple[object, ...]) -> None:
    (claim,) = told(text)
    assert brief(claim) == [target]


def test_the_age_of_the_past_in_brackets_is_a_baseline() -> None:
    (claim,) = told("Tuổi thọ trung bình đạt 77 tuổi (năm 2024: 75,6 tuổi).")
    assert [(base.period, base.value) for base in claim.baselines] == [("2024", 75.6)]


@pytest.mark.parametrize(
    "text",
    ["Khám cho trẻ em tối thiểu 68 tháng.", "Lưu hồ sơ tối thiểu 05 năm.", "Học sinh từ 15 tuổi trở lên."],
)
def test_a_blank_number_is_not_read_as_a_word(text: str) -> None:
    assert told(text, part="tasks") == ()


def test_a_place_among_a_group_that_ends_the_clause_is_a_rank() -> None:
    (claim,) = told("Chỉ số phục vụ hằng năm duy trì trong nhóm 8; hạ tầng được nâng cấp.")
    assert brief(claim)[0][:3] == ("2030", "<=", 8)
    assert claim.unit == "rank"


@pytest.mark.parametrize(
    "text",
    [
        "Kiểm tra việc thực hiện tại các đơn vị ít nhất 01 lần/năm.",
        "Giám sát theo chuyên đề ít nhất 01 lần/nhiệm kỳ.",
    ],
)
def test_how_often_a_review_is_due_is_no_indicator(text: str) -> None:
    assert told(text, part="organisation") == ()


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Đào tạo theo địa chỉ 90 kỹ sư giai đoạn 2026 - 2029.", ("2029", "=", 90, None, "kỹ sư")),
        (
            "Quỹ khuyến tài đạt 120.000 đồng/người/năm vào năm 2030.",
            ("2030", "=", 120000, None, "đồng/người/năm"),
        ),
        ("Phát sóng tối thiểu 03 số/tháng, bắt đầu từ tháng 3/2026.", (None, ">=", 3, None, "số/tháng")),
    ],
)
def test_work_with_a_figure_and_a_date_is_a_target(text: str, target: tuple[object, ...]) -> None:
    (claim,) = told(text, part="tasks", headings=AIMS)
    assert brief(claim) == [target]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Hằng năm dành ít nhất 2% tổng chi ngân sách cho khuyến nông.", [2]),
        ("Ngân sách hỗ trợ tối đa 50% kinh phí xây dựng.", []),
        ("Tổng kinh phí 120 tỷ đồng, trong đó ngân sách 70%.", []),
    ],
)
def test_only_a_promised_share_of_the_budget_binds_among_the_funds(text: str, values: list[float]) -> None:
    found = told(text, part="funding", headings=("KINH PHÍ",))
    assert [target.value for claim in found for target in claim.targets] == values


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Đóng góp của nghề rừng (% GRDP)", "% GRDP"),
        ("Thợ giỏi được phong tặng danh hiệu (người, lũy kế)", "người"),
    ],
)
def test_a_unit_in_brackets_with_words_behind_it(name: str, unit: str) -> None:
    (claim,) = claims(table(f"TT | Chỉ tiêu | Năm 2027 | Năm 2030\n1 | {name} | 3 | 5"))
    assert claim.unit == unit


def test_a_unit_per_thing_of_two_words() -> None:
    (claim,) = told("Dành tối thiểu 15 ha/khu công nghiệp cho doanh nghiệp nhỏ thuê.", headings=AIMS_2030)
    assert claim.unit == "ha/khu công nghiệp"


def test_the_title_of_a_task_that_is_a_sentence_binds() -> None:
    (claim,) = claims(
        sentence(
            "Dán nhãn ít nhất 12 nhóm sản phẩm vào năm 2028.", part="tasks", role="heading", headings=AIMS
        )
    )
    assert brief(claim)[0][:3] == ("2028", ">=", 12)


def test_figures_before_the_thing_they_share() -> None:
    (claim,) = told("Đến hết năm 2026 có 70%, đến năm 2028 có 85% và năm 2030 có 100% trạm đạt chuẩn.")
    assert claim.name == "trạm đạt chuẩn"
    assert [figure[:3] for figure in brief(claim)] == [
        ("2026", "=", 70),
        ("2028", "=", 85),
        ("2030", "=", 100),
    ]


def test_a_share_of_all_people_of_whom_something_is_said() -> None:
    (claim,) = told("Trên 93% dân số được quản lý sức khỏe.")
    assert brief(claim) == [("2030", ">", 93, None, "%")]
    assert claim.name == "dân số được quản lý sức khỏe"


def test_what_is_added_to_a_thing_that_is_widened() -> None:
    found = told("Mở rộng diện tích rừng gỗ lớn thêm 9.000 ha, nâng tổng diện tích lên 31.000 ha.")
    assert [brief(claim)[0][2:] for claim in found] == [(9000, None, "ha"), (31000, None, "ha")]


def test_so_many_times_a_year_of_the_past_is_compared() -> None:
    (claim,) = told("Số mô hình bằng 2 lần năm 2024.")
    assert brief(claim) == [("2030", "=", 2, None, "lần")]
