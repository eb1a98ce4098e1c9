"""Signing in and out."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.contrib.auth import views

from cotmoc.store.models import Person
from cotmoc.web.demo_accounts import demo_accounts


class SignIn(LoginView):  # type: ignore[misc]
    """The door."""

    template_name = "ui/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        nobody = not Person.objects.exists()
        return super().get_context_data(demo_accounts=demo_accounts(), nobody=nobody, **kwargs)  # type: ignore[no-any-return]


class SignOut(views.LogoutView):
    next_page = "login"
