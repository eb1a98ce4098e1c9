"""One person: the facts, what is held, who stands in, and what a manager does about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cotmoc.actions.correcting import correct_person
from cotmoc.actions.deputies import end_deputy, name_deputy
from cotmoc.actions.grants import end_grant, give_grant
from cotmoc.actions.invitations import resend_invitation
from cotmoc.actions.leaving import lock_person, unlock_person
from cotmoc.actions.personal import erase_person, note_reading
from cotmoc.actions.singlesignon import unbind_identity
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.colleagues import colleagues_of
from cotmoc.store.language import reason
from cotmoc.store.managing import find_person
from cotmoc.store.models import Deputy, Grant, Person
from cotmoc.store.peoplepages import STATES, person_page
from cotmoc.web.doors import asks
from cotmoc.web.people import actor
from cotmoc.web.people_admin.forms import DeputyForm, EndForm, FactsForm, GrantForm, WhyForm
from cotmoc.web.people_admin.listing import tell_of_log

Values = dict[str, Any]
MakeForm = Callable[[Person, Person, Any], forms.Form]


@dataclass(frozen=True)
class Act:
    """One thing done to an account: its form (of the person, the actor and what was sent), how, and what is said."""

    form: MakeForm
    take: Callable[[HttpRequest, Person, Person, Values], object]
    said: Any


@asks(Verb.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person; with POST do one thing to the account. A look at somebody else leaves a trace."""
    by = actor(request)
    one = find_person(pk, by)
    if request.method == "GET":
        note_reading(person=one, by=by)
        return _page(request, one, by)
    name = request.POST.get("viec", "")
    if name not in ACTS:
        raise Http404(name)
    act, form = ACTS[name], ACTS[name].form(one, by, request.POST)
    if not form.is_valid():
        return _page(request, one, by, {name: form})
    try:
        act.take(request, one, by, form.cleaned_data)
    except (InvalidValueError, ConflictError) as error:
        form.add_error(None, reason(error))
        return _page(request, one, by, {name: form})
    messages.success(request, str(act.said))
    if name == "moi-lai":
        tell_of_log(request)
    return redirect("person", pk)


def _page(
    request: HttpRequest, one: Person, by: Person, sent: dict[str, forms.Form] | None = None
) -> HttpResponse:
    """The page; `sent` is the form that was refused, shown open with what was typed."""
    page = person_page(one, by)
    made = {name: act.form(one, by, None) for name, act in ACTS.items() if name in _SHOWN and page.is_over}
    context = {
        "one": one,
        "page": page,
        "state": STATES[page.state],
        "is_self": one.pk == by.pk,
        "forms": {name.replace("-", "_"): form for name, form in {**made, **(sent or {})}.items()},
        "open": next(iter(sent or {}), ""),
        "refused": [
            error
            for name, form in (sent or {}).items()
            if name not in _TOLD_IN_PLACE
            for error in form.non_field_errors()
        ],
    }
    return render(request, "web/people/person.html", context, status=422 if sent else 200)


def _facts(one: Person, by: Person, data: Any) -> forms.Form:
    initial = {"full_name": one.full_name, "email": one.email, "phone": one.phone, "agency": one.agency_id}
    return FactsForm(by, data, initial=initial)


def _give(request: HttpRequest, one: Person, by: Person, values: Values) -> object:
    return give_grant(person=one, by=by, **{**values, "role": Role(values["role"])})


def _end(request: HttpRequest, one: Person, by: Person, values: Values) -> object:
    held = _row(Grant, request, "quyen", person=one)
    return end_grant(grant=held, last_day=values["last_day"], by=by)


def _end_deputy(request: HttpRequest, one: Person, by: Person, values: Values) -> object:
    return end_deputy(standing=_row(Deputy, request, "luot", person=one), by=by)


def _row(model: Any, request: HttpRequest, name: str, **where: Any) -> Any:
    number = request.POST.get(name, "")
    return get_object_or_404(model, pk=int(number) if number.isdecimal() else 0, **where)


def _plain(one: Person, by: Person, data: Any) -> forms.Form:
    return forms.Form(data)


ACTS: dict[str, Act] = {
    "sua": Act(_facts, lambda r, one, by, values: correct_person(person=one, by=by, **values), _("Đã ghi.")),
    "giao": Act(lambda one, by, data: GrantForm(by, data, prefix="giao"), _give, _("Đã giao quyền.")),
    "thoi-giao": Act(lambda one, by, data: EndForm(data), _end, _("Đã ghi ngày kết thúc quyền.")),
    "cu-thay": Act(
        lambda one, by, data: DeputyForm(colleagues_of(one), data, prefix="thay"),
        lambda r, one, by, values: name_deputy(person=one, by=by, **values),
        _("Đã cử người thay."),
    ),
    "thoi-thay": Act(_plain, _end_deputy, _("Đã kết thúc lượt thay.")),
    "moi-lai": Act(
        _plain, lambda r, one, by, values: resend_invitation(person=one, by=by), _("Đã gửi lại lời mời.")
    ),
    "khoa": Act(
        lambda one, by, data: WhyForm(data, prefix="khoa"),
        lambda r, one, by, values: lock_person(person=one, by=by, **values),
        _("Đã khóa tài khoản và ngắt mọi phiên."),
    ),
    "mo-khoa": Act(
        _plain, lambda r, one, by, values: unlock_person(person=one, by=by), _("Đã mở khóa tài khoản.")
    ),
    "go-danh-tinh": Act(
        _plain,
        lambda r, one, by, values: unbind_identity(person=one, by=by),
        _("Đã gỡ danh tính; lần đăng nhập một cửa tới sẽ gắn lại."),
    ),
    "xoa-du-lieu": Act(
        _plain, lambda r, one, by, values: erase_person(person=one, by=by), _("Đã xóa dữ liệu cá nhân.")
    ),
}
_SHOWN = ("sua", "giao", "cu-thay", "khoa")
# Whose refusal stands beside the form; of the others it stands at the top of the page.
_TOLD_IN_PLACE = frozenset({*_SHOWN, "thoi-giao", "thoi-thay", "mo-khoa"})
