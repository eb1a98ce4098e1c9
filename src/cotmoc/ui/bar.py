"""What a thanh mốc is made of: the values it shows, and the pixels it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cotmoc.core.path import Path
from cotmoc.ui.axis import Axis

Mode = Literal["row", "phone", "large"]
Stone = Literal["none", "reached", "reached-late", "missed", "unknown", "next", "later"]
WITHOUT_MARKER = ("no-data", "not-due")


@dataclass(frozen=True)
class Milestone:
    """A milestone of the plan.

    `value` is what it asks for; None where that is no number, or where nothing is asked that year. `stone` is what
    a scorecard judged; None leaves it to today's value, and to nothing where there is no value either.
    """

    on: date
    value: float | None = None
    stone: Stone | None = None

    @property
    def asks(self) -> bool:
        return self.stone != "none" and (self.value is not None or self.stone is not None)


@dataclass(frozen=True)
class Forecast:
    """What the last milestone before the horizon will probably see: 10th, 50th and 90th percentile on `on`."""

    on: date
    low: float
    median: float
    high: float


@dataclass(frozen=True)
class ThanhMoc:
    """Everything the bar shows. `axis` is shared by the rows of a plan; `milestones` are all of the plan's, in order.

    `status` is a code of core.status; `lag_months` positive late, as its verdict gives it; `as_of` the last day the
    value covers. Without `path` (nothing to interpolate) the marker stands by its lag, else at today.
    """

    axis: Axis
    milestones: tuple[Milestone, ...]
    status: str
    path: Path | None = None
    value: float | None = None
    as_of: date | None = None
    lag_months: float | None = None
    forecast: Forecast | None = None
    name: str = ""
    unit: str = ""

    @property
    def higher_is_better(self) -> bool:
        return self.path.higher_is_better if self.path else True

    @property
    def next_milestone(self) -> Milestone | None:
        return next((m for m in self.milestones if m.asks and m.on >= self.axis.today), None)

    @property
    def shows_marker(self) -> bool:
        return self.value is not None and self.status not in WITHOUT_MARKER

    def enough(self, asked: float) -> bool:
        """Whether today's value is enough for a milestone."""
        if self.value is None:
            return False
        return self.value >= asked if self.higher_is_better else self.value <= asked

    def place_of(self, value: float) -> date:
        """The day at which a value stands on this bar."""
        today = self.axis.today
        if self.path is not None:
            return self.path.date_of(value, near=today)
        return date.fromordinal(today.toordinal() - round((self.lag_months or 0) * 30.44))


@dataclass(frozen=True)
class Frame:
    """Pixels: the size of the drawing, the height of the path, and the scale of its signs."""

    axis: Axis
    width: float
    height: float
    pad: float
    y: float
    scale: float
    large: bool = False

    def x(self, on: date) -> float:
        return self.pad + (self.width - 2 * self.pad) * self.axis.share(on)

    @property
    def start(self) -> float:
        return self.pad

    @property
    def end(self) -> float:
        return self.width - self.pad


def frame(axis: Axis, mode: Mode) -> Frame:
    if mode == "large":
        return Frame(axis, 1140, 150, 54, 84, 2.3, large=True)
    if mode == "phone":
        return Frame(axis, 334, 36, 8, 23, 1)
    return Frame(axis, 268, 37, 8, 24, 1)
