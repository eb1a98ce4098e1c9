"""Figures: entered by a unit for a period, handed in, approved or returned. No value ever entered is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from cotmoc.actions.base import action, record
from cotmoc.core.dates import short_date
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.figures import Figure, with_value
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Verb
from cotmoc.core.rollup import per_of
from cotmoc.core.sentence import say
from cotmoc.core.text import normalise
from cotmoc.store.access import require
from cotmoc.store.collection import indicators_of
from cotmoc.store.models import Agency, FigureImport, Indicator, Observation, Person, Plan, Submission

_OPEN = (Observation.State.DRAFT, Observation.State.SUBMITTED)


def entered(
    indicator: Indicator,
    *,
    value: float | None = None,
    numerator: float | None = None,
    denominator: float | None = None,
    reason: str = "",
) -> Figure:
    """What a person typed about an indicator as a figure; the value of a ratio is computed from its parts.

    Raises InvalidValueError: half a figure, parts that contradict the value, or no parts where the figures of
    communes are summed up by them.
    """
    if indicator.needs_parts and value is not None and numerator is None and denominator is None:
        raise InvalidValueError(
            say("Chỉ tiêu này cộng dồn theo tử số và mẫu số; nhập tử số, mẫu số, không chỉ tỷ lệ."),
            code="parts",
        )
    computed = with_value(value, numerator, denominator, per_of(indicator.unit))
    return Figure(indicator.pk, computed, numerator, denominator, " ".join(normalise(reason).split()))


@action
def save_figures(
    *,
    plan: Plan,
    unit: Agency,
    period: Period,
    figures: Sequence[Figure],
    by: Person,
    source: Observation.Source = Observation.Source.FORM,
    from_import: FigureImport | None = None,
) -> Submission:
    """Keep what a unit entered, as a draft. A figure that stands already changes nothing.

    Raises ConflictError once the submission is handed in, InvalidValueError for an indicator the unit does not report.
    """
    require(by, Verb.ENTER_FIGURES, Submission(plan=plan, unit=unit))
    if period.window[0] > timezone.localdate():
        raise InvalidValueError(
            say(
                "Kỳ %(period)s chưa mở; nhập từ %(day)s.",
                period=period.label,
                day=short_date(period.window[0]),
            ),
            code="period",
        )
    submission = _submission(plan, unit, period)
    if submission.state == Submission.State.SUBMITTED:
        raise ConflictError(say("Báo cáo đã nộp và đang chờ duyệt. Nhờ người duyệt trả lại nếu cần sửa."))
    own = {indicator.pk for indicator in indicators_of(plan, unit)}
    if foreign := [figure.indicator_id for figure in figures if figure.indicator_id not in own]:
        raise InvalidValueError(
            say("%(unit)s không báo cáo %(count)s chỉ tiêu trong số này.", unit=unit, count=len(foreign)),
            code="indicator",
        )
    changed = _write(submission, figures, by=by, source=source, from_import=from_import)
    if changed and submission.state == Submission.State.APPROVED:
        _move(submission, Submission.State.DRAFT)
    record("figures.save", submission, by=by, after={"changed": changed, "source": source})
    return submission


@action
def clear_figure(*, plan: Plan, unit: Agency, period: Period, indicator: Indicator, by: Person) -> Submission:
    """Take back a figure that was entered and not handed in; it stays in the history.

    Raises ConflictError for a figure that is handed in or approved: those are corrected, not emptied.
    """
    require(by, Verb.ENTER_FIGURES, Submission(plan=plan, unit=unit))
    submission = _submission(plan, unit, period)
    rows = _observations(submission).filter(indicator=indicator)
    cleared = rows.filter(state=Observation.State.DRAFT).update(superseded_at=timezone.now())
    if not cleared and rows.exists():
        raise ConflictError(
            say("Số đã nộp hoặc đã duyệt không xóa được; nhập số đúng, hoặc ghi lý do chưa có số liệu.")
        )
    record("figures.clear", submission, by=by, after={"indicator": indicator.code, "cleared": cleared})
    return submission


@action
def submit_figures(*, submission: Submission, by: Person) -> Submission:
    """Hand the drafts in; from now on the unit cannot change them unless they come back."""
    require(by, Verb.ENTER_FIGURES, submission)
    if submission.state not in {Submission.State.DRAFT, Submission.State.RETURNED}:
        raise ConflictError(say("Báo cáo này đã nộp."))
    drafts = _observations(submission).filter(state=Observation.State.DRAFT)
    if not drafts.exists():
        raise ConflictError(
            say("Chưa có số liệu nào để nộp. Nhập ít nhất một số hoặc lý do chưa có số liệu.")
        )
    count = drafts.update(state=Observation.State.SUBMITTED)
    submission.submitted_at, submission.submitted_by, submission.note = timezone.now(), by, ""
    _move(submission, Submission.State.SUBMITTED)
    record("figures.submit", submission, by=by, after={"figures": count})
    return submission


@action
def return_figures(*, submission: Submission, reason: str, by: Person) -> Submission:
    """Give a submission back to its unit with a reason."""
    require(by, Verb.APPROVE_FIGURES, submission)
    if submission.state != Submission.State.SUBMITTED:
        raise ConflictError(say("Chỉ trả lại được báo cáo đang chờ duyệt."))
    if not reason.strip():
        raise InvalidValueError(say("Ghi lý do trả lại để đơn vị biết phải sửa gì."), code="reason")
    _observations(submission).filter(state=Observation.State.SUBMITTED).update(state=Observation.State.DRAFT)
    submission.note = reason.strip()
    _move(submission, Submission.State.RETURNED)
    record("figures.return", submission, by=by, after={"reason": submission.note})
    return submission


@action
def approve_figures(*, submission: Submission, by: Person) -> Submission:
    """Make the figures handed in count. What they replace stays, marked with when it was superseded."""
    require(by, Verb.APPROVE_FIGURES, submission)
    if submission.state != Submission.State.SUBMITTED:
        raise ConflictError(say("Chỉ duyệt được báo cáo đã nộp."))
    now = timezone.now()
    rows = _observations(submission).filter(state=Observation.State.SUBMITTED)
    waiting = list(rows.select_related("indicator"))
    _observations(submission).filter(
        state=Observation.State.APPROVED, indicator_id__in=[row.indicator_id for row in waiting]
    ).update(superseded_at=now)
    for row in waiting:
        row.state, row.approved_at, row.approved_by = Observation.State.APPROVED, now, by
    Observation.objects.bulk_update(waiting, ["state", "approved_at", "approved_by"], batch_size=500)
    submission.approved_at, submission.approved_by = now, by
    _move(submission, Submission.State.APPROVED)
    figures = {row.indicator.code: as_approved(row) for row in waiting}
    record("figures.approve", submission, by=by, after=approved_words(submission, figures))
    return submission


@action
def approve_many(*, submissions: Sequence[Submission], by: Person) -> int:
    """Approve several submissions, all or none. Returns how many."""
    if not submissions:
        raise InvalidValueError(say("Chưa chọn báo cáo nào. Đánh dấu các đơn vị cần duyệt."), code="none")
    for submission in submissions:
        approve_figures(submission=submission, by=by)
    return len(submissions)


def as_approved(figure: Observation | Figure) -> list[float | None]:
    """A figure as the trail keeps it: value, numerator, denominator."""
    return [figure.value, figure.numerator, figure.denominator]


def approved_words(submission: Submission, figures: dict[str, list[float | None]]) -> dict[str, object]:
    """What the event of an approval says, enough to prove one figure by it: whose they are, and each by its code."""
    return {
        "plan": submission.plan.slug,
        "unit": submission.unit.code,
        "period": submission.period,
        "figures": figures,
    }


def _submission(plan: Plan, unit: Agency, period: Period) -> Submission:
    submission, _ = Submission.objects.select_for_update().get_or_create(
        plan=plan, unit=unit, period=period.code
    )
    return submission


def _move(submission: Submission, state: Submission.State) -> None:
    submission.state = state
    submission.save()


def _observations(submission: Submission) -> QuerySet[Observation]:
    """The rows of a submission that hold: approved ones, and open ones beside them.

    Not by a join: an update of joined rows asks for all of them again by number, and PostgreSQL without fresh
    statistics, as after a large import, compares every row with every other.
    """
    return Observation.objects.filter(
        indicator__in=Indicator.objects.filter(plan_id=submission.plan_id),
        unit_id=submission.unit_id,
        period=submission.period,
        superseded_at__isnull=True,
    ).order_by("pk")


def _write(
    submission: Submission,
    figures: Iterable[Figure],
    *,
    by: Person,
    source: Observation.Source,
    from_import: FigureImport | None,
) -> int:
    now = timezone.now()
    rows = list(_observations(submission))
    standing = {row.indicator_id: row for row in rows if row.state == Observation.State.APPROVED}
    standing.update({row.indicator_id: row for row in rows if row.state in _OPEN})
    new = [figure for figure in figures if not is_same(standing.get(figure.indicator_id), figure)]
    replaced = [row.pk for figure in new if (row := standing.get(figure.indicator_id)) and row.state in _OPEN]
    Observation.objects.filter(pk__in=replaced).update(superseded_at=now)
    Observation.objects.bulk_create(
        (_row(submission, figure, now, by=by, source=source, from_import=from_import) for figure in new),
        batch_size=500,
    )
    return len(new)


def _row(
    submission: Submission,
    figure: Figure,
    now: datetime,
    *,
    by: Person,
    source: Observation.Source,
    from_import: FigureImport | None,
) -> Observation:
    return Observation(
        indicator_id=figure.indicator_id,
        unit_id=submission.unit_id,
        period=submission.period,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        missing_reason=figure.missing_reason.strip(),
        source=source,
        from_import=from_import,
        entered_at=now,
        entered_by=by,
    )


def is_same(row: Observation | None, figure: Figure) -> bool:
    """Whether `row` says already what `figure` says."""
    return row is not None and (row.value, row.numerator, row.denominator, row.missing_reason) == (
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.missing_reason.strip(),
    )
