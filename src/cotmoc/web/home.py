"""Where a person begins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from cotmoc.core.permissions import Verb
from cotmoc.store.access import can, own_unit
from cotmoc.store.models import Plan
from cotmoc.store.rail import plan_to_show
from cotmoc.store.scope import plans_seen
from cotmoc.web.doors import asks
from cotmoc.web.newest import chosen_slug
from cotmoc.web.people import actor


@asks(None)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The board of the plan a person is in; the collection for an officer of a unit, who hands in, and for an officer
    who receives; the documents when there is no plan yet; the own account for whoever may not look at anything."""
    if not can(request.user, Verb.VIEW):
        return redirect("account")
    plan = plan_to_show(chosen_slug(request), plans_seen(actor(request)))
    if plan is None:
        return redirect("directives")
    collects = own_unit(actor(request)) or _receives(request, plan)
    return redirect("collection" if collects else "board", slug=plan.slug)


def _receives(request: HttpRequest, plan: Plan) -> bool:
    """Whether the person approves figures and does not write the report of them."""
    return can(request.user, Verb.APPROVE_FIGURES, plan) and not can(request.user, Verb.WRITE_REPORT, plan)
