"""The page of one's own account."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cotmoc.store.account import account_page
from cotmoc.web.people import actor


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, what I may do, how I sign in and where I am signed in."""
    return render(request, "account/overview.html", {"page": account_page(actor(request))})
