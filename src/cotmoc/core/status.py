"""The verdict on one indicator: progress made against progress expected, unrounded, with its reason.

The order of the questions (the first that answers decides):

1. no target, or none that the document determines → not due;
2. no figure, or one older than `stale_months` → no data (not due while nothing is asked for yet);
3. the target of the figure's year is kept (without one, the next milestone's) → reached;
4. the last milestone has passed → late;
5. the path covers the day → on the path within `level_months` of it, else progress made ÷ progress expected
   against the thresholds;
6. no path on that day, but a target of that year → value ÷ target against the same thresholds;
7. else not due.

A figure is compared with the target and the path of its own year: one of last year, with last year's end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cotmoc.core import reasons
from cotmoc.core.commitments import Commitment
from cotmoc.core.dates import milestone_date
from cotmoc.core.numbers import at_least
from cotmoc.core.path import DAYS_IN_MONTH, Path
from cotmoc.core.plan import NUMERIC_OPS, Target
from cotmoc.core.thresholds import DEFAULT_THRESHOLDS, Thresholds, lag_label

__all__ = [
    "DEFAULT_THRESHOLDS",
    "STATUSES",
    "STATUS_LABELS",
    "Figure",
    "Status",
    "Thresholds",
    "Verdict",
    "judge",
    "lag_label",
]

Status = Literal["reached", "on-path", "at-risk", "late", "no-data", "not-due"]
Decision = tuple[Status, float | None, str]

STATUS_LABELS: dict[Status, str] = {
    "reached": "Đã đạt",
    "on-path": "Đúng lộ trình",
    "at-risk": "Có nguy cơ",
    "late": "Chậm",
    "no-data": "Chưa có số liệu",
    "not-due": "Chưa đến kỳ",
}
STATUSES: tuple[Status, ...] = tuple(STATUS_LABELS)
# A ratio of differences carries more noise of binary arithmetic than its parts.
_RATIO_NOISE = 1e-9


@dataclass(frozen=True)
class Figure:
    """An approved value and the last day it covers."""

    value: float
    as_of: date


@dataclass(frozen=True)
class Verdict:
    """The status and the arithmetic behind it.

    - `on`: the day of the path it was compared with; `expected`: what the path asks for on it.
    - `ratio`: progress made ÷ progress expected, raw (only a bar is capped).
    - `year_target`: the target of the figure's year; `attainment`: value ÷ that target, raw.
    - `lag_months`: positive late, negative early; `beyond`: -1 or 1 where the value lies off the path.
    - `distance`: the lag in words, as the second line of a status ("" when there is no path).
    - `why`: the arithmetic as a Vietnamese sentence.
    """

    status: Status
    why: str
    on: date
    ratio: float | None = None
    expected: float | None = None
    year_target: Target | None = None
    attainment: float | None = None
    lag_months: float | None = None
    beyond: int = 0
    distance: str = ""

    @property
    def label(self) -> str:
        """The status in Vietnamese."""
        return STATUS_LABELS[self.status]


def judge(
    figure: Figure | None,
    commitment: Commitment,
    *,
    today: date,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
    unit: str | None = None,
) -> Verdict:
    """The verdict on `figure` against `commitment` as things stand `today`; the module tells the rules."""
    if all(target.op == "undetermined" for target in commitment.targets):
        why = reasons.UNDETERMINED if commitment.targets else reasons.NO_TARGET
        return Verdict("not-due", why, today, year_target=commitment.of_year(today.year))
    if figure is None or (today - figure.as_of).days / DAYS_IN_MONTH > thresholds.stale_months:
        return _without_figure(figure, commitment, today, thresholds)
    on = today if figure.as_of.year >= today.year else date(figure.as_of.year, 12, 31)
    return _Case(figure.value, commitment, on, figure.as_of.year, thresholds, unit).verdict()


def _without_figure(
    figure: Figure | None, commitment: Commitment, today: date, thresholds: Thresholds
) -> Verdict:
    path = commitment.path()
    expected = path.expected(today) if path and today >= path.start[0] else None
    dated = commitment.milestones()
    status: Status = "no-data"
    why = reasons.stale(figure.as_of, thresholds) if figure else reasons.NO_FIGURE
    if figure is None and dated and not _is_asked_for(commitment, dated[0][0], today, thresholds):
        status, why = "not-due", reasons.first_milestone(dated[0][0])
    return Verdict(status, why, today, expected=expected, year_target=commitment.of_year(today.year))


def _is_asked_for(commitment: Commitment, first: date, today: date, thresholds: Thresholds) -> bool:
    """Whether a figure is missed today: the way has begun, or its first milestone is near or past.

    A thing that only has to be there on a day is missed from that day on.
    """
    if not any(target.op in NUMERIC_OPS for target in commitment.targets):
        return today >= first
    return commitment.start is not None or first.year - today.year <= thresholds.horizon_years


@dataclass(frozen=True)
class _Case:
    """One figure under judgement: the values that every question of the verdict needs."""

    value: float
    commitment: Commitment
    on: date
    year: int
    thresholds: Thresholds
    unit: str | None

    def verdict(self) -> Verdict:
        year_target = self.commitment.of_year(self.year)
        path = self.commitment.path()
        covering = path if path and self.on >= path.start[0] else None
        status, ratio, why = self._decide(year_target, covering)
        edge = self.commitment.edge(year_target) if year_target else None
        return Verdict(
            status,
            why,
            self.on,
            ratio=ratio,
            expected=covering.expected(self.on) if covering else None,
            year_target=year_target,
            attainment=None if edge is None else self.commitment.attainment(self.value, edge),
            lag_months=covering.lag_months(self.value, self.on) if covering else None,
            beyond=covering.beyond(self.value) if covering else 0,
            distance=self._because.distance(covering) if covering else "",
        )

    def _decide(self, year_target: Target | None, path: Path | None) -> Decision:
        target = year_target or self.commitment.next_after(self.on) or self.commitment.targets[0]
        ratio = self._progress(path) if path else None
        if self.commitment.keeps(target, self.value):
            return "reached", ratio, self._because.reached(target, path)
        if target.op == "undetermined":
            return "not-due", ratio, reasons.UNDETERMINED
        last = max((day for day, _ in self.commitment.milestones()), default=None)
        if last and self.on >= last:
            return "late", ratio, self._because.missed(last, target)
        if path:
            return self._grade(ratio, path), ratio, self._because.on_path(ratio, path)
        return self._against_year(target, is_of_year=year_target is not None)

    def _against_year(self, target: Target, *, is_of_year: bool) -> Decision:
        """No path on this day: compare with the year's target, unless its day is still to come."""
        edge = self.commitment.edge(target)
        due = milestone_date(target.milestone) if target.milestone else None
        if target.every == "year":
            due = date(self.year, 12, 31)
        if due and self.on >= due:
            return "late", None, self._because.missed(due, target)
        if not is_of_year or edge is None or target.every == "year":
            return "not-due", None, self._because.not_due(due, target)
        ratio = self.commitment.attainment(self.value, edge)
        return self._by_ratio(ratio), ratio, self._because.of_year(ratio, target)

    def _progress(self, path: Path) -> float | None:
        """Progress made ÷ expected; where the path asks for none yet, the value against the level to hold."""
        start, expected = path.start[1], path.expected(self.on)
        sign = 1 if path.higher_is_better else -1
        asked = sign * (expected - start)
        if asked <= _RATIO_NOISE * max(abs(expected), abs(start)):
            return self.commitment.attainment(self.value, expected)
        return sign * (self.value - start) / asked

    def _grade(self, ratio: float | None, path: Path) -> Status:
        """A figure takes weeks to be reported: a lag no longer than that is none, unless it fell below the start."""
        sign = 1 if path.higher_is_better else -1
        enough = at_least(sign * self.value, sign * path.expected(self.on))
        level = path.lag_months(self.value, self.on) <= self.thresholds.level_months
        if enough or (level and path.beyond(self.value) >= 0):
            return "on-path"
        return self._by_ratio(ratio)

    def _by_ratio(self, ratio: float | None) -> Status:
        if ratio is None or ratio < self.thresholds.at_risk - _RATIO_NOISE:
            return "late"
        return "on-path" if ratio >= self.thresholds.on_path - _RATIO_NOISE else "at-risk"

    @property
    def _because(self) -> reasons.Reasons:
        return reasons.Reasons(self.value, self.unit, self.commitment, self.on, self.year, self.thresholds)
