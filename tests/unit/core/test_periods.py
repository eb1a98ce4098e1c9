"""Periods: what is refused, and with which words."""

from __future__ import annotations

from datetime import date

import pytest

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.periods import KINDS, Kind, Period
from cotmoc.core.workdays import WorkCalendar


@pytest.mark.parametrize(
    "code", ["", "2026-13", "2026-Q5", "2026-H3", "26-01", "2026-9m", "2026/01", "0026", "2026-1"]
)
def test_nonsense_is_refused_with_examples(code: str) -> None:
    with pytest.raises(InvalidValueError, match="không phải kỳ báo cáo; viết 2026-01"):
        Period.parse(code)


def test_an_index_outside_the_year_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="Không có kỳ thứ 5"):
        Period("quarter", 2026, 5)


def test_an_unknown_kind_is_refused() -> None:
    kind: Kind = "week"  # type: ignore[assignment]
    with pytest.raises(InvalidValueError, match="Loại kỳ 'week' không có"):
        Period(kind, 2026)


def test_the_last_quarter_lies_in_no_nine_months() -> None:
    with pytest.raises(InvalidValueError, match="chọn kỳ năm"):
        Period.containing(date(2026, 10, 1), "nine-month")


def test_periods_sort_by_end_then_shorter_first() -> None:
    codes = ["2026", "2026-9M", "2026-H1", "2026-Q2", "2026-06", "2026-01", "2025"]
    assert [p.code for p in sorted(map(Period.parse, codes))] == [
        "2025", "2026-01", "2026-06", "2026-Q2", "2026-H1", "2026-9M", "2026",
    ]  # fmt: skip
    assert Period.parse("2026").__lt__("2026") is NotImplemented


def test_a_directive_may_give_more_days_and_holidays_move_the_date() -> None:
    calendar = WorkCalendar(holidays=frozenset({date(2026, 6, 15)}))
    half = Period.parse("2026-H1")
    assert half.due(calendar) == date(2026, 6, 17)
    assert half.due(calendar, 5) == date(2026, 6, 22)


def test_kinds_are_the_five_of_the_reporting_regime() -> None:
    assert KINDS == ("month", "quarter", "half-year", "nine-month", "year")
    assert str(Period.parse(" 2026-Q1 ")) == "2026-Q1"
