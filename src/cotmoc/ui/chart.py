"""The figures of a history chart: the table a page always shows, and the same as data for the island."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from cotmoc.core.dates import short_date
from cotmoc.core.numbers import format_number


@dataclass(frozen=True)
class ChartPoint:
    """A value on a day; `corrected` marks a figure that replaced an earlier one (drawn hollow)."""

    on: date
    value: float
    corrected: bool = False


@dataclass(frozen=True)
class ChartRow:
    """One line of the table beside the chart."""

    label: str
    expected: str
    actual: str
    current: bool


@dataclass(frozen=True)
class Chart:
    """History of approved figures, the path and the milestones of one indicator, in `unit`.

    `history` and `path` are in order of days; `status` (a code of core.status) is that of the last figure.
    """

    title: str
    unit: str
    today: date
    status: str
    history: tuple[ChartPoint, ...] = ()
    path: tuple[ChartPoint, ...] = ()
    milestones: tuple[ChartPoint, ...] = ()

    @property
    def data(self) -> dict[str, Any]:
        """What the island reads (JSON): dates as YYYY-MM-DD."""
        return {
            "unit": self.unit,
            "today": self.today.isoformat(),
            "status": self.status,
            "history": [_pair(point) | {"corrected": point.corrected} for point in self.history],
            "path": [_pair(point) for point in self.path],
            "milestones": [_pair(point) for point in self.milestones],
        }

    @property
    def rows(self) -> list[ChartRow]:
        """Each year's last figure and each milestone, beside what the path asks then; newest figure marked."""
        last = self.history[-1].on if self.history else None
        latest_of_year = {point.on.year: point for point in self.history}
        actual = {point.on: point.value for point in latest_of_year.values()}
        days = sorted({*actual, *(point.on for point in self.milestones)})
        return [
            ChartRow(
                _label(day),
                format_number(self._expected(day), 1),
                format_number(actual.get(day)),
                day == last,
            )
            for day in days
        ]

    def _expected(self, day: date) -> float | None:
        """The path between its points, which already carry its shape."""
        for before, after in zip(self.path, self.path[1:], strict=False):
            if before.on <= day <= after.on:
                share = (day - before.on).days / (after.on - before.on).days
                return before.value + (after.value - before.value) * share
        return None


def _label(day: date) -> str:
    """A year's end is its year, a month's end its month, any other day itself."""
    if (day.month, day.day) == (12, 31):
        return str(day.year)
    return f"{day.month}/{day.year}" if day.day == monthrange(day.year, day.month)[1] else short_date(day)


def _pair(point: ChartPoint) -> dict[str, Any]:
    return {"on": point.on.isoformat(), "value": point.value}
