"""Which plan a person is in: that of the page, else the one looked at last, else the newest."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cotmoc.store.rail import plan_to_show
from cotmoc.store.scope import plans_seen
from cotmoc.web.doors import asks
from cotmoc.web.people import actor

_COOKIE = "ke-hoach"


def slug_of_page(request: HttpRequest) -> str | None:
    """The slug in the address of a page of a plan."""
    match = request.resolver_match
    return match.kwargs.get("slug") if match else None


def chosen_slug(request: HttpRequest) -> str | None:
    """The plan of the page, else the one looked at last in this browser."""
    return slug_of_page(request) or request.COOKIES.get(_COOKIE)


def remember_plan(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Keep in a cookie which plan was looked at last: the rail leads back to it, and nothing has to be written."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        slug = slug_of_page(request)
        is_page = response.status_code == 200 and response.headers.get("Content-Type", "").startswith(
            "text/html"
        )
        if slug and is_page and request.COOKIES.get(_COOKIE) != slug:
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(_COOKIE, slug, httponly=True, samesite="Lax", secure=secure)
        return response

    return middleware


def newest(view: str) -> Callable[[HttpRequest], HttpResponse]:
    """A view that goes on to the page `view` of the plan a person is in; without a plan, what to do first."""

    @asks()
    @require_safe
    def go(request: HttpRequest) -> HttpResponse:
        plan = plan_to_show(chosen_slug(request), plans_seen(actor(request)))
        if plan is None:
            return render(request, "web/no_plan.html")
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(reverse(view, args=[plan.slug]) + (f"?{query}" if query else ""))

    return go
