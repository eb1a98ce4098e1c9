"""The form in which a unit enters its figures of a period."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cotmoc.actions.exports import note_export
from cotmoc.actions.figures import submit_figures
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.numbers import format_number
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Verb
from cotmoc.store.access import can, require
from cotmoc.store.collection import collected_kinds, due_of, working_days_left
from cotmoc.store.figuresheet import EntrySheet, entry_sheet, figure_history, sheet_workbook
from cotmoc.store.language import plural, reason, said
from cotmoc.web.doors import asks, find_plan, find_unit
from cotmoc.web.entry.form import EntryRow, rows_of, save_posted
from cotmoc.web.people import actor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@asks(post=Verb.ENTER_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, slug: str, period: str, unit: str) -> HttpResponse:
    """The form; posted, it saves what is in order and hands in when asked to."""
    sheet = _sheet(request, slug, period, unit)
    if request.method != "POST":
        return _page(request, sheet, {})
    by = actor(request)
    require(by, Verb.ENTER_FIGURES, sheet.turn)
    faulty = save_posted(sheet, request.POST.dict(), by)
    sheet = entry_sheet(sheet.plan, sheet.unit, sheet.period)
    if faulty:
        return _page(request, sheet, faulty, status=422)
    if request.POST.get("viec") == "nop":
        if sheet.submission is None:
            raise ConflictError(
                _("Chưa có số liệu nào để nộp. Nhập ít nhất một số hoặc lý do chưa có số liệu.")
            )
        submit_figures(submission=sheet.submission, by=by)
        messages.success(
            request,
            _("Đã nộp báo cáo %(period)s của %(unit)s.")
            % {"period": said(sheet.period.label), "unit": sheet.unit},
        )
    return redirect("figures", slug=slug, period=period, unit=unit)


@asks(post=Verb.ENTER_FIGURES)
@require_POST
def figure_cell(request: HttpRequest, slug: str, period: str, unit: str) -> JsonResponse:
    """Save one row as it was typed; answers what its cell now shows, also when that is a fault."""
    sheet = _sheet(request, slug, period, unit)
    by = actor(request)
    require(by, Verb.ENTER_FIGURES, sheet.turn)
    line = next((one for one in sheet.lines if str(one.indicator.pk) == request.POST.get("indicator")), None)
    if line is None:
        raise Http404
    try:
        faulty = save_posted(replace(sheet, lines=(line,)), request.POST.dict(), by)
    except (InvalidValueError, ConflictError) as error:
        faulty = {line.indicator.pk: EntryRow(line, {}, reason(error))}
    sheet = entry_sheet(sheet.plan, sheet.unit, sheet.period)
    pk = line.indicator.pk
    row = faulty.get(pk) or next(one for one in rows_of(sheet) if one.line.indicator.pk == pk)
    return JsonResponse(_told(sheet, row))


@asks()
@require_safe
def figure_past(request: HttpRequest, slug: str, period: str, unit: str, code: str) -> HttpResponse:
    """Every value ever entered for one figure, with who and when; for HTMX the panel alone."""
    sheet = _sheet(request, slug, period, unit)
    line = next((one for one in sheet.lines if one.indicator.code == code), None)
    if line is None:
        raise Http404
    history = [(row, Period.parse(row.period)) for row in figure_history(line.indicator, sheet.unit)]
    context = {**_of(sheet), "line": line, "history": history}
    panel = getattr(request, "htmx", False)
    return render(request, "web/figures/past_panel.html" if panel else "web/figures/past.html", context)


@asks()
@require_safe
def figure_template(request: HttpRequest, slug: str, period: str, unit: str) -> HttpResponse:
    """The form as a workbook, to fill in and import back."""
    sheet = _sheet(request, slug, period, unit)
    note_export(what="figures.xlsx", thing=sheet.unit, by=actor(request))
    name = f"so-lieu-{sheet.period.code}-{sheet.unit.code}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(sheet_workbook(sheet), content_type=XLSX, headers=headers)


def find_period(code: str) -> Period:
    """The period an address names; 404 when it is none or its data are not open yet."""
    try:
        period = Period.parse(code)
    except InvalidValueError:
        raise Http404(code) from None
    if period.window[0] > timezone.localdate():
        raise Http404(code)
    return period


def _sheet(request: HttpRequest, slug: str, period: str, unit: str) -> EntrySheet:
    plan = find_plan(request, slug)
    chosen = find_period(period)
    sheet = entry_sheet(plan, find_unit(request, plan, unit, chosen), chosen)
    if not sheet.lines:
        raise Http404(unit)
    return sheet


def _page(
    request: HttpRequest, sheet: EntrySheet, faulty: dict[int, EntryRow], status: int = 200
) -> HttpResponse:
    rows = {row.line.indicator.pk: row for row in rows_of(sheet)} | faulty
    groups = [(heading, [rows[line.indicator.pk] for line in lines]) for heading, lines in sheet.groups]
    enters = can(request.user, Verb.ENTER_FIGURES, sheet.turn)
    context = {
        **_of(sheet),
        "groups": groups,
        "faults": len(faulty),
        "enters": enters,
        "locked": sheet.is_waiting or not enters,
        "blocked": plural("sửa %(count)s lỗi trước", len(faulty)) if faulty else said(sheet.blocked),
        "decides": sheet.is_waiting and can(request.user, Verb.APPROVE_FIGURES, sheet.turn),
    }
    return render(request, "web/figures/page.html", context, status=status)


def _of(sheet: EntrySheet) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "plan": sheet.plan,
        "sheet": sheet,
        "unit": sheet.unit,
        "period": sheet.period,
        "due": due_of(sheet.period),
        "is_owed": sheet.period.kind in collected_kinds(sheet.plan),
        "days_left": working_days_left(sheet.period, today),
    }


def _told(sheet: EntrySheet, row: EntryRow) -> dict[str, Any]:
    """What the island needs to show after a save."""
    return {
        "state": row.state,
        "word": row.word,
        "message": row.fault or row.line.question,
        "value": format_number(row.line.value) if row.line.value is not None else "",
        "difference": row.difference,
        "entered": sheet.entered,
        "left": sheet.left,
        "questions": sheet.questions,
        "blocked": said(sheet.blocked),
        "at": f"{timezone.localtime():%H.%M}",
    }
