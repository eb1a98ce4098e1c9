"""Commitments: which target holds when, and what path they make."""

from __future__ import annotations

from datetime import date

import pytest

from cotmoc.core.commitments import Commitment, unit_suffix, write_target
from cotmoc.core.plan import Target

Y2025, Y2027, Y2030 = date(2025, 12, 31), date(2027, 12, 31), date(2030, 12, 31)


def test_the_target_of_a_year_is_its_last_milestone() -> None:
    half, whole = Target(">=", "2026-06-30", 30), Target(">=", "2026", 60)
    both = Commitment((whole, half))
    assert both.of_year(2026) is whole
    assert both.of_year(2027) is None


def test_what_is_owed_every_year_holds_until_its_milestone() -> None:
    first, second = Target("=", "2027", 5, every="year"), Target("=", "2030", 8, every="year")
    owed = Commitment((second, first))
    assert [owed.of_year(year) for year in (2026, 2027, 2028, 2030, 2031)] == [
        first,
        first,
        second,
        second,
        None,
    ]
    assert owed.path() is None
    undated = Target("=", None, 5, every="year")
    assert Commitment((undated,)).of_year(2040) is undated


def test_the_next_target_after_the_last_is_the_last() -> None:
    near, far = Target(">=", "2027", 60), Target(">=", "2030", 80)
    both = Commitment((far, near))
    assert [both.next_after(day) for day in (Y2025, Y2027, Y2030, date(2031, 1, 1))] == [near, near, far, far]
    assert Commitment(()).next_after(Y2025) is None


@pytest.mark.parametrize(("higher", "stricter"), [(True, 60.0), (False, 40.0)])
def test_of_two_targets_for_a_day_the_stricter_makes_the_path(higher: bool, stricter: float) -> None:
    path = Commitment((Target("=", "2030", 40), Target("=", "2030", 60)), higher).path()
    assert path is not None
    assert path.points == ((Y2030, stricter),)


def test_a_start_after_the_first_milestone_is_left_out() -> None:
    targets = (Target(">=", "2027", 60), Target(">=", "2030", 80))
    late = Commitment(targets, start=(date(2028, 1, 1), 50.0)).path()
    same = Commitment(targets, start=(Y2027, 50.0)).path()
    early = Commitment(targets, start=(Y2025, 50.0)).path()
    assert late is not None
    assert early is not None
    assert same == late
    assert late.points == ((Y2027, 60.0), (Y2030, 80.0))
    assert early.points == ((Y2025, 50.0), (Y2027, 60.0), (Y2030, 80.0))


def test_targets_that_are_all_at_most_turn_the_direction() -> None:
    assert not Commitment((Target("<=", "2030", 5), Target("<", "2035", 3))).rising
    assert Commitment((Target("<=", "2030", 5), Target(">=", "2035", 3))).rising
    assert Commitment((Target("exists", "2030"),)).rising
    assert not Commitment((Target("=", "2030", 5),), higher_is_better=False).rising


def test_a_range_enters_the_path_with_its_nearer_end() -> None:
    wide = Target("between", "2030", 40, 50)
    assert Commitment((wide,)).edge(wide) == 40
    assert Commitment((wide,), higher_is_better=False).edge(wide) == 50


def test_attainment_says_nothing_without_a_level() -> None:
    up, down = Commitment(()), Commitment((), higher_is_better=False)
    assert up.attainment(3, 0) is None
    assert up.attainment(-3, 4) is None
    assert down.attainment(0, 4) is None
    assert down.attainment(8, 4) == 0.5


def test_targets_are_written_with_their_unit() -> None:
    assert write_target(Target(">=", "2030", 57.6, unit="%")) == "≥ 57,6%"
    assert write_target(Target("between", "2030", 2, 4), "doanh nghiệp") == "2 – 4 doanh nghiệp"
    assert write_target(Target("<", "2030", 1.5, unit="% GRDP")) == "< 1,5% GRDP"
    assert unit_suffix(None) == ""
