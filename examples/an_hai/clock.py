"""The days everything else is counted from: the directive's years and the months with figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 24


@dataclass(frozen=True)
class Clock:
    """`today` is the day on which the province is looked at; the plan began in the year before."""

    today: date

    @property
    def base(self) -> int:
        """The year of the baselines."""
        return self.today.year - 2

    @property
    def milestones(self) -> tuple[int, int, int]:
        """The milestone years of the directive; the first is the year of `today`."""
        return self.base + 2, self.base + 4, self.base + 6

    @property
    def issued(self) -> date:
        """The day of the directive."""
        return date(self.base + 1, 1, 17)

    @property
    def began(self) -> date:
        """The day from which the units of the province are known: before the first figures."""
        return date(self.base - 10, 1, 1)

    @property
    def merged(self) -> date:
        """The day on which the province took in its neighbour Bình Lạc."""
        return date(self.base + 1, 7, 1)

    def months(self) -> tuple[tuple[int, int], ...]:
        """(year, month) of the figures, oldest first, the last one that of `today`."""
        last = self.today.year * 12 + self.today.month - 1
        return tuple(divmod(index, 12) for index in range(last - MONTHS + 1, last + 1))

    def periods(self) -> tuple[str, ...]:
        """The codes of those months: "2026-01"."""
        return tuple(f"{year}-{month + 1:02d}" for year, month in self.months())

    def last_day(self, index: int) -> date:
        """The last day of the `index`-th month with figures."""
        year, month = self.months()[index]
        return date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)
