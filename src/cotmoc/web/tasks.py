"""Tasks of a plan: the list with states and alerts, one task with its steps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark
from django.views.decorators.http import require_POST, require_safe

from cotmoc.actions import tasks as actions
from cotmoc.analysis.summary import count_alerts, count_task_states
from cotmoc.core.dates import parse_date, short_date
from cotmoc.core.errors import ConflictError, CotmocError, InvalidValueError
from cotmoc.core.permissions import Verb
from cotmoc.core.taskstate import ALERT_GOES_TO, ALERT_LABELS, VIEW_LABELS
from cotmoc.store import tasks as store
from cotmoc.store.access import can
from cotmoc.store.indicatorpage import place_words
from cotmoc.store.language import said
from cotmoc.store.models import Person, Task
from cotmoc.store.naming import reference_of
from cotmoc.web.doors import asks, find_plan
from cotmoc.web.filters import Chip, asked, href
from cotmoc.web.people import actor

NAMES = ("q", "tinh-trang", "canh-bao", "chu-tri", "xep")


@asks()
@require_safe
def tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """The list; every filter is a parameter of the address."""
    plan = find_plan(request, slug)
    everything = store.task_rows(plan, today=timezone.localdate())
    values = asked(request, NAMES)
    rows = store.select_tasks(
        everything,
        store.TaskQuery(
            values["q"], values["tinh-trang"], values["canh-bao"], values["chu-tri"], values["xep"] or "muc"
        ),
    )
    leads = {row.task.lead.pk: row.task.lead for row in everything if row.task.lead}
    by_heading = values["xep"] in {"", "muc"}
    groups = groupby(rows, key=lambda row: row.task.heading if by_heading else "")
    context = {
        "plan": plan,
        "reference": reference_of(plan),
        "total": len(everything),
        "count": len(rows),
        "groups": [(heading, list(some)) for heading, some in groups],
        "words": values["q"],
        "chosen_state": values["tinh-trang"],
        "chosen_alert": values["canh-bao"],
        "chosen_lead": values["chu-tri"],
        "chosen_sort": values["xep"] or "muc",
        "leads": sorted(leads.values(), key=lambda agency: agency.folded),
        "no_lead": store.NO_LEAD,
        "has_orphans": any(row.task.lead is None for row in everything),
        "sorts": store.SORTS,
        "chips": _chips(everything, values),
        "alerts": _alerts(everything, values),
        "waiting": sum(row.awaits_confirmation for row in everything),
    }
    return render(request, "web/tasks/page.html", context)


def _chips(rows: tuple[store.TaskRow, ...], values: dict[str, str]) -> list[Chip]:
    chosen = values["tinh-trang"]
    is_all = not chosen and not values["canh-bao"]
    everything = Chip("", _("Tất cả"), len(rows), href(values, tinh_trang="", canh_bao=""), is_all)
    counts = count_task_states(row.view for row in rows)
    counted = [(code, said(VIEW_LABELS[code], "task"), count) for code, count in counts.items()]
    waiting = sum(row.awaits_confirmation for row in rows)
    return [everything] + [
        Chip(code, label, count, href(values, tinh_trang=code), chosen == code)
        for code, label, count in [*counted, (store.AWAITING, _("Chờ đồng ý hoàn thành"), waiting)]
        if count or chosen == code
    ]


def _alerts(rows: tuple[store.TaskRow, ...], values: dict[str, str]) -> list[Chip]:
    counts = count_alerts(row.view for row in rows)
    return [
        Chip(
            code,
            ALERT_LABELS[code],
            count,
            href({}, canh_bao="" if values["canh-bao"] == code else code),
            values["canh-bao"] == code,
        )
        for code, count in counts.items()
        if code != "none"
    ]


@asks()
@require_safe
def task(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One task: the words of the document, how it stands, what has happened, and the next steps."""
    return _page(request, slug, code)


@asks()
@require_POST
def task_step(request: HttpRequest, slug: str, code: str, step: str) -> HttpResponse:
    """Take one step of a task, then back to its page; what was typed stays when it is refused."""
    one = get_object_or_404(Task, plan=find_plan(request, slug), code=code)
    if step not in _STEPS:
        raise Http404(step)
    take, done = _STEPS[step]
    try:
        take(request, one, actor(request))
    except (InvalidValueError, ConflictError) as error:
        return _page(request, slug, code, error)
    messages.success(request, _(done))
    return redirect("task", slug, code)


def _page(request: HttpRequest, slug: str, code: str, error: CotmocError | None = None) -> HttpResponse:
    """The page of a task; after an `error` with its sentence and what was typed."""
    plan, today = find_plan(request, slug), timezone.localdate()
    try:
        page = store.task_page(plan, code, today=today)
    except Task.DoesNotExist:
        raise Http404(code) from None
    one = page.row.task
    typed = request.POST if error else {}
    context = {
        "plan": plan,
        "reference": reference_of(plan),
        "row": page.row,
        "task": one,
        "changes": page.changes,
        "place": place_words(one.place, one.section),
        "reading_id": one.claim.reading_id if one.claim else None,
        "goes_to": ALERT_GOES_TO[page.row.view.alert],
        "proof": typed.get("minh-chung", one.proof),
        "day": typed.get("ngay", short_date(one.completed_on or today)),
        "reason": typed.get("ly-do", ""),
        "error": said(error.args[0]) if error else "",
        "owner_may": can(request.user, Verb.UPDATE_TASK, one),
        "giver_may": can(request.user, Verb.CONFIRM_TASK, one),
    }
    return render(request, "web/tasks/task.html", context, status=422 if error else 200)


Step = Callable[[HttpRequest, Task, Person], object]


def _complete(request: HttpRequest, one: Task, by: Person) -> object:
    day = parse_date(request.POST.get("ngay", ""))
    return actions.complete_task(task=one, proof=request.POST.get("minh-chung", ""), completed_on=day, by=by)


def _reason(request: HttpRequest) -> str:
    return request.POST.get("ly-do", "")


_STEPS: dict[str, tuple[Step, str]] = {
    "bat-dau": (lambda r, t, by: actions.start_task(task=t, by=by), mark("Đã ghi nhận bắt đầu thực hiện.")),
    "hoan-thanh": (_complete, mark("Đã nộp sản phẩm. Chờ cấp giao nhiệm vụ đồng ý.")),
    "dong-y": (lambda r, t, by: actions.confirm_task(task=t, by=by), mark("Đã đồng ý hoàn thành nhiệm vụ.")),
    "tra-lai": (
        lambda r, t, by: actions.hand_back_task(task=t, reason=_reason(r), by=by),
        mark("Đã trả lại sản phẩm cho cơ quan chủ trì."),
    ),
    "tam-dung": (
        lambda r, t, by: actions.pause_task(task=t, reason=_reason(r), by=by),
        mark("Đã tạm dừng nhiệm vụ."),
    ),
    "rut": (
        lambda r, t, by: actions.withdraw_task(task=t, reason=_reason(r), by=by),
        mark("Đã rút nhiệm vụ."),
    ),
    "tiep-tuc": (
        lambda r, t, by: actions.resume_task(task=t, by=by),
        mark("Nhiệm vụ tiếp tục được thực hiện."),
    ),
}
