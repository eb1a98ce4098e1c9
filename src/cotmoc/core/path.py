"""The path from a starting point over the milestones: what is expected when, and a value when."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from cotmoc.core.dates import short_date
from cotmoc.core.errors import InvalidValueError

Shape = Literal["linear", "steps", "exponential", "given"]
SHAPES: tuple[Shape, ...] = ("linear", "steps", "exponential", "given")
Point = tuple[date, float]

DAYS_IN_MONTH = 365.25 / 12
# Differences below this share of the path's largest value are noise of binary arithmetic.
_NOISE = 1e-12


@dataclass(frozen=True)
class Path:
    """What is expected on each day, from the first of `points` (date, value) to the last.

    Shapes of the leg between two points, by the share t of its days that have passed:
    - linear: a + (b - a)·t;
    - steps: a until the day before the milestone, b from that day;
    - exponential: a·(b/a)^t, the same growth rate each day; a leg with an end at or below zero is linear;
    - given: the plan sets its own points in between (a value a quarter, say); straight lines join them.
    Before the first point its value holds, after the last one that one's.
    """

    points: tuple[Point, ...]
    shape: Shape = "linear"
    higher_is_better: bool = True

    def __post_init__(self) -> None:
        if not self.points:
            raise InvalidValueError("Lộ trình chưa có điểm nào; cần ít nhất một mốc có giá trị.", code="path")
        if self.shape not in SHAPES:
            raise InvalidValueError(
                f"Dạng lộ trình '{self.shape}' không có; chọn: {', '.join(SHAPES)}.", code="path"
            )
        for (before, _), (after, _) in pairwise(self.points):
            if before >= after:
                raise InvalidValueError(
                    f"Các điểm của lộ trình phải theo thứ tự ngày; xem lại {short_date(after)}.", code="path"
                )
        if not all(math.isfinite(value) for _, value in self.points):
            raise InvalidValueError("Lộ trình có điểm không phải số hữu hạn.", code="path")

    @property
    def start(self) -> Point:
        """The first point."""
        return self.points[0]

    @property
    def end(self) -> Point:
        """The last point."""
        return self.points[-1]

    def expected(self, on: date) -> float:
        """What the path asks for on a day."""
        index = bisect_left(self.points, on, key=lambda point: point[0])
        if index == len(self.points):
            return self.end[1]
        (after, high) = self.points[index]
        if index == 0 or on == after:
            return high
        (before, low) = self.points[index - 1]
        return self._within(low, high, (on - before).days / (after - before).days)

    def date_of(self, value: float, near: date | None = None) -> date:
        """Where `value` stands on the path: the last day on which it is enough, counted from the start.

        Where the path rests on that very value, the day of the rest nearest to `near` (the first without it).
        A value short of the start stands at the start, one beyond the end at the end: see `beyond`.
        """
        first, last = self.start[0], self.end[0]
        reached = self._first_day(lambda on: self._excess(value, on) <= self._tolerance)
        passed = self._first_day(lambda on: self._excess(value, on) < -self._tolerance)
        until = last if passed is None else max(first, passed - timedelta(days=1))
        if reached is None or reached > until:
            return until
        return min(max(near or reached, reached), until)

    def beyond(self, value: float) -> int:
        """-1 where `value` is short of the start, 1 where it is better than all the path asks, else 0."""
        if self._excess(value, self.start[0]) < -self._tolerance:
            return -1
        return int(all(self._excess(value, on) > self._tolerance for on, _ in self.points))

    def lag_months(self, value: float, on: date) -> float:
        """How many months `value` is behind the path on a day; negative when it is early.

        After the end nothing more is asked for, so a value that is enough there is not behind.
        """
        return (min(on, self.end[0]) - self.date_of(value, near=on)).days / DAYS_IN_MONTH

    @property
    def _tolerance(self) -> float:
        return _NOISE * max(abs(value) for _, value in self.points)

    def _excess(self, value: float, on: date) -> float:
        """By how much `value` is better than what the path asks on a day."""
        difference = value - self.expected(on)
        return difference if self.higher_is_better else -difference

    def _first_day(self, holds: Callable[[date], bool]) -> date | None:
        """The first day on which `holds`; within a leg the path never turns, so it is found by halving."""
        if holds(self.start[0]):
            return self.start[0]
        for (before, _), (after, _) in pairwise(self.points):
            if holds(after):
                days = range(1, (after - before).days + 1)
                offset = bisect_left(days, True, key=lambda n, day=before: holds(day + timedelta(days=n)))  # type: ignore[misc]
                return before + timedelta(days=days[offset])
        return None

    def _within(self, low: float, high: float, share: float) -> float:
        if self.shape == "steps":
            return low
        if self.shape == "exponential" and low > 0 and high > 0:
            return float(low * (high / low) ** share)
        return low + (high - low) * share
