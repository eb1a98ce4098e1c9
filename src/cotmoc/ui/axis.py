"""The time axis that all rows of a plan share: a leg is as wide as it matters now, not as it is long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from cotmoc.core.errors import InvalidValueError

# Shares of the width: what is behind is told briefly, the leg under way at length.
PAST_LEG = 0.11
PAST_AT_MOST = 0.33
CURRENT_LEG = 0.55


@dataclass(frozen=True)
class Axis:
    """From `start` over the plan's milestones `stops` (in order), as seen on `today`."""

    start: date
    stops: tuple[date, ...]
    today: date

    def __post_init__(self) -> None:
        if not self.stops:
            raise InvalidValueError("Thanh mốc cần ít nhất một mốc; thêm mốc cho kế hoạch.", code="axis")
        if any(before >= after for before, after in pairwise((self.start, *self.stops))):
            raise InvalidValueError(
                "Các mốc của thanh mốc phải theo thứ tự ngày, sau ngày bắt đầu.", code="axis"
            )

    @property
    def end(self) -> date:
        return self.stops[-1]

    @property
    def next_stop(self) -> date | None:
        """The milestone of the leg under way; None when all have passed."""
        return next((stop for stop in self.stops if stop >= self.today), None)

    def share(self, on: date) -> float:
        """Where a day stands, 0 (start) to 1 (last milestone); days outside stand at the ends."""
        for (before, low), (after, high) in pairwise(self._marks):
            if on <= after:
                passed = (on - before).days / (after - before).days
                return low + (high - low) * max(0.0, passed)
        return 1.0

    @cached_property
    def _marks(self) -> tuple[tuple[date, float], ...]:
        marks, at = [(self.start, 0.0)], 0.0
        for stop, width in zip(self.stops, self._widths, strict=True):
            at += width
            marks.append((stop, at))
        return (*marks[:-1], (self.end, 1.0))

    @property
    def _widths(self) -> list[float]:
        past = sum(stop < self.today for stop in self.stops)
        later = max(0, len(self.stops) - past - 1)
        if past == len(self.stops):
            return [1 / past] * past
        each_past = min(PAST_LEG, PAST_AT_MOST / past) if past else 0.0
        rest = 1 - each_past * past
        current = min(CURRENT_LEG, rest) if later else rest
        return [each_past] * past + [current] + [(rest - current) / later for _ in range(later)]


def short_label(on: date, room: float) -> str:
    """A milestone's name in `room` pixels: "2030", else "’30", else nothing; "6/2026" when not a year's end."""
    year_end = (on.month, on.day) == (12, 31)
    long = f"{on.year}" if year_end else f"{on.month}/{on.year}"
    if room >= 8.5 * len(long):
        return long
    return f"’{on.year % 100:02d}" if room >= 20 else ""
