"""Where a table tells its units: names and headings with brackets, a line over the table, columns that compare."""

from __future__ import annotations

import pytest
from tests.support.indicators import claims, table

from cotmoc.core.plan import IndicatorClaim
from cotmoc.reading import read


def units(text: str) -> list[str | None]:
    return [claim.unit for claim in claims(table(text))]


def of_document(*lines: str) -> tuple[IndicatorClaim, ...]:
    text = "\n".join(("KẾ HOẠCH", "Phát triển chợ năm 2026", "", "I. MỤC TIÊU", "", *lines, ""))
    return read(text.replace("|", "\t").encode(), "ke-hoach.txt")[1].indicators


def test_names_that_end_in_their_units_may_use_any_word() -> None:
    assert units(
        """
        TT | Chỉ tiêu                          | Năm 2027
        1  | Ca phẫu thuật mới (phẫu thuật)    | 10 - 12
        2  | Bằng được cấp (bằng/năm)          | 3
        3  | Công suất giường (%)              | 95
        4  | Lượt khám                         | 900
        """
    ) == ["phẫu thuật", "bằng/năm", "%", "lượt"]


def test_one_bracket_is_no_habit() -> None:
    assert units(
        """
        TT | Chỉ tiêu                       | Năm 2027
        1  | Tỷ lệ che phủ (cả cây lâu năm) | 46
        2  | Số xã có chợ                   | 9
        3  | Thu ngân sách (tỷ đồng)        | 12
        """
    ) == ["%", "xã", "tỷ đồng"]


def test_a_heading_tells_the_unit_of_its_column() -> None:
    (claim,) = claims(table("TT | Chỉ tiêu | Năm 2026 (%) | Năm 2027 (%)\n1 | Hồ sơ đúng hạn | 97 | 98"))
    assert [target.unit for target in claim.targets] == ["%", "%"]


@pytest.mark.parametrize("line", ["Đơn vị tính: %", "ĐVT: %", "(Đơn vị tính: %)", "Đơn vị: %"])
def test_the_line_over_a_table_tells_the_unit_of_all(line: str) -> None:
    found = of_document(line, "TT|Chỉ tiêu|Năm 2026|Năm 2027", "1|Hồ sơ đúng hạn|97|98")
    assert [target.unit for claim in found for target in claim.targets] == ["%", "%"]


def test_a_line_with_two_units_tells_nothing_of_one_row() -> None:
    (claim,) = of_document("Đơn vị tính: người, %", "TT|Chỉ tiêu|Năm 2026", "1|Dạy nghề|97")
    assert claim.unit is None


@pytest.mark.parametrize(
    "heading",
    [
        "So sánh KH 2026/TH 2025 (%)",
        "Tăng, giảm so với năm 2025",
        "Tốc độ tăng 2026/2025",
        "Chênh lệch 2026 - 2025",
    ],
)
def test_a_column_that_compares_sets_no_target(heading: str) -> None:
    (claim,) = claims(
        table(f"TT | Chỉ tiêu | TH 2025 | KH 2026 | {heading}\n1 | Lượt khám (lượt) | 900 | 990 | 110")
    )
    assert [(target.milestone, target.value) for target in claim.targets] == [("2026", 990)]
