"""Collecting figures: the periods of a plan, the units of a period, and the decision on what they handed in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark
from django.views.decorators.http import require_http_methods, require_safe

from cotmoc.actions.figures import approve_many, return_figures
from cotmoc.core.periods import KINDS, Kind, Period
from cotmoc.core.permissions import Verb
from cotmoc.core.text import fold
from cotmoc.store.access import can, own_unit, rights_of
from cotmoc.store.collection import (
    STATES,
    PeriodRow,
    UnitProgress,
    collected_kinds,
    due_of,
    open_periods,
    period_rows,
    progress_of,
    units_of,
    working_days_left,
)
from cotmoc.store.language import plural, said
from cotmoc.store.models import Agency, Plan, Submission
from cotmoc.store.reporters import units_seen
from cotmoc.store.scope import units_within
from cotmoc.web.doors import asks, find_plan
from cotmoc.web.entry.figures import find_period
from cotmoc.web.filters import Chip, asked, href
from cotmoc.web.people import actor

KIND_WORDS: dict[Kind, str] = {
    "month": mark("Tháng"),
    "quarter": mark("Quý"),
    "half-year": mark("6 tháng"),
    "nine-month": mark("9 tháng"),
    "year": mark("Năm"),
}
LATE = "tre"
# The status whose glyph stands for a state of a report.
SIGNS = {
    "none": "no-data",
    "draft": "not-due",
    "submitted": "on-path",
    "returned": "at-risk",
    "approved": "reached",
}


@dataclass(frozen=True)
class PeriodLine:
    """A period of the list with the part each state has of its bar; `unit` is the only one that reports to whom it is
    shown."""

    row: PeriodRow
    days_left: int
    is_owed: bool
    unit: Agency | None = None

    @property
    def counts(self) -> list[tuple[str, str, str, int]]:
        """Code, sign, words and number of the states that occur, the finished first."""
        states = self.row.states
        return [
            (code, SIGNS[code], said(STATES[code]), states[code])
            for code in reversed(STATES)
            if states.get(code)
        ]


@asks()
@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """The open periods of a kind, each with how far the units are; an officer sees the own unit."""
    plan = find_plan(request, slug)
    wanted = request.GET.get("loai", "")
    collected = collected_kinds(plan)
    kind: Kind = next((one for one in KINDS if one == wanted), collected[0])
    person, today = actor(request), timezone.localdate()
    own = own_unit(person)
    units = units_seen(plan, person, open_periods(kind, today, plan.starts_on))
    rows = period_rows(plan, units)
    context = {
        "plan": plan,
        "kinds": [Chip(one, KIND_WORDS[one], 0, href({}, loai=one), one == kind) for one in KINDS],
        "lines": [
            PeriodLine(
                row,
                working_days_left(row.period, today),
                kind in collected,
                next(iter(units[row.period])) if own is not None and row.units == 1 else None,
            )
            for row in rows
        ]
        if any(units.values())
        else [],
        "own": own,
        "today": today,
    }
    return render(request, "web/collection/periods.html", context)


@asks(post=Verb.APPROVE_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def period(request: HttpRequest, slug: str, period: str) -> HttpResponse:
    """The units of a period with their states; posted, it approves or returns what they handed in."""
    plan, chosen = find_plan(request, slug), find_period(period)
    if request.method == "POST":
        return _decide(request, plan, chosen)
    units = units_within(units_of(plan, chosen), actor(request), plan)
    own = own_unit(actor(request))
    if own is not None and units.filter(pk=own.pk).exists():
        return redirect("figures", slug=slug, period=period, unit=own.code)
    values = asked(request, ("q", "tinh-trang"))
    today = timezone.localdate()
    everything = progress_of(plan, chosen, units)
    is_owed = chosen.kind in collected_kinds(plan) and any(row.is_owing for row in everything)
    is_late = is_owed and due_of(chosen) < today
    rows = [row for row in everything if _is_wanted(row, values, is_late)]
    context = {
        "plan": plan,
        "period": chosen,
        "rows": [(row, SIGNS[row.state], said(STATES[row.state])) for row in rows],
        "total": len(everything),
        "chips": _chips(everything, values, is_late),
        "words": values["q"],
        "chosen_state": values["tinh-trang"],
        "due": due_of(chosen),
        "days_left": working_days_left(chosen, today),
        "is_late": is_late,
        "is_owed": is_owed,
        "waiting": [
            row.unit.pk
            for row in rows
            if row.state == Submission.State.SUBMITTED
            and can(request.user, Verb.APPROVE_FIGURES, row.submission)
        ],
        "decides": Verb.APPROVE_FIGURES in rights_of(actor(request)).verbs_at(plan),
    }
    return render(request, "web/collection/units.html", context)


def _is_wanted(row: UnitProgress, values: dict[str, str], is_late: bool) -> bool:
    state = values["tinh-trang"]
    if state == LATE and not (is_late and row.is_owing):
        return False
    if state in STATES and row.state != state:
        return False
    return fold(values["q"]) in f"{row.unit.folded} {fold(row.unit.code)}"


def _chips(rows: tuple[UnitProgress, ...], values: dict[str, str], is_late: bool) -> list[tuple[Chip, str]]:
    """The filters with their counts, each with the sign of its state."""
    counts = Counter(row.state for row in rows)
    chosen = values["tinh-trang"]
    late = sum(row.is_owing for row in rows) if is_late else 0
    chips = [(Chip("", _("Tất cả"), len(rows), href(values, tinh_trang=""), not chosen), "")]
    if late:
        chips.append((Chip(LATE, _("Trễ hạn"), late, href(values, tinh_trang=LATE), chosen == LATE), "late"))
    return chips + [
        (Chip(code, said(label), counts[code], href(values, tinh_trang=code), chosen == code), SIGNS[code])
        for code, label in STATES.items()
        if counts[code] or chosen == code
    ]


def _decide(request: HttpRequest, plan: Plan, chosen: Period) -> HttpResponse:
    """Approve the chosen units, or return one with a reason; then back to where the person was."""
    by = actor(request)
    if (returned := request.POST.get("tra-lai")) is not None:
        submission = get_object_or_404(Submission, plan=plan, period=chosen.code, unit=_number(returned))
        return_figures(submission=submission, reason=request.POST.get(f"ly-do-{returned}", ""), by=by)
        messages.success(request, _("Đã trả lại báo cáo của %(unit)s.") % {"unit": submission.unit})
    else:
        approved = request.POST.get("duyet", "")
        chosen_units = "ca-loat" if "duyet-ca-loat" in request.POST else "don-vi"
        wanted = [_number(pk) for pk in ([approved] if approved else request.POST.getlist(chosen_units))]
        found = Submission.objects.filter(plan=plan, period=chosen.code, unit__in=wanted).select_related(
            "unit"
        )
        count = approve_many(submissions=list(found), by=by)
        messages.success(
            request, plural("Đã duyệt %(count)s báo cáo %(period)s.", count, period=said(chosen.label))
        )
    back = request.POST.get("ve", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("period", args=[plan.slug, chosen.code])
    return HttpResponseRedirect(back)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)
