"""Scorecards: per indicator the latest approved figure, its verdict, coverage, history and milestones.

This is the plain Python reference: every other engine must agree with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from cotmoc.analysis.history import HistoryPoint, build_history
from cotmoc.analysis.tables import WHOLE, IndicatorRow, Observation
from cotmoc.core.commitments import Commitment
from cotmoc.core.path import Path
from cotmoc.core.periods import Period
from cotmoc.core.plan import Target
from cotmoc.core.sentence import say
from cotmoc.core.status import Figure, Verdict, judge
from cotmoc.core.thresholds import DEFAULT_THRESHOLDS, Thresholds

__all__ = [
    "WHOLE",
    "HistoryPoint",
    "IndicatorRow",
    "Milestone",
    "Observation",
    "Scorecard",
    "Stone",
    "score_history",
    "score_indicator",
    "score_plan",
]

Stone = Literal["reached", "reached-late", "missed", "unknown", "next", "later"]


@dataclass(frozen=True)
class Milestone:
    """A dated target and its stone: kept in time, kept late, missed, passed without figures, next, later."""

    on: date
    target: Target
    stone: Stone


@dataclass(frozen=True)
class Scorecard:
    """What the board knows of one indicator. `latest` is the period that the verdict rests on."""

    indicator: IndicatorRow
    verdict: Verdict
    latest: HistoryPoint | None
    history: tuple[HistoryPoint, ...]
    milestones: tuple[Milestone, ...]
    path: Path | None

    @property
    def value(self) -> float | None:
        """The latest approved figure."""
        return self.latest.value if self.latest else None

    @property
    def period(self) -> Period | None:
        """The period of that figure."""
        return self.latest.period if self.latest else None

    @property
    def reported(self) -> int:
        """How many units the figure rests on."""
        return self.latest.rolled.reported if self.latest else 0

    @property
    def expected(self) -> int:
        """How many units owe a figure; one where the figure is entered for the whole."""
        return self.latest.rolled.expected if self.latest else len(self.indicator.owing(date.max)) or 1

    @property
    def coverage(self) -> str:
        """The coverage as "87/102"."""
        return f"{self.reported}/{self.expected}"


def score_plan(
    plan_rows: Sequence[IndicatorRow],
    observations: Iterable[Observation],
    *,
    today: date,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> tuple[Scorecard, ...]:
    """One scorecard for each of `plan_rows`, in their order. Only figures approved by `today` count."""
    by_indicator: dict[str, list[Observation]] = defaultdict(list)
    for seen in observations:
        by_indicator[seen.indicator].append(seen)
    return tuple(
        score_indicator(row, by_indicator.get(row.key, ()), today=today, thresholds=thresholds)
        for row in plan_rows
    )


def score_indicator(
    row: IndicatorRow,
    observations: Iterable[Observation],
    *,
    today: date,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Scorecard:
    """The scorecard of `row` from its `observations`."""
    history = build_history(row, observations, today=today)
    return score_history(row, history, today=today, thresholds=thresholds)


def score_history(
    row: IndicatorRow,
    history: Sequence[HistoryPoint],
    *,
    today: date,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Scorecard:
    """The scorecard of `row` from figures already rolled up, oldest first."""
    figures = _figures(history)
    commitment = commitment_of(row, figures)
    latest = _latest(history)
    verdict = judge(_figure(latest), commitment, today=today, thresholds=thresholds, unit=row.unit)
    if latest and latest.rolled.reported < latest.rolled.expected:
        verdict = replace(
            verdict, why=say("%(why)s %(coverage)s", why=verdict.why, coverage=_coverage(latest))
        )
    return Scorecard(
        row, verdict, latest, tuple(history), _milestones(commitment, figures, today), commitment.path()
    )


def commitment_of(row: IndicatorRow, figures: Sequence[Figure]) -> Commitment:
    """What `row` asks for. Without a stated baseline the first of at least two figures is the start.

    A single figure cannot be both where the way starts and how far it has gone.
    """
    start = row.start
    if start is None and len(figures) > 1:
        start = (figures[0].as_of, figures[0].value)
    return Commitment(row.targets, row.higher_is_better, start, row.shape)


def _latest(history: Sequence[HistoryPoint]) -> HistoryPoint | None:
    """The newest period that speaks for the whole; where none does, the newest with any figure."""
    known = [point for point in history if point.value is not None]
    return next(reversed([point for point in known if point.is_covered] or known), None)


def _figures(history: Sequence[HistoryPoint]) -> list[Figure]:
    return [figure for point in history if point.is_covered and (figure := _figure(point))]


def _figure(point: HistoryPoint | None) -> Figure | None:
    return Figure(point.value, point.period.end) if point and point.value is not None else None


def _coverage(point: HistoryPoint) -> str:
    return say(
        "Mới có %(reported)s trong %(expected)s đơn vị báo cáo.",
        reported=point.rolled.reported,
        expected=point.rolled.expected,
    )


def _milestones(commitment: Commitment, figures: Sequence[Figure], today: date) -> tuple[Milestone, ...]:
    """The stones of the path: the first one ahead that is not kept yet is the next."""
    stones: list[Milestone] = []
    is_next_found = False
    for day, target in commitment.milestones():
        stone = _stone(commitment, day, target, figures, today)
        if stone == "later" and not is_next_found:
            stone, is_next_found = "next", True
        stones.append(Milestone(day, target, stone))
    return tuple(stones)


def _stone(
    commitment: Commitment, day: date, target: Target, figures: Sequence[Figure], today: date
) -> Stone:
    """A milestone ahead is kept by the latest figure; a passed one by the last figure up to its day."""
    before = [commitment.keeps(target, figure.value) for figure in figures if figure.as_of <= day]
    after = [commitment.keeps(target, figure.value) for figure in figures if figure.as_of > day]
    if day >= today:
        return "reached" if [*before, *after][-1:] == [True] else "later"
    if before[-1:] == [True]:
        return "reached"
    if any(after):
        return "reached-late"
    return "missed" if before or after else "unknown"
