"""How a cell of an indicator table is read: its words at the left, what it commits to at the right."""

from __future__ import annotations

import pytest

from cotmoc.reading.indicators.cells import read_cell

# (cell, (op, value, upper, unit, note))
CELLS: list[tuple[str, tuple[str, float | None, float | None, str | None, str | None]]] = [
    ("≥ 50%", (">=", 50, None, "%", None)),
    (">= 50 %", (">=", 50, None, "%", None)),
    (r"\geq 50%", (">=", 50, None, "%", None)),
    ("> 50%", (">", 50, None, "%", None)),
    ("≤ 20", ("<=", 20, None, None, None)),
    ("<18", ("<", 18, None, None, None)),
    ("= 20%", ("=", 20, None, "%", None)),
    ("100%", ("=", 100, None, "%", None)),
    ("100", ("=", 100, None, None, None)),
    ("07", ("=", 7, None, None, None)),
    ("1200", ("=", 1200, None, None, None)),
    ("1.200", ("=", 1200, None, None, None)),
    ("1 200", ("=", 1200, None, None, None)),
    ("12.345,6", ("=", 12345.6, None, None, None)),
    ("0,05", ("=", 0.05, None, None, None)),
    ("0.60", ("=", 0.6, None, None, None)),
    ("40% – 50%", ("between", 40, 50, "%", None)),
    ("40-50%", ("between", 40, 50, "%", None)),
    ("01-02", ("between", 1, 2, None, None)),
    ("Từ 5 đến 7", ("between", 5, 7, None, None)),
    ("Trên 95%", (">", 95, None, "%", None)),
    ("Tối thiểu 80%", (">=", 80, None, "%", None)),
    ("80% trở lên", (">=", 80, None, "%", None)),
    ("đạt 2% GRDP", ("=", 2, None, "% GRDP", None)),
    ("6 phường", ("=", 6, None, "phường", None)),
    ("15 - 20 triệu đồng/người/năm", ("between", 15, 20, "triệu đồng/người/năm", None)),
    ("Tối thiểu 3 mô hình/xã", (">=", 3, None, "mô hình/xã", None)),
    ("6G (50%)", ("=", 50, None, "%", "6G")),
    ("6G: ≥ 50%", (">=", 50, None, "%", "6G")),
    ("5G: 60", ("=", 60, None, None, "5G")),
    ("Có ≥ 70%", (">=", 70, None, "%", "Có")),
    ("Có 100%", ("=", 100, None, "%", "Có")),
    ("Hoàn thành 100%", ("=", 100, None, "%", "Hoàn thành")),
    ("Top 10", ("<=", 10, None, "rank", None)),
    ("Trong nhóm 15", ("<=", 15, None, "rank", None)),
    ("Có", ("exists", None, None, None, "Có")),
    ("Hoàn thành", ("exists", None, None, None, "Hoàn thành")),
    ("ứng dụng", ("qualitative", None, None, None, "ứng dụng")),
    ("Thử nghiệm", ("qualitative", None, None, None, "Thử nghiệm")),
    ("Chưa xác định", ("undetermined", None, None, None, "Chưa xác định")),
    ("(* ²)", ("undetermined", None, None, None, None)),
]


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_a_cell_is_read(text: str, expected: tuple[object, ...]) -> None:
    reading = read_cell(text)
    assert reading is not None
    assert (reading.op, reading.value, reading.upper, reading.unit, reading.note) == expected


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "…", "..."])
def test_an_empty_cell_commits_to_nothing(text: str) -> None:
    assert read_cell(text) is None


def test_a_footnote_sign_is_kept_apart_from_the_figure() -> None:
    reading = read_cell("Có ≥ 60% (* ⁴)")
    assert reading is not None
    assert (reading.value, reading.mark) == (60, "*⁴")


def test_a_cubic_metre_is_no_footnote() -> None:
    reading = read_cell("19.500 m³/ngày đêm")
    assert reading is not None
    assert (reading.value, reading.unit, reading.mark) == (19500, "m³/ngày đêm", None)


@pytest.mark.parametrize(
    ("text", "slip"), [("0.60", True), ("0,60", False), ("1.200", False), ("12.5%", True)]
)
def test_a_decimal_point_is_noticed(text: str, slip: bool) -> None:
    reading = read_cell(text)
    assert reading is not None
    assert reading.slip is slip
