"""The people of a manager: the list with its filters, and the form to invite somebody."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cotmoc.actions.invitations import invite_person
from cotmoc.actions.letters import LetterError, letters_leave
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.language import reason
from cotmoc.store.peoplepages import STATES, Query, people_list, people_rows, units_with_people
from cotmoc.web.doors import asks
from cotmoc.web.filters import Chip, asked, href
from cotmoc.web.people import actor
from cotmoc.web.people_admin.forms import GIVEN, InviteForm

NAMES = ("q", "vai-tro", "don-vi", "trang-thai")
ON_A_PAGE = 50


@asks(Verb.MANAGE_PEOPLE)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody within the reach; every filter is a parameter of the address."""
    by = actor(request)
    values = asked(request, NAMES)
    found = people_list(by, Query(values["q"], values["vai-tro"], values["don-vi"], values["trang-thai"]))
    paginator = Paginator(found.people, ON_A_PAGE)
    page = paginator.get_page(request.GET.get("trang"))
    query = href(values)[1:]
    context = {
        "rows": people_rows(page.object_list),
        "page": page,
        "pages": list(paginator.get_elided_page_range(page.number)),
        "query": f"{query}&" if query else "",
        "total": sum(found.counts.values()),
        "chips": _chips(found.counts, values),
        "roles": GIVEN,
        "units": units_with_people(by),
        "words": values["q"],
        "chosen_role": values["vai-tro"],
        "chosen_unit": values["don-vi"],
        "chosen_state": values["trang-thai"],
    }
    return render(request, "web/people/list.html", context)


@asks(Verb.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Invite somebody: an account without a password and a letter with a link."""
    by = actor(request)
    form = InviteForm(by, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            person = invite_person(by=by, **{**values, "role": Role(values["role"])})
        except (InvalidValueError, LetterError) as error:
            form.add_error(error.code if error.code in form.fields else None, reason(error))
        else:
            messages.success(request, _("Đã gửi lời mời tới %(email)s.") % {"email": person.email})
            tell_of_log(request)
            return redirect("person", person.pk)
    return render(request, "web/people/new.html", {"form": form}, status=422 if form.errors else 200)


def tell_of_log(request: HttpRequest) -> None:
    """Without a mail server a letter reaches nobody by itself; who invites is told where it is."""
    if not letters_leave():
        messages.warning(
            request,
            _(
                "Chưa đặt máy chủ thư nên thư không tới ai: liên kết mời nằm trong log/server.log của thư mục dữ liệu. "
                "Chuyển liên kết cho người được mời, hoặc đặt COTMOC_SMTP_URL rồi gửi lại lời mời."
            ),
        )


def _chips(counts: dict[str, int], values: dict[str, str]) -> list[Chip]:
    chosen = values["trang-thai"]
    everything = Chip("", _("Tất cả"), sum(counts.values()), href(values, trang_thai=""), not chosen)
    return [everything] + [
        Chip(code, str(label), counts.get(code, 0), href(values, trang_thai=code), chosen == code)
        for code, label in STATES.items()
        if counts.get(code) or chosen == code
    ]
