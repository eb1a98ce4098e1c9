"""Paths: never outside their points, one direction, and the date of a value undoes the value of a date."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.path import SHAPES, Path

FIRST = date(2025, 1, 1)
shapes = st.sampled_from(SHAPES)


@st.composite
def paths(draw: st.DrawFn, *, improving: bool = False, strictly: bool = False) -> Path:
    """Up to five points; `improving`: each at least as demanding as the one before it."""
    gaps = draw(st.lists(st.integers(1, 900), min_size=1, max_size=4))
    days = [FIRST + timedelta(days=n) for n in accumulate(gaps, initial=0)]
    higher = draw(st.booleans())
    if improving:
        steps = draw(
            st.lists(st.integers(10 if strictly else 0, 4000), min_size=len(gaps), max_size=len(gaps))
        )
        start = draw(st.integers(-2000, 20000))
        values = [n / 10 if higher else -n / 10 for n in accumulate(steps, initial=start)]
    else:
        values = draw(st.lists(st.integers(-2000, 20000), min_size=len(days), max_size=len(days)))
    return Path(tuple(zip(days, map(float, values), strict=True)), draw(shapes), higher)


def days_of(path: Path) -> st.SearchStrategy[date]:
    return st.dates(path.start[0] - timedelta(days=40), path.end[0] + timedelta(days=40))


@given(st.data(), paths())
def test_expectations_stay_between_the_points(data: st.DataObject, path: Path) -> None:
    expected = path.expected(data.draw(days_of(path)))
    values = [value for _, value in path.points]
    slack = 1e-9 * max(map(abs, values))
    assert min(values) - slack <= expected <= max(values) + slack


@given(paths())
def test_the_path_goes_through_its_points(path: Path) -> None:
    assert [path.expected(day) for day, _ in path.points] == [value for _, value in path.points]


@given(st.data(), paths(improving=True))
def test_an_improving_path_never_asks_less_later(data: st.DataObject, path: Path) -> None:
    one, two = sorted((data.draw(days_of(path)), data.draw(days_of(path))))
    sign = 1 if path.higher_is_better else -1
    assert sign * path.expected(one) <= sign * path.expected(two) + 1e-9 * max(abs(v) for _, v in path.points)


@given(st.data(), paths(improving=True))
def test_what_is_expected_on_a_day_stands_on_that_day(data: st.DataObject, path: Path) -> None:
    on = data.draw(st.dates(path.start[0], path.end[0]))
    assert path.date_of(path.expected(on), near=on) == on


@given(st.data(), paths(improving=True, strictly=True))
def test_a_value_is_enough_until_its_date_and_not_after(data: st.DataObject, path: Path) -> None:
    value = data.draw(st.floats(-3000, 25000))
    stands = path.date_of(value)
    sign = 1 if path.higher_is_better else -1
    slack = 1e-9 * max(abs(v) for _, v in path.points)
    if path.beyond(value) == 0:
        assert sign * path.expected(stands) <= sign * value + slack
        if stands < path.end[0]:
            assert sign * path.expected(stands + timedelta(days=1)) >= sign * value - slack
    else:
        assert stands == (path.end[0] if path.beyond(value) > 0 else path.start[0])


@given(st.data(), paths(improving=True))
def test_a_better_value_never_stands_earlier(data: st.DataObject, path: Path) -> None:
    worse, better = sorted((data.draw(st.floats(-3000, 25000)), data.draw(st.floats(-3000, 25000))))
    if not path.higher_is_better:
        worse, better = better, worse
    on = data.draw(days_of(path))
    assert path.date_of(worse, near=on) <= path.date_of(better, near=on)
    assert path.lag_months(worse, on) >= path.lag_months(better, on)


@given(st.data(), paths(improving=True))
def test_the_mirror_image_stands_on_the_same_dates(data: st.DataObject, path: Path) -> None:
    shape = "linear" if path.shape == "exponential" else path.shape  # growth rates have no mirror below zero
    one = Path(path.points, shape, path.higher_is_better)
    other = Path(tuple((day, -value) for day, value in path.points), shape, not path.higher_is_better)
    value, on = data.draw(st.floats(-3000, 25000)), data.draw(days_of(path))
    assert one.expected(on) == -other.expected(on)
    assert one.date_of(value, near=on) == other.date_of(-value, near=on)
    assert one.beyond(value) == other.beyond(-value)


@given(st.data(), paths())
def test_an_exponential_path_asks_less_than_the_straight_one(data: st.DataObject, path: Path) -> None:
    on = data.draw(days_of(path))
    linear, curved = Path(path.points, "linear"), Path(path.points, "exponential")
    assert curved.expected(on) <= linear.expected(on) + 1e-9 * max(abs(v) for _, v in path.points)
