"""The plain rows that analysis takes: whoever holds the data fills them, no engine is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cotmoc.core.path import Point, Shape
from cotmoc.core.periods import Period
from cotmoc.core.plan import Target
from cotmoc.core.rollup import PERCENT, Kind

WHOLE = ""


@dataclass(frozen=True)
class Term:
    """The days on which a unit owes figures, both included: it owes those of periods that end on one of them."""

    since: date = date.min
    until: date = date.max

    def covers(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.since <= day <= self.until


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator of a plan in force.

    `units` are the keys of those who owe a figure; empty where one figure is entered for the whole. `terms` are of
    those units that were not always there. `start` is the baseline (date, value) that the directive states. `rollup`
    and `per` say how figures of units make the figure of the whole (see `core.rollup`).
    """

    key: str
    name: str
    targets: tuple[Target, ...] = ()
    unit: str | None = None
    higher_is_better: bool = True
    start: Point | None = None
    shape: Shape = "linear"
    rollup: Kind = "none"
    per: float = PERCENT
    units: tuple[str, ...] = ()
    terms: Mapping[str, Term] = field(default_factory=dict)

    def owing(self, day: date) -> tuple[str, ...]:
        """The units that owe a figure for a period that ends on a day."""
        if not self.terms:
            return self.units
        return tuple(unit for unit in self.units if unit not in self.terms or self.terms[unit].covers(day))


@dataclass(frozen=True)
class Observation:
    """A figure of `unit` (WHOLE for all of them) for a period: the total to date at the end of the period.

    `approved_at` is the day of its approval, None while it waits; a correction is another row of the same
    indicator, unit and period with a later approval.
    """

    indicator: str
    period: Period
    unit: str = WHOLE
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    approved_at: date | None = None
