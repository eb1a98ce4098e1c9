"""What a browser does for single sign-on, up to the provider."""

from __future__ import annotations

from django.conf import LazySettings
from django.test import Client
from tests.support.oidc.server import CLIENT, SECRET

BEGIN = "/dang-nhap/mot-cua/"


def use(settings: LazySettings, issuer: str, **more: str) -> None:
    """Set single sign-on up with an issuer."""
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = issuer, CLIENT, SECRET
    settings.OIDC_NAME = "VNeID"
    for name, value in more.items():
        setattr(settings, name, value)


def begin(browser: Client, following: str = "") -> str:
    """Where the button leads."""
    answer = browser.get(BEGIN, {"next": following} if following else {})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def who(browser: Client) -> str | None:
    """The number of whoever is signed in."""
    return browser.session.get("_auth_user_id")
