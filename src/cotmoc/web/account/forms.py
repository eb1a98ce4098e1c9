"""Forms of the account pages: django-allauth's, in the words of this office."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc]
    """A user name or a mail address, and a password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        name, password = self.fields["login"], self.fields["password"]
        name.label, password.label = _("Tên đăng nhập hoặc thư điện tử"), _("Mật khẩu")
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        password.widget.attrs = {"autocomplete": "current-password"}
        password.help_text = ""

    def add_prefix(self, field_name: str) -> str:
        """The name of the user is `username` on the page, as programs that fill in passwords know it."""
        return super().add_prefix("username" if field_name == "login" else field_name)  # type: ignore[no-any-return]
