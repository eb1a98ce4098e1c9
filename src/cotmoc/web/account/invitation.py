"""The page behind the link of an invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.fields import PasswordField, SetPasswordField
from allauth.account.forms import PasswordVerificationMixin
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cotmoc.actions.invitations import accept_invitation, invited_person
from cotmoc.store.models import Person


class FirstPasswordForm(PasswordVerificationMixin, forms.Form):  # type: ignore[misc]
    """A password, twice."""

    password1 = SetPasswordField(label=gettext_lazy("Mật khẩu"))
    password2 = PasswordField(label=gettext_lazy("Nhập lại mật khẩu"), autocomplete="new-password")

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password1"].user = person


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password and come in; a passkey or a second factor can follow on the account's page."""
    person = invited_person(token)
    form = FirstPasswordForm(request.POST or None, person=person)
    if not form.is_valid():
        return render(request, "account/invitation.html", {"form": form, "person": person})
    person = accept_invitation(token=token, password=form.cleaned_data["password1"])
    messages.success(request, _("Đã đặt mật khẩu. Nên thêm khóa truy cập hoặc mã một lần ở dưới."))
    record_authentication(request, person, method="password", username=person.username)
    answer: HttpResponse = perform_login(request, Login(user=person, redirect_url="/tai-khoan/"))
    return answer
