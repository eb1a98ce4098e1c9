"""Plans: the list, one plan with the words it came from, and what its items lack."""

from __future__ import annotations

import json
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cotmoc.actions.exports import note_export
from cotmoc.actions.plans import assign_task, edit_indicator
from cotmoc.core.permissions import Verb
from cotmoc.store.agencies import current
from cotmoc.store.heritage import notice_of, standings
from cotmoc.store.language import choices
from cotmoc.store.models import Agency, Indicator, Person, PlanVersion, Task
from cotmoc.store.plans import plan_page, plan_rows
from cotmoc.store.scope import plans_seen
from cotmoc.web.doors import asks, find_plan
from cotmoc.web.fields import UnitField
from cotmoc.web.people import actor


class IndicatorSettingsForm(forms.ModelForm[Indicator]):
    class Meta:
        model = Indicator
        fields = ("owner", "collect", "roll_up", "shape", "unit", "method")
        field_classes = {"unit": UnitField}
        widgets = {"method": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("collect", "roll_up", "shape"):
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = choices(cast("list[tuple[str, str]]", field.choices))
        _offer_agencies(self.fields["owner"])


class TaskSettingsForm(forms.ModelForm[Task]):
    class Meta:
        model = Task
        fields = ("lead", "due")
        widgets = {"due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_agencies(self.fields["lead"])


def _offer_agencies(choice: forms.Field) -> None:
    """The units there are today."""
    field = cast("forms.ModelChoiceField[Agency]", choice)
    field.queryset = current(timezone.localdate()).order_by("kind", "name")
    field.empty_label = _("chưa có")


@asks()
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """All plans in force."""
    return render(request, "web/plans/list.html", {"rows": plan_rows(plans_seen(actor(request)))})


@asks()
@require_GET
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """One plan: versions, gaps, and every item with its words."""
    shown = find_plan(request, slug)
    page = plan_page(shown)
    today, owners = timezone.localdate(), [indicator.owner for indicator in page.indicators]
    context = {
        "plan": shown,
        "page": page,
        "heritage_notice": notice_of(shown, today, owners),
        "standings": standings(shown, today, owners),
    }
    return render(request, "web/plans/plan.html", context)


@asks()
@require_GET
def plan_file(request: HttpRequest, slug: str) -> HttpResponse:
    """A version of the plan in the plan format; the one in force unless `ban` names another."""
    versions = PlanVersion.objects.filter(plan=find_plan(request, slug)).order_by("-number")
    if (number := request.GET.get("ban", "")).isdecimal():
        versions = versions.filter(number=int(number))
    version = versions.first()
    if version is None:
        version = get_object_or_404(versions)
    note_export(what="plan.json", thing=version, by=actor(request))
    answer = HttpResponse(
        json.dumps(version.content, ensure_ascii=False, indent=1),
        content_type="application/json; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="{slug}-ban-{version.number}.json"'
    return answer


@asks(Verb.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def plan_item(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Who answers for an indicator and how it is put together, or who leads a task and when it is due."""
    person = actor(request)
    item: Indicator | Task = _item(slug, code)
    form = _form(item, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        if changes:
            _save(_item(slug, code), changes, person)
            messages.success(request, _("Đã ghi %(code)s.") % {"code": code})
        return redirect(f"{redirect('plan', slug=slug).url}#{code}")
    is_indicator = isinstance(item, Indicator)
    named = item.owner_text if isinstance(item, Indicator) else item.lead_text
    context = {"plan": item.plan, "item": item, "form": form, "is_indicator": is_indicator, "named": named}
    return render(request, "web/plans/item.html", context, status=422 if form.errors else 200)


def _item(slug: str, code: str) -> Indicator | Task:
    where = {"plan__slug": slug, "code": code, "ended_in_version": None}
    found = (
        Indicator.objects.filter(**where).select_related("plan", "owner").prefetch_related("targets").first()
    )
    return found or get_object_or_404(Task.objects.select_related("plan", "lead"), **where)


def _form(item: Indicator | Task, data: Any) -> IndicatorSettingsForm | TaskSettingsForm:
    if isinstance(item, Indicator):
        return IndicatorSettingsForm(data, instance=item)
    return TaskSettingsForm(data, instance=item)


def _save(item: Indicator | Task, changes: dict[str, Any], person: Person) -> None:
    # A fresh row: the form has already written its values into its own.
    if isinstance(item, Indicator):
        edit_indicator(indicator=item, by=person, **changes)
    else:
        assign_task(task=item, by=person, **changes)
