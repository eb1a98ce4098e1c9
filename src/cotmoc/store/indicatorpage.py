"""One indicator with everything behind its figure: units, corrections, the words of the document, the path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import Lag
from django.utils.translation import gettext as _

from cotmoc.analysis.scorecards import Scorecard, commitment_of
from cotmoc.core.status import Figure, Status, judge
from cotmoc.store import models
from cotmoc.store.board import BoardRow, target_words
from cotmoc.store.communes import APPROVED, communes_through, parse_period
from cotmoc.store.heritage import Standing, adapted_value, standings
from cotmoc.store.models import Agency, Baseline, Indicator, Observation, Person, Plan
from cotmoc.store.scope import figures_seen
from cotmoc.store.scorecards import score, target_value, thresholds_of
from cotmoc.store.tasks import TaskQuery, TaskRow, select_tasks, task_row, tasks_in_force

REVISIONS_SHOWN = 8
REVISIONS_AT_MOST = 500
TASKS_SHOWN = 8


@dataclass(frozen=True)
class UnitRow:
    """One commune in the latest period; `status` is None where units are not compared with the whole's path."""

    unit: Agency
    value: float | None
    numerator: float | None
    denominator: float | None
    reason: str
    status: Status | None


@dataclass(frozen=True)
class Revision:
    """A value that was entered: by whom, for what, and the one it followed for the same unit and period."""

    observation: Observation
    before: float | None

    @property
    def is_correction(self) -> bool:
        """Whether another value stood there."""
        return self.before is not None and self.before != self.observation.value

    @property
    def period(self) -> str:
        """The period's name."""
        return parse_period(self.observation.period).label


@dataclass(frozen=True)
class TargetRow:
    """A target as the document states it; `place` only where it is another than the indicator's.

    Of a unit that ended: `adapted` is what its `heir` made of it, `is_declined` when nobody took it over.
    """

    milestone: str
    words: str
    note: str
    quote: str
    place: str
    adapted: str = ""
    heir: str = ""
    is_declined: bool = False


@dataclass(frozen=True)
class IndicatorPage:
    """All of one indicator. `corrected` are the periods with a figure that was corrected after approval."""

    row: BoardRow
    targets: tuple[TargetRow, ...]
    baselines: tuple[Baseline, ...]
    units: tuple[UnitRow, ...]
    revisions: tuple[Revision, ...]
    revision_count: int
    corrected: frozenset[str]
    tasks: tuple[TaskRow, ...]
    reading_id: int | None
    place: str

    @property
    def card(self) -> Scorecard:
        return self.row.card

    @property
    def missing_units(self) -> tuple[UnitRow, ...]:
        """Communes without a figure in the latest period."""
        return tuple(unit for unit in self.units if unit.value is None)


def indicator_page(
    plan: Plan, code: str, *, today: date, all_revisions: bool = False, reader: Person | None = None
) -> IndicatorPage:
    """The page of an indicator, also of one that ended, in a constant number of queries.

    A `reader` sees of the values entered those that count, and all of the own units.
    Raises Indicator.DoesNotExist.
    """
    asked = Indicator.objects.filter(plan=plan, code=code).select_related("claim")
    found = score(plan, asked, today=today)
    if not found:
        raise Indicator.DoesNotExist(code)
    scored = found[0]
    row = BoardRow(scored.indicator, scored.card, scored.updated_at, today)
    entered = scored.indicator.observations.all()
    if reader is not None:
        entered = figures_seen(entered, reader, plan)
    revisions = _revisions(entered)
    shown = REVISIONS_AT_MOST if all_revisions else REVISIONS_SHOWN
    said = standings(plan, today, [scored.indicator.owner])
    return IndicatorPage(
        row=row,
        targets=tuple(
            _target(target, scored.indicator, said.get(target.pk))
            for target in scored.indicator.targets.all()
        ),
        baselines=tuple(scored.indicator.baselines.all()),
        units=_units(row, plan) if row.indicator.collect == Indicator.Collect.COMMUNES else (),
        revisions=tuple(Revision(one, one.before) for one in revisions[:shown]),
        revision_count=entered.count(),
        corrected=_corrected(scored.indicator),
        tasks=_tasks(plan, scored.indicator, today),
        reading_id=scored.indicator.claim.reading_id if scored.indicator.claim else None,
        place=place_words(scored.indicator.place, scored.indicator.section),
    )


