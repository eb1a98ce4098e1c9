"""Targets of units that ended: the list by heir, and one target with what was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from cotmoc.actions.heritage import Adapted, decide_targets
from cotmoc.core.permissions import Verb
from cotmoc.core.plan import NUMERIC_OPS
from cotmoc.store.heirs import Unit
from cotmoc.store.heritage import Inherited, inherited, may_decide, select, undecided
from cotmoc.store.language import said as in_words
from cotmoc.store.models import Area, Person, Plan, Target, TargetDecision
from cotmoc.store.naming import reference_of
from cotmoc.store.scope import plans_seen
from cotmoc.web.doors import asks
from cotmoc.web.fields import MilestoneField, NumberField
from cotmoc.web.filters import Chip, asked, href
from cotmoc.web.people import actor

PAGE_ROWS = 200
NAMES = ("q", "noi-nhan", "loc")
Verdict = TargetDecision.Verdict
WAITING = "cho"
_OPS = [
    (">=", gettext_lazy("từ … trở lên (≥)")),
    (">", gettext_lazy("trên (>)")),
    ("<=", gettext_lazy("không quá (≤)")),
    ("<", gettext_lazy("dưới (<)")),
    ("=", gettext_lazy("đúng (=)")),
    ("between", gettext_lazy("trong khoảng từ … đến …")),
]


@dataclass(frozen=True)
class PlanGroup:
    """The targets of one plan at one heir."""

    plan: Plan
    reference: str
    rows: tuple[Inherited, ...]

    @property
    def first(self) -> Inherited:
        return self.rows[0]


@dataclass(frozen=True)
class HeirGroup:
    """All that one heir has to speak of; `key` names it in forms."""

    key: str
    first: Inherited
    plans: tuple[PlanGroup, ...]
    may: bool

    @property
    def count(self) -> int:
        return sum(len(plan.rows) for plan in self.plans)


class AdaptForm(forms.Form):
    """A target in the words of the heir."""

    op = forms.ChoiceField(label=gettext_lazy("Phép so"), choices=_OPS)
    value = NumberField(label=gettext_lazy("Giá trị"))
    upper = NumberField(
        label=gettext_lazy("Cận trên"), required=False, help_text=gettext_lazy("Chỉ khi là một khoảng")
    )
    milestone = MilestoneField(
        label=gettext_lazy("Mốc"),
        required=False,
        help_text=gettext_lazy("Năm hoặc ngày; để trống thì giữ mốc cũ"),
    )
    reason = forms.CharField(label=gettext_lazy("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))


@asks(post=Verb.DECIDE_TARGETS)
@require_http_methods(["GET", "HEAD", "POST"])
def heritage(request: HttpRequest) -> HttpResponse:
    """Everything that is inherited today; posted, one word for several targets of one heir."""
    person = actor(request)
    rows = _rows(person)
    if request.method == "POST":
        return _decide(request, rows, person)
    values = asked(request, NAMES)
    found = select(rows, words=values["q"], heir=values["noi-nhan"])
    shown = tuple(row for row in found if _passes(row, values["loc"]))
    page = Paginator(shown, PAGE_ROWS).get_page(request.GET.get("trang"))
    context = {
        "groups": _groups(tuple(page), person),
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "query": href(values).removeprefix("?") + "&",
        "chips": _chips(found, values),
        "values": values,
        "words": values["q"],
        "total": len(rows),
        "count": len(shown),
        "waiting": len(undecided(rows)),
        "chosen_heir": values["noi-nhan"],
        "heirs": list(dict.fromkeys((row.heir.unit.code, row.heir.name) for row in rows)),
    }
    return render(request, "web/heritage/list.html", context)


def _seen(request: HttpRequest, pk: int) -> Target:
    """The target of an address, of a plan the person takes part in."""
    plans = plans_seen(actor(request))
    return get_object_or_404(Target, pk=pk, indicator__plan__in=plans)


@asks(post=Verb.DECIDE_TARGETS, of=_seen)
@require_http_methods(["GET", "HEAD", "POST"])
def heritage_target(request: HttpRequest, pk: int, heir: str) -> HttpResponse:
    """One target at one heir: its words, its origin, what was said of it, and the form to adapt it."""
    person = actor(request)
    row = _row(_rows(person, pk), pk, heir)
    form = AdaptForm(request.POST if request.method == "POST" else None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        adapted = Adapted(said["op"], said["value"], said["upper"], said["milestone"] or "")
        decide_targets(
            targets=[row.target],
            heir=row.heir.unit,
            verdict=Verdict.ADAPT,
            adapted=adapted,
            reason=said["reason"],
            by=person,
        )
        messages.success(request, _("Đã ghi mục tiêu điều chỉnh."))
        return redirect("heritage-target", pk, heir)
    context = {
        "row": row,
        "plan": row.plan,
        "reference": reference_of(row.plan),
        "form": form,
        "may_decide": may_decide(person, row),
        "key": heir,
    }
    return render(request, "web/heritage/target.html", context, status=422 if form.errors else 200)


def key_of(unit: Unit) -> str:
    """How an heir is named in addresses and forms: "area-12"."""
    return f"{'area' if isinstance(unit, Area) else 'agency'}-{unit.pk}"


def _rows(person: Person, target: int | None = None) -> tuple[Inherited, ...]:
    """What is inherited today, of the plans the person takes part in."""
    plans = set(plans_seen(person).values_list("pk", flat=True))
    only = None if target is None else Target.objects.filter(pk=target)
    return tuple(row for row in inherited(timezone.localdate(), targets=only) if row.plan.pk in plans)


def _row(rows: tuple[Inherited, ...], target: int, heir: str) -> Inherited:
    found = next((row for row in rows if row.target.pk == target and key_of(row.heir.unit) == heir), None)
    if found is None:
        raise Http404(f"{target} {heir}")
    return found


def _passes(row: Inherited, choice: str) -> bool:
    return not choice or (row.verdict or WAITING) == choice


def _groups(rows: tuple[Inherited, ...], person: Person) -> list[HeirGroup]:
    groups = []
    for _pk, some in groupby(rows, key=lambda row: key_of(row.heir.unit)):
        own = tuple(some)
        plans = tuple(
            PlanGroup(part[0].plan, reference_of(part[0].plan), part)
            for _plan, each in groupby(own, key=lambda row: row.plan.pk)
            if (part := tuple(each))
        )
        groups.append(HeirGroup(key_of(own[0].heir.unit), own[0], plans, may_decide(person, own[0])))
    return groups


def _chips(rows: tuple[Inherited, ...], values: dict[str, str]) -> list[Chip]:
    words = [("", _("Tất cả")), (WAITING, _("Chờ quyết định"))]
    words += [(verdict.value, in_words(verdict.label, "verdict")) for verdict in Verdict]
    counts = {code: sum(_passes(row, code) for row in rows) for code, _word in words}
    chosen = values["loc"]
    return [
        Chip(code, word, counts[code], href(values, loc=code), chosen == code)
        for code, word in words
        if counts[code] or code in {"", WAITING, chosen}
    ]


def _decide(request: HttpRequest, rows: tuple[Inherited, ...], person: Person) -> HttpResponse:
    heir = request.POST.get("noi-nhan", "")
    chosen = {int(pk) for pk in request.POST.getlist("muc") if pk.isdecimal()}
    own = [row for row in rows if key_of(row.heir.unit) == heir]
    if not own:
        raise Http404(heir)
    made = decide_targets(
        targets=[row.target for row in own if row.target.pk in chosen],
        heir=own[0].heir.unit,
        verdict=request.POST.get("viec", ""),
        reason=request.POST.get("ly-do", ""),
        by=person,
    )
    words = ngettext(
        "Đã ghi quyết định về %(count)s mục tiêu.", "Đã ghi quyết định về %(count)s mục tiêu.", len(made)
    )
    messages.success(request, words % {"count": len(made)})
    asked_for = request.GET.urlencode()
    return redirect(reverse("heritage") + (f"?{asked_for}" if asked_for else ""))


def _initial(row: Inherited) -> dict[str, object]:
    """What holds now, as the start of an adaptation."""
    said = row.latest
    holds = said if said is not None and said.verdict == Verdict.ADAPT else row.target
    op = holds.op if holds.op in NUMERIC_OPS else ">="
    return {"op": op, "value": holds.value, "upper": holds.upper, "milestone": row.target.milestone}
