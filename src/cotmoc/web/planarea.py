"""Which area a plan is for, as it was called when the plan was issued."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cotmoc.actions.heritage import place_plan
from cotmoc.core.permissions import Verb
from cotmoc.store.models import Area
from cotmoc.store.unitpages import find_units, path_to
from cotmoc.web.doors import asks, find_plan
from cotmoc.web.filters import asked
from cotmoc.web.people import actor

SHOWN = 30


@asks(Verb.EDIT_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_area(request: HttpRequest, slug: str) -> HttpResponse:
    """Areas of the plan's day are searched by name; one is chosen, or none."""
    plan = find_plan(request, slug)
    if request.method == "POST":
        chosen = "" if request.POST.get("viec") == "bo" else request.POST.get("dia-ban", "")
        area = get_object_or_404(Area, pk=chosen) if chosen.isdecimal() else None
        place_plan(plan=plan, area=area, by=actor(request))
        messages.success(request, _("Đã ghi địa bàn của kế hoạch."))
        return redirect("plan", slug)
    words = asked(request, ("q",))["q"]
    on = plan.starts_on
    rows = find_units(Area, on, words)[:SHOWN] if words else ()
    found = [(area, path_to(area, on)) for area in rows]
    return render(
        request, "web/heritage/area.html", {"plan": plan, "words": words, "found": found, "day": on}
    )
