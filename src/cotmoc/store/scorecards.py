"""Scorecards of a plan from the database: units are summed up there, so that a board reads few rows.

`analysis.scorecards` is the reference; a test compares the two on the same figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as mark

from cotmoc.analysis.history import HistoryPoint, build_history
from cotmoc.analysis.scorecards import Scorecard, score_history
from cotmoc.analysis.tables import WHOLE, IndicatorRow
from cotmoc.analysis.tables import Observation as Seen
from cotmoc.core.dates import milestone_date
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.path import Point
from cotmoc.core.periods import Period
from cotmoc.core.plan import Target
from cotmoc.core.rollup import Part, Rolled, per_of, roll_up
from cotmoc.core.text import fold
from cotmoc.core.thresholds import Thresholds
from cotmoc.store import models
from cotmoc.store.collection import indicators_in_force
from cotmoc.store.communes import APPROVED, Communes, communes_through, parse_period, sums_of
from cotmoc.store.heritage import NOTHING_SAID, Standing, adapted_value, standings
from cotmoc.store.succession import stood_for

# The plan format's word for a place in a ranking, as a Vietnamese reader says it.
RANK, RANK_WORD = "rank", mark("hạng")

# (indicator, period) → when its newest figure was approved, and by whom where one figure is the whole.
Approvals = dict[tuple[int, Period], tuple[datetime, str]]


@dataclass(frozen=True)
class Scored:
    """An indicator with its scorecard; `updated_at` is when the newest of its latest figures was approved.

    `approved_by` is who approved a figure of the whole; "" where units report, each with its own approval.
    """

    indicator: models.Indicator
    card: Scorecard
    updated_at: datetime | None
    approved_by: str = ""


def scored_plan(plan: models.Plan, *, today: date, until: date | None = None) -> tuple[Scored, ...]:
    """Every indicator in force, in the order of the document, as things stand `today`, in six queries.

    With `until`, only figures of periods that have ended by then count: what a report of a past period sees.
    """
    return score(plan, indicators_in_force(plan), today=today, until=until)


def score(
    plan: models.Plan, indicators: QuerySet[models.Indicator], *, today: date, until: date | None = None
) -> tuple[Scored, ...]:
    """The same for some indicators of the plan."""
    some = list(indicators.select_related("owner").prefetch_related("targets", "baselines"))
    communes = communes_through(today)
    said = standings(plan, until or today, [indicator.owner for indicator in some])
    rows = [row_of(indicator, plan, communes, said) for indicator in some]
    points, times = _points(some, rows, communes)
    thresholds = thresholds_of(plan)
    return tuple(
        _scored(indicator, row, points[indicator.pk], times, (today, until), thresholds)
        for indicator, row in zip(some, rows, strict=True)
    )


def thresholds_of(plan: models.Plan) -> Thresholds:
    """The thresholds that the plan sets."""
    return Thresholds(on_path=plan.on_path_from, at_risk=plan.at_risk_from)


def row_of(
    indicator: models.Indicator,
    plan: models.Plan,
    communes: Communes,
    said: Mapping[int, Standing] = NOTHING_SAID,
) -> IndicatorRow:
    """The indicator as analysis takes it; `targets` and `baselines` should be prefetched.

    `said` is what the heirs of a unit that ended made of its targets.
    """
    is_shared = indicator.collect == models.Indicator.Collect.COMMUNES
    return IndicatorRow(
        key=indicator.code,
        name=indicator.name,
        targets=_comparable(indicator, said),
        unit=unit_word(indicator.unit),
        higher_is_better=indicator.higher_is_better,
        start=_start(indicator, plan),
        shape=indicator.shape,  # type: ignore[arg-type]
        rollup=indicator.roll_up,  # type: ignore[arg-type]
        per=per_of(indicator.unit),
        units=communes.keys if is_shared else (),
        terms={str(pk): term for pk, term in communes.dated.items()} if is_shared else {},
    )


def unit_word(unit: str) -> str:
    """The unit as a reader says it."""
    return RANK_WORD if unit == RANK else unit


def target_value(row: models.Target) -> Target:
    """The stored target as a value of the core."""
    return Target(
        op=row.op,
        milestone=row.milestone or None,
        value=row.value,
        upper=row.upper,
        unit=unit_word(row.unit) or None,
        every=row.every or None,
        note=row.note or None,
        quote=row.quote,
    )


def _comparable(indicator: models.Indicator, said: Mapping[int, Standing]) -> tuple[Target, ...]:
    """Its targets in its own unit: "3 bậc/năm" beside a rank is no point of the same path.

    What all heirs declined binds nobody any more; what the one heir adapted holds as adapted.
    """
    targets = [row for row in indicator.targets.all() if row.pk not in said or not said[row.pk].is_declined]
    own = [row for row in targets if _same_unit(row.unit, indicator.unit)]
    return tuple(adapted_value(target_value(row), said.get(row.pk)) for row in own or targets)


def _same_unit(one: str, other: str) -> bool:
    return not one or not other or fold(one) == fold(other)


def _start(indicator: models.Indicator, plan: models.Plan) -> Point | None:
    """The latest figure of the past that the document states in the same unit; undated, at the plan's start."""
    points = [
        (day, row.value)
        for row in indicator.baselines.all()
        if row.value is not None
        and _same_unit(row.unit, indicator.unit)
        and (day := _baseline_day(row.period, plan.starts_on))
    ]
    return max(points, default=None)


