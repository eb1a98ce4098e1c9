"""The figures of one indicator in the order of their periods, rolled up, with gaps left as gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cotmoc.analysis.tables import WHOLE, IndicatorRow, Observation
from cotmoc.core.periods import Period
from cotmoc.core.rollup import Part, Rolled, roll_up

# A period speaks for the whole once this share of its units has reported.
MIN_COVERAGE = 0.5


@dataclass(frozen=True)
class HistoryPoint:
    """A period and its figure; `rolled.value` is None where nothing was approved."""

    period: Period
    rolled: Rolled

    @property
    def value(self) -> float | None:
        """The figure of the whole."""
        return self.rolled.value

    @property
    def is_covered(self) -> bool:
        """Whether enough units have reported for the figure to speak for the whole."""
        return self.value is not None and self.rolled.reported >= MIN_COVERAGE * self.rolled.expected


def build_history(
    row: IndicatorRow, observations: Iterable[Observation], *, today: date
) -> tuple[HistoryPoint, ...]:
    """One point a period, oldest first, from what was approved by `today`; missing periods are points without value.

    A figure of the whole outranks the roll-up of units. Observations of other indicators are passed over.
    """
    by_period: dict[Period, dict[str, Observation]] = defaultdict(dict)
    for seen in sorted(_approved(row, observations, today), key=lambda one: one.approved_at or date.min):
        by_period[seen.period][seen.unit] = seen
    return tuple(
        HistoryPoint(period, _whole(row, period, by_period.get(period, {})))
        for period in _without_gaps(by_period)
    )


def _approved(row: IndicatorRow, observations: Iterable[Observation], today: date) -> Iterable[Observation]:
    owed = {WHOLE, *row.units}
    return (
        seen
        for seen in observations
        if seen.indicator == row.key and seen.unit in owed and seen.approved_at and seen.approved_at <= today
    )


def _whole(row: IndicatorRow, period: Period, seen: dict[str, Observation]) -> Rolled:
    if WHOLE in seen or not row.units:
        return _own(row, seen.get(WHOLE))
    parts = [_part(unit, seen.get(unit)) for unit in row.owing(period.end)]
    return roll_up(row.rollup, parts, per=row.per)


def _own(row: IndicatorRow, seen: Observation | None) -> Rolled:
    """The figure entered for the whole; its value follows from numerator and denominator where it has both."""
    if seen is None:
        return Rolled(None, None, None, 0, 1)
    if seen.value is None:
        return roll_up("ratio", [_part(WHOLE, seen)], per=row.per)
    return Rolled(seen.value, seen.numerator, seen.denominator, 1, 1)


def _part(unit: str, seen: Observation | None) -> Part:
    if seen is None:
        return Part(unit)
    return Part(unit, seen.value, seen.numerator, seen.denominator, seen.approved_at)


def _without_gaps(periods: Iterable[Period]) -> list[Period]:
    """Every period between the first and the last of each kind, in order."""
    by_kind: dict[str, list[Period]] = defaultdict(list)
    for period in periods:
        by_kind[period.kind].append(period)
    full: list[Period] = []
    for some in by_kind.values():
        first, period = min(some), max(some)
        while period >= first:
            full.append(period)
            period = period.previous()
    return sorted(full)
