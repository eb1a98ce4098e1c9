"""A period is understood however a table writes it, and nonsense is refused with what to write."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.errors import CotmocError, InvalidValueError
from cotmoc.core.periods import KINDS, Period
from cotmoc.core.periodwords import read_period


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-05", "2026-05"),
        ("5/2026", "2026-05"),
        ("05-2026", "2026-05"),
        ("Tháng 5/2026", "2026-05"),
        ("tháng 05 năm 2026", "2026-05"),
        ("Kỳ tháng 12 năm 2026", "2026-12"),
        (date(2026, 5, 1), "2026-05"),
        ("Quý I/2026", "2026-Q1"),
        ("quý 2 năm 2026", "2026-Q2"),
        ("Q4/2026", "2026-Q4"),
        ("2026-q3", "2026-Q3"),
        ("QUÝ IV NĂM 2026", "2026-Q4"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("6 tháng cuối năm 2026", "2026-H2"),
        ("6 tháng năm 2026", "2026-H1"),
        ("9 tháng năm 2026", "2026-9M"),
        ("9 tháng 2026", "2026-9M"),
        ("năm 2026", "2026"),
        ("Cả năm 2026", "2026"),
        (2026.0, "2026"),
        (" 2026 ", "2026"),
    ],
)
def test_words_of_a_period(written: str | float | date, code: str) -> None:
    assert read_period(written).code == code


@pytest.mark.parametrize(
    "written", ["", "13/2026", "quý V/2026", "hôm qua", "2026-13", "tháng năm", 3.5, "5/26"]
)
def test_nonsense_is_refused_with_what_to_write(written: str | float) -> None:
    with pytest.raises(InvalidValueError, match="kỳ báo cáo; viết 2026-01"):
        read_period(written)


@given(st.sampled_from(KINDS), st.integers(1900, 2100), st.integers(1, 12))
def test_every_label_and_code_is_read_back(kind: str, year: int, index: int) -> None:
    try:
        period = Period(kind, year, index)  # type: ignore[arg-type]
    except InvalidValueError:
        return
    assert (
        read_period(period.label) == read_period(period.code) == read_period(period.label.upper()) == period
    )


@given(st.text(max_size=20) | st.floats())
def test_anything_else_is_a_sentence(written: str | float) -> None:
    with contextlib.suppress(CotmocError):
        read_period(written)
