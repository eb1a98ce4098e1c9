"""Headings that begin with a bare year, and what the words behind it make of the column."""

from __future__ import annotations

import pytest
from tests.support.indicators import brief, claims, table


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
