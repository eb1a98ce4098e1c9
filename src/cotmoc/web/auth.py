"""Signing in and out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest

from cotmoc.store.models import Person
from cotmoc.web.demo_accounts import demo_accounts


class SignInForm(AuthenticationForm):
    """Django's form, in the words of this office."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra bộ gõ và phím Caps Lock rồi thử lại.",
        "inactive": "Tài khoản này đã khóa; nhờ người quản trị mở lại.",
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **options: Any) -> None:
        super().__init__(request, *args, **options)
        self.fields["username"].label = "Tên đăng nhập"
        self.fields["password"].label = "Mật khẩu"


class SignIn(views.LoginView):
    template_name = "registration/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    next_page = "home"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        nobody = not Person.objects.exists()
        return super().get_context_data(demo_accounts=demo_accounts(), nobody=nobody, **kwargs)


class SignOut(views.LogoutView):
    next_page = "login"
