"""24 months of figures: for each indicator a course that ends where its status says, with gaps and late units."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cotmoc.core.path import Path, Point

from . import indicators
from .clock import MONTHS, Clock
from .indicators import Course, Spec
from .units import DEPARTMENTS, Unit

# Progress made ÷ progress expected on the day. "Reached" counts from the target of the year instead.
_PROGRESS: dict[Course, tuple[float, float]] = {
    "on-path": (1.0, 1.03),
    "at-risk": (0.82, 0.86),
    "late": (0.42, 0.66),
    "reached": (1.1, 1.3),
}
# A count that communes share must be reached although some of them have not reported yet.
_SHARED_REACHED = (1.65, 1.85)
WHY_MISSING = (
    "Chưa có kết quả công bố của cơ quan thống kê.",
    "Chờ kết quả điều tra; dự kiến có vào quý sau.",
)
# How a commune's rate may differ from the whole, in points, and how often it misses a month.
_SPREAD, _GAP = 7.0, 0.04
State = str


@dataclass(frozen=True)
class Row:
    """One figure: indicator × unit × period → a value with its parts, or why there is none."""

    code: str
    unit: str
    period: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    reason: str = ""


@dataclass(frozen=True)
class Submission:
    """What a unit handed in for a period: approved, submitted, returned or draft."""

    unit: str
    period: str
    state: State


@dataclass(frozen=True)
class Figures:
    """All rows by indicator and period, and the submissions they belong to."""

    rows: tuple[Row, ...]
    submissions: tuple[Submission, ...]


def make_figures(clock: Clock, communes: Sequence[Unit], rng: random.Random) -> Figures:
    """The figures of all indicators. What a unit has not handed in has no rows."""
    submissions = tuple(_submissions(clock, communes, rng))
    handed_in = {(one.unit, one.period) for one in submissions}
    rows: list[Row] = []
    for number, spec in enumerate(indicators.in_order(), 1):
        wholes = course_of(spec, clock, rng)
        makers = {"owner": _owner_rows, "ratio": _ratio_rows, "sum": _sum_rows}
        rows += makers[spec.collect](indicators.code(number), spec, wholes, (clock, communes, rng))
    kept = tuple(row for row in rows if (row.unit, row.period) in handed_in)
    filled = {(row.unit, row.period) for row in kept}
    return Figures(kept, tuple(one for one in submissions if (one.unit, one.period) in filled))


def course_of(spec: Spec, clock: Clock, rng: random.Random) -> list[float]:
    """The figure of the whole at the end of each month; empty where there is none."""
    if spec.course in {"no-data", "not-due"}:
        return []
    start, base = _start(spec, clock)
    rise = _end_value(spec, clock, rng) - base
    bend = rng.uniform(0.85, 1.15)
    values = []
    for month in range(MONTHS):
        share = (clock.last_day(month) - start).days / (clock.today - start).days
        # What was before the baseline moved slowly; the last months are left as the course wants them.
        step = min(share, 1.0) ** bend if share > 0 else 0.3 * share
        shake = rng.uniform(-0.012, 0.012) if 0 < month < MONTHS - 2 else 0.0
        values.append(max(0.0, base + rise * (step + shake)))
    return values


def _start(spec: Spec, clock: Clock) -> Point:
    """Where the way begins: at the stated baseline, else at the first figure."""
    return clock.last_day(0) if spec.sentence else date(clock.base, 12, 31), spec.base or 0.0


def _end_value(spec: Spec, clock: Clock, rng: random.Random) -> float:
    """The last value, so that the verdict on the day is the one of the course."""
    is_shared = spec.collect == "sum" and spec.course == "reached"
    share = rng.uniform(*(_SHARED_REACHED if is_shared else _PROGRESS[spec.course]))
    start, base = _start(spec, clock)
    dated = [
        (date(year, 12, 31), target)
        for year, target in zip(clock.milestones, spec.targets, strict=True)
        if target is not None
    ]
    path = Path(((start, base), *dated), higher_is_better=spec.rising)
    asked = dated[0][1] if spec.course == "reached" else path.expected(clock.today)
    end = base + (asked - base) * share
    return min(end, 99.6) if spec.unit == "%" else end


def _rounded(spec: Spec, value: float) -> float:
    """A count is whole, a share has two decimals."""
    return float(round(value)) if spec.is_whole else round(value, 2)


def _owner_rows(code: str, spec: Spec, wholes: list[float], world: _World) -> Iterator[Row]:
    clock, _, rng = world
    if spec.course == "no-data" and spec.base is not None:
        # Asked for, and answered each quarter that there is none yet.
        for period in clock.periods()[2::3]:
            yield Row(code, spec.owner, period, reason=rng.choice(WHY_MISSING))
    for period, value in zip(clock.periods(), wholes, strict=bool(wholes)):
        yield Row(code, spec.owner, period, _rounded(spec, value))


def _ratio_rows(code: str, spec: Spec, wholes: list[float], world: _World) -> Iterator[Row]:
    """Each commune's part of the rate: around that of the whole, and together exactly it."""
    clock, communes, rng = world
    leans = [rng.gauss(0, _SPREAD) for _ in communes]
    sizes = [max(4, round(unit.people * spec.density)) for unit in communes]
    middle = sum(lean * size for lean, size in zip(leans, sizes, strict=True)) / sum(sizes)
    rise = abs(wholes[-1] - wholes[0])
    for period, whole in zip(clock.periods(), wholes, strict=True):
        # Near both ends, and where little is to be gained, the communes stand closer together.
        room = min(1.0, whole / 25, (100 - whole) / 25, rise / 30)
        for unit, lean, size in zip(communes, leans, sizes, strict=True):
            rate = min(100.0, max(0.0, whole + (lean - middle) * room))
            part = float(min(size, round(size * rate / 100)))
            yield Row(code, unit.code, period, round(100 * part / size, 2), part, float(size))


