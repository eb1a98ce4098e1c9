"""Working days: Monday to Friday, without public holidays, with the days worked to make up for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cotmoc.core.dates import short_date
from cotmoc.core.errors import InvalidValueError

_SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """The days off (`holidays`) and the weekend days worked instead (`makeup_days`), announced yearly."""

    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        both = self.holidays & self.makeup_days
        if both:
            raise InvalidValueError(
                f"Ngày {short_date(min(both))} vừa là ngày nghỉ vừa là ngày làm bù; bỏ một trong hai.",
                code="calendar",
            )

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`."""
        return day in self.makeup_days or (day.weekday() < _SATURDAY and day not in self.holidays)

    def add_working_days(self, start: date, days: int) -> date:
        """The `days`-th working day after `start` (before it when negative); `start` is not counted."""
        day, step = start, timedelta(days=1 if days >= 0 else -1)
        for _ in range(abs(days)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`.

        For `end` before `start`: minus the number from `end` up to the day before `start`, so that this is
        the inverse of `add_working_days` in both directions.
        """
        if end >= start:
            return sum(map(self.is_working_day, _days(start + timedelta(days=1), end)))
        return -sum(map(self.is_working_day, _days(end, start - timedelta(days=1))))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
