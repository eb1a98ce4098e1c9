"""Figures from a file: upload, look at what it changes, then enter it or drop it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark
from django.views.decorators.http import require_http_methods

from cotmoc.actions.imports import Then, apply_import, discard_import, preview_import
from cotmoc.core.errors import (
    ConflictError,
    RefusedRowsError,
    RowError,
    SecretMarkError,
    UnreadableError,
)
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Verb
from cotmoc.reading.sheets import Cell, read_sheets
from cotmoc.store.access import can
from cotmoc.store.language import reason, said
from cotmoc.store.models import FigureImport, Plan
from cotmoc.store.scope import imports_seen
from cotmoc.store.scorecards import unit_word
from cotmoc.web.doors import asks, find_plan
from cotmoc.web.people import actor
from cotmoc.web.review.words import number_words

PAGE_ROWS = 200
SHOWN_FAULTS = 300
CHANGES = {"changed": mark("Sửa"), "new": mark("Mới"), "same": mark("Không đổi")}
_THEN: dict[str, Then] = {"giu": "keep", "nop": "submit", "duyet": "approve"}


@dataclass(frozen=True)
class Fault:
    """A fault with the row as it stands in the file."""

    error: RowError
    copy: str


@asks(post=Verb.IMPORT_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest, slug: str) -> HttpResponse:
    """Upload a file; what is wrong with it is shown here, row by row."""
    plan = find_plan(request, slug)
    if request.method != "POST":
        return _upload_page(request, plan)
    file = request.FILES.get("tep")
    if not isinstance(file, UploadedFile):
        return _upload_page(
            request, plan, fault=_("Chưa chọn tệp. Chọn tệp .xlsx hoặc .csv rồi bấm Xem trước.")
        )
    if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
        megabytes = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        return _upload_page(
            request,
            plan,
            fault=_("Tệp nặng quá %(megabytes)s MB; hãy tách thành nhiều tệp.") % {"megabytes": megabytes},
        )
    data, name = file.read(), file.name or ""
    try:
        made = preview_import(plan=plan, filename=name, data=data, by=actor(request))
    except RefusedRowsError as error:
        faults = _faults(error, data, name)
        return _upload_page(request, plan, faults=faults, count=len(error.faults), filename=name)
    except (UnreadableError, SecretMarkError, ConflictError) as error:
        return _upload_page(request, plan, fault=reason(error), filename=name)
    return redirect("import", slug=slug, pk=made.pk)


@asks(post=Verb.IMPORT_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def figure_import(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What the file would change, cell by cell; posted, enter it or drop it."""
    person = actor(request)
    rows = imports_seen(person).select_related("by", "plan")
    made = get_object_or_404(rows, plan=find_plan(request, slug), pk=pk)
    if request.method == "POST":
        return _settle(request, made)
    listed = sorted(made.rows, key=lambda row: list(CHANGES).index(row["change"]))
    page = Paginator(listed, PAGE_ROWS).get_page(request.GET.get("trang"))
    counts = {change: sum(row["change"] == change for row in made.rows) for change in CHANGES}
    context = {
        "plan": made.plan,
        "made": made,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "rows": [_shown(row) for row in page],
        "counts": [
            (change, said(word, "change"), counts[change])
            for change, word in CHANGES.items()
            if counts[change]
        ],
        "changes": counts["changed"] + counts["new"],
        "units": len({row["unit"] for row in made.rows}),
        "is_open": made.state == FigureImport.State.PREVIEW,
        "enters": can(person, Verb.IMPORT_FIGURES, made),
        "approves": can(person, Verb.APPROVE_FIGURES),
    }
    return render(request, "web/imports/preview.html", context)


def _settle(request: HttpRequest, made: FigureImport) -> HttpResponse:
    if request.POST.get("viec") == "bo":
        discard_import(figure_import=made, by=actor(request))
        messages.info(
            request, _("Đã bỏ tệp %(filename)s; không có số liệu nào thay đổi.") % {"filename": made.filename}
        )
        return redirect("imports", slug=made.plan.slug)
    then = _THEN.get(request.POST.get("sau", ""), "submit")
    apply_import(figure_import=made, by=actor(request), then=then)
    messages.success(request, _("Đã nhập số liệu từ tệp %(filename)s.") % {"filename": made.filename})
    periods = {row["period"] for row in made.rows}
    if len(periods) == 1:
        return redirect("period", slug=made.plan.slug, period=periods.pop())
    return redirect("collection", slug=made.plan.slug)


def _upload_page(request: HttpRequest, plan: Plan, **more: Any) -> HttpResponse:
    recent = imports_seen(actor(request)).filter(plan=plan).select_related("by").defer("rows")
    refused = "fault" in more or "faults" in more
    context = {"plan": plan, "recent": recent[:8], "limit": settings.UPLOAD_MAX_BYTES, **more}
    return render(request, "web/imports/upload.html", context, status=422 if refused else 200)


def _faults(error: RefusedRowsError, data: bytes, name: str) -> list[Fault]:
    """The faults, each with a copy of its row; of a workbook with several tables the rows of the first."""
    sheets = read_sheets(data, name)
    rows = {row.number: row for row in sheets[0].rows} if len(sheets) == 1 else {}
    return [
        Fault(fault, " · ".join(_cell(cell) for cell in rows[fault.row].cells) if fault.row in rows else "")
        for fault in error.faults[:SHOWN_FAULTS]
    ]


def _cell(cell: Cell) -> str:
    return number_words(cell) if isinstance(cell, float) else str(cell or "–")


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the preview in words."""
    return {
        **row,
        "word": said(CHANGES[row["change"]], "change"),
        "measure": unit_word(row["measure"]),
        "period_label": said(Period.parse(row["period"]).label),
        "now": _value(row),
        "was": _value(row["old"]) if row["old"] else "",
    }


def _value(values: dict[str, Any]) -> str:
    if values["value"] is None:
        return values["missing_reason"] or "–"
    parts = ""
    if values["numerator"] is not None:
        parts = f" = {number_words(values['numerator'])} / {number_words(values['denominator'])}"
    return number_words(values["value"]) + parts