def _sum_rows(code: str, spec: Spec, wholes: list[float], world: _World) -> Iterator[Row]:
    """Each commune's share of the count, by its people."""
    clock, communes, rng = world
    weights = [unit.people * rng.uniform(0.7, 1.3) for unit in communes]
    for period, whole in zip(clock.periods(), wholes, strict=True):
        for unit, share in zip(communes, _shares(round(whole), weights), strict=True):
            yield Row(code, unit.code, period, float(share))


def _shares(whole: int, weights: Sequence[float]) -> list[int]:
    """`whole` divided by `weights` without a remainder (largest remainders)."""
    exact = [whole * weight / sum(weights) for weight in weights]
    shares = [int(part) for part in exact]
    rest = sorted(range(len(weights)), key=lambda index: shares[index] - exact[index])
    for index in rest[: whole - sum(shares)]:
        shares[index] += 1
    return shares


def _submissions(clock: Clock, communes: Sequence[Unit], rng: random.Random) -> Iterator[Submission]:
    """Everything approved until the last month, with gaps; of that one much is still under way."""
    *past, last = clock.periods()
    units = [*DEPARTMENTS, *communes]
    for period in past:
        for unit in units:
            if unit.kind != "commune" or rng.random() > _GAP:
                yield Submission(unit.code, period, "approved")
    states = {
        "department": ("submitted", "submitted", "draft"),
        "commune": ("submitted",) * 5 + ("returned",) * 2 + ("draft",) * 3,
    }
    for kind, waiting in states.items():
        some = [unit for unit in units if unit.kind == kind]
        silent = 2 if kind == "department" else 4
        chosen = rng.sample(some, len(waiting) + silent)
        late = dict(zip((unit.code for unit in chosen), waiting, strict=False))
        for unit in some:
            if unit not in chosen or unit.code in late:
                yield Submission(unit.code, last, late.get(unit.code, "approved"))


_World = tuple[Clock, Sequence[Unit], random.Random]
