"""Paths: a plain walk through what the spec tables and properties do not name."""

from __future__ import annotations

from datetime import date

from cotmoc.core.path import Path

PATH = Path(((date(2025, 12, 31), 40.0), (date(2026, 12, 31), 60.0), (date(2027, 12, 31), 60.0)))


def test_a_rest_without_a_day_to_be_near_to_stands_at_its_first_day() -> None:
    assert PATH.date_of(60.0) == date(2026, 12, 31)


def test_a_rest_stands_no_further_than_its_ends() -> None:
    assert PATH.date_of(60.0, near=date(2030, 1, 1)) == date(2027, 12, 31)
    assert PATH.date_of(60.0, near=date(2026, 1, 1)) == date(2026, 12, 31)


def test_a_path_that_turns_holds_a_value_at_its_first_crossing() -> None:
    turning = Path(((date(2025, 12, 31), 40.0), (date(2026, 12, 31), 60.0), (date(2027, 12, 31), 50.0)))
    assert turning.date_of(55.0).year == 2026
    assert turning.date_of(65.0) == date(2027, 12, 31)
    assert turning.beyond(55.0) == 0


def test_a_value_that_is_enough_at_the_end_is_not_behind_after_it() -> None:
    assert PATH.lag_months(60.0, date(2030, 1, 1)) == 0
    assert PATH.lag_months(61.0, date(2030, 1, 1)) == 0
    assert PATH.lag_months(50.0, date(2030, 1, 1)) > 17
