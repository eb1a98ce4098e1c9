"""Agencies and areas on a day: the list by level, one unit with what it came from and what it became."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cotmoc.core.dates import parse_date
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.permissions import Role, Verb
from cotmoc.store import unitpages as store
from cotmoc.store.access import can
from cotmoc.store.heirs import Unit
from cotmoc.store.models import Agency, Area, Grant
from cotmoc.web.doors import asks
from cotmoc.web.filters import asked, href
from cotmoc.web.people import actor

NAMES = ("ngay", "q", "trong", "ca-het", "cay")
PAGE_ROWS = 100
AGENCIES, AREAS = "co-quan", "dia-ban"


@asks()
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """One level of a tree on a day, or what is found by words."""
    values = asked(request, NAMES)
    tree = values["cay"] if values["cay"] in store.MODELS else AGENCIES
    model, on, ended = store.MODELS[tree], day_of(values["ngay"]), bool(values["ca-het"])
    parent = store.find_unit(model, values["trong"], on) if values["trong"] else _root(model, on, ended)
    if values["q"]:
        found = store.find_units(model, on, values["q"], ended=ended)
    else:
        found = store.units_at(model, on, parent, ended=ended)
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("trang"))
    context = {
        "tree": tree,
        "tabs": [
            (slug, word, href({**values, "cay": slug}, trong="", trang=""))
            for slug, word in ((AGENCIES, _("Đơn vị")), (AREAS, _("Địa bàn")))
        ],
        "values": values,
        "words": values["q"],
        "day": on,
        "is_today": on == timezone.localdate(),
        "ended": ended,
        "parent": parent,
        "path": store.path_to(parent, on) if parent else (),
        "rows": store.rows_of(page, on),
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "query": href(values).removeprefix("?") + "&",
        "is_areas": model is Area,
        "inside": href({**values, "cay": tree}, q="", trong=""),
    }
    return render(request, "web/units/list.html", context)


@asks()
@require_safe
def unit(request: HttpRequest, tree: str, code: str) -> HttpResponse:
    """One unit as of a day."""
    found, on = unit_of(request, tree, code)
    page = store.unit_page(found, on)
    person = actor(request)
    people: list[object] = []
    grants: list[Grant] = []
    if isinstance(found, Agency) and can(person, Verb.MANAGE_PEOPLE, found):
        people = list(store.people_at(found))
        grants = list(store.grants_at(found, on))
    context = {
        "tree": tree,
        "page": page,
        "unit": found,
        "day": on,
        "is_area": isinstance(found, Area),
        "is_ended": found.valid_to is not None and found.valid_to < on,
        "agencies": list(found.agencies.order_by("code")) if isinstance(found, Area) else [],
        "people": people,
        "grants": [(grant, Role(grant.role).label) for grant in grants],
        "may_see_people": isinstance(found, Agency) and can(person, Verb.MANAGE_PEOPLE, found),
    }
    return render(request, "web/units/unit.html", context)


def day_of(text: str) -> date:
    """The day asked for, "2025-06-30" or "30/6/2025"; today without one or for nonsense."""
    try:
        return parse_date(text) if text else timezone.localdate()
    except InvalidValueError:
        return timezone.localdate()


def unit_of(request: HttpRequest, tree: str, code: str) -> tuple[Unit, date]:
    """The unit of an address on the day of its parameter."""
    on = day_of(request.GET.get("ngay", ""))
    found = store.find_unit(store.MODELS[tree], code, on) if tree in store.MODELS else None
    if found is None:
        raise Http404(code)
    return found, on


def _root(model: store.Model, on: date, ended: bool) -> Unit | None:
    """Where there is only one unit at the top, the list begins below it."""
    if ended:
        return None
    top = list(store.units_at(model, on, None)[:2])
    return top[0] if len(top) == 1 else None
