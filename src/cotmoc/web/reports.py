"""Official reports: those of a plan, one with its words to edit and the paper they make, and its files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cotmoc.actions import reports as actions
from cotmoc.actions.exports import note_export
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Verb
from cotmoc.store import reporting as store
from cotmoc.store.access import can
from cotmoc.store.language import said
from cotmoc.store.models import Report
from cotmoc.store.naming import reference_of
from cotmoc.web.doors import asks, find_plan
from cotmoc.web.people import actor
from cotmoc.writing.compose import compose
from cotmoc.writing.narrative import mentioned
from cotmoc.writing.report import FORMATS, MEDIA_TYPES, write_report
from cotmoc.writing.snapshot import IndicatorRow, ReportSnapshot, TaskRow

_MONTHS_BACK = 12
_LONG = ("to", "recipients", "authority", "issuer")


@asks(post=Verb.WRITE_REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """The reports of a plan; POST begins the one of a period."""
    plan = find_plan(request, slug)
    if request.method == "POST":
        period = Period.parse(request.POST.get("ky", ""))
        if (draft := store.draft_of(plan, period)) is not None and can(request.user, Verb.WRITE_REPORT, plan):
            messages.info(request, _("Đã có bản nháp báo cáo %(period)s.") % {"period": said(period.label)})
            return redirect("report", slug, draft.pk)
        return redirect("report", slug, actions.draft_report(plan=plan, period=period, by=actor(request)).pk)
    rows = [(row, Period.parse(row.period)) for row in store.reports_of(plan)]
    context = {
        "plan": plan,
        "reference": reference_of(plan),
        "rows": rows,
        "choices": period_choices(timezone.localdate()),
        "formats": FORMATS,
    }
    return render(request, "web/reports/page.html", context)


@asks(post=Verb.WRITE_REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One report: its words as a form beside the paper they make; POST keeps the words."""
    one = _report(request, slug, pk)
    if request.method != "POST":
        return _page(request, one)
    try:
        _save(request, one)
    except InvalidValueError as error:
        return _page(request, one, error)
    messages.success(request, _("Đã lưu bản nháp."))
    return redirect("report", slug, pk)


@asks(post=Verb.WRITE_REPORT)
@require_POST
def report_step(request: HttpRequest, slug: str, pk: int, step: str) -> HttpResponse:
    """Keep what stands in the form, then write the words anew from the figures, or freeze them."""
    one, by = _report(request, slug, pk), actor(request)
    if step not in {"viet-lai", "chot"}:
        raise Http404(step)
    try:
        _save(request, one)
    except InvalidValueError as error:
        return _page(request, one, error)
    if step == "viet-lai":
        actions.rewrite_report(report=one, by=by)
        messages.success(request, _("Đã viết lại phần lời từ số liệu."))
    else:
        actions.freeze_report(report=one, by=by, base=_base(request))
        messages.success(request, _("Đã chốt báo cáo. Từ nay tệp tải về luôn giống hệt nhau."))
    return redirect("report", slug, pk)


def _page(request: HttpRequest, one: Report, error: InvalidValueError | None = None) -> HttpResponse:
    """The page of a report; after an `error` the form holds what was typed, the paper what is kept."""
    snapshot = store.snapshot_of(one, base=_base(request))
    typed = {**one.narrative, "number": one.number} | (request.POST.dict() if error else {})
    context = {
        "plan": one.plan,
        "report": one,
        "period": Period.parse(one.period),
        "paper": compose(snapshot),
        "snapshot": snapshot,
        "editable": one.frozen_at is None and can(request.user, Verb.WRITE_REPORT, one),
        "number": typed["number"],
        "style": typed.get("style", snapshot.style),
        "header": _header_fields(typed),
        "sections": _sections(typed, snapshot),
        "formats": FORMATS,
        "unreported": sum(row.value is None for row in snapshot.indicators),
        "error": said(error.args[0]) if error else "",
    }
    return render(request, "web/reports/report.html", context, status=422 if error else 200)


@asks()
@require_safe
def report_file(request: HttpRequest, slug: str, pk: int, form: str) -> HttpResponse:
    """The report as a file of `form`."""
    if form not in FORMATS:
        raise Http404(form)
    one = _report(request, slug, pk)
    data = write_report(store.snapshot_of(one, base=_base(request)), form, fonts=settings.FONTS_DIR)
    note_export(what=f"report.{form}", thing=one, by=actor(request))
    draft = "" if one.frozen_at else "-ban-nhap"
    headers = {"Content-Disposition": f'attachment; filename="bao-cao-{slug}-{one.period}{draft}.{form}"'}
    return HttpResponse(data, content_type=MEDIA_TYPES[form], headers=headers)


def period_choices(today: date) -> list[tuple[str, list[Period]]]:
    """The periods to choose from, by kind, the current ones first; none that has not begun."""
    months = [Period.containing(today, "month")]
    while len(months) < _MONTHS_BACK:
        months.append(months[-1].previous())
    years = (today.year, today.year - 1)
    some = {
        _("6 tháng"): [Period("half-year", year, n) for year in years for n in (2, 1)],
        _("9 tháng"): [Period("nine-month", year) for year in years],
        _("Năm"): [Period("year", year) for year in years],
        _("Quý"): [Period("quarter", year, n) for year in years for n in (4, 3, 2, 1)],
        _("Tháng"): months,
    }
    return [(name, [period for period in periods if period.start <= today]) for name, periods in some.items()]


def _report(request: HttpRequest, slug: str, pk: int) -> Report:
    rows = Report.objects.select_related("plan", "frozen_by")
    return get_object_or_404(rows, plan=find_plan(request, slug), pk=pk)


def _save(request: HttpRequest, one: Report) -> None:
    """Keep the fields that the form sent; none were sent, nothing changes."""
    fields = {name: request.POST[name] for name in (*store.HEADER, *store.SECTIONS) if name in request.POST}
    if fields or "number" in request.POST:
        actions.edit_report(report=one, by=actor(request), number=request.POST.get("number"), **fields)


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _header_fields(typed: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"name": name, "label": label, "value": typed.get(name, ""), "long": name in _LONG}
        for name, label in store.HEADER.items()
        if name != "style"
    ]


def _sections(typed: dict[str, str], snapshot: ReportSnapshot) -> list[dict[str, Any]]:
    """The words to edit, each with the indicators and tasks it names, so that its figures can be traced."""
    rows: tuple[IndicatorRow | TaskRow, ...] = (*snapshot.indicators, *snapshot.tasks)
    return [
        {
            "name": name,
            "label": label,
            "text": (text := typed.get(name, "")),
            "cited": mentioned(text, rows),
        }
        for name, label in store.SECTIONS.items()
    ]
