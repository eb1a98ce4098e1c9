"""The shared time axis: past legs 11 %, the leg under way 55 %, later legs the rest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.errors import InvalidValueError
from cotmoc.ui.axis import Axis, short_label

DAYS = st.dates(date(2015, 1, 1), date(2060, 12, 31))


def years(*all_years: int) -> tuple[date, ...]:
    return tuple(date(year, 12, 31) for year in all_years)


AXIS = Axis(date(2024, 12, 31), years(2025, 2030, 2035, 2040, 2045), date(2027, 11, 14))


@pytest.mark.parametrize(
    ("stop", "share"), [(2024, 0), (2025, 0.11), (2030, 0.66), (2035, 0.7733), (2040, 0.8867), (2045, 1)]
)
def test_the_legs_of_the_picture(stop: int, share: float) -> None:
    assert AXIS.share(date(stop, 12, 31)) == pytest.approx(share, abs=1e-4)


def test_the_last_leg_takes_what_is_left() -> None:
    axis = Axis(date(2024, 12, 31), years(2025, 2030), date(2027, 1, 1))
    assert axis.share(date(2025, 12, 31)) == pytest.approx(0.11)
    assert axis.share(date(2030, 12, 31)) == 1


def test_many_past_legs_leave_the_current_one_its_width() -> None:
    axis = Axis(date(2020, 12, 31), years(2021, 2022, 2023, 2024, 2025, 2030, 2035), date(2027, 1, 1))
    assert axis.share(date(2030, 12, 31)) - axis.share(date(2025, 12, 31)) == pytest.approx(0.55)
    assert axis.share(date(2025, 12, 31)) == pytest.approx(0.33)


def test_a_plan_whose_milestones_have_all_passed_is_evenly_divided() -> None:
    axis = Axis(date(2020, 12, 31), years(2021, 2025), date(2027, 1, 1))
    assert axis.share(date(2021, 12, 31)) == pytest.approx(0.5)
    assert axis.next_stop is None


def test_the_day_of_a_milestone_still_belongs_to_its_leg() -> None:
    assert Axis(date(2024, 12, 31), years(2025, 2030), date(2025, 12, 31)).next_stop == date(2025, 12, 31)


@pytest.mark.parametrize("stops", [(), years(2030, 2025), years(2020)])
def test_nonsense_is_refused_with_a_remedy(stops: tuple[date, ...]) -> None:
    with pytest.raises(InvalidValueError, match="mốc"):
        Axis(date(2024, 12, 31), stops, date(2026, 1, 1))


@given(st.sets(DAYS, min_size=2, max_size=9), DAYS, DAYS, DAYS)
def test_later_never_stands_further_left(days: set[date], today: date, one: date, other: date) -> None:
    start, *stops = sorted(days)
    axis = Axis(start, tuple(stops), today)
    low, high = sorted((one, other))
    assert 0 <= axis.share(low) <= axis.share(high) <= 1
    assert axis.share(start - timedelta(days=1)) == 0
    assert axis.share(stops[-1]) == 1


@pytest.mark.parametrize(
    ("on", "room", "label"),
    [
        (date(2030, 12, 31), 40, "2030"),
        (date(2035, 12, 31), 28, "’35"),
        (date(2035, 12, 31), 10, ""),
        (date(2026, 6, 30), 60, "6/2026"),
    ],
)
def test_labels_shorten_to_the_room_there_is(on: date, room: float, label: str) -> None:
    assert short_label(on, room) == label
