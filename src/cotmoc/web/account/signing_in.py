"""Signing in and out, and the way back for whoever forgot the password."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, PasswordResetFromKeyView
from django.conf import settings
from django.contrib.auth import views
from django.http import HttpResponse

from cotmoc.store.models import Person
from cotmoc.web.account.devices import remember_device
from cotmoc.web.demo_accounts import demo_accounts


class SignIn(LoginView):  # type: ignore[misc]
    """The door."""

    template_name = "ui/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "demo_accounts": demo_accounts(),
            "nobody": not Person.objects.exists(),
            "sso": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
            "following": self.get_next_url() or "",
        }
        return super().get_context_data(**context, **kwargs)  # type: ignore[no-any-return]


class SignOut(views.LogoutView):
    next_page = "login"


class NewPassword(PasswordResetFromKeyView):  # type: ignore[misc]
    """A new password by letter. The device is known from now on: strangers' failures keep nobody out who has it."""

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """A link that no longer works is not found; the page says what to do."""
        status = 404 if context.get("token_fail") else 200
        response: HttpResponse = super().render_to_response(context, status=status, **options)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        remember_device(self.request, response, self.reset_user)
        return response
