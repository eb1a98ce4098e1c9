"""The title over an item."""

from __future__ import annotations

from typing import Any

import pytest

from cotmoc.core.headings import Headings

OUTLINE: list[dict[str, Any]] = [
    {"number": "II", "title": "Mục tiêu", "block": 3},
    {"number": "II.1", "title": "Hạ tầng", "line": 9},
    {"number": "Phụ lục", "title": "Bảng chỉ tiêu", "block": 7},
    {"number": "Phụ lục/I", "title": "Y tế", "block": 8, "row": 1},
    {"number": "", "title": "Giáo dục", "block": 8, "row": 5},
]


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ({"section": "II.1.a"}, "Hạ tầng"),
        ({"section": "II.3"}, "Mục tiêu"),
        ({"section": "Phụ lục/2", "block": 8, "row": 2}, "Y tế"),
        ({"section": "Phụ lục/9", "block": 8, "row": 9}, "Giáo dục"),
        ({"section": "Phụ lục/0", "block": 8, "row": 0}, "Bảng chỉ tiêu"),
        ({"section": "Phụ lục/0", "block": 9, "row": 9}, "Bảng chỉ tiêu"),
        ({"section": "V"}, ""),
        ({}, ""),
    ],
)
def test_the_nearest_title_stands_over_an_item(item: dict[str, Any], title: str) -> None:
    assert Headings(OUTLINE).over(item) == title
