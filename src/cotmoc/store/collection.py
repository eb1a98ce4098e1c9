"""Which unit reports which indicator, and how far a period's collection is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from cotmoc.core.periods import Period
from cotmoc.store.agencies import current
from cotmoc.store.models import Agency, Indicator, Observation, Plan, Submission


def indicators_in_force(plan: Plan) -> QuerySet[Indicator]:
    """The indicators of the version in force, in the order of the document."""
    return Indicator.objects.filter(plan=plan, ended_in_version__isnull=True).order_by("position", "id")


def indicators_of(plan: Plan, unit: Agency) -> QuerySet[Indicator]:
    """What a unit reports: what it owns, and for a commune what all communes report."""
    mine = Q(collect=Indicator.Collect.OWNER, owner=unit)
    if unit.kind == Agency.Kind.COMMUNE:
        mine |= Q(collect=Indicator.Collect.COMMUNES)
    return indicators_in_force(plan).filter(mine)


def units_of(plan: Plan) -> QuerySet[Agency]:
    """The units that report anything of a plan today."""
    indicators = indicators_in_force(plan)
    owners = Q(pk__in=indicators.filter(collect=Indicator.Collect.OWNER).values("owner_id"))
    if indicators.filter(collect=Indicator.Collect.COMMUNES).exists():
        owners |= Q(kind=Agency.Kind.COMMUNE)
    return current(timezone.localdate()).filter(owners)


def standing(plan: Plan, unit: Agency, period: Period) -> dict[int, Observation]:
    """What the form of a unit and a period shows: for each indicator the open figure, else the approved one."""
    rows = Observation.objects.filter(
        indicator__plan=plan, unit=unit, period=period.code, superseded_at__isnull=True
    ).select_related("entered_by")
    shown: dict[int, Observation] = {}
    for row in rows:
        if row.indicator_id not in shown or row.state != Observation.State.APPROVED:
            shown[row.indicator_id] = row
    return shown


def standing_of_periods(plan: Plan, periods: Collection[str]) -> dict[tuple[int, int, str], Observation]:
    """What stands for a plan in some periods by (indicator, unit, period): the open figure, else the approved."""
    shown: dict[tuple[int, int, str], Observation] = {}
    for row in Observation.objects.filter(
        indicator__plan=plan, period__in=periods, superseded_at__isnull=True
    ).order_by():
        key = (row.indicator_id, row.unit_id, row.period)
        if key not in shown or row.state != Observation.State.APPROVED:
            shown[key] = row
    return shown


@dataclass(frozen=True)
class UnitProgress:
    """How far one unit is with one period. `state` is of Submission, or "none" when nothing was entered."""

    unit: Agency
    state: str
    submission: Submission | None
    asked: int
    entered: int


def progress_of(plan: Plan, period: Period) -> tuple[UnitProgress, ...]:
    """Every unit of a plan with how much it has entered for a period, in four queries."""
    units = list(units_of(plan))
    submissions = {row.unit_id: row for row in Submission.objects.filter(plan=plan, period=period.code)}
    entered = Counter(
        Observation.objects.filter(indicator__plan=plan, period=period.code, superseded_at__isnull=True)
        .values_list("unit_id", "indicator_id")
        .distinct()
        .values_list("unit_id", flat=True)
    )
    pairs = list(indicators_in_force(plan).values_list("collect", "owner_id"))
    shared = sum(collect == Indicator.Collect.COMMUNES for collect, _ in pairs)
    owned = Counter(owner for collect, owner in pairs if collect == Indicator.Collect.OWNER)
    return tuple(
        UnitProgress(
            unit=unit,
            state=submissions[unit.pk].state if unit.pk in submissions else "none",
            submission=submissions.get(unit.pk),
            asked=owned[unit.pk] + (shared if unit.kind == Agency.Kind.COMMUNE else 0),
            entered=entered[unit.pk],
        )
        for unit in units
    )
