"""The page behind the link of an invitation."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cotmoc.actions.invitations import accept_invitation, invited_person
from cotmoc.core.errors import InvalidValueError
from cotmoc.web.account.forms import FirstPasswordForm


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password and come in; a passkey or a second factor can follow on the account's page."""
    try:
        person = invited_person(token)
    except InvalidValueError as error:
        return render(request, "account/invitation.html", {"refused": str(error)}, status=404)
    form = FirstPasswordForm(request.POST or None, person=person)
    if not form.is_valid():
        return render(request, "account/invitation.html", {"form": form, "person": person})
    person = accept_invitation(token=token, password=form.cleaned_data["password1"])
    if request.user.is_authenticated:  # somebody else's session on a shared computer
        logout(request)
    messages.success(request, _("Đã đặt mật khẩu. Nên thêm khóa truy cập hoặc mã một lần ở dưới."))
    record_authentication(request, person, method="password", username=person.username)
    answer: HttpResponse = perform_login(request, Login(user=person, redirect_url=reverse("account")))
    return answer
