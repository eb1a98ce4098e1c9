"""The figures of communes in the boundaries of a day: what was before it put together, what came after divided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cotmoc.core.boundaries import Redrawn, backwards, redraw
from cotmoc.core.periods import Period
from cotmoc.core.rollup import Part, per_of
from cotmoc.core.sentence import say
from cotmoc.core.successions import ONE_DAY, Key, Lineage
from cotmoc.store.communes import APPROVED, communes_through, parse_period
from cotmoc.store.models import Agency, Indicator
from cotmoc.store.succession import changes_of, key_of

Figures = Mapping[Period, Mapping[Key, Part]]


@dataclass(frozen=True)
class UnitSeries:
    """One commune of the boundaries asked for, with its figure of each period; an empty one where there is none."""

    unit: Agency
    points: tuple[Redrawn, ...]


@dataclass(frozen=True)
class Series:
    """The figures of some periods, newest first, in the boundaries of the day `on`."""

    on: date
    periods: tuple[Period, ...]
    units: tuple[UnitSeries, ...]

    @property
    def has_estimates(self) -> bool:
        """Whether any figure is an estimate."""
        return any(point.is_estimate for unit in self.units for point in unit.points)


def last_days(today: date) -> tuple[date, ...]:
    """The last days of earlier boundaries of communes, newest first: the days before each change."""
    communes = Agency.objects.filter(kind=Agency.Kind.COMMUNE, successor_links__succession__on__lte=today)
    days = communes.order_by().values_list("successor_links__succession__on", flat=True).distinct()
    return tuple(sorted({day - ONE_DAY for day in days}, reverse=True))


def series_in(indicator: Indicator, on: date, *, today: date, count: int = 4) -> Series:
    """The newest `count` periods of what communes report of an indicator, in the boundaries of a day.

    Earlier figures are put together as their units were; later ones divided by the shares of the successions, weighed
    by the last figures of the old units, else by people; those are estimates. Four queries.
    """
    communes = communes_through(today)
    units = {one.pk: one for one in Agency.objects.filter(pk__in=list(communes.terms)).select_related("area")}
    lineage = Lineage(changes_of(Agency))
    figures = _figures(indicator, units)
    wanted = [units[pk] for pk in communes.on(on)]
    chosen = tuple(sorted(figures, key=lambda period: (period.end, period.start), reverse=True)[:count])
    drawn = {}
    for period in chosen:
        there = [key_of(units[pk]) for pk in communes.on(period.end)]
        if period.end < on:
            matrix = {key: lineage.follow(key, on) for key in there}
        else:
            forward = {key_of(unit): lineage.follow(key_of(unit), period.end) for unit in wanted}
            matrix = backwards(forward, _weights(indicator, wanted, figures, lineage))
        drawn[period] = redraw(indicator.roll_up, figures[period], matrix, per=per_of(indicator.unit))  # type: ignore[arg-type]
    none = Redrawn(None, reason=say("Không có số liệu hoặc dân số của đơn vị cũ để chia."))
    rows = [
        UnitSeries(unit, tuple(drawn[period].get(key_of(unit), none) for period in chosen)) for unit in wanted
    ]
    return Series(on, chosen, tuple(sorted(rows, key=lambda row: (row.unit.folded, row.unit.code))))


def _figures(indicator: Indicator, units: Mapping[int, Agency]) -> dict[Period, dict[Key, Part]]:
    figures: dict[Period, dict[Key, Part]] = defaultdict(dict)
    rows = indicator.observations.filter(APPROVED, unit__in=list(units))
    for unit, period, value, above, below in rows.values_list(
        "unit_id", "period", "value", "numerator", "denominator"
    ):
        key = key_of(units[unit])
        figures[parse_period(period)][key] = Part(key[0], value, above, below)
    return figures


def _weights(
    indicator: Indicator, wanted: list[Agency], figures: Figures, lineage: Lineage
) -> dict[Key, float]:
    """What each old unit weighs: its last figure while it was there, else its people, when all have them."""
    is_ratio = indicator.roll_up == Indicator.RollUp.RATIO
    last: dict[Key, float] = {}
    for period in sorted(figures, key=lambda period: period.end):
        for unit in wanted:
            key = key_of(unit)
            part = figures[period].get(key) if unit.valid_to is None or period.end <= unit.valid_to else None
            weight = (part.denominator if is_ratio else part.value) if part else None
            if weight is not None:
                last[key] = weight
    people = {key_of(unit): unit.area.population for unit in wanted if unit.area and unit.area.population}
    # Those that went into one unit are weighed alike: all by their figures, or all by their people.
    together: dict[Key, set[Key]] = defaultdict(set)
    for unit in wanted:
        for heir in lineage.follow(key_of(unit), date.max):
            together[heir].add(key_of(unit))
    by_people = {key for some in together.values() if not some <= last.keys() for key in some}
    return {key: weight for key, weight in last.items() if key not in by_people} | {
        key: people[key] for key in by_people if key in people
    }
