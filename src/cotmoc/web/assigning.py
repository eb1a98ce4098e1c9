"""Who answers for what: many indicators or tasks of a plan given to one agency at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cotmoc.actions.plans import assign_many
from cotmoc.core.permissions import Verb
from cotmoc.store.agencies import current, written_on
from cotmoc.store.language import choices, plural
from cotmoc.store.models import Agency, Indicator
from cotmoc.store.plans import Group, items_to_assign, known_by_name
from cotmoc.web.doors import asks, find_plan
from cotmoc.web.people import actor

# The value of the parameter `phan` for tasks; without it, indicators.
TASKS = "nhiem-vu"
# The value of `act` that gives items to the agencies their document names.
BY_NAME = "theo-ten"


class AssignForm(forms.Form):
    """To whom, and for indicators who enters the figures."""

    owner = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Giao cho"),
        empty_label=_("chọn cơ quan"),
        error_messages={"required": _("Chọn cơ quan để giao.")},
    )
    collect = forms.ChoiceField(
        label=_("Ai nhập số liệu"),
        choices=[("", _("giữ nguyên")), *choices(Indicator.Collect.choices)],
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, tasks: bool) -> None:
        super().__init__(data)
        owner: Any = self.fields["owner"]
        owner.queryset = current(timezone.localdate()).order_by("kind", "name")
        if tasks:
            del self.fields["collect"]


@asks(Verb.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def plan_assign(request: HttpRequest, slug: str) -> HttpResponse:
    """The items nobody answers for, to be chosen one by one or by heading, and given to an agency."""
    plan = find_plan(request, slug)
    asked = request.POST if request.method == "POST" else request.GET
    tasks, everything = asked.get("phan") == TASKS, bool(asked.get("tat-ca"))
    groups = items_to_assign(plan, tasks=tasks, everything=everything)
    known = known_by_name(groups, timezone.localdate(), written_on(plan))
    if request.POST.get("act") == BY_NAME:
        for item, agency in known:
            assign_many(items=[item], owner=agency, by=actor(request))
        messages.success(request, plural("Đã giao %(count)s mục cho cơ quan văn bản ghi.", len(known)))
        return redirect(_address(slug, tasks=tasks, everything=everything))
    form = AssignForm(request.POST if request.method == "POST" else None, tasks=tasks)
    chosen = _chosen(groups, request.POST)
    if request.method == "POST" and not chosen:
        form.add_error(None, _("Chưa chọn mục nào; đánh dấu từng mục hoặc cả nhóm."))
    if request.method == "POST" and form.is_valid():
        count = assign_many(items=chosen, by=actor(request), **form.cleaned_data)
        word = _("nhiệm vụ") if tasks else _("chỉ tiêu")
        messages.success(
            request,
            _("Đã giao %(count)s %(word)s cho %(owner)s.")
            % {"count": count, "word": word, "owner": form.cleaned_data["owner"]},
        )
        return redirect(_address(slug, tasks=tasks, everything=everything))
    context = {
        "plan": plan,
        "form": form,
        "tasks": tasks,
        "everything": everything,
        "groups": groups,
        "known": known,
        "no_units": not form.fields["owner"].queryset.exists(),  # type: ignore[attr-defined]
        "count": sum(len(group.items) for group in groups),
        "chosen": {item.pk for item in chosen},
        "other": _address(slug, tasks=not tasks, everything=everything),
        "wider": _address(slug, tasks=tasks, everything=not everything),
        "words": TASKS if tasks else "",
    }
    return render(request, "web/plans/assign.html", context, status=422 if form.errors else 200)


def _chosen(groups: Sequence[Group], data: QueryDict) -> list[Any]:
    """The items marked (`muc`, by code) and those of the headings marked (`nhom`, by place)."""
    codes, whole = set(data.getlist("muc")), set(data.getlist("nhom"))
    return [
        item
        for number, group in enumerate(groups, start=1)
        for item in group.items
        if item.code in codes or str(number) in whole
    ]


def _address(slug: str, *, tasks: bool, everything: bool) -> str:
    parts = [f"phan={TASKS}"] * tasks + ["tat-ca=1"] * everything
    return reverse("plan-assign", args=[slug]) + ("?" + "&".join(parts) if parts else "")
