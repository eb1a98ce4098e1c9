"""Claims in words."""

from __future__ import annotations

from typing import Any

import pytest

from cotmoc.web.review import words as claim_words


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ({"op": ">=", "value": 90, "unit": "%"}, "≥ 90%"),
        ({"op": "between", "value": 2, "upper": 4, "unit": "doanh nghiệp"}, "2 – 4 doanh nghiệp"),
        ({"op": "<=", "value": 15, "unit": "rank"}, "≤ 15 hạng"),
        ({"op": "=", "value": 50, "unit": "%", "note": "6G"}, "50% (6G)"),
        ({"op": "=", "value": 8.5, "unit": "%", "every": "year"}, "8,5% (hằng năm)"),
        ({"op": "exists"}, "có, hoàn thành"),
    ],
)
def test_targets(target: dict[str, Any], words: str) -> None:
    assert claim_words.target_words(target) == words


@pytest.mark.parametrize(
    ("kind", "payload", "line"),
    [
        ("indicator", {"targets": []}, "Chưa có mục tiêu"),
        (
            "indicator",
            {
                "unit": "%",
                "targets": [
                    {"op": ">=", "value": 90, "milestone": "2030"},
                    {"op": "=", "value": 1, "milestone": None},
                ],
            },
            "2030: ≥ 90% · 1%",
        ),
        ("task", {"lead": [], "due": None}, "Chưa rõ chủ trì · không có hạn"),
        ("task", {"lead": ["Sở Y tế"], "every": "year"}, "Sở Y tế · hằng năm"),
        (
            "task",
            {"lead": ["Sở A", "Sở B"], "due": "2027-12", "deliverables": ["Đề án"]},
            "Sở A; Sở B · hạn 12/2027 · sản phẩm: Đề án",
        ),
        ("obligation", {"kind": "báo cáo"}, "Báo cáo · không nêu kỳ"),
        (
            "obligation",
            {"kind": "sơ kết", "who": "Các sở", "every": ["half-year"], "due": ["06-15", "12-01"]},
            "Sơ kết · Các sở → ? · 6 tháng một lần, 15/6, 1/12",
        ),
    ],
)
def test_lines_of_the_list(kind: str, payload: dict[str, Any], line: str) -> None:
    assert claim_words.summary(kind, payload) == line


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"section": "II.2", "line": 24}, "Mục II.2 · dòng 24"),
        ({"section": "Phụ lục I/3", "row": 3, "page": 15, "line": 9}, "Phụ lục I/3 · hàng 4 · trang 15"),
        ({"section": "PHỤ LỤC"}, "PHỤ LỤC"),
        ({}, ""),
    ],
)
def test_places(payload: dict[str, Any], words: str) -> None:
    assert claim_words.place_words(payload) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), (12500.0, "12.500"), (0.605, "0,605"), (-1234.5, "-1.234,5"), (0.0, "0")],
)
def test_numbers_as_they_are_typed(value: float | None, words: str) -> None:
    assert claim_words.number_words(value) == words


def test_titles_begin_with_a_capital() -> None:
    assert claim_words.title({"name": "đô thị thông minh"}) == "Đô thị thông minh"
    assert claim_words.title({"quote": "báo cáo"}) == "Báo cáo"
    assert claim_words.title({}) == ""
