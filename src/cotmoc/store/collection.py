"""Which unit reports which indicator, and how far a period's collection is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as mark

from cotmoc.core.periods import Kind, Period
from cotmoc.core.workdays import WorkCalendar
from cotmoc.store.agencies import current
from cotmoc.store.dated import not_over
from cotmoc.store.models import Agency, AgencyLink, Indicator, Observation, Plan, Submission
from cotmoc.store.succession import stood_for

# Every state a unit may be in, in the order of its work; those in which it still owes its report.
STATES = {"none": mark("Chưa nhập"), **{state.value: state.label for state in Submission.State}}
OWING = ("none", Submission.State.DRAFT, Submission.State.RETURNED)
_DAYS_OFF = WorkCalendar()


def indicators_in_force(plan: Plan) -> QuerySet[Indicator]:
    """The indicators of the version in force, in the order of the document."""
    return Indicator.objects.filter(plan=plan, ended_in_version__isnull=True).order_by("position", "id")


def indicators_of(plan: Plan, unit: Agency) -> QuerySet[Indicator]:
    """What a unit reports: what it or a unit whose place it took owns, and for a commune what all communes report."""
    owners = [unit.pk, *(old for old, heir in stood_for(timezone.localdate()).items() if heir == unit.pk)]
    mine = Q(collect=Indicator.Collect.OWNER, owner__in=owners)
    if unit.kind == Agency.Kind.COMMUNE:
        mine |= Q(collect=Indicator.Collect.COMMUNES)
    return indicators_in_force(plan).filter(mine)


def units_of(plan: Plan, period: Period | None = None) -> QuerySet[Agency]:
    """The units that report anything of a plan today, or for a period: those that exist on its last day."""
    day = _last_day(period)
    return _reporting(plan, day, stood_for(day))


def unit_of_period(plan: Plan, code: str, period: Period) -> Agency | None:
    """The unit that reports a period under a code: of a period before a merger the old one."""
    return units_of(plan, period).filter(code=code).order_by("-valid_from").first()


def _last_day(period: Period | None) -> date:
    today = timezone.localdate()
    return min(period.end, today) if period else today


def figures_after(last_days: Mapping[int, date]) -> int:
    """How many figures stand for units, by key, in periods that end after their last days."""
    found = Observation.objects.filter(unit__in=last_days, superseded_at__isnull=True).order_by()
    counts = found.values_list("unit", "period").annotate(Count("indicator", distinct=True))
    return sum(count for unit, period, count in counts if Period.parse(period).end > last_days[unit])


def _reporting(plan: Plan, day: date, heirs: Mapping[int, int]) -> QuerySet[Agency]:
    indicators = indicators_in_force(plan)
    owned = indicators.filter(collect=Indicator.Collect.OWNER, owner__isnull=False)
    owners = Q(pk__in=owned.values("owner_id"))
    if heirs:
        owners |= Q(pk__in=[heirs[pk] for pk in owned.values_list("owner_id", flat=True) if pk in heirs])
    if indicators.filter(collect=Indicator.Collect.COMMUNES).exists():
        owners |= Q(kind=Agency.Kind.COMMUNE)
    return standing_on(day).filter(owners)


def standing_on(day: date) -> QuerySet[Agency]:
    """The units of a day; of one gone by, a unit without a recorded predecessor is taken to have stood already."""
    if day >= timezone.localdate():
        return current(day)
    born = AgencyLink.objects.filter(successor=OuterRef("pk"), succession__on=OuterRef("valid_from"))
    begun = Q(valid_from__lte=day) | ~Exists(born)
    return Agency.objects.filter(begun & not_over(day))


def standing(plan: Plan, unit: Agency, period: Period) -> dict[int, Observation]:
    """What the form of a unit and a period shows: for each indicator the open figure, else the approved one."""
    rows = Observation.objects.filter(
        indicator__plan=plan, unit=unit, period=period.code, superseded_at__isnull=True
    )
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

    @property
    def missing(self) -> int:
        """How many figures are not entered."""
        return max(0, self.asked - self.entered)

    @property
    def is_owing(self) -> bool:
        """Whether it has yet to hand in."""
        return self.state in OWING


@dataclass(frozen=True)
class PeriodRow:
    """A period with how many units are in each state, those that entered nothing under "none"."""

    period: Period
    due: date
    units: int
    states: dict[str, int]

    @property
    def owing(self) -> int:
        """How many units have yet to hand in."""
        return sum(self.states.get(state, 0) for state in OWING)


def progress_of(
    plan: Plan, period: Period, among: QuerySet[Agency] | None = None
) -> tuple[UnitProgress, ...]:
    """Some units of a plan, else all of that period, with how much they have entered for it, in a few queries."""
    day = _last_day(period)
    heirs = stood_for(day)
    units = list(_reporting(plan, day, heirs) if among is None else among)
    submissions = {
        row.unit_id: row
        for row in Submission.objects.filter(plan=plan, period=period.code).select_related("submitted_by")
    }
    entered = Counter(
        Observation.objects.filter(
            indicator__plan=plan,
            indicator__ended_in_version__isnull=True,
            period=period.code,
            superseded_at__isnull=True,
        )
        .values_list("unit_id", "indicator_id")
        .distinct()
        .values_list("unit_id", flat=True)
    )
    pairs = list(indicators_in_force(plan).values_list("collect", "owner_id"))
    shared = sum(collect == Indicator.Collect.COMMUNES for collect, _ in pairs)
    owned = Counter(heirs.get(owner, owner) for collect, owner in pairs if collect == Indicator.Collect.OWNER)
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


def open_periods(kind: Kind, today: date, since: date, count: int = 12) -> tuple[Period, ...]:
    """The newest periods of a kind whose window of data has opened, newest first; none that ended before `since`."""
    period = Period(kind, today.year + 1)
    while period.window[0] > today:
        period = period.previous()
    periods = [period]
    while len(periods) < count and periods[-1].previous().end >= since:
        periods.append(periods[-1].previous())
    return tuple(periods)


def due_of(period: Period) -> date:
    """The day on which the reports of a period are due."""
    return period.due(_DAYS_OFF)


def working_days_left(period: Period, today: date) -> int:
    """Working days until a period is due; negative after it."""
    return _DAYS_OFF.working_days_between(today, due_of(period))


def period_rows(plan: Plan, units: Mapping[Period, Collection[Agency]]) -> tuple[PeriodRow, ...]:
    """How far the units of each period are with it, in one query."""
    everyone = {unit.pk for some in units.values() for unit in some}
    submissions = Submission.objects.filter(
        plan=plan, period__in=[period.code for period in units], unit__in=everyone
    )
    states = {
        (period, unit): state for period, unit, state in submissions.values_list("period", "unit", "state")
    }
    return tuple(
        PeriodRow(
            period,
            due_of(period),
            len(some),
            {"none": 0, **Counter(states.get((period.code, unit.pk), "none") for unit in some)},
        )
        for period, some in units.items()
    )


def collected_kinds(plan: Plan) -> tuple[Kind, ...]:
    """The kinds of period that anything was entered for, the commonest first; before that, the month.

    Only for these is a unit late: nobody owes a quarter where months are collected.
    """
    codes = Submission.objects.filter(plan=plan).order_by().values_list("period").annotate(Count("pk"))
    kinds: Counter[Kind] = Counter()
    for code, count in codes:
        kinds[Period.parse(code).kind] += count
    return tuple(kind for kind, _ in kinds.most_common()) or ("month",)
