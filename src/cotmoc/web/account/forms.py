"""Forms of the account pages: django-allauth's, in the words of this office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_second_factors
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cotmoc.actions.invitations import is_invited
from cotmoc.actions.letters import LetterError, knock
from cotmoc.store.models import Person
from cotmoc.web.account.factors import spend_code

RULES = _(
    "Ít nhất 10 ký tự, không giống tên của bạn và không phải mật khẩu nhiều người dùng. "
    "Vài từ rời nhau ghép lại là dễ nhớ mà khó đoán."
)
_SAME = _("Hai lần nhập chưa giống nhau; nhập lại.")
_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}


def _word(form: forms.BaseForm, name: str, label: Any, help_text: Any = "") -> forms.Field:
    """Our words for a field; those of django-allauth go."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    return field


def _new_password(form: forms.BaseForm, again: bool = True) -> None:
    _word(form, "password1", _("Mật khẩu mới") if again else _("Mật khẩu"), RULES)
    _word(form, "password2", _("Nhập lại mật khẩu"))


class SamePasswords:
    """Two new passwords that must be the same."""

    def clean(self) -> Any:
        cleaned = super(account.PasswordVerificationMixin, self).clean()  # type: ignore[misc]
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _SAME)  # type: ignore[attr-defined]
        return cleaned


class SignInForm(account.LoginForm):  # type: ignore[misc]
    """A user name or a mail address, and a password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        name = _word(self, "login", _("Tên đăng nhập hoặc thư điện tử"))
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        _word(self, "password", _("Mật khẩu"))

    def add_prefix(self, field_name: str) -> str:
        """The name of the user is `username` on the page, as programs that fill in passwords know it."""
        return super().add_prefix("username" if field_name == "login" else field_name)  # type: ignore[no-any-return]


class ChangePasswordForm(SamePasswords, account.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, "oldpassword", _("Mật khẩu đang dùng"))
        _new_password(self)


class SetPasswordForm(SamePasswords, account.SetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _new_password(self, again=False)


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, "email", _("Thư điện tử"))

    def clean_email(self) -> str:
        """Only the address the account has now opens it: one that was given up does not; nor whoever has yet to accept
        an invitation, whose link is the one that counts, and it ends."""
        email: str = super().clean_email()
        people = Person.objects.filter(email__iexact=email, is_active=True)
        self.users = [person for person in people if not is_invited(person)]
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Whether there is such an address is told neither by a fault of the mail server nor by the time it takes."""
        if not self.users:
            knock()
        try:
            super().save(request, **kwargs)
        except LetterError as error:
            if error.code != "mail-address":
                raise
        return str(self.cleaned_data["email"])


class ResetPasswordKeyForm(SamePasswords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _new_password(self)


class FirstPasswordForm(SamePasswords, account.PasswordVerificationMixin, forms.Form):  # type: ignore[misc]
    """The password an invited person chooses; `person` is whose, for the rules."""

    password1 = account.SetPasswordField()
    password2 = account.PasswordField(autocomplete="new-password")

    def __init__(self, *args: Any, person: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _new_password(self, again=False)
        first: Any = self.fields["password1"]
        first.user = person


class ChangeEmailForm(account.AddEmailForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, "email", _("Địa chỉ mới"), _("Thư xác nhận được gửi tới địa chỉ này."))

    def clean_email(self) -> str:
        """An address of a colleague is refused at once: inside the house it is no secret who has an account."""
        email: str = super().clean_email()
        taken = Person.objects.filter(Q(email__iexact=email) | Q(username__iexact=email))
        if taken.exclude(pk=self.user.pk).exists():
            raise get_adapter().validation_error("email_taken")
        return email


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, "password", _("Mật khẩu"))


class SpentOnce:
    """A code opens once, whichever process is asked and however often."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if not spend_code(self.authenticator, code):  # type: ignore[attr-defined]
            raise get_second_factors().validation_error("incorrect_code")
        return code


class CodeForm(SpentOnce, codes.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _code(self)


class ReauthenticateCodeForm(SpentOnce, codes.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _code(self)


class ActivateCodesForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = _word(self, "code", _("Mã 6 số ứng dụng đang hiện"))
        field.widget.attrs.update(_CODE)


class Credential(forms.JSONField):
    """What a browser says of a passkey; whatever is nested too deep to be one is no JSON either."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


def _understood(check: Callable[[], Any]) -> Any:
    """What `check` finds; what strangers make up has parts missing or of another kind, and is told as a wrong code."""
    try:
        return check()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise get_second_factors().validation_error("incorrect_code") from error


class PasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = Credential(required=True, widget=forms.HiddenInput)

    def clean_credential(self) -> Any:
        return _understood(super().clean_credential)


class LoginPasskeyForm(PasskeyForm, LoginWebAuthnForm):  # type: ignore[misc]
    """Instead of a password."""


class ReauthenticatePasskeyForm(PasskeyForm, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Once more, before something that matters."""


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Every passkey can open the door alone, so it always asks for a finger, a face or a PIN."""

    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)
    credential = Credential(required=True, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, "name", _("Tên để nhận ra"), _("Ví dụ: Máy tính cơ quan, Điện thoại."))
        self.fields["name"].max_length = 60

    def clean(self) -> Any:
        return _understood(super().clean)


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, "name", _("Tên để nhận ra"))


def _code(form: forms.BaseForm) -> None:
    field = _word(form, "code", _("Mã"), _("Mã 6 số trong ứng dụng, hoặc một mã dự phòng."))
    field.widget.attrs.update(_CODE)
