"""Single sign-on: what is refused of a provider that lies, fails or is not ours."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from tests.support import factories
from tests.support.oidc.browsing import BEGIN, begin, use, who
from tests.support.oidc.server import BACK, CLIENT, Forger, forger

from cotmoc.store.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _forger() -> Iterator[Forger]:
    with forger() as made:
        yield made


@pytest.fixture
def forged(_forger: Forger, settings: LazySettings) -> Forger:
    _forger.fresh()
    use(settings, _forger.issuer)
    return _forger


def forge(browser: Client, made: Forger, **query: str) -> HttpResponse:
    """Come back from the forger with a code."""
    asked = dict(parse_qsl(urlsplit(begin(browser)).query))
    made.nonce = asked["nonce"]
    return browser.get(BACK, {"code": "ma", "state": asked["state"], **query})


def _none(made: Forger) -> str:
    return jwt.encode(made.claims(), None, "none", {"kid": "mot"})


def _by_public_key(made: Forger) -> str:
    """Signed with the public key as if it were a shared secret."""
    public = made.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    parts = [{"alg": "HS256", "kid": "mot", "typ": "JWT"}, made.claims()]
    text = ".".join(_base64(json.dumps(part).encode()) for part in parts)
    return f"{text}.{_base64(hmac.digest(public, text.encode(), hashlib.sha256))}"


def _changed(made: Forger) -> str:
    """Somebody else's name under a good signature."""
    head, _, signature = made.signed().split(".")
    return f"{head}.{_base64(json.dumps(made.claims() | {'sub': 'la'}).encode())}.{signature}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


NOW = int(time.time())
BAD_CLAIMS: dict[str, dict[str, Any]] = {
    "expired": {"exp": NOW - 400, "iat": NOW - 500},
    "no end": {"exp": None},
    "old": {"iat": NOW - 4000},
    "of the future": {"iat": NOW + 4000, "exp": NOW + 5000},
    "not yet": {"nbf": NOW + 4000},
    "other audience": {"aud": "he-khac"},
    "no audience": {"aud": None},
    "several audiences, no party": {"aud": [CLIENT, "he-khac"]},
    "other party": {"aud": [CLIENT, "he-khac"], "azp": "he-khac"},
    "other nonce": {"nonce": "cua-lan-khac"},
    "no nonce": {"nonce": None},
    "nonce is a list": {"nonce": ["a"]},
    "other issuer": {"iss": "https://noi-khac.vn"},
    "nobody": {"sub": ""},
    "no subject": {"sub": None},
    "unverified address": {"email_verified": False},
    "address verified in words": {"email_verified": "true"},
    "address not said to be verified": {"email_verified": None},
    "address of nobody": {"email": "la@noikhac.vn"},
    "address is a list": {"email": ["hoa@tinh.gov.vn"]},
    "letters that look alike": {"email": "hoa@tinh.gov.vn".replace("i", "ı")},
}
BAD_TOKENS: dict[str, Callable[[Forger], str]] = {
    "no signature": _none,
    "public key as secret": _by_public_key,
    "changed": _changed,
    "stranger's signature": lambda made: made.signed(made.stranger),
    "unknown key": lambda made: made.signed(kid="hai"),
    "other kind of key": lambda made: made.signed(ec.generate_private_key(ec.SECP256R1()), "ES256"),
    "algorithm the key is not for": lambda made: made.signed(algorithm="PS256"),
    "no token": lambda made: "khong.phai.token",
}


def test_a_good_token_of_the_forger_opens(forged: Forger, hoa: Person) -> None:
    browser = Client()
    assert forge(browser, forged).status_code == 302
    assert who(browser) == str(hoa.pk)


def test_bad_claims_open_nothing(forged: Forger, hoa: Person) -> None:
    browser, opened = Client(), []
    for bad, forged.alter in BAD_CLAIMS.items():
        if forge(browser, forged).status_code != 403 or who(browser):
            opened.append(bad)
            browser = Client()
    assert opened == []


def test_bad_tokens_open_nothing(forged: Forger, hoa: Person) -> None:
    browser, opened = Client(), []
    for bad, make in BAD_TOKENS.items():
        asked = dict(parse_qsl(urlsplit(begin(browser)).query))
        forged.nonce = asked["nonce"]
        forged.token = make(forged)
        answer = browser.get(BACK, {"code": "ma", "state": asked["state"]})
        if answer.status_code != 403 or who(browser):
            opened.append(bad)
            browser = Client()
    assert opened == []


def test_userinfo_must_speak_of_the_same_person(forged: Forger, hoa: Person) -> None:
    forged.alter = {"email": None, "email_verified": None}
    forged.userinfo = {"sub": "la", "email": "hoa@tinh.gov.vn", "email_verified": True}
    browser = Client()
    assert forge(browser, forged).status_code == 403
    forged.userinfo["sub"] = "hoa"
    assert forge(browser, forged).status_code == 302
    assert who(browser) == str(hoa.pk)


