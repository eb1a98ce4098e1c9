"""How django-allauth behaves in this house."""

from __future__ import annotations

import logging
import time
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db.transaction import on_commit
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext_lazy

from cotmoc.actions.letters import LetterError, absolute, deliver
from cotmoc.actions.origin import address_of
from cotmoc.actions.signin import SlowedError, begin_try, forgive, person_called, tell_failure
from cotmoc.web.account.devices import device_of
from cotmoc.web.account.useragents import device_name
from cotmoc.web.account.words import MESSAGES, letter

# Seconds after which changing the ways into an account asks again who one is.
_FRESH = 10 * 60
_log = logging.getLogger(__name__)

_WRONG = gettext_lazy("Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra bộ gõ và phím Caps Lock rồi thử lại.")
_WAYS = {
    "reauthenticate": gettext_lazy("Dùng mật khẩu"),
    "mfa_reauthenticate": gettext_lazy("Dùng mã một lần"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Dùng khóa truy cập"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; failures are counted our way; letters and errors in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Tài khoản này đã khóa; nhờ người quản trị mở lại."),
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "incorrect_password": gettext_lazy("Mật khẩu chưa đúng."),
        "enter_current_password": gettext_lazy("Mật khẩu đang dùng chưa đúng."),
        "invalid_password_reset": gettext_lazy("Liên kết đã hết hạn hoặc đã dùng; yêu cầu thư mới."),
        "email_taken": gettext_lazy("Địa chỉ thư này đã là của một tài khoản khác."),
        "same_as_current": gettext_lazy("Đây là địa chỉ đang dùng; nhập địa chỉ khác."),
        "too_many_login_attempts": gettext_lazy("Đã nhập sai nhiều lần. Chờ vài phút rồi thử lại."),
        "rate_limited": gettext_lazy("Yêu cầu quá nhiều lần. Chờ vài phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address as the trail has it; a nonsense one is written as the one that is nobody's."""
        meta = request.META
        found = address_of(
            meta.get("REMOTE_ADDR", ""),
            meta.get("HTTP_X_FORWARDED_FOR", ""),
            settings.ALLAUTH_TRUSTED_PROXY_COUNT,
        )
        try:
            return str(ip_address(found))
        except ValueError:
            return "0.0.0.0"  # noqa: S104 - nothing is bound to it

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: `authenticate` counts."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Check a password, unless there were too many wrong ones: then it is not even looked at."""
        typed = credentials.get("username") or credentials.get("email") or ""
        person = person_called(typed)
        try:
            tried = begin_try(
                typed=typed,
                person=person,
                device=device_of(request, person),
                address=self.get_client_ip(request),
            )
        except SlowedError as error:
            raise ValidationError(str(error), code=error.code) from error
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if found:
            forgive(tried)
        else:
            tell_failure(tried=tried)
        return found

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within minutes of signing in: who has just come in need not say so again."""
        records = get_authentication_records(self.request, self.request.user)
        if any(time.time() - record["at"] < _FRESH for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return reverse("account" if self.request.user.is_authenticated else "login")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Words of ours; a message we have none for is not needed."""
        if message is None and message_template in MESSAGES:
            message = str(MESSAGES[message_template]) % (message_context or {})
        if message:
            super().add_message(request, level, extra_tags=extra_tags, message=message)

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """A letter of `words.LETTERS` in plain text."""
        person, when = context.get("user"), context.get("timestamp")
        places = {
            "username": person.get_username() if person else "",
            "when": f"{localtime(when):%H.%M, %d/%m/%Y}" if when else "",
            "device": device_name(context.get("user_agent", "")),
        }
        subject, body = letter(template_prefix, {**context, **places})
        to = [email] if isinstance(email, str) else email
        return EmailMessage(subject, body, self.get_from_email(), to, headers=headers)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A letter asked for: that it did not leave is told to whoever asked."""
        deliver(self.render_mail(template_prefix, email, context))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """A letter nobody waits for: what it tells of is stored first, and stays whether the letter leaves or not."""
        address = email or getattr(user, "email", "")
        if not address:
            return
        content = {
            "timestamp": now(),
            "ip": self.get_client_ip(self.request),
            "user_agent": self.get_http_user_agent(self.request),
            **(context or {}),
        }
        message = self.render_mail(template_prefix, address, content)
        on_commit(lambda: _deliver_or_log(message))

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return absolute(path.replace("UID-KEY", quote(key)))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return absolute(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """The ways to say once more who one is, in our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": str(_WAYS[method["id"]])} for method in methods]


def _deliver_or_log(message: EmailMessage) -> None:
    try:
        deliver(message)
    except LetterError as error:
        _log.warning("a notification could not be sent: %s", error)
