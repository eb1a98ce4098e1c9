"""Spans of days against plain sets of days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.spans import Span, gaps

START, DAYS = date(2026, 1, 1), 40
spans = st.tuples(st.integers(0, 30), st.none() | st.integers(0, 9)).map(
    lambda one: Span(_day(one[0]), None if one[1] is None else _day(one[0] + one[1]))
)


def _day(number: int) -> date:
    return START + timedelta(days=number)


def days_of(span: Span) -> set[date]:
    """The days of a span within the window looked at."""
    return {day for day in map(_day, range(DAYS)) if span.first <= day <= span.end}


@given(spans, st.lists(spans, max_size=5))
def test_gaps_are_the_days_that_nothing_takes(span: Span, taken: list[Span]) -> None:
    free = gaps(span, taken)
    assert set().union(*map(days_of, free)) == days_of(span).difference(*map(days_of, taken))
    assert all(not one.meets(other) for one in free for other in (*taken, *(x for x in free if x is not one)))


@given(spans, spans)
def test_spans_meet_when_they_share_a_day(one: Span, other: Span) -> None:
    assert one.meets(other) == other.meets(one) == bool(days_of(one) & days_of(other))


def test_the_last_day_there_is_does_not_overflow() -> None:
    assert gaps(Span(START), [Span(START, date.max)]) == ()
    assert gaps(Span(START, date.max), [Span(_day(1), _day(1))])[1] == Span(_day(2), date.max)
