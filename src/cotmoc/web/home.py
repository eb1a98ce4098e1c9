"""Where a person begins."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cotmoc.store.models import Plan


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The board of the newest plan; the documents when there is none yet."""
    newest = Plan.objects.only("slug").first()
    return redirect("directives") if newest is None else redirect("board", slug=newest.slug)
