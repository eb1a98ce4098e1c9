"""One of everything a page can show: documents in every state, a plan with figures, a preview, reports."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from tests.support import factories
from tests.support.bigplan import big_plan
from tests.support.heritage import MERGED, area, succession
from tests.support.readings import draft, finished, waiting

from cotmoc.actions.figures import approve_figures, entered, return_figures, save_figures, submit_figures
from cotmoc.actions.imports import preview_import
from cotmoc.actions.personal import ask_about_data
from cotmoc.actions.plans import approve_plan
from cotmoc.actions.readings import begin_reading, fail_reading
from cotmoc.actions.reports import draft_report, freeze_report
from cotmoc.actions.review import accept_claims
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.models import (
    Agency,
    Area,
    DataRequest,
    FigureImport,
    Indicator,
    Observation,
    Person,
    Plan,
    Reading,
    Report,
    Submission,
    Target,
    Task,
)


@dataclass(frozen=True)
class Scene:
    """What stands in the database. `officer` works at `unit`, whose report waits for approval; `other` owes its own."""

    plan: Plan
    planner: Person
    officer: Person
    unit: Agency
    other: Agency
    period: Period
    indicator: Indicator
    task: Task
    reading: Reading
    approved: Reading
    waiting: Reading
    failed: Reading
    preview: FigureImport
    report: Report
    frozen: Report
    request: DataRequest
    figure: Observation
    inherited: Target
    heir: Area


def scene() -> Scene:
    """Make it, through the actions; a second or two."""
    plan = big_plan(indicators=8, communes=6, months=14, tasks=8)
    planner = factories.person(Role.PLANNER)
    unit, other = Agency.objects.get(code="S1"), Agency.objects.get(code="S2")
    today = timezone.localdate()
    period = Period("month", today.year, today.month)
    indicator = Indicator.objects.filter(plan=plan, collect="owner", owner=unit).order_by("position")[0]
    _submissions(plan, period, planner)
    failed = begin_reading(waiting(planner, data=b"?", filename="hong.docx").pk)
    assert failed is not None
    officer = factories.person(Role.UNIT_OFFICER, unit)
    frozen = draft_report(plan=plan, period=Period.parse("2025-H1"), by=planner)
    approved = _approved(planner)
    return Scene(
        plan=plan,
        planner=planner,
        officer=officer,
        unit=unit,
        other=other,
        period=period,
        indicator=indicator,
        task=Task.objects.get(plan=plan, code="NV-03"),
        reading=finished(planner),
        approved=approved,
        waiting=waiting(planner),
        failed=fail_reading(reading=failed, message="Tệp hỏng; lưu lại thành .docx rồi tải lên.", by=planner),
        preview=_preview(plan, period, indicator, planner),
        report=draft_report(plan=plan, period=Period.parse("2025"), by=planner),
        frozen=freeze_report(report=frozen, by=planner),
        request=ask_about_data(person=officer, kind=DataRequest.Kind.EXPORT, words="", by=officer),
        figure=_figure(plan, other, period.previous(), planner),
        inherited=Target.objects.filter(indicator__plan__directive=approved.directive)[0],
        heir=_heir(approved, unit),
    )


def _heir(approved: Reading, answering: Agency) -> Area:
    """The area of the second plan became another one, for which `answering` speaks."""
    old, heir = area("02", "Hà Khê"), area("08", "Lâm Hồ", MERGED)
    succession("merge", MERGED, (old, heir, 1.0))
    Plan.objects.filter(directive=approved.directive).update(area=old)
    Agency.objects.filter(pk=answering.pk).update(area=heir)
    return heir


def _submissions(plan: Plan, period: Period, by: Person) -> None:
    """The report of S1 is handed in, that of S2 came back, X1 has begun."""
    for code in ("S1", "S2", "X1"):
        unit = Agency.objects.get(code=code)
        where = {"collect": "communes"} if unit.kind == "commune" else {"collect": "owner", "owner": unit}
        some = list(Indicator.objects.filter(plan=plan, **where).order_by("position")[:2])
        values = {"numerator": 61.0, "denominator": 100.0} if unit.kind == "commune" else {"value": 61.0}
        rows = [entered(indicator, **values) for indicator in some]
        made = save_figures(plan=plan, unit=unit, period=period, figures=rows, by=by)
        if code != "X1":
            made = submit_figures(submission=made, by=by)
        if code == "S2":
            return_figures(submission=made, reason="Số quý trước, xem lại.", by=by)


def _figure(plan: Plan, unit: Agency, period: Period, by: Person) -> Observation:
    """A figure that was entered, handed in and approved, so that there is proof of it."""
    indicator = Indicator.objects.filter(plan=plan, collect="owner", owner=unit).order_by("position")[0]
    rows = [entered(indicator, value=61.5)]
    made = submit_figures(
        submission=save_figures(plan=plan, unit=unit, period=period, figures=rows, by=by), by=by
    )
    approve_figures(submission=made, by=by)
    return Observation.objects.get(indicator=indicator, unit=unit, period=period.code, superseded_at=None)


def _approved(by: Person) -> Reading:
    """A reading whose plan is in force."""
    identity = {**draft()["directive"], "number": "95/KH-UBND", "title": "Phổ cập kỹ năng số"}
    reading = finished(by, draft(directive=identity))
    accept_claims(claims=list(reading.claims.all()), by=by)
    approve_plan(reading=reading, by=by)
    return reading


def _preview(plan: Plan, period: Period, indicator: Indicator, by: Person) -> FigureImport:
    before = period.previous().code
    rows = [
        "Mã chỉ tiêu;Đơn vị;Kỳ;Giá trị",
        f"{indicator.code};S1;{before};58,5",
        f"{indicator.code};S1;{period.previous().previous().code};57",
    ]
    return preview_import(plan=plan, filename="so-lieu.csv", data="\n".join(rows).encode(), by=by)


def submission_of(scene: Scene) -> Submission:
    """The report that waits for approval."""
    return Submission.objects.get(plan=scene.plan, unit=scene.unit, period=scene.period.code)