def _baseline_day(period: str, fallback: date) -> date | None:
    try:
        return milestone_date(period) if period else fallback
    except InvalidValueError:
        return None


def _scored(
    indicator: models.Indicator,
    row: IndicatorRow,
    points: dict[Period, HistoryPoint],
    times: Approvals,
    days: tuple[date, date | None],
    thresholds: Thresholds,
) -> Scored:
    today, until = days
    history = [points[period] for period in sorted(points) if until is None or period.end <= until]
    card = score_history(row, history, today=today, thresholds=thresholds)
    when, who = times.get((indicator.pk, card.period), (None, "")) if card.period else (None, "")
    return Scored(indicator, card, when, who)


def _points(
    indicators: Sequence[models.Indicator], rows: Sequence[IndicatorRow], communes: Communes
) -> tuple[dict[int, dict[Period, HistoryPoint]], Approvals]:
    """For each indicator its figures by period, and when the newest part of each was approved."""
    points: dict[int, dict[Period, HistoryPoint]] = defaultdict(dict)
    times: Approvals = {}
    row_by_id = {indicator.pk: row for indicator, row in zip(indicators, rows, strict=True)}
    owing = lru_cache(maxsize=None)(lambda day: len(communes.on(day)))
    for total in sums_of([pk for pk, row in row_by_id.items() if row.units], communes):
        pk, period = total["indicator_id"], parse_period(total["period"])
        points[pk][period] = HistoryPoint(period, _rolled(row_by_id[pk], total, owing(period.end)))
        times[pk, period] = (total["newest"], "")
    whole = _whole_figures(indicators)
    for pk, seen in whole.items():
        alone = replace(row_by_id[pk], units=(), terms={})
        figures = [figure for figure, _, _ in seen]
        points[pk].update(
            {
                point.period: point
                for point in build_history(alone, figures, today=date.max)
                if point.rolled.reported or point.period not in points[pk]
            }
        )
        times.update({(pk, figure.period): (approved, who) for figure, approved, who in seen})
    return points, times


def _rolled(row: IndicatorRow, total: dict[str, Any], owing: int) -> Rolled:
    """The roll-up of sums is the roll-up of their parts; only the coverage must be told."""
    ratio = row.rollup == "ratio"
    reported = total["ratios_known"] if ratio else total["values_known"]
    part = Part(WHOLE, total["total"], total["above"], total["below"])
    rolled = roll_up(row.rollup, [part] if reported else [], expected=owing, per=row.per)
    return replace(rolled, reported=reported)


def _whole_figures(indicators: Sequence[models.Indicator]) -> dict[int, list[tuple[Seen, datetime, str]]]:
    """Figures entered for the whole: by the owner, whoever it was then; by a commune only where it is the owner."""
    by_id = {indicator.pk: indicator for indicator in indicators}
    commune = models.Agency.Kind.COMMUNE
    owners = [row.owner for row in indicators if row.owner is not None and row.owner.kind == commune]
    heirs = stood_for(timezone.localdate()) if any(one.valid_to for one in owners) else {}
    owning = {one.pk for one in owners} | {heirs[one.pk] for one in owners if one.pk in heirs}
    entering = models.Agency.objects.filter(~Q(kind=commune) | Q(pk__in=owning))
    found: dict[int, list[tuple[Seen, datetime, str]]] = defaultdict(list)
    for pk, unit, period, value, above, below, approved, who in models.Observation.objects.filter(
        APPROVED, indicator__in=list(by_id), unit__in=entering
    ).values_list(
        "indicator_id",
        "unit_id",
        "period",
        "value",
        "numerator",
        "denominator",
        "approved_at",
        "approved_by__full_name",
    ):
        indicator = by_id[pk]
        answering = {indicator.owner_id, heirs.get(indicator.owner_id or 0)}
        is_part = unit in owning and (unit not in answering or indicator.collect != "owner")
        if is_part or approved is None:
            continue
        day = timezone.localtime(approved).date()
        seen = Seen(indicator.code, parse_period(period), WHOLE, value, above, below, day)
        found[pk].append((seen, approved, who or ""))
    for pairs in found.values():
        pairs.sort(key=lambda pair: pair[1])
    return found
