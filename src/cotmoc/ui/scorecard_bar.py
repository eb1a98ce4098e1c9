"""From scorecards to bars: one axis for a plan, one bar for each of its indicators."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from cotmoc.analysis.scorecards import Scorecard
from cotmoc.ui.thanh_moc import Axis, Milestone, ThanhMoc


def axis_of(cards: Iterable[Scorecard], *, today: date) -> Axis | None:
    """The axis that all rows share: from the earliest start over every milestone; None when there is none."""
    cards = list(cards)
    stops = sorted({milestone.on for card in cards for milestone in card.milestones})
    if not stops:
        return None
    starts = [card.path.start[0] for card in cards if card.path]
    # A plan without baselines begins a year before its first milestone, or today when that is earlier.
    fallback = min(stops[0] - timedelta(days=365), today)
    start = min([day for day in starts if day < stops[0]], default=fallback)
    return Axis(start, tuple(stops), today)


def bar_of(card: Scorecard, axis: Axis) -> ThanhMoc:
    """The bar of one scorecard on the plan's axis; a stop at which it asks nothing is a dot."""
    own = {milestone.on: milestone for milestone in card.milestones}
    return ThanhMoc(
        axis=axis,
        milestones=tuple(
            Milestone(stop, own[stop].target.value, own[stop].stone) if stop in own else Milestone(stop)
            for stop in axis.stops
        ),
        status=card.verdict.status,
        path=card.path,
        value=card.value,
        as_of=card.period.end if card.period else None,
        lag_months=card.verdict.lag_months,
        name=card.indicator.name,
        unit=card.indicator.unit or "",
    )
