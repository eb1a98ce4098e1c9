"""The page of one's own account."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cotmoc.store.account import account_page
from cotmoc.ui.navigation import address
from cotmoc.web.account.enrolment import must_have, should_have
from cotmoc.web.people import actor


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, what I may do, how I sign in and where I am signed in."""
    person = actor(request)
    page = account_page(person)
    lacks = not page.factors.is_there
    context = {
        "page": page,
        "must_enrol": lacks and must_have(person),
        "should_enrol": lacks and should_have(person),
        "deputies_page": address("deputies"),
        "my_data_page": address("my-data"),
    }
    return render(request, "account/overview.html", context)
