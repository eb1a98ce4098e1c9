"""Dates, periods and working days as an algebra."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.dates import milestone_date, official_date, parse_date, short_date
from cotmoc.core.periods import KINDS, Period
from cotmoc.core.workdays import WorkCalendar

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
_COUNTS = {"month": 12, "quarter": 4, "half-year": 2, "nine-month": 1, "year": 1}
periods = st.builds(
    lambda kind, year, n: Period(kind, year, n % _COUNTS[kind] + 1),
    st.sampled_from(KINDS), st.integers(1990, 2090), st.integers(0, 11),
)  # fmt: skip


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    off = draw(st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=12))
    made = draw(st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=5))
    return WorkCalendar(off, made - off)


@given(days)
def test_every_written_day_is_read_again(day: date) -> None:
    assert parse_date(official_date(day)) == parse_date(short_date(day)) == parse_date(day.isoformat()) == day


@given(days)
def test_a_milestone_is_the_last_day_it_names(day: date) -> None:
    assert milestone_date(day.isoformat()) == day
    assert day <= milestone_date(f"{day:%Y-%m}") <= milestone_date(f"{day:%Y}") == date(day.year, 12, 31)
    assert (milestone_date(f"{day:%Y-%m}") + timedelta(days=1)).day == 1


@given(periods)
def test_a_code_is_read_again(period: Period) -> None:
    assert Period.parse(period.code) == period


@given(periods)
def test_a_period_is_its_months(period: Period) -> None:
    months = period.months()
    assert (months[0].start, months[-1].end) == (period.start, period.end)
    assert all(before.end + timedelta(days=1) == after.start for before, after in pairwise(months))
    assert period.label.endswith(f"năm {period.year}")


@given(periods)
def test_the_one_before_ends_where_this_one_starts(period: Period) -> None:
    before = period.previous()
    assert before < period
    assert before.kind == period.kind
    if period.kind != "nine-month":
        assert before.end + timedelta(days=1) == period.start
        assert (period.window[0] - before.window[1]).days == 1


@given(periods)
def test_the_window_runs_from_the_15th_before_to_the_14th_within(period: Period) -> None:
    opens, closes = period.window
    assert (opens.day, closes.day) == (15, 14)
    assert opens < period.start <= closes <= period.end
    assert (period.start - opens).days <= 17


@given(periods, days)
def test_a_day_lies_in_the_period_that_contains_it(period: Period, day: date) -> None:
    if period.kind == "nine-month" and day.month > 9:
        return
    found = Period.containing(day, period.kind)
    assert found.start <= day <= found.end


@given(st.lists(periods, max_size=6))
def test_order_is_total_and_follows_the_end(some: list[Period]) -> None:
    ordered = sorted(some)
    assert ordered == sorted(sorted(some, key=lambda period: period.code))
    assert [p.end for p in ordered] == sorted(p.end for p in some)


@given(calendars(), st.dates(date(2026, 1, 1), date(2026, 3, 1)), st.integers(-40, 40))
def test_counting_undoes_adding(calendar: WorkCalendar, start: date, n: int) -> None:
    end = calendar.add_working_days(start, n)
    assert calendar.working_days_between(start, end) == n
    assert n == 0 or calendar.is_working_day(end)


@given(calendars(), days, days, days)
def test_counts_forward_add_up(calendar: WorkCalendar, one: date, two: date, three: date) -> None:
    a, b, c = sorted(
        (one.replace(year=2026, day=1), two.replace(year=2026, day=2), three.replace(year=2026, day=3))
    )
    between = calendar.working_days_between
    assert between(a, c) == between(a, b) + between(b, c)


@given(periods)
def test_reports_are_due_after_the_window_on_a_working_day(period: Period) -> None:
    calendar = WorkCalendar()
    due = period.due(calendar)
    assert due > period.window[1]
    assert due.weekday() < 5
    assert calendar.working_days_between(period.window[1], due) == 2
