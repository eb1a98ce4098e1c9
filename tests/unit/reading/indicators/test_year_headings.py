"""Headings that begin with a bare year, and what the words behind it make of the column."""

from __future__ import annotations

import pytest
from tests.support.indicators import brief, claims, table

from cotmoc.core.plan import Place
from cotmoc.reading.items import Item


@pytest.mark.parametrize("heading", ["2025 (ước)", "Năm 2025 (thực hiện)", "2025 ước TH", "Ước 2025"])
def test_the_past_behind_a_year_is_a_baseline(heading: str) -> None:
    (claim,) = claims(table(f"Chỉ tiêu | ĐVT | {heading} | 2026 | 2030*\nTăng trưởng | % | 7,8 | 8 | 10"))
    assert [(b.period, b.value) for b in claim.baselines] == [("2025", 7.8)]
    assert brief(claim) == [("2026", "=", 8, None, "%"), ("2030", "=", 10, None, "%")]


@pytest.mark.parametrize("heading", ["2025 (mục tiêu)", "Năm 2025", "2025"])
def test_a_year_alone_or_with_an_aim_is_a_target(heading: str) -> None:
    (claim,) = claims(table(f"Chỉ tiêu | ĐVT | {heading} | 2030\nTăng trưởng | % | 7,8 | 10"))
    assert [target[0] for target in brief(claim)] == ["2025", "2030"]
    assert claim.baselines == ()


@pytest.mark.parametrize(
    ("heading", "periods"),
    [("Năm 2025", ["2025"]), ("2025", ["2025"]), ("2025 (mục tiêu)", []), ("Kế hoạch 2025", [])],
)
def test_a_bare_year_before_the_directive_tells_how_things_stood(heading: str, periods: list[str]) -> None:
    made = Item("Nơi đặt trụ sở, ngày 05 tháng 02 năm 2026", Place(0, line=3), "front", "body")
    (claim,) = claims(made, table(f"Chỉ tiêu | ĐVT | {heading} | 2030\nTăng trưởng | % | 7,8 | 10"))
    assert [base.period for base in claim.baselines] == periods


def test_a_table_of_the_past_alone_keeps_its_targets() -> None:
    made = Item("Nơi đặt trụ sở, ngày 05 tháng 02 năm 2026", Place(0, line=3), "front", "body")
    (claim,) = claims(made, table("Chỉ tiêu | ĐVT | 2024 | 2025\nTăng trưởng | % | 7,8 | 10"))
    assert [target[0] for target in brief(claim)] == ["2024", "2025"]
