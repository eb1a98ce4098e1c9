"""Settings of single sign-on: one OpenID Connect provider, or none."""

from __future__ import annotations

from urllib.parse import urlsplit

from cotmoc.config import env

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def issuer() -> str:
    """The issuer as its own description writes it; empty without one."""
    address = env.text("COTMOC_OIDC_ISSUER")
    parts = urlsplit(address)
    if address and parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise env.SettingError(
            f"COTMOC_OIDC_ISSUER={address!r} phải bắt đầu bằng https://, như nơi xác thực công bố."
        )
    if address and not env.text("COTMOC_OIDC_CLIENT_ID"):
        raise env.SettingError(
            "COTMOC_OIDC_CLIENT_ID còn trống; điền mã mà nơi xác thực cấp cho hệ thống này."
        )
    return address


def account_field() -> str:
    """What of an account the claim is compared with: the address for an address, else the user name."""
    return env.choice("COTMOC_OIDC_ACCOUNT_FIELD", "", "email", "username") or (
        "email" if OIDC_ACCOUNT_CLAIM == "email" else "username"
    )


OIDC_ISSUER = issuer()
OIDC_CLIENT_ID = env.text("COTMOC_OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env.text("COTMOC_OIDC_CLIENT_SECRET")
OIDC_NAME = env.text("COTMOC_OIDC_NAME")
OIDC_ACCOUNT_CLAIM = env.text("COTMOC_OIDC_ACCOUNT_CLAIM")
OIDC_ACCOUNT_FIELD = account_field()
OIDC_SCOPES = sorted({"openid", *env.text("COTMOC_OIDC_SCOPES").split()})
SOCIALACCOUNT_ADAPTER = "cotmoc.web.account.sso.SingleSignOn"
SOCIALACCOUNT_STORE_TOKENS = False
