"""Somebody leaves: who takes over, what will happen, and then it happens."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cotmoc.actions.leaving import hand_over
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.permissions import Verb
from cotmoc.store.colleagues import colleagues_of
from cotmoc.store.language import reason
from cotmoc.store.leaving import Leaving, Passing, leaving_of
from cotmoc.store.managing import find_person, open_grants, people_of, require_over
from cotmoc.store.models import Grant, Person
from cotmoc.web.doors import asks
from cotmoc.web.people import actor
from cotmoc.web.people_admin.forms import LeavingForm, with_unit

IN_A_LIST = 300


@dataclass(frozen=True)
class Row:
    """A grant in the form: `chosen` is the number of its receiver, "" for the one of all, "0" for nobody."""

    grant: Grant
    chosen: str
    passing: Passing | None


@asks(Verb.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def person_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """With GET the form and, once it is filled in, what will happen; with POST it happens."""
    by = actor(request)
    one = find_person(pk, by)
    require_over(by, one)
    if one.left_on is not None:
        messages.info(request, _("Người này đã bàn giao rồi."))
        return redirect("person", pk)
    people = _receivers(one, by)
    data = request.POST if request.method == "POST" else request.GET
    form = LeavingForm(people, data if "ngay" in data else None)
    told = None
    if form.is_bound and form.is_valid():
        receivers = _chosen(data, one, form.cleaned_data["nhan"], people)
        day = form.cleaned_data["ngay"]
        if request.method == "POST":
            try:
                hand_over(person=one, on=day, receivers=receivers, why=form.cleaned_data["why"], by=by)
            except (InvalidValueError, ConflictError) as error:
                form.add_error(None, reason(error))
            else:
                messages.success(request, _("Đã bàn giao. Tài khoản đóng từ ngày nghỉ."))
                return redirect("person", pk)
        elif day < timezone.localdate():
            form.add_error("ngay", _("Không bàn giao lùi về trước hôm nay; chọn ngày từ hôm nay."))
        else:
            told = leaving_of(one, day, receivers)
    context = {
        "one": one,
        "form": form,
        "told": told,
        "rows": _rows(one, data, told),
        "people": [(str(person.pk), with_unit(person)) for person in people],
    }
    return render(request, "web/people/leaving.html", context, status=422 if form.errors else 200)


def _receivers(one: Person, by: Person) -> QuerySet[Person]:
    """Who may take over: active people of the manager, neither the one who leaves nor the manager; where they are too
    many for a list to choose from, those of the same branch."""
    there = people_of(by).filter(is_active=True, left_on=None).exclude(pk__in=(one.pk, by.pk))
    if there.count() > IN_A_LIST:
        there = there.filter(pk__in=colleagues_of(one).values("pk"))
    return there.select_related("agency").order_by("full_name")


def _chosen(
    data: QueryDict, one: Person, everything: Person | None, people: QuerySet[Person]
) -> dict[int, Person]:
    known = {str(person.pk): person for person in people}
    chosen = {}
    for grant in open_grants(one, timezone.localdate()):
        word = data.get(f"nhan-{grant.pk}", "")
        receiver = everything if not word else known.get(word)
        if receiver is not None:
            chosen[grant.pk] = receiver
    return chosen


def _rows(one: Person, data: QueryDict, told: Leaving | None) -> list[Row]:
    passings = {passing.grant.pk: passing for passing in told.passings} if told else {}
    held = open_grants(one, timezone.localdate()).order_by("pk")
    return [Row(grant, data.get(f"nhan-{grant.pk}", ""), passings.get(grant.pk)) for grant in held]
