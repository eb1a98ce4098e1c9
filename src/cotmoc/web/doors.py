"""The way into the pages: what each asks for before it begins, and the things an address names, seen by who asks.

A page says with `@asks` what it needs; what it finds here is visible to the person, everything else is 404. What is
done to it is asked again by the action, about the very thing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from cotmoc.core.periods import Period
from cotmoc.core.permissions import Verb
from cotmoc.store.access import require, require_within
from cotmoc.store.collection import unit_of_period
from cotmoc.store.directives import light
from cotmoc.store.models import Agency, Plan, Reading, Submission
from cotmoc.store.scope import documents_seen, plans_seen
from cotmoc.web.people import actor

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def asks(
    verb: Verb | None = Verb.VIEW,
    post: Verb | None = None,
    *,
    of: Callable[[HttpRequest, Any], object] | None = None,
) -> Callable[[View], View]:
    """Let in who is signed in and may do `verb`; None is for everybody signed in. `post` is what a POST asks for.

    First comes whether the person sees the plan the address names, or what `of` finds by its `pk`: what one does not
    see is not there, whatever one may do.
    """

    def door(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponseBase:
            if verb is not None:
                _let_in(request, post if post is not None and request.method == "POST" else verb, of, kwargs)
            return view(request, *args, **kwargs)

        let_in = login_required(inside)
        let_in.asks = (verb, post or verb)  # type: ignore[attr-defined]
        return cast(View, let_in)

    return door


def find_plan(request: HttpRequest, slug: str) -> Plan:
    """The plan of an address; 404 for who takes no part in it. The buttons of the page follow what may be done here."""
    known = getattr(request, "thing", None)
    if isinstance(known, Plan) and known.slug == slug:
        return known
    plan = get_object_or_404(plans_seen(actor(request)), slug=slug)
    _about(request, plan)
    return plan


def find_reading(
    request: HttpRequest, pk: int, rows: QuerySet[Reading] | None = None, **more: object
) -> Reading:
    """The reading of an address, out of `rows`; 404 for whom it is none of theirs."""
    rows = light() if rows is None else rows
    reading = get_object_or_404(documents_seen(rows, actor(request)), pk=pk, **more)
    _about(request, reading)
    return reading


def find_unit(request: HttpRequest, plan: Plan, code: str, period: Period) -> Agency:
    """The unit that reports a period under a code, if the person gets to see its figures; 404 for everybody else."""
    unit = unit_of_period(plan, code, period)
    if unit is None:
        raise Http404(code)
    require(request.user, Verb.VIEW, Submission(plan=plan, unit=unit))
    return unit


def _let_in(
    request: HttpRequest,
    wanted: Verb,
    of: Callable[[HttpRequest, Any], object] | None,
    values: dict[str, Any],
) -> None:
    require(request.user, Verb.VIEW)
    if "slug" in values:
        find_plan(request, values["slug"])
    elif of is not None:
        of(request, values["pk"])
    require_within(actor(request), wanted, getattr(request, "thing", None))


def _about(request: HttpRequest, thing: Plan | Reading) -> None:
    """Say what a page is about: `may` in its templates is then about this thing."""
    request.thing = thing  # type: ignore[attr-defined]
