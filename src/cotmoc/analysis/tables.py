"""The plain rows that analysis takes: whoever holds the data fills them, no engine is assumed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cotmoc.core.path import Point, Shape
from cotmoc.core.periods import Period
from cotmoc.core.plan import Target
from cotmoc.core.rollup import PERCENT, Kind

WHOLE = ""


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator of a plan in force.

    `units` are the keys of those who owe a figure; empty where one figure is entered for the whole. `start` is
    the baseline (date, value) that the directive states. `rollup` and `per` say how figures of units make the
    figure of the whole (see `core.rollup`).
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