def place_words(place: dict[str, Any], section: str = "") -> str:
    """Where words stand, for a reader: "Mục II.2, trang 3, dòng 41"."""
    parts = [_("mục %(section)s") % {"section": section}] if section else []
    if place.get("page") is not None:
        parts.append(_("trang %(page)s") % {"page": place["page"]})
    if place.get("line") is not None:
        parts.append(_("dòng %(line)s") % {"line": place["line"]})
    if place.get("row") is not None:
        parts.append(_("hàng %(row)s của bảng") % {"row": place["row"] + 1})
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def highlighted(quote: str, words: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """`quote` in pieces; those that one of `words` covers are marked. The pieces join to the quote."""
    marked = [False] * len(quote)
    for word in filter(None, words):
        at = quote.find(word)
        while at >= 0:
            marked[at : at + len(word)] = [True] * len(word)
            at = quote.find(word, at + len(word))
    pieces: list[tuple[str, bool]] = []
    for letter, mark in zip(quote, marked, strict=True):
        if pieces and pieces[-1][1] == mark:
            pieces[-1] = (pieces[-1][0] + letter, mark)
        else:
            pieces.append((letter, mark))
    return tuple(pieces)


def _target(row: models.Target, indicator: Indicator, said: Standing | None) -> TargetRow:
    value = target_value(row)
    place = place_words(row.place)
    if place == place_words(indicator.place):
        place = ""
    words = target_words(value, value.unit)
    if said is None:
        return TargetRow(row.milestone, words, row.note, row.quote, place)
    adapted = "" if said.is_declined else target_words(adapted_value(value, said), value.unit)
    return TargetRow(row.milestone, words, row.note, row.quote, place, adapted, said.heir, said.is_declined)


def _units(row: BoardRow, plan: Plan) -> tuple[UnitRow, ...]:
    """Every commune that owes the latest period, with its figure: the worst first, those without one last."""
    day = row.card.period.end if row.card.period else row.today
    communes = Agency.objects.filter(pk__in=communes_through(row.today).on(day))
    seen = Observation.objects.none()
    if row.card.period:
        seen = row.indicator.observations.filter(APPROVED, period=row.card.period.code, unit__in=communes)
    figures = {one.unit_id: one for one in seen}
    units = [_unit(agency, figures.get(agency.pk), row, plan) for agency in communes]
    sign = 1 if row.indicator.higher_is_better else -1
    units.sort(key=lambda unit: (unit.value is None, sign * (unit.value or 0), unit.unit.folded))
    return tuple(units)


def _unit(agency: Agency, seen: Observation | None, row: BoardRow, plan: Plan) -> UnitRow:
    if seen is None:
        return UnitRow(agency, None, None, None, "", None)
    status = None
    comparable = row.indicator.roll_up != Indicator.RollUp.SUM
    if comparable and seen.value is not None and row.card.period:
        figure = Figure(seen.value, row.card.period.end)
        whole = [
            Figure(p.value, p.period.end) for p in row.card.history if p.is_covered and p.value is not None
        ]
        commitment = commitment_of(row.card.indicator, whole)
        status = judge(figure, commitment, today=row.today, thresholds=thresholds_of(plan)).status
    return UnitRow(agency, seen.value, seen.numerator, seen.denominator, seen.missing_reason, status)


def _revisions(entered: QuerySet[Observation]) -> Any:
    before = Window(Lag("value"), partition_by=[F("unit_id"), F("period")], order_by=F("id").asc())
    return (
        entered.annotate(before=before)
        .select_related("unit", "entered_by", "approved_by")
        .order_by("-entered_at", "-id")
    )


def _corrected(indicator: Indicator) -> frozenset[str]:
    old = indicator.observations.filter(state=Observation.State.APPROVED, superseded_at__isnull=False)
    return frozenset(old.order_by().values_list("period", flat=True).distinct())


def _tasks(plan: Plan, indicator: Indicator, today: date) -> tuple[TaskRow, ...]:
    """What the owner has to do under this plan, the gravest first."""
    if indicator.owner_id is None:
        return ()
    tasks = tasks_in_force(plan).filter(lead_id=indicator.owner_id).select_related("lead")
    rows = [task_row(task, today) for task in tasks]
    return select_tasks(rows, TaskQuery(sort="canh-bao"))[:TASKS_SHOWN]
