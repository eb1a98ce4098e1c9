"""The mail server, from one address."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from cotmoc.config.env import SettingError

# Seconds a page may wait for the mail server before it says so.
TIMEOUT = 10
_PORTS = {"smtp": 25, "smtps": 465}
_YES = {"yes", "true", "1", "on"}


def mail_settings(url: str) -> dict[str, Any]:
    """Django's settings for `smtp[s]://[user[:password]@]host[:port][?starttls=yes]`; empty prints letters.

    `smtp+starttls://` is the same as `?starttls=yes`. Raises SettingError with the remedy.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    scheme, _, tls = urlsplit(url).scheme.partition("+")
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError as error:
        raise _wrong(f"cổng không đúng ({error})") from error
    asked = parse_qs(parts.query)
    if scheme not in _PORTS or tls not in ("", "starttls") or asked.keys() - {"starttls"}:
        raise _wrong("chỉ nhận smtp://, smtps:// và ?starttls=yes")
    if not parts.hostname:
        raise _wrong("thiếu tên máy chủ")
    starttls = tls == "starttls" or asked.get("starttls", ["no"])[-1].lower() in _YES
    if starttls and scheme == "smtps":
        raise _wrong("smtps:// đã mã hóa từ đầu, bỏ starttls")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():  # Python's client sends no other letters
        raise _wrong("tên và mật khẩu chỉ được có chữ không dấu, số và ký hiệu")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (587 if starttls else _PORTS[scheme]),
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": scheme == "smtps",
        "EMAIL_TIMEOUT": TIMEOUT,
    }


def _wrong(why: str) -> SettingError:
    # Without the value itself: it holds a password.
    return SettingError(
        f"COTMOC_SMTP_URL không dùng được: {why}. Ví dụ smtp://ten:mat-khau@may-chu:587?starttls=yes"
    )
