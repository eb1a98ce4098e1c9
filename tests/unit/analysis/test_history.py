"""History: only what is approved, revisions, roll-up and gaps."""

from __future__ import annotations

from datetime import date

from cotmoc.analysis.history import build_history
from cotmoc.analysis.tables import IndicatorRow, Observation
from cotmoc.core.periods import Period
from cotmoc.core.rollup import Kind

TODAY = date(2026, 11, 20)
DAY = date(2026, 9, 20)


def seen(period: str, value: float | None = None, unit: str = "", *, approved: date | None = DAY,
         parts: tuple[float, float] | None = None, indicator: str = "a") -> Observation:  # fmt: skip
    above, below = parts or (None, None)
    return Observation(indicator, Period.parse(period), unit, value, above, below, approved)


def row(rollup: Kind = "none", *units: str) -> IndicatorRow:
    return IndicatorRow("a", "Chỉ tiêu A", rollup=rollup, units=units)


def values(one: IndicatorRow, *some: Observation) -> list[tuple[str, float | None, str]]:
    return [(p.period.code, p.value, p.rolled.coverage) for p in build_history(one, some, today=TODAY)]


def test_only_approved_figures_of_this_indicator_count() -> None:
    assert values(
        row(),
        seen("2026-01", 5),
        seen("2026-02", 6, approved=None),
        seen("2026-03", 7, approved=date(2026, 11, 21)),
        seen("2026-02", 3, approved=TODAY),
        seen("2026-04", 8, indicator="b"),
        seen("2026-05", 9, "unit that owes nothing"),
    ) == [("2026-01", 5, "1/1"), ("2026-02", 3, "1/1")]


def test_the_latest_approval_wins_whatever_the_order() -> None:
    first, second = (
        seen("2026-01", 5, approved=date(2026, 2, 1)),
        seen("2026-01", 6, approved=date(2026, 3, 1)),
    )
    assert values(row(), first, second) == values(row(), second, first) == [("2026-01", 6, "1/1")]


def test_a_gap_is_a_period_without_value() -> None:
    assert values(row(), seen("2025-11", 1), seen("2026-02", 4)) == [
        ("2025-11", 1, "1/1"),
        ("2025-12", None, "0/1"),
        ("2026-01", None, "0/1"),
        ("2026-02", 4, "1/1"),
    ]


def test_a_ratio_is_rolled_up_from_its_parts() -> None:
    some = (seen("2026-Q1", None, "x", parts=(90, 100)), seen("2026-Q1", None, "y", parts=(10, 900)))
    assert values(row("ratio", "x", "y", "z"), *some) == [("2026-Q1", 10, "2/3")]


def test_a_figure_of_the_whole_outranks_the_units() -> None:
    assert values(row("sum", "x", "y"), seen("2026", 3, "x"), seen("2026", 50)) == [("2026", 50, "1/1")]


def test_the_whole_may_be_given_as_numerator_and_denominator() -> None:
    assert values(row(), seen("2026", parts=(1, 4))) == [("2026", 25, "1/1")]


def test_half_of_the_units_speak_for_the_whole() -> None:
    one = row("sum", "w", "x", "y", "z")
    some = [seen("2026-01", 1, "w"), seen("2026-02", 1, "w"), seen("2026-02", 1, "x")]
    assert [point.is_covered for point in build_history(one, some, today=TODAY)] == [False, True]


def test_nothing_seen_no_history() -> None:
    assert values(row()) == []
