"""How further shapes of sentences become typed targets: lists, parts of a whole, comparisons, places in a ranking.

Every sentence stands among the aims for 2030 of an invented directive, unless the table says otherwise.
"""

from __future__ import annotations

import pytest
from tests.support.indicators import claims, sentence

from cotmoc.core.plan import Place
from cotmoc.reading.items import Item

# (sentence, [(name, milestone, op, value, unit), …])
Row = tuple[str, list[tuple[str, str | None, str, float, str | None]]]

LISTS: list[Row] = [
    (
        "Có ít nhất 3 khu vui chơi, 10 sân tập",
        [("khu vui chơi", "2030", ">=", 3, "khu"), ("sân tập", "2030", ">=", 10, "sân tập")],
    ),
    (
        "Cắt giảm tối thiểu 40% thời gian và 50% chi phí làm thủ tục",
        [
            ("Cắt giảm thời gian", "2030", ">=", 40, "%"),
            ("Cắt giảm chi phí làm thủ tục", "2030", ">=", 50, "%"),
        ],
    ),
    (
        "Giải quyết việc làm cho 350 lao động, trong đó xuất khẩu lao động đi nước ngoài 40 người",
        [
            ("Giải quyết việc làm cho lao động", "2030", "=", 350, "lao động"),
            ("xuất khẩu lao động đi nước ngoài", "2030", "=", 40, "người"),
        ],
    ),
    (
        "Chiều cao thanh niên đạt 1,70 m đối với nam và 1,60 m đối với nữ",
        [
            ("Chiều cao thanh niên đối với nam", "2030", "=", 1.7, "m"),
            ("Chiều cao thanh niên đối với nữ", "2030", "=", 1.6, "m"),
        ],
    ),
]

WITHIN: list[Row] = [
    (
        "70% phụ nữ mang thai được khám ít nhất 4 lần",
        [("phụ nữ mang thai được khám ít nhất 4 lần", "2030", "=", 70, "%")],
    ),
    (
        "100% khách sạn từ 3 sao trở lên phân loại rác",
        [("khách sạn từ 3 sao trở lên phân loại rác", "2030", "=", 100, "%")],
    ),
    ("5/6 trường học đạt chuẩn quốc gia", [("trường học đạt chuẩn quốc gia", "2030", "=", 5, "trường học")]),
    ("Số bài báo đạt 1,2 bài/giảng viên/năm", [("Số bài báo", "2030", "=", 1.2, "bài/giảng viên/năm")]),
]

COMPARED: list[Row] = [
    ("Tổng thu từ du lịch gấp 2,2 lần năm 2025", [("Tổng thu từ du lịch gấp", "2030", "=", 2.2, "lần")]),
    (
        "Giá trị sản xuất tăng 9,5% so với thực hiện năm 2025",
        [("Giá trị sản xuất tăng", "2030", "=", 9.5, "%")],
    ),
    (
        "Giảm 30% rác thải nhựa so với năm 2025 vào năm 2028",
        [("Giảm rác thải nhựa", "2028", "=", 30, "%")],
    ),
]

RANKS: list[Row] = [
    ("Trường vào Top 500 đại học châu Á", [("Trường", "2030", "<=", 500, "rank")]),
    (
        "Chỉ số con người đạt trên 0,71, xếp thứ 40/63 toàn quốc",
        [("Chỉ số con người", "2030", ">", 0.71, "index"), ("Chỉ số con người", "2030", "=", 40, "rank")],
    ),
    (
        "Thời gian mất điện của một khách hàng không quá 180 phút/năm",
        [("Thời gian mất điện của một khách hàng", "2030", "<=", 180, "phút/năm")],
    ),
]

OBLIGED: list[Row] = [
    (
        "Về vốn đầu tư: các chủ đầu tư phải giải ngân đạt tối thiểu 60% kế hoạch vốn đến ngày 30/9/2026",
        [("giải ngân", "2026-09-30", ">=", 60, "% kế hoạch vốn")],
    ),
]


def figures(item: Item) -> list[tuple[str, str | None, str, float | None, str | None]]:
    return [(c.name, t.milestone, t.op, t.value, t.unit) for c in claims(item) for t in c.targets]


@pytest.mark.parametrize(("text", "expected"), [*LISTS, *WITHIN, *COMPARED, *RANKS, *OBLIGED])
def test_sentence(text: str, expected: list[tuple[str, str | None, str, float, str | None]]) -> None:
    assert sorted(figures(sentence(f"{text}.")), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Rà soát danh sách hộ dùng điện từ 01 triệu kWh/năm trở lên", 0),
        ("Thông báo danh sách khách hàng có sản lượng tăng trên 20%", 0),
        ("Khi độ mặn trên 4%, đóng các cống", 0),
        ("Nạo vét 15 km kênh mương, hoàn thành trước 28/02/2026", 1),
        ("Nghiệm thu 20 đề tài trước ngày 15/11/2026", 1),
        ("Cử 15 bác sĩ đi học", 0),
    ],
)
def test_figures_among_the_tasks(text: str, kept: int) -> None:
    assert len(claims(sentence(f"{text}.", part="tasks", headings=("NHIỆM VỤ",)))) == kept


def test_what_was_before_the_day_of_the_document_is_past() -> None:
    front = Item("Lam Giang, ngày 19 tháng 5 năm 2026", Place(1), "front", "body")
    told = "Đến ngày 30/4/2026, toàn tỉnh giải ngân đạt 18,4%; đến ngày 30/9/2026, giải ngân đạt 60%."
    found = claims(front, sentence(told, part="other", headings=("ĐÁNH GIÁ",)))
    assert [(b.period, b.value) for c in found for b in c.baselines] == [("2026-04-30", 18.4)]
    assert [(t.milestone, t.value) for c in found for t in c.targets] == [("2026-09-30", 60)]