def test_an_address_and_its_proof_come_from_one_place(forged: Forger, hoa: Person) -> None:
    forged.alter, browser = {"email_verified": None}, Client()
    forged.userinfo = {"email": "la@noikhac.vn", "email_verified": True}
    assert "la@noikhac.vn" in forge(browser, forged).content.decode()
    assert who(browser) is None
    forged.userinfo = {"email": "hoa@tinh.gov.vn", "email_verified": True}
    forge(browser, forged)
    assert who(browser) == str(hoa.pk)


@pytest.mark.parametrize("query", [{}, {"state": "bia"}, {"code": "ma"}, {"state": "bia", "code": "ma"}])
def test_a_state_of_ours_is_needed(query: dict[str, str], forged: Forger) -> None:
    browser = Client()
    begin(browser)
    assert browser.get(BACK, query).status_code == 403
    assert "/token" not in forged.asked


def test_an_answer_of_another_issuer_is_refused(forged: Forger, hoa: Person) -> None:
    browser = Client()
    assert forge(browser, forged, iss="https://noi-khac.vn").status_code == 403
    assert "/token" not in forged.asked


@pytest.mark.parametrize(
    "foreign", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere(foreign: str, forged: Forger, hoa: Person) -> None:
    browser = Client()
    asked = dict(parse_qsl(urlsplit(begin(browser, foreign)).query))
    assert "evil" not in urlencode(asked)
    forged.nonce = asked["nonce"]
    answer = browser.get(BACK, {"code": "ma", "state": asked["state"]})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_what_a_stranger_adds_to_the_button_is_not_passed_on(forged: Forger) -> None:
    extra = {
        "scope": "admin",
        "auth_params": "prompt=none&nonce=1",
        "process": "connect",
        "action": "rerequest",
    }
    asked = dict(parse_qsl(urlsplit(Client().get(BEGIN, extra).headers["Location"]).query))
    assert sorted(asked["scope"].split()) == ["email", "openid", "profile"]
    assert "prompt" not in asked
    assert asked["nonce"] != "1"


@pytest.mark.parametrize("answer", [(500, b""), (200, b"<html>"), (200, b"[]"), (200, b'{"issuer": 1}')])
def test_a_provider_that_is_down_is_told(answer: tuple[int, bytes], forged: Forger) -> None:
    forged.answers["/.well-known/openid-configuration"] = answer
    page = Client().get(BEGIN)
    assert page.status_code in {403, 502}
    assert "Chưa đăng nhập được" in page.content.decode()


def test_a_provider_that_is_away_is_told(settings: LazySettings) -> None:
    use(settings, "http://127.0.0.1:9")
    page = Client().get(BEGIN)
    assert page.status_code == 502
    assert "không trả lời" in page.content.decode()


def test_answers_that_make_no_sense_open_nothing(forged: Forger, hoa: Person) -> None:
    browser, statuses = Client(), []
    for path in ("/token", "/jwks"):
        for answer in ((400, b"{}"), (200, b"[]"), (200, b'"access_token"'), (200, b"{}"), (200, b"<html>")):
            forged.answers = {path: answer}
            statuses.append(forge(browser, forged).status_code)
    assert set(statuses) <= {403, 502}
    assert who(browser) is None


def test_discovery_must_name_the_issuer_of_the_settings(forged: Forger) -> None:
    forged.config = {"issuer": "https://noi-khac.vn"}
    assert Client().get(BEGIN).status_code == 403


def test_without_a_provider_there_is_no_such_door(settings: LazySettings) -> None:
    settings.OIDC_ISSUER = ""
    assert Client().get(BEGIN).status_code == 404
    assert Client().get(BACK).status_code == 404


def test_an_identity_is_taken_off_by_its_owner_or_a_manager(forged: Forger, hoa: Person) -> None:
    browser, manager = Client(), Client()
    forge(browser, forged)
    assert "127.0.0.1" in browser.get("/tai-khoan/").content.decode()
    browser.post("/tai-khoan/mot-cua/go/", follow=True)
    assert not SocialAccount.objects.exists()
    assert browser.post("/tai-khoan/mot-cua/go/").status_code == 422
    forge(Client(), forged)
    manager.force_login(factories.manager())
    place = f"/quan-tri/nguoi-dung/{hoa.pk}/"
    assert "Gỡ danh tính" in manager.get(place).content.decode()
    assert manager.post(place, {"viec": "go-danh-tinh"}).status_code == 302
    assert manager.post(place, {"viec": "go-danh-tinh"}).status_code == 422
    assert not SocialAccount.objects.exists()
