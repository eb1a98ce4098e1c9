"""Figures of past periods taken over at once: what an office has approved before it came to this system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from cotmoc.actions.base import action, record
from cotmoc.actions.figures import approved_words, as_approved
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.figures import Figure
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Verb
from cotmoc.core.sentence import say
from cotmoc.store.access import require
from cotmoc.store.collection import indicators_in_force
from cotmoc.store.models import Agency, Indicator, Observation, Person, Plan, Submission

Turn = tuple[Agency, Period]
_BATCH = 500


@action
def take_over_figures(
    *, plan: Plan, figures: Mapping[Turn, Sequence[Figure]], by: Person
) -> list[Submission]:
    """Store figures that were approved elsewhere as approved submissions, one event each, all or nothing.

    `figures` holds what each unit handed in for each period. Raises ConflictError where a unit has a submission for
    a period already, InvalidValueError for an indicator that the unit does not report.
    """
    require(by, Verb.IMPORT_FIGURES, plan)
    require(by, Verb.APPROVE_FIGURES, plan)
    _refuse_known(plan, figures)
    _refuse_foreign(plan, figures)
    now = timezone.now()
    submissions = Submission.objects.bulk_create(
        (_submission(plan, turn, now, by) for turn in figures), batch_size=_BATCH
    )
    Observation.objects.bulk_create(
        (row for turn, some in figures.items() for row in _rows(turn, some, now, by)), batch_size=_BATCH
    )
    codes = dict(Indicator.objects.filter(plan=plan).values_list("pk", "code"))
    for submission, some in zip(submissions, figures.values(), strict=True):
        approved = {codes[figure.indicator_id]: as_approved(figure) for figure in some}
        record("figures.take-over", submission, by=by, after=approved_words(submission, approved))
    return submissions


def _refuse_known(plan: Plan, turns: Iterable[Turn]) -> None:
    known = set(Submission.objects.filter(plan=plan).values_list("unit_id", "period"))
    for unit, period in turns:
        if (unit.pk, period.code) in known:
            raise ConflictError(
                say(
                    "%(unit)s đã có báo cáo %(period)s trong hệ thống; bỏ kỳ này khỏi phần tiếp nhận.",
                    unit=unit,
                    period=period.label,
                )
            )


def _refuse_foreign(plan: Plan, figures: Mapping[Turn, Sequence[Figure]]) -> None:
    indicators = {indicator.pk: indicator for indicator in indicators_in_force(plan)}
    for (unit, _), some in figures.items():
        for figure in some:
            indicator = indicators.get(figure.indicator_id)
            if indicator is None or not _reports(unit, indicator):
                raise InvalidValueError(
                    say(
                        "%(unit)s không báo cáo chỉ tiêu '%(indicator)s'.",
                        unit=unit,
                        indicator=indicator or "?",
                    ),
                    code="indicator",
                )


def _reports(unit: Agency, indicator: Indicator) -> bool:
    """Whether the unit owes a figure of the indicator, as `store.collection.indicators_of` says."""
    if indicator.collect == Indicator.Collect.COMMUNES:
        return unit.kind == Agency.Kind.COMMUNE
    return indicator.owner_id == unit.pk


def _submission(plan: Plan, turn: Turn, now: datetime, by: Person) -> Submission:
    unit, period = turn
    return Submission(
        plan=plan,
        unit=unit,
        period=period.code,
        state=Submission.State.APPROVED,
        submitted_at=now,
        submitted_by=by,
        approved_at=now,
        approved_by=by,
    )


def _rows(turn: Turn, figures: Sequence[Figure], now: datetime, by: Person) -> Iterator[Observation]:
    unit, period = turn
    for figure in figures:
        yield Observation(
            indicator_id=figure.indicator_id,
            unit=unit,
            period=period.code,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            missing_reason=figure.missing_reason.strip(),
            state=Observation.State.APPROVED,
            source=Observation.Source.FILE,
            entered_at=now,
            entered_by=by,
            approved_at=now,
            approved_by=by,
        )
