"""Where a person begins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from cotmoc.core.permissions import Verb
from cotmoc.store.access import can, own_unit
from cotmoc.store.rail import plan_to_show
from cotmoc.store.scope import plans_seen
from cotmoc.web.doors import asks
from cotmoc.web.newest import chosen_slug
from cotmoc.web.people import actor


@asks(None)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The board of the plan a person is in, for an officer of a unit what it has to hand in; the documents when
    there is no plan yet; the own account for whoever may not look at anything."""
    if not can(request.user, Verb.VIEW):
        return redirect("account")
    plan = plan_to_show(chosen_slug(request), plans_seen(actor(request)))
    if plan is None:
        return redirect("directives")
    return redirect("collection" if own_unit(actor(request)) else "board", slug=plan.slug)
