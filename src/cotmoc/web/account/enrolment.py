"""Whoever must have a second factor is led to it before anything else (COTMOC_REQUIRE_MFA)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cotmoc.core.permissions import Role
from cotmoc.store.access import rights_of
from cotmoc.store.account import second_factors
from cotmoc.store.models import Person

# Whose password, once stolen, opens more than one unit.
ROLES = frozenset({Role.MANAGER, Role.PLANNER})
_OPEN = ("/tai-khoan/", "/dang-nhap/", "/dang-xuat/", "/ngon-ngu/", "/static/", "/loi-moi/")
# Of one's own pages those where more is at stake than the account itself.
_CLOSED = ("/tai-khoan/nguoi-thay/", "/tai-khoan/du-lieu/")


def require_second_factor(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let pass whoever need not, or has one at this moment."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_open = request.path.startswith(_OPEN) and not request.path.startswith(_CLOSED)
        if settings.REQUIRE_MFA == "no" or is_open or not _lacks(request):
            return get_response(request)
        sentence = _("Tài khoản này phải có xác thực hai lớp: thêm khóa truy cập hoặc bật mã một lần.")
        if request.path.startswith("/api/"):
            return JsonResponse({"status": 403, "detail": sentence}, status=403)
        messages.warning(request, sentence)
        return redirect("account")

    return middleware


def must_have(person: Person) -> bool:
    """Whether the settings ask for a second factor of this person."""
    if settings.REQUIRE_MFA == "managers":
        return should_have(person)
    return bool(settings.REQUIRE_MFA == "all")


def should_have(person: Person) -> bool:
    """Whether a second factor is advised: the person manages or plans."""
    return any(held.role in ROLES for held in rights_of(person).held)


def _lacks(request: HttpRequest) -> bool:
    person = request.user
    return isinstance(person, Person) and must_have(person) and not second_factors(person).is_there
