"""Settings of single sign-on that cannot be used stop the start with a sentence."""

from __future__ import annotations

import pytest

from cotmoc.config import singlesignon
from cotmoc.config.env import SettingError


@pytest.mark.parametrize(
    ("address", "client", "sentence"),
    [
        ("http://sso.tinh.example", "cotmoc", "https://"),
        ("sso.tinh.example", "cotmoc", "https://"),
        ("https://sso.tinh.example", "", "COTMOC_OIDC_CLIENT_ID"),
    ],
)
def test_what_is_wrong_is_said(
    address: str, client: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COTMOC_OIDC_ISSUER", address)
    monkeypatch.setenv("COTMOC_OIDC_CLIENT_ID", client)
    with pytest.raises(SettingError, match=sentence):
        singlesignon.issuer()


@pytest.mark.parametrize("address", ["", "https://sso.tinh.example/realms/a", "http://127.0.0.1:8080"])
def test_what_is_right_is_taken_as_it_stands(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTMOC_OIDC_ISSUER", address)
    monkeypatch.setenv("COTMOC_OIDC_CLIENT_ID", "cotmoc")
    assert singlesignon.issuer() == address


@pytest.mark.parametrize(
    ("claim", "given", "field"),
    [
        ("email", "", "email"),
        ("sub", "", "username"),
        ("sub", "email", "email"),
        ("email", "username", "username"),
    ],
)
def test_what_the_claim_is_compared_with(
    claim: str, given: str, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(singlesignon, "OIDC_ACCOUNT_CLAIM", claim)
    monkeypatch.setenv("COTMOC_OIDC_ACCOUNT_FIELD", given)
    assert singlesignon.account_field() == field
