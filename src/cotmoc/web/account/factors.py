"""Second factors: how their secrets are kept and what they are called."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.transaction import atomic
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.store.models import Person

_NOT_THE_CODE = gettext_lazy(
    "Mã chưa đúng hoặc đã hết hạn. Lấy mã mới rồi nhập lại; kiểm tra giờ trên điện thoại."
)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are kept encrypted with the signing key of the installation."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _NOT_THE_CODE,
        "cannot_generate_recovery_codes": gettext_lazy(
            "Bật mã một lần hoặc khóa truy cập trước, rồi tạo mã dự phòng."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Khóa %(n)s") % {"n": number}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        name = user.full_name if isinstance(user, Person) else ""
        return entity | {"name": user.get_username(), "display_name": name or user.get_username()}

    def _get_site_name(self) -> str:
        return f"Cột Mốc · {settings.PROVINCE_NAME}"


@atomic
def spend_code(authenticator: Authenticator, code: str) -> bool:
    """Whether a right code is used for the first time; from now on neither it nor an older one is (RFC 6238, 5.2).

    django-allauth remembers used codes for one step, in the memory of one process: a code that is believed for three
    steps could be used again.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    held = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret, spent = SecondFactorAdapter().decrypt(held.data["secret"]), held.data.get("step", 0)
    steps = yield_hotp_counters_from_time()
    fitting = [
        step
        for step in steps
        if step > spent
        and compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
    ]
    if fitting:
        held.data["step"] = fitting[0]
        held.save(update_fields=["data"])
    return bool(fitting)


def _cipher() -> MultiFernet:
    """The present key first, older ones still read."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key))) for key in keys])


def _derived(key: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"cotmoc.second-factor:" + key.encode()).digest())
