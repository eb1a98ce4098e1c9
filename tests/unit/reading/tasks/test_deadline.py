"""Spec table: which words set a deadline and which only name a time."""

from __future__ import annotations

import pytest

from cotmoc.reading.tasks.deadline import cell_deadline, deadline_in, recurrence_of

DEADLINES = [
    ("Xây dựng kế hoạch (hoàn thành trong tháng 3/2025).", "2025-03"),
    ("Rà soát chương trình, hoàn thành trong năm 2025.", "2025-12"),
    ("Lắp trạm thu phát, hoàn thành trước ngày 30/6/2026.", "2026-06-30"),
    ("Tập huấn cho cán bộ trong quý III/2026.", "2026-09"),
    ("Ban hành chính sách trong năm 2026.", "2026-12"),
    ("Khám cho 100% học sinh, xong trước ngày 15 tháng 11 năm 2026.", "2026-11-15"),
    ("Thí điểm vùng phát thải thấp trong giai đoạn 2027 - 2028.", "2028-12"),
    ("Bàn giao chậm nhất ngày 01/9/2026.", "2026-09-01"),
    ("Lập đề cương trong tháng 2/2026, hoàn thành trong quý II/2026.", "2026-06"),
    ("Nghiệm thu (quý IV/2026).", "2026-12"),
    ("Đến 30/6/2025, 100% cán bộ xử lý công việc trên môi trường mạng.", None),
    ("Xây dựng quy hoạch của tỉnh giai đoạn 2025-2045.", None),
    ("Phấn đấu tỷ lệ đạt trên 95% trong năm 2026.", None),
    ("Triển khai Kế hoạch số 12/KH-UBND ngày 05/3/2026 của tỉnh.", None),
    ("Thực hiện Luật Đất đai năm 2024.", None),
    ("Báo cáo trước ngày 15/6 và trước ngày 01/12.", None),
    ("Đổi mới toàn diện, tầm nhìn đến năm 2045.", None),
]


@pytest.mark.parametrize(("text", "due"), DEADLINES)
def test_deadline_in_running_words(text: str, due: str | None) -> None:
    assert deadline_in(text) == due


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Quý II/2026", ("2026-06", None)),
        ("Quý II", ("2027-06", None)),
        ("Q4/2025", ("2025-12", None)),
        ("2026-2027", ("2027-12", None)),
        ("Hằng năm", (None, "year")),
        ("Tháng 4 hằng năm", (None, "year")),
        ("Hằng quý", (None, "quarter")),
        ("6 tháng cuối năm 2026", ("2026-12", None)),
        ("Thường xuyên", (None, None)),
        ("", (None, None)),
    ],
)
def test_deadline_of_a_cell(text: str, told: tuple[str | None, str | None]) -> None:
    assert cell_deadline(text, 2027) == told


def test_a_task_that_comes_back() -> None:
    assert recurrence_of("Hằng năm đánh giá mức độ hoàn thành.") == "year"
    assert recurrence_of("Ngày 10 hằng tháng tổng hợp tiến độ.") == "month"
    assert recurrence_of("Xây dựng dự toán hằng năm.") is None
