"""Stops of the rail that belong to a plan lead to the newest plan."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from cotmoc.store.models import Plan


def newest(view: str) -> Callable[[HttpRequest], HttpResponse]:
    """A view that goes on to the page `view` of the newest plan; without a plan, what to do first."""

    @login_required
    def go(request: HttpRequest) -> HttpResponse:
        slug = Plan.objects.values_list("slug", flat=True).first()
        if slug is None:
            return render(request, "web/no_plan.html")
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(reverse(view, args=[slug]) + (f"?{query}" if query else ""))

    return go
